"""The same service on FastAPI: the SQLAlchemy ORM, pydantic models, a response model."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel, ConfigDict, field_validator
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

REGION = "6106"

app = FastAPI()
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


class TpsOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    kode: str
    kode_desa: str
    nomor: int
    lokasi: str
    alamat: str
    jenis: str
    jumlah: int
    lintang: float
    bujur: float
    diperbarui: datetime
    aktif: bool
    kontak: str

    @field_validator("lintang")
    @classmethod
    def round_lintang(cls, value: float) -> float:
        return round(value, 2)

    @field_validator("kontak")
    @classmethod
    def mask_kontak(cls, value: str) -> str:
        return f"****{value[-3:]}"


class One(BaseModel):
    data: TpsOut


class Page(BaseModel):
    data: list[TpsOut]
    next_cursor: str | None


def session() -> Iterator[Session]:
    with Session(engine) as opened:
        yield opened


Opened = Annotated[Session, Depends(session)]


# Declared without response_model, FastAPI takes the return annotation and serialises in Rust.
@app.get("/tps")
def list_tps(
    opened: Opened,
    low: Annotated[str, Query(alias="from")],
    until: str,
    page_size: int = 100,
) -> Page:
    query = (
        select(Tps)
        .where(Tps.kode_desa.startswith(REGION))
        .where(Tps.kode.between(low, until))
        .order_by(Tps.kode)
        .limit(page_size + 1)
    )
    rows = opened.scalars(query).all()
    page = rows[:page_size]
    following = page[-1].kode if len(rows) > page_size else None
    return Page(data=[TpsOut.model_validate(row) for row in page], next_cursor=following)


@app.get("/tps/{kode}")
def find_tps(opened: Opened, kode: str) -> One:
    row = opened.get(Tps, kode)
    if row is None or not row.kode_desa.startswith(REGION):
        raise HTTPException(404)
    return One(data=TpsOut.model_validate(row))
