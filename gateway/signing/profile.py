"""The fixed profile of RFC 9421 on one page: names, components, parameters, limits.

What a message must cover is decided here and nowhere else. A component that matters
and is present must be covered; a component that is not listed may not be, so that a
signature never says more than both sides check.
"""

LABEL = "sig"
REQUEST_TAG = "sinergi-request"
ANSWER_TAG = "sinergi-answer"

# Seconds. A request may live so long; clocks may differ by so much; an answer may travel so long.
MAX_LIFETIME = 300
SKEW = 60
ANSWER_ALLOWANCE = 5

NONCE_BYTES = 16
MAX_NONCE_BYTES = 64

MAX_FIELDS = 100
MAX_FIELDS_SIZE = 32_768
MAX_SIGNATURE_FIELD = 2_048
MAX_TARGET = 8_192

CLIENT_ROLES = frozenset({"client"})
ANSWER_ROLES = frozenset({"answer"})

BODY_FIELDS = ("content-digest", "content-type")
REQUEST_WHEN_PRESENT = (
    "accept",
    "range",
    "idempotency-key",
    "content-encoding",
    "if-match",
    "if-none-match",
)
# Their presence announces a body, whether or not it has been read yet (RFC 9112 section 6).
BODY_SIGNS = ("content-length", "transfer-encoding")

LOG_FIELDS = ("exchange-id", "log-checkpoint")
ANSWER_WHEN_PRESENT = (*LOG_FIELDS, "content-encoding", "content-range", "repr-digest", "etag", "link")

SIGNATURE_FIELDS = ("signature-input", "signature")
# RFC 9110: these fields hold lists, so several lines mean the same as one joined line.
LIST_FIELDS = frozenset({"accept", "content-encoding", "if-match", "if-none-match", "link"})

REQUEST_PARAMETERS = frozenset({"created", "expires", "keyid", "alg", "nonce", "tag"})
ANSWER_PARAMETERS = frozenset({"created", "keyid", "alg", "tag"})

REQUEST_FIELDS = frozenset({*BODY_FIELDS, *REQUEST_WHEN_PRESENT, *BODY_SIGNS, *SIGNATURE_FIELDS})
ANSWER_FIELDS = frozenset({*BODY_FIELDS, *ANSWER_WHEN_PRESENT, *SIGNATURE_FIELDS})
