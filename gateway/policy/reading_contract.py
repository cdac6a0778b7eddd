"""Dataset contracts: the part of the Open Data Contract Standard (v3.1) that decides something here.

Every key is ODCS's own, so that its tools read the files too; what is ours sits
in `customProperties`. A property without a classification is `belum-ditetapkan`:
a new column is withheld until somebody decides.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from gateway.policy.model import (
    Classification,
    Contract,
    Field,
    LegalBasis,
    LogicalType,
    PersonalData,
    legal_basis_text,
)
from gateway.policy.place import Place
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import (
    COLUMN,
    DATASET,
    FIELD,
    HTTPS,
    IDENTIFIER,
    LINE,
    MAX_COUNT,
    SEMVER,
    TABLE,
    Map,
    choice_of,
    list_of,
    number_of,
    text_of,
    unknown_word,
    words_of,
)
from gateway.policy.reading_nodes import Node

_PROPERTY_KEYS = (
    "businessName",
    "physicalName",
    "physicalType",
    "description",
    "primaryKey",
    "primaryKeyPosition",
    "required",
    "unique",
    "tags",
    "classification",
    "authoritativeDefinitions",
    "logicalTypeOptions",
    "customProperties",
)
_FIELD_CUSTOM = frozenset({"dataPribadi", "penetapan", "undisclosed", "derives", "distinct"})
_TABLE_CUSTOM = frozenset({"order", "subjectKey"})

# A log entry holds a verdict for every field and has 64 KiB in all. Fields of which the same is said
# stand together; of those that the contract describes alike, so many different things may be said.
_LOG_ROOM = 48_000
_SAYINGS = 24
_SAYING = 160
_MAX_BASIS = 3


def read_contract(node: Node, provider: str, dataset: str, digest: str, faults: Faults) -> Contract | None:
    """Read `datasets/<provider>/<dataset>.yaml`; worthless when it adds a fault."""
    top = Map(
        node,
        faults,
        required=(
            "apiVersion", "kind", "id", "name", "version", "status", "tenant", "description", "schema",
        ),
        optional=("domain", "dataProduct", "tags"),
    )  # fmt: skip
    top.choice("apiVersion", ("v3.1.0",))
    top.choice("kind", ("DataContract",))
    top.choice("status", ("active", "deprecated"))
    for key in ("id", "domain", "dataProduct"):
        top.text(key)
    top.words("tags")
    _same_as_path(top, "name", top.text("name", DATASET), dataset)
    _same_as_path(top, "tenant", top.text("tenant", IDENTIFIER), provider)
    description = top.child("description", required=("purpose",), optional=("limitations", "usage"))
    purpose = ""
    if description:
        purpose = description.text("purpose")
        description.text("limitations")
        description.text("usage")
    objects = top.items("schema")
    if len(objects) > 1:
        faults.add("schema-objects", objects[1].place)
    if not objects:
        return None
    table = Map(
        objects[0],
        faults,
        required=("name", "physicalName", "logicalType", "properties", "customProperties"),
        optional=("description", "businessName", "tags"),
    )
    fields = _read_table(table)
    custom = _custom(table, _TABLE_CUSTOM)
    if "order" not in custom and "customProperties" in table:
        faults.add("order-missing", table.place)
    order, subject_key = (_named_field(custom.get(key), fields, faults) for key in ("order", "subjectKey"))
    return Contract(
        provider=provider,
        dataset=dataset,
        version=top.text("version", SEMVER),
        digest=digest,
        description=purpose,
        table=table.text("physicalName", TABLE),
        fields={name: field for name, (field, _) in fields.items()},
        order=_checked_order(order, custom.get("order"), fields, faults),
        place=top.place,
        subject_key=subject_key or None,
    )


def _same_as_path(top: Map, key: str, found: str, expected: str) -> None:
    if found and found != expected:
        top.faults.add("not-as-path", top.place_of(key), key=key, found=found, expected=expected)


def _read_table(table: Map) -> dict[str, tuple[Field, bool]]:
    """Read the properties; the flag says whether the values are unique."""
    faults = table.faults
    table.choice("logicalType", ("object",))
    for key in ("name", "description", "businessName"):
        table.text(key)
    table.words("tags")
    fields: dict[str, tuple[Field, bool]] = {}
    columns: dict[str, Place] = {}
    for item in table.items("properties"):
        field, unique = _read_field(item, faults)
        if not field.name:
            continue
        # SQL compares names without regard to case.
        column = field.physical_name.lower()
        if field.name in fields:
            faults.add("field-twice", field.place, field=field.name)
        elif column in columns:
            faults.add("column-twice", field.place, column=column, line=columns[column].line)
        elif field.primary_key and any(other.primary_key for other, _ in fields.values()):
            faults.add("primary-key-composite", field.place, field=field.name)
        fields[field.name] = (field, unique)
        columns[column] = field.place
    room = _room([field for field, _ in fields.values()])
    if room > _LOG_ROOM:
        faults.add("contract-too-large", table.place, size=room, limit=_LOG_ROOM)
    for field, _ in fields.values():
        for derived in field.derives:
            if derived not in fields or derived == field.name:
                unknown_word(faults, "field-unknown", field.place, derived, fields)
    return fields


def _room(fields: Sequence[Field]) -> int:
    """Bound the bytes of an entry's verdicts, whatever an agreement grants."""
    alike = Counter((field.classification, legal_basis_text(field.legal_basis)) for field in fields)
    sayings = sum(
        min(count, _SAYINGS) * (_SAYING + len(basis.encode())) for (_, basis), count in alike.items()
    )
    return sayings + sum(len(field.name) + 3 for field in fields)


def _read_field(node: Node, faults: Faults) -> tuple[Field, bool]:
    entry = Map(node, faults, required=("name", "logicalType"), optional=_PROPERTY_KEYS)
    name = entry.text("name", FIELD)
    for key in ("businessName", "physicalType"):
        entry.text(key)
    entry.words("tags")
    entry.integer("primaryKeyPosition", 1, 1)
    classification = Classification(
        entry.choice("classification", list(Classification)) or Classification.UNDETERMINED
    )
    custom = _custom(entry, _FIELD_CUSTOM)
    basis = _legal_basis(entry)
    if classification is Classification.EXEMPT:
        for missing in sorted({"penetapan", "legalBasis"} - {*custom, *(["legalBasis"] if basis else [])}):
            faults.add("exempt-incomplete", entry.place, field=name, missing=missing)
    elif "penetapan" in custom:
        faults.add("penetapan-unused", custom["penetapan"].place, field=name)
    if classification is not Classification.UNDETERMINED and "dataPribadi" not in custom:
        faults.add("personal-data-missing", entry.place, field=name)
    physical = entry.text("physicalName", COLUMN) if "physicalName" in entry else name
    lengths = _lengths(entry, name)
    unique = entry.boolean("unique") or entry.boolean("primaryKey")
    field = Field(
        name=name,
        physical_name=physical,
        logical_type=LogicalType(entry.choice("logicalType", list(LogicalType)) or LogicalType.STRING),
        description=entry.text("description"),
        classification=classification,
        personal_data=_personal_data(custom, faults),
        legal_basis=basis,
        place=entry.place,
        primary_key=entry.boolean("primaryKey"),
        required=entry.boolean("required"),
        undisclosed="undisclosed" in custom
        and choice_of(custom["undisclosed"], faults, ("true", "false")) == "true",
        derives=tuple(word for word, _ in words_of(custom["derives"], faults, FIELD))
        if "derives" in custom
        else (),
        exemption=text_of(custom["penetapan"], faults, LINE) if "penetapan" in custom else None,
        unique=unique,
        distinct=number_of(custom["distinct"], faults, 1, MAX_COUNT) if "distinct" in custom else None,
        min_length=lengths[0],
        max_length=lengths[1],
    )
    return field, unique


def _lengths(entry: Map, name: str) -> tuple[int | None, int | None]:
    """Read how short and how long a text may be, as ODCS says it."""
    options = entry.child("logicalTypeOptions", optional=("minLength", "maxLength"))
    if options is None:
        return None, None
    shortest, longest = (
        options.integer(key, 0, MAX_COUNT) if key in options else None for key in ("minLength", "maxLength")
    )
    if entry.text("logicalType") != LogicalType.STRING:
        entry.faults.add("length-not-text", options.place, field=name)
    elif shortest is not None and longest is not None and shortest > longest:
        entry.faults.add("lengths-crossed", options.place, field=name)
    return shortest, longest


def _personal_data(custom: Mapping[str, Node], faults: Faults) -> PersonalData:
    if "dataPribadi" not in custom:
        # Undetermined in every respect: assume the most protected kind.
        return PersonalData.SPECIFIC
    word = choice_of(custom["dataPribadi"], faults, list(PersonalData))
    return PersonalData(word or PersonalData.SPECIFIC)


def _legal_basis(entry: Map) -> tuple[LegalBasis, ...]:
    found = []
    for item in entry.items("authoritativeDefinitions"):
        definition = Map(item, entry.faults, required=("type", "url"), optional=("description",))
        is_basis = definition.text("type") == "legalBasis"
        url = definition.text("url", HTTPS)
        description = definition.text("description", LINE)
        if is_basis and "description" not in definition:
            entry.faults.add("key-missing", item.place, key="description")
        if is_basis:
            found.append(LegalBasis(description, url))
    if len(found) > _MAX_BASIS:
        entry.faults.add("legal-basis-many", entry.place, limit=_MAX_BASIS)
    return tuple(found)


def _custom(owner: Map, known: frozenset[str]) -> dict[str, Node]:
    """Read `customProperties`; a misspelt one must not pass unseen, so the list is closed."""
    values: dict[str, Node] = {}
    node = owner.node("customProperties")
    for item in list_of(node, owner.faults) if node else ():
        entry = Map(item, owner.faults, required=("property", "value"), optional=("description",))
        entry.text("description")
        name, value = entry.choice("property", known), entry.node("value")
        if name in values:
            owner.faults.add("word-twice", item.place, word=name)
        elif name and value:
            values[name] = value
    return values


def _named_field(node: Node | None, fields: Mapping[str, object], faults: Faults) -> str:
    if node is None:
        return ""
    name = text_of(node, faults, FIELD)
    if name and name not in fields:
        unknown_word(faults, "field-unknown", node.place, name, fields)
        return ""
    return name


def _checked_order(
    name: str, node: Node | None, fields: Mapping[str, tuple[Field, bool]], faults: Faults
) -> str:
    """Pages follow one released, unique column that is never null; nothing else keeps a cursor honest."""
    if not name or node is None:
        return ""
    field, unique = fields[name]
    if not (unique and field.required) or field.classification.is_closed or field.undisclosed:
        faults.add("order-unfit", node.place, field=name)
    return name
