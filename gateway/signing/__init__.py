"""Who said this? RFC 9421 signatures with RFC 9530 digests, keys, JOSE tokens and seals.

One fixed profile, verified before anything is read or decided. The room knows no clock
and no store: time, nonces, key ring and signer are arguments. Every refusal of a message
is a SignatureError; a key store that is down is not.
"""

from gateway.signing.answers import VerifiedAnswer, sign_answer, verify_answer
from gateway.signing.certificates import Certificate, certificate_from_pem
from gateway.signing.components import normal_authority
from gateway.signing.digests import check_body, content_digest
from gateway.signing.keys import (
    Algorithm,
    PublicKey,
    public_key_from_jwk,
    public_key_from_pem,
    public_key_to_pem,
)
from gateway.signing.message import Answer, Headers, Message, field_values
from gateway.signing.paper import (
    Area,
    PaperInspector,
    PaperProblem,
    PaperSignature,
    PaperVerdict,
)
from gateway.signing.profile import (
    ANSWER_ALLOWANCE,
    ANSWER_TAG,
    CLIENT_ROLES,
    MAX_FIELDS,
    MAX_FIELDS_SIZE,
    MAX_LIFETIME,
    NONCE_BYTES,
    REQUEST_TAG,
    SKEW,
)
from gateway.signing.requests import VerifiedRequest, new_nonce, sign_request, verify_request
from gateway.signing.ring import KeyRing, TrustedKey
from gateway.signing.sealing import SEAL_KEY_BYTES, SEAL_NONCE_BYTES, seal, unseal
from gateway.signing.signers import LocalSigner, Secrets, Signer, new_signer, signer_from_pem
from gateway.signing.timestamps import Stamp, make_timestamp_request, verify_timestamp
from gateway.signing.tokens import (
    detached_header,
    sign_detached,
    sign_token,
    token_claims,
    token_header,
    verify_detached,
    verify_token,
)

__all__ = [
    "ANSWER_ALLOWANCE",
    "ANSWER_TAG",
    "CLIENT_ROLES",
    "MAX_FIELDS",
    "MAX_FIELDS_SIZE",
    "MAX_LIFETIME",
    "NONCE_BYTES",
    "REQUEST_TAG",
    "SEAL_KEY_BYTES",
    "SEAL_NONCE_BYTES",
    "SKEW",
    "Algorithm",
    "Answer",
    "Area",
    "Certificate",
    "Headers",
    "KeyRing",
    "LocalSigner",
    "Message",
    "PaperInspector",
    "PaperProblem",
    "PaperSignature",
    "PaperVerdict",
    "PublicKey",
    "Secrets",
    "Signer",
    "Stamp",
    "TrustedKey",
    "VerifiedAnswer",
    "VerifiedRequest",
    "certificate_from_pem",
    "check_body",
    "content_digest",
    "detached_header",
    "field_values",
    "make_timestamp_request",
    "new_nonce",
    "new_signer",
    "normal_authority",
    "public_key_from_jwk",
    "public_key_from_pem",
    "public_key_to_pem",
    "seal",
    "sign_answer",
    "sign_detached",
    "sign_request",
    "sign_token",
    "signer_from_pem",
    "token_claims",
    "token_header",
    "unseal",
    "verify_answer",
    "verify_detached",
    "verify_request",
    "verify_timestamp",
    "verify_token",
]
