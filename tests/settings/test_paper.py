"""Root certificates for signed PDFs: read at start, or refused with file and line."""

import pytest

from tests.settings.test_load import LINES, fault, load
from tests.signing.paper_ca import ROOT, authority
from tests.signing.papers import root

TABLE = '\n[paper]\nroots = ["akar.pem"]\n'


def test_without_the_table_no_root_is_pinned(home):
    assert load(home).paper_roots == ()


def test_a_root_is_read_from_the_state_folder(home):
    (home / "state" / "akar.pem").write_bytes(authority(ROOT).root.pem)
    assert load(home, LINES + TABLE).paper_roots == (root(),)


@pytest.mark.parametrize(
    "content", [None, b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_what_is_no_certificate_is_refused_with_its_place(home, content):
    if content is not None:
        (home / "state" / "akar.pem").write_bytes(content)
    name, where, _ = fault(home, LINES + TABLE)
    assert name == "paper-root"
    assert where.startswith("config/")


def test_an_empty_or_misspelt_table_is_refused(home):
    assert fault(home, LINES + "\n[paper]\nroots = []\n")[0] == "not-texts"
    assert fault(home, LINES + '\n[paper]\nroot = ["akar.pem"]\n')[0] == "unknown-key-near"
