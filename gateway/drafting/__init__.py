"""The policy desk: what people do with policy files before and while they sign them."""

from gateway.drafting.checking import Findings, check
from gateway.drafting.explaining import Explanation, explain
from gateway.drafting.folder import read_folder, split_path
from gateway.drafting.rehearsal import rehearse
from gateway.drafting.sign import sign_file
from gateway.drafting.table import Row, Table

__all__ = [
    "Explanation",
    "Findings",
    "Row",
    "Table",
    "check",
    "explain",
    "read_folder",
    "rehearse",
    "sign_file",
    "split_path",
]
