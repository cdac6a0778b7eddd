"""Values on their way to MariaDB: each in a form that holds nothing to escape.

PyMySQL has no prepared statements of its own: it would write values into the
text. MariaDB has them in its language, so a text goes to EXECUTE IMMEDIATE with
its slots as they are, and values stand behind USING: texts as hexadecimal digits,
the rest in digits. No sql_mode or character set can read them as anything else.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from gateway.errors import StatementRefused


def executed(text: str, parameters: Sequence[object]) -> str:
    """Return what makes MariaDB prepare a text and execute it with these values."""
    using = f" USING {', '.join(map(literal, parameters))}" if parameters else ""
    return f"EXECUTE IMMEDIATE {literal(text)}{using}"


def literal(value: object) -> str:
    """Write one value.

    Raises:
        StatementRefused: it is of a type that no selection binds.
    """
    match value:
        case None:
            return "NULL"
        case str():
            return f"_utf8mb4 X'{value.encode().hex()}'"
        case bool():
            return str(int(value))
        case int():
            return str(value)
        case Decimal() if value.is_finite():
            return f"{value:f}"
        case float() if math.isfinite(value):
            return f"{value:.17e}"
        case datetime():
            return f"TIMESTAMP'{value.isoformat(' ', 'microseconds')}'"
        case date():
            return f"DATE'{value.isoformat()}'"
    raise StatementRefused(f"a {type(value).__name__} cannot be bound")
