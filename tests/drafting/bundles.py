"""A bundle of one agreement and what it needs."""

from gateway.policy import Bundle, read_bundle
from tests.policy.desk import AGREEMENT, folder


def bundle(agreement: str = AGREEMENT, **files: str) -> Bundle:
    """Read the sample folder with this agreement in it; it must be without a fault."""
    reading = read_bundle(folder(agreement=agreement, trust=False, **files))
    assert reading.bundle is not None, [fault.sentence.say("en") for fault in reading.faults]
    return reading.bundle
