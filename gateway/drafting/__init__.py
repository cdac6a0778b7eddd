"""The policy desk: what people do with policy files before and while they sign them."""

from gateway.drafting.cases import Outcome, find_cases, run_cases
from gateway.drafting.checking import Findings, check
from gateway.drafting.coverage import Covered, count_covered, measure_coverage
from gateway.drafting.exemptions import Decision, exemptions_on
from gateway.drafting.exemptions_list import heading, list_rows, markdown
from gateway.drafting.explaining import Explanation, explain
from gateway.drafting.folder import read_folder, split_path
from gateway.drafting.junit import write_junit
from gateway.drafting.mutation import Mutant, unnoticed
from gateway.drafting.officers import officer_of
from gateway.drafting.rehearsal import rehearse
from gateway.drafting.sign import sign_file
from gateway.drafting.table import Row, Table

__all__ = [
    "Covered",
    "Decision",
    "Explanation",
    "Findings",
    "Mutant",
    "Outcome",
    "Row",
    "Table",
    "check",
    "count_covered",
    "exemptions_on",
    "explain",
    "find_cases",
    "heading",
    "list_rows",
    "markdown",
    "measure_coverage",
    "officer_of",
    "read_folder",
    "rehearse",
    "run_cases",
    "sign_file",
    "split_path",
    "unnoticed",
    "write_junit",
]
