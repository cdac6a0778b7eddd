"""The tables of a gateway's own state.

`entries`, `checkpoints`, `snapshots`, `cosignatures`, `timestamps`, `acknowledgements`, `forks` and
`successions` are INSERT-only, and a tile only ever grows: triggers in the migrations refuse everything else.
Others may change: `log_state`, `nonces` (expired ones go), `quotas` (so do periods long over), what
peers propose and state (`parcels`, `parcel_files`, `stated`), `witnessed`, `leases`, `openings` and
`subjects` (of both, rows can be erased; the commitments then stay in the leaf, and the log is whole).

Times are RFC 3339 text in UTC of one width, so that text order is time order on
every database.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite's own row number is an INTEGER PRIMARY KEY, not a BIGINT.
Number = BigInteger().with_variant(Integer(), "sqlite")


def _key(name: str) -> Column[int]:
    return Column(name, Number, primary_key=True, autoincrement=False)


log_state = Table(
    "log_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("origin", Text, nullable=False),
    Column("size", Number, nullable=False),
    # The compact range: one hash of 32 bytes for each bit set in `size`.
    Column("hashes", LargeBinary, nullable=False),
    Column("epoch", Number, nullable=False),
    Column("bundle", Text),
    Column("activated_at", Text),
    Column("last_recorded_at", Text),
    # The log that has taken this one's place: from then on the row does not change.
    Column("successor", Text),
    CheckConstraint("id = 1", name="one_row"),
)

# How the log begins that follows this one: its first entry and checkpoint, kept before it begins elsewhere.
successions = Table(
    "successions",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    _key("index"),
    Column("exchange_id", Text, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Index(None, "exchange_id", unique=True),
)

openings = Table(
    "openings",
    metadata,
    _key("index"),
    Column("name", Text, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("value", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Whom the data of an answer was about, as keyed tags; erasable like the openings.
subjects = Table(
    "subjects",
    metadata,
    _key("index"),
    Column("agency", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("tags", LargeBinary, nullable=False),
    # A tag has 16 bytes.
    CheckConstraint("length(tags) % 16 = 0", name="width"),
)

tiles = Table(
    "tiles",
    metadata,
    _key("level"),
    _key("index"),
    Column("hashes", LargeBinary, nullable=False),
    # C2SP tlog-tiles: 1 to 256 hashes of 32 bytes.
    CheckConstraint("length(hashes) % 32 = 0 AND length(hashes) BETWEEN 32 AND 8192", name="width"),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    _key("size"),
    Column("note", Text, nullable=False),
)

nonces = Table(
    "nonces",
    metadata,
    Column("keyid", Text, primary_key=True),
    Column("nonce", Text, primary_key=True),
    Column("expires", Number, nullable=False),
    Index(None, "expires"),
    sqlite_with_rowid=False,
)

# What was answered in a period; its name says whether that is an hour, a day or a month.
quotas = Table(
    "quotas",
    metadata,
    Column("consumer", Text, primary_key=True),
    Column("agreement", Text, primary_key=True),
    Column("permission", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("ends", Number, nullable=False),
    Column("requests", Number, nullable=False),
    Column("rows", Number, nullable=False),
    Index(None, "ends"),
    sqlite_with_rowid=False,
)

# Statistics as they were frozen: what was told of a period once is told of it ever after.
snapshots = Table(
    "snapshots",
    metadata,
    Column("definition", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("frozen_at", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

bundles = Table(
    "bundles",
    metadata,
    Column("digest", Text, primary_key=True),
    sqlite_with_rowid=False,
)

bundle_files = Table(
    "bundle_files",
    metadata,
    Column("digest", Text, ForeignKey("bundles.digest"), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# The first entry that recorded a signature: it counts from then (SHA-256 of the JWS text).
signatures = Table(
    "signatures",
    metadata,
    Column("jws_sha256", Text, primary_key=True),
    Column("first_index", Number, nullable=False),
    Column("recorded_at", Text, nullable=False),
    sqlite_with_rowid=False,
)

# The highest version ever active of each signed file: older ones never come back.
versions = Table(
    "versions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Number, nullable=False),
    Column("digest", Text, nullable=False),
    sqlite_with_rowid=False,
)

suspended = Table(
    "suspended",
    metadata,
    Column("uid", Text, primary_key=True),
    _key("index"),
    sqlite_with_rowid=False,
)

revoked = Table(
    "revoked",
    metadata,
    Column("thumbprint", Text, primary_key=True),
    _key("index"),
    sqlite_with_rowid=False,
)

# Proposals of agreements, from and to other agencies' gateways; an answer is written once.
parcels = Table(
    "parcels",
    metadata,
    Column("direction", Text, primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("uid", Text, nullable=False),
    Column("version", Number, nullable=False),
    Column("agreement", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("verdict", Text),
    Column("reason", Text),
    sqlite_with_rowid=False,
)

# Their files; `part` tells those of the proposal from the signatures that an acceptance brought.
parcel_files = Table(
    "parcel_files",
    metadata,
    Column("direction", Text, primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("part", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# What another agency's gateway said last of the agreements that are active there.
stated = Table(
    "stated",
    metadata,
    Column("agency", Text, primary_key=True),
    Column("active", Text, nullable=False),
    Column("index", Number, nullable=False),
    sqlite_with_rowid=False,
)

# The last head of each other log that this gateway cosigned: replaced by one that extends it.
witnessed = Table(
    "witnessed",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("size", Number, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What witnesses put to this log's own checkpoints: the first line of each witness for a size.
cosignatures = Table(
    "cosignatures",
    metadata,
    _key("size"),
    Column("witness", Text, primary_key=True),
    Column("time", Number, nullable=False),
    Column("line", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What an outside authority said of this log's own checkpoints (RFC 3161): the first answer for a size.
timestamps = Table(
    "timestamps",
    metadata,
    _key("size"),
    Column("at", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("token", LargeBinary, nullable=False),
)

# Evidence against a log, its own or another's: what was held, and what does not fit it.
forks = Table(
    "forks",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("found_at", Text, nullable=False),
    Column("held", Text, nullable=False),
    Column("offered", Text, nullable=False),
    Column("source", Text, nullable=False),
    Index(None, "origin"),
    sqlite_with_rowid=False,
)

# Which entry acknowledges an exchange: the first word of its consumer, and no second one.
acknowledgements = Table(
    "acknowledgements",
    metadata,
    Column("exchange_id", Text, primary_key=True),
    Column("index", Number, nullable=False),
    sqlite_with_rowid=False,
)

# Who does a job now; in seconds since 1970, until when.
leases = Table(
    "leases",
    metadata,
    Column("job", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Number, nullable=False),
    sqlite_with_rowid=False,
)

# What the list of exchanges is searched by; taken from the leaf, and no more than the leaf says.
entry_facts = Table(
    "entry_facts",
    metadata,
    _key("index"),
    Column("recorded_at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("consumer", Text),
    Column("system", Text),
    Column("provider", Text),
    Column("dataset", Text),
    Column("agreement", Text),
    Column("purpose", Text),
    Column("code", Text),
    Index(None, "recorded_at"),
)

# Auditors. Secrets stand here as SHA-256 (hex) alone.
auditors = Table(
    "auditors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("letter", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("invited_at", Text, nullable=False),
    Column("dismissed_at", Text),
    sqlite_with_rowid=False,
)

invitations = Table(
    "invitations",
    metadata,
    Column("token", Text, primary_key=True),
    Column("account", Text, ForeignKey("auditors.id"), nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("used_at", Text),
    sqlite_with_rowid=False,
)

sessions = Table(
    "sessions",
    metadata,
    Column("session", Text, primary_key=True),
    Column("account", Text, ForeignKey("auditors.id"), nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("ended_at", Text),
    sqlite_with_rowid=False,
)
