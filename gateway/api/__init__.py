"""The machines' door: HTTP in, signed answers out."""

from gateway.api.problems import describe_refusal, problem_codes, status_of
from gateway.api.public import Public
from gateway.api.remembered import Remembered
from gateway.api.server import create_api
from gateway.api.witness import Witnesses, create_witness

__all__ = [
    "Public",
    "Remembered",
    "Witnesses",
    "create_api",
    "create_witness",
    "describe_refusal",
    "problem_codes",
    "status_of",
]
