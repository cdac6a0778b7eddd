"""What commits together with an entry: nonces spent, policy moved.

Every change of policy raises the epoch, so the caller must decide nothing more
under the old one.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select, tuple_

from gateway.exchange import Activation, Effects, NonceUse
from gateway.storage.bundles import write_bundle
from gateway.storage.peers import apply_stated
from gateway.storage.statements import insert_new, run, upsert_rows
from gateway.storage.tables import nonces, revoked, signatures, suspended, versions

NONCE_GRACE_SECONDS = 600
"""How long a spent nonce outlives the signature it came with, whatever the clocks say."""

SWEEP = 1024
"""How many expired nonces go at once."""

Spent = tuple[str, str]

_expired = select(nonces.c.keyid, nonces.c.nonce).where(nonces.c.expires < bindparam("before")).limit(SWEEP)
_sweep = delete(nonces).where(tuple_(nonces.c.keyid, nonces.c.nonce).in_(_expired))

_spent = select(nonces.c.expires).where(
    nonces.c.keyid == bindparam("keyid"), nonces.c.nonce == bindparam("nonce")
)


def spend_nonces(connection: Connection, uses: Sequence[NonceUse]) -> set[Spent]:
    """Spend nonces; return those that nobody had spent before."""
    rows = [{"keyid": use.keyid, "nonce": use.nonce, "expires": use.expires} for use in uses]
    return {(keyid, nonce) for keyid, nonce in insert_new(connection, nonces, rows)}


def is_nonce_spent(connection: Connection, keyid: str, nonce: str) -> bool:
    """Say whether a nonce is spent."""
    return bool(run(connection, _spent, {"keyid": keyid, "nonce": nonce}))


def sweep_nonces(connection: Connection, now: float) -> None:
    """Delete some nonces whose signatures have long expired."""
    run(connection, _sweep, {"before": int(now) - NONCE_GRACE_SECONDS})


def moves_policy(effects: Effects) -> bool:
    """Say whether these effects raise the epoch."""
    return bool(effects.activation or effects.suspend or effects.revoke or effects.stated)


def brings_back_old(connection: Connection, activation: Activation) -> bool:
    """Say whether a bundle holds an older version than was active before, or another file of the same."""
    return bool(find_older(connection, activation.versions))


def find_older(connection: Connection, wanted: Mapping[str, tuple[int, str]]) -> dict[str, int]:
    """Name the files whose version was seen before, newer or with another content; with that version."""
    known = _known_versions(connection, wanted)
    return {
        name: known[name][0]
        for name, (version, digest) in wanted.items()
        if name in known
        and (version < known[name][0] or (version == known[name][0] and digest != known[name][1]))
    }


def apply_effects(connection: Connection, effects: Effects, index: int, recorded_at: str) -> None:
    """Write what an entry brings about, except its nonce."""
    if effects.suspend:
        insert_new(connection, suspended, [{"uid": effects.suspend, "index": index}])
    if effects.revoke:
        insert_new(connection, revoked, [{"thumbprint": effects.revoke, "index": index}])
    if effects.stated:
        apply_stated(connection, effects.stated, index)
    if effects.activation:
        _activate(connection, effects.activation, index, recorded_at)


def _activate(connection: Connection, activation: Activation, index: int, recorded_at: str) -> None:
    write_bundle(connection, activation.digest, activation.files)
    insert_new(
        connection,
        signatures,
        [
            {"jws_sha256": name, "first_index": index, "recorded_at": recorded_at}
            for name in sorted(activation.signatures)
        ],
    )
    upsert_rows(
        connection,
        versions,
        [
            {"name": name, "version": version, "digest": digest}
            for name, (version, digest) in sorted(activation.versions.items())
        ],
    )


def _known_versions(connection: Connection, names: Mapping[str, object]) -> dict[str, tuple[int, str]]:
    found = connection.execute(select(versions).where(versions.c.name.in_(list(names))))
    return {row.name: (row.version, row.digest) for row in found}
