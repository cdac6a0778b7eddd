"""What SQLAlchemy's expressions are called here."""

from typing import Any

from sqlalchemy import ColumnElement, Select

Element = ColumnElement[Any]
Truth = ColumnElement[bool]
Query = Select[*tuple[Any, ...]]
