"""Texts: what is wrong in a policy file or setting, and how to mend it.

A fault's code is the text's name. `<code>-near` is said when a known word is
near the unknown one. Some texts are of warnings: they keep nothing from being
activated.
"""

from gateway.catalogue.faults import (
    agreements,
    cases,
    checks,
    contracts,
    form,
    statistics,
    transforms,
    trust,
    uses,
    warnings,
)
from gateway.catalogue.paper import PROBLEMS
from gateway.catalogue.reasons import TEXTS as REASONS
from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    **form.TEXTS,
    **contracts.TEXTS,
    **trust.TEXTS,
    **agreements.TEXTS,
    **uses.TEXTS,
    **statistics.TEXTS,
    **transforms.TEXTS,
    **{
        f"rows-{reason}": Text(f"`rows`, bagian {{pointer}}: {text.id}", f"`rows`, at {{pointer}}: {text.en}")
        for reason, text in REASONS.items()
    },
    **{
        f"argument-{reason}": Text(
            f"{{transform}}: argumen `{{argument}}` {text.id}",
            f"{{transform}}: the argument `{{argument}}` {text.en}",
        )
        for reason, text in REASONS.items()
    },
    **warnings.TEXTS,
    **checks.TEXTS,
    **{f"signature-{name}": text for name, text in PROBLEMS.items()},
    **cases.TEXTS,
}
