"""Bytes for values, both ways: one module a format."""

from gateway.formats.json import encode_json

__all__ = ["encode_json"]
