"""What other agencies' gateways say is active there: the last word of each."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select

from gateway.exchange import Stated
from gateway.storage.statements import upsert_rows
from gateway.storage.tables import stated


def apply_stated(connection: Connection, said: Stated, index: int) -> None:
    """Keep what an agency's gateway said last."""
    active = json.dumps(dict(said.active), sort_keys=True)
    upsert_rows(connection, stated, [{"agency": said.agency, "active": active, "index": index}])


def read_stated(connection: Connection) -> dict[str, Mapping[str, str]]:
    """Return what each agency's gateway said last."""
    return {row.agency: json.loads(row.active) for row in connection.execute(select(stated))}
