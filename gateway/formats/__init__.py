"""Bytes for values, both ways: one module a format."""

from gateway.formats.csv import BOM, Cell, encode_csv, harmless, original
from gateway.formats.json import encode_json
from gateway.formats.tables import csv_table, xlsx_table
from gateway.formats.workbook import TextSheet, read_workbook, sheet_name, write_workbook
from gateway.formats.xlsx import SheetColumn, XlsxFile
from gateway.formats.zipped import read_zip, write_zip

__all__ = [
    "BOM",
    "Cell",
    "SheetColumn",
    "TextSheet",
    "XlsxFile",
    "csv_table",
    "encode_csv",
    "encode_json",
    "harmless",
    "original",
    "read_workbook",
    "read_zip",
    "sheet_name",
    "write_workbook",
    "write_zip",
    "xlsx_table",
]
