"""The examples of RFC 9421: bases built from our own parts, signatures checked by our own keys."""

import json
from base64 import b64decode
from pathlib import Path
from urllib.parse import parse_qs

import http_sf
import pytest

from gateway.errors import SignatureError
from gateway.signing import Message, check_body, normal_authority, public_key_from_pem
from gateway.signing.components import method_value, path_value, query_value, signature_base
from gateway.signing.fields import collect

VECTORS = json.loads(Path("tests/vectors/rfc9421-appendix-b.json").read_text())
KEYS = {name: public_key_from_pem(key["pem"].encode()) for name, key in VECTORS["keys"].items()}
DERIVED = {
    "@method": method_value,
    "@authority": lambda message: normal_authority(message.authority),
    "@path": path_value,
    "@query": query_value,
}


def build_base(case):
    """Any coverage that the examples use, out of the parts the profile is made of."""
    ((items, _),) = http_sf.parse(f"x={case['params']}".encode(), tltype="dictionary").values()
    values = {}
    for name, parameters in items:
        source = case["request"] if parameters.get("req") else case["message"]
        values[http_sf.ser((name, parameters))] = value_of(source, name, parameters)
    return signature_base(values, values, case["params"])


def value_of(source, name, parameters):
    if name == "@status":
        return str(source["status"])
    if name == "@query-param":
        return parse_qs(source["query"])[parameters["name"]][0]
    if name in DERIVED:
        return DERIVED[name](
            Message(source["method"], source["authority"], source["path"], source["query"], ())
        )
    field = collect(tuple(map(tuple, source["headers"])), frozenset({name}))[name]
    if "key" in parameters:
        return http_sf.ser(http_sf.parse(field.encode(), tltype="dictionary")[parameters["key"]])
    return field


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_an_example_of_the_rfc(case):
    base, signature = build_base(case), b64decode(case["signature"])
    key = KEYS[case["key"]]
    if not case["valid"]:
        with pytest.raises(SignatureError):
            key.verify(base, signature)
        return
    assert base.decode() == case["base"]
    for other in (base + b"\n", base[:-1], base.replace(b"created=1", b"created=2")):
        with pytest.raises(SignatureError):
            key.verify(other, signature)
    key.verify(base, signature)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_the_digest_of_an_example_is_that_of_its_body(case):
    headers = tuple(map(tuple, case["message"]["headers"]))
    if any(name == "content-digest" for name, _ in headers):
        check_body(Message("POST", "", "/", "", headers, case["message"]["body"].encode()))
