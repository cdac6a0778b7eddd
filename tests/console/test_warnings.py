"""What others have not said of the log for long is told at the head of every page, to those who came in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.errors import LogError
from gateway.storage import AuditReads
from tests.console.stand import Made, standing

PAGE = "/konsol/pertukaran"
SAID = {"unwitnessed": "belum dijamin pihak lain", "untimestamped": "belum bercap waktu"}


@pytest.mark.parametrize("name", SAID)
def test_a_limit_that_is_passed_is_told_on_every_page(made: Made, tmp_path: Path, name: str):
    since = datetime.now(UTC) - timedelta(hours=30)
    with standing(made, tmp_path, **{name: lambda: since}) as stand:
        assert SAID[name] in stand.signed_in().get(PAGE).get_data(as_text=True)
        assert SAID[name] not in stand.browser().get("/konsol/masuk").get_data(as_text=True)


@pytest.mark.parametrize(
    ("hours", "said"), [(1, "terbuka: pemberitahuan tertulis"), (-1, "TERLAMBAT: batasnya")]
)
def test_notice_that_is_due_is_told_to_those_who_came_in(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int, said: str
):
    due = datetime.now(UTC) + timedelta(hours=hours)
    monkeypatch.setattr(AuditReads, "notice_due", lambda reads: due)
    with standing(made, tmp_path) as stand:
        assert said in stand.signed_in().get(PAGE).get_data(as_text=True)
        assert said not in stand.browser().get("/konsol/masuk").get_data(as_text=True)


def failing() -> None:
    raise LogError("away")


def test_a_page_is_shown_even_when_nobody_can_tell(made: Made, tmp_path: Path):
    with standing(made, tmp_path, untimestamped=failing) as stand:
        page = stand.signed_in().get(PAGE)
        assert page.status_code == 200
        assert SAID["untimestamped"] not in page.get_data(as_text=True)
