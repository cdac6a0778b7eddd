"""The PDF library is loaded by the first signed PDF, and by nothing else."""

import subprocess
import sys

SCRIPT = """
import sys
import gateway.cli, gateway.app, gateway.papers
heavy = {"pyhanko", "pyhanko_certvalidator", "asn1crypto"}
judge = gateway.papers.judge_of((b"",))
judge("agreements/pks.yaml", b"", b"%PDF-1.4 of somebody else", None)
print(sorted(heavy & sys.modules.keys()))
gateway.papers.inspector()
print(sorted(heavy & sys.modules.keys()))
"""


def test_nothing_loads_it_before_a_page_of_ours_is_met():
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    before, after = ran.stdout.splitlines()
    assert before == "[]"
    assert "pyhanko" in after
