"""The same service tuned by hand: Flask, SQLAlchemy Core on held connections, transforms in SQL, orjson.

No object for a row, no schema, no signature, no log.
"""

import os
import threading

import orjson
from flask import Flask, Response, request
from sqlalchemy import Connection, create_engine, text

app = Flask(__name__)
engine = create_engine(os.environ["PEER_DATABASE"])
is_sqlite = engine.dialect.name == "sqlite"
held = threading.local()

NAMES = (
    "kode",
    "kode_desa",
    "nomor",
    "lokasi",
    "alamat",
    "jenis",
    "jumlah",
    "lintang",
    "bujur",
    "diperbarui",
    "aktif",
    "kontak",
)
COLUMNS = (
    "kode, kode_desa, nomor, lokasi, alamat, jenis, jumlah, round(lintang, 2), bujur, "
    "strftime('%Y-%m-%dT%H:%M:%SZ', diperbarui), aktif, '****' || substr(kontak, -3)"
    if is_sqlite
    else "kode, kode_desa, nomor, lokasi, alamat, jenis, jumlah, round(lintang, 2)::float8, bujur::float8, "
    "to_char(diperbarui AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), aktif, "
    "'****' || right(kontak, 3)"
)
PAGE = text(
    f"SELECT {COLUMNS} FROM tps WHERE kode_desa >= '6106' AND kode_desa < '6107' "  # noqa: S608
    "AND kode BETWEEN :low AND :high ORDER BY kode LIMIT :limit"
)
ONE = text(
    f"SELECT {COLUMNS} FROM tps WHERE kode = :kode AND kode_desa >= '6106' AND kode_desa < '6107'"  # noqa: S608
)


def connection() -> Connection:
    if not hasattr(held, "connection"):
        held.connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    return held.connection  # type: ignore[no-any-return]


def as_object(row: tuple[object, ...]) -> dict[str, object]:
    found = dict(zip(NAMES, row, strict=True))
    found["aktif"] = bool(found["aktif"])
    return found


@app.get("/tps")
def list_tps() -> Response:
    page_size = int(request.args.get("page_size", "100"))
    asked = {"low": request.args["from"], "high": request.args["until"], "limit": page_size + 1}
    rows = connection().execute(PAGE, asked).all()
    page = rows[:page_size]
    body = {
        "data": [as_object(row) for row in page],
        "next_cursor": page[-1][0] if len(rows) > page_size else None,
    }
    return Response(orjson.dumps(body), mimetype="application/json")


@app.get("/tps/<kode>")
def find_tps(kode: str) -> Response:
    row = connection().execute(ONE, {"kode": kode}).one_or_none()
    if row is None:
        return Response(b'{"title":"Not Found","status":404}', 404, mimetype="application/json")
    return Response(orjson.dumps({"data": as_object(row)}), mimetype="application/json")
