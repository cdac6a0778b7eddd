"""Where the log stands on policy, read from its tables."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from gateway.policy import Standing
from gateway.storage.peers import read_stated
from gateway.storage.tables import log_state, revoked, signatures, suspended


def read_standing(connection: Connection) -> Standing | None:
    """Return the policy state; None before the first activation.

    Read in several statements: a change between them raised the epoch, and the
    log refuses what is decided under the epoch read first.
    """
    state = connection.execute(select(log_state)).one_or_none()
    if state is None or state.bundle is None:
        return None
    recorded = connection.execute(select(signatures.c.jws_sha256, signatures.c.recorded_at))
    # The latest suspension of an agreement, and the first revocation of a key, is the one that counts.
    latest = select(suspended.c.uid, func.max(suspended.c.index)).group_by(suspended.c.uid)
    first = select(revoked.c.thumbprint, func.min(revoked.c.index)).group_by(revoked.c.thumbprint)
    return Standing(
        epoch=state.epoch,
        bundle=state.bundle,
        activated_at=datetime.fromisoformat(state.activated_at),
        recorded={name: datetime.fromisoformat(moment) for name, moment in recorded},
        suspended={uid: index for uid, index in connection.execute(latest)},
        revoked={thumbprint: index for thumbprint, index in connection.execute(first)},
        stated=read_stated(connection),
    )
