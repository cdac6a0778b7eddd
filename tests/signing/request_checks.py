"""A signed request, and what the gateway makes of one: head, then body."""

import re

import pytest

from gateway.errors import SignatureError
from gateway.signing import check_body, verify_request
from tests.signing.actors import AUTHORITIES, NOW, ring, signed

SIGNED = signed()
COVERED = re.findall(r'"([a-z-]+)"', SIGNED.field("signature-input").split(";")[0])


def verify(message, now=NOW, **more):
    """Head, then body: as the gateway does."""
    verified = verify_request(message, ring(), now=now, authorities=AUTHORITIES, **more)
    check_body(message)
    return verified


def refused(message, error=SignatureError, now=NOW):
    with pytest.raises(error) as caught:
        verify(message, now)
    assert isinstance(caught.value, SignatureError)
