"""Who was given data about a person, as rows for programs: one an exchange."""

from collections.abc import Mapping

from gateway.evidence import Disclosure, DisclosureReport, SeenField

DISCLOSURE_COLUMNS = (
    "state",
    "at",
    "consumer",
    "system",
    "dataset",
    "kind",
    "found",
    "purpose",
    "agreement",
    "version",
    "permission",
    "legal_basis",
    "fields",
    "exchange_id",
    "log",
    "index",
    "held_until",
    "held_by",
)


def disclosures_rows(report: DisclosureReport) -> list[Mapping[str, str]]:
    """Return a row of texts an exchange; of what is held only a whole report says so."""
    return [_row(each) for each in report.disclosures]


def _row(each: Disclosure) -> Mapping[str, str]:
    entry, hold = each.entry, each.hold
    agreement = entry["agreement"]
    values = (
        each.state,
        entry["times"]["recorded_at"]["value"],
        entry["consumer"]["agency"],
        entry["consumer"].get("system", ""),
        f"{entry['provider']}/{entry['dataset']}",
        entry["kind"],
        "" if each.found is None else str(each.found).lower(),
        entry["purpose"],
        agreement["uid"],
        str(agreement["version"]),
        agreement["permission"],
        "; ".join(each.legal_basis),
        "; ".join(_field(field) for field in each.fields),
        each.exchange_id,
        each.log,
        str(each.index),
        hold.until.isoformat() if hold else "",
        hold.agency if hold else "",
    )
    return dict(zip(DISCLOSURE_COLUMNS, values, strict=True))


def _field(field: SeenField) -> str:
    """Write a field as `name`, or `name=transform`, and its class of personal data."""
    how = f"{field.name}={field.transform}" if field.transform else field.name
    return f"{how} ({field.personal})" if field.personal else how
