"""The service an agency would otherwise write: Flask, the SQLAlchemy ORM, marshmallow.

No signature, no log; the row rule and the two transforms are written by hand.
"""

import os
from datetime import datetime

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

REGION = "6106"

app = Flask(__name__)
app.json.sort_keys = False  # type: ignore[attr-defined]
engine = create_engine(os.environ["PEER_DATABASE"])


class Base(DeclarativeBase):
    pass


class Tps(Base):
    __tablename__ = "tps"

    kode: Mapped[str] = mapped_column(primary_key=True)
    kode_desa: Mapped[str]
    nomor: Mapped[int]
    lokasi: Mapped[str]
    alamat: Mapped[str]
    jenis: Mapped[str]
    jumlah: Mapped[int]
    lintang: Mapped[float]
    bujur: Mapped[float]
    diperbarui: Mapped[datetime]
    aktif: Mapped[bool]
    kontak: Mapped[str]


class TpsSchema(Schema):
    kode = fields.String()
    kode_desa = fields.String()
    nomor = fields.Integer()
    lokasi = fields.String()
    alamat = fields.String()
    jenis = fields.String()
    jumlah = fields.Integer()
    lintang = fields.Function(lambda tps: round(float(tps.lintang), 2))
    bujur = fields.Float()
    diperbarui = fields.DateTime()
    aktif = fields.Boolean()
    kontak = fields.Function(lambda tps: f"****{tps.kontak[-3:]}")


schema = TpsSchema()
many = TpsSchema(many=True)


@app.get("/tps")
def list_tps() -> ResponseReturnValue:
    page_size = request.args.get("page_size", 100, type=int)
    query = (
        select(Tps)
        .where(Tps.kode_desa.startswith(REGION))
        .where(Tps.kode.between(request.args["from"], request.args["until"]))
        .order_by(Tps.kode)
        .limit(page_size + 1)
    )
    with Session(engine) as session:
        rows = session.scalars(query).all()
        page = rows[:page_size]
        following = page[-1].kode if len(rows) > page_size else None
        return jsonify({"data": many.dump(page), "next_cursor": following})


@app.get("/tps/<kode>")
def find_tps(kode: str) -> ResponseReturnValue:
    with Session(engine) as session:
        row = session.get(Tps, kode)
        if row is None or not row.kode_desa.startswith(REGION):
            return jsonify({"title": "Not Found", "status": 404}), 404
        return jsonify({"data": schema.dump(row)})
