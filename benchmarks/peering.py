"""How a peer is spoken to: the path of a list, the token that one of them wants, what it is told at start."""

import time
from collections.abc import Mapping
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from benchmarks.asking import Ask, plain_request

_DAY = 86_400


class Speech:
    """The wire side of one peer."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self.environ: Mapping[str, str] = {}
        self._key: RSAPrivateKey | None = None
        if program == "jwt_flask":
            self._key = generate_private_key(65_537, 2_048)
            public = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            (folder / "jwt.pem").write_bytes(public)
            self.environ = {
                "PEER_JWT_KEY": str(folder / "jwt.pem"),
                "PEER_LOG": str(folder / "access.jsonl"),
            }

    @property
    def ready(self) -> str:
        """The path that answers as soon as the peer does."""
        return "/-/versions.json" if self._program == "datasette" else "/tps?from=0&until=0"

    def request(self, ask: Ask) -> bytes:
        """Write one question."""
        if self._program == "datasette":
            return plain_request(ask, list_path="/data/tps_terbuka.json", more={"_shape": "objects"})
        return plain_request(ask, headers=self._authorization(ask))

    def _authorization(self, ask: Ask) -> str:
        if self._key is None:
            return ""
        claims = {"sub": "polres-kapuas-hulu", "aud": "tps", "exp": int(time.time()) + _DAY}
        token = jwt.encode(claims, self._key, algorithm="RS256")
        if ask.kind == "forged":
            # The signature is the last part; one changed character keeps it well-formed.
            token = token[:-20] + ("A" if token[-20] != "A" else "B") + token[-19:]
        return f"authorization: Bearer {token}\r\n"
