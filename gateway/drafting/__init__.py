"""The policy desk: what people do with policy files before and while they sign them."""

from gateway.drafting.asking import unknown_word
from gateway.drafting.cases import Outcome, find_cases, run_cases
from gateway.drafting.ceremony import ceremony_document, sides_of, unrepresented
from gateway.drafting.checking import Findings, check
from gateway.drafting.checking_sarif import sarif_log
from gateway.drafting.contract_draft import DraftColumn, draft_contract
from gateway.drafting.coverage import Covered, count_covered, measure_coverage
from gateway.drafting.diff_all import compare_bundles
from gateway.drafting.diff_model import Difference
from gateway.drafting.diff_report import difference_document, difference_memo, tell_difference
from gateway.drafting.disclosures_page import disclosures_document
from gateway.drafting.disclosures_table import DISCLOSURE_COLUMNS, disclosures_rows
from gateway.drafting.exemptions import Decision, exemptions_on
from gateway.drafting.exemptions_list import heading, list_rows, markdown
from gateway.drafting.explaining import Explanation, explain
from gateway.drafting.folder import is_policy_file, read_folder, split_path
from gateway.drafting.handover import Successor, hand_over, roles_of
from gateway.drafting.incident_notice import Audience, NoticeFacts, notice_document
from gateway.drafting.junit import write_junit
from gateway.drafting.matrix import MatrixSheet, Preview, field_facts, make_matrix, preview
from gateway.drafting.matrix_edit import Cell, Edited, apply_matrix
from gateway.drafting.mutation import Mutant, unnoticed
from gateway.drafting.odrl import export_odrl
from gateway.drafting.officers import officer_of
from gateway.drafting.paper import enclosed_agreement, page_of, paper_judge
from gateway.drafting.paper_import import import_paper
from gateway.drafting.parcels import Accepted, accept, closure, export_files
from gateway.drafting.prove_all import prove
from gateway.drafting.prove_context import Solver
from gateway.drafting.prove_model import Proof
from gateway.drafting.prove_report import proof_document, tell_proof
from gateway.drafting.receipt_page import LEVELS, receipt_document, receipt_summary, verdict_of
from gateway.drafting.rehearsal import rehearse
from gateway.drafting.render import Annex, render_document
from gateway.drafting.render_annex import annex_from, annex_of
from gateway.drafting.render_as_html import render_html
from gateway.drafting.render_as_markdown import render_markdown
from gateway.drafting.render_as_pdf import Enclosed, Page, document_pdf, read_enclosed, render_pdf
from gateway.drafting.render_as_text import render_text
from gateway.drafting.render_layout import Box
from gateway.drafting.rotation import Rotation, key_to_rotate, rotate, rotated, with_root
from gateway.drafting.schema import KINDS, policy_schema
from gateway.drafting.sign import sign_file
from gateway.drafting.signers import signer_problem
from gateway.drafting.succession import TrustDraft, open_trust, write_next
from gateway.drafting.table import Row, Table
from gateway.drafting.trust_file import format_moment, format_trust

__all__ = [
    "DISCLOSURE_COLUMNS",
    "KINDS",
    "LEVELS",
    "Accepted",
    "Annex",
    "Audience",
    "Box",
    "Cell",
    "Covered",
    "Decision",
    "Difference",
    "DraftColumn",
    "Edited",
    "Enclosed",
    "Explanation",
    "Findings",
    "MatrixSheet",
    "Mutant",
    "NoticeFacts",
    "Outcome",
    "Page",
    "Preview",
    "Proof",
    "Rotation",
    "Row",
    "Solver",
    "Successor",
    "Table",
    "TrustDraft",
    "accept",
    "annex_from",
    "annex_of",
    "apply_matrix",
    "ceremony_document",
    "check",
    "closure",
    "compare_bundles",
    "count_covered",
    "difference_document",
    "difference_memo",
    "disclosures_document",
    "disclosures_rows",
    "document_pdf",
    "draft_contract",
    "enclosed_agreement",
    "exemptions_on",
    "explain",
    "export_files",
    "export_odrl",
    "field_facts",
    "find_cases",
    "format_moment",
    "format_trust",
    "hand_over",
    "heading",
    "import_paper",
    "is_policy_file",
    "key_to_rotate",
    "list_rows",
    "make_matrix",
    "markdown",
    "measure_coverage",
    "notice_document",
    "officer_of",
    "open_trust",
    "page_of",
    "paper_judge",
    "policy_schema",
    "preview",
    "proof_document",
    "prove",
    "read_enclosed",
    "read_folder",
    "receipt_document",
    "receipt_summary",
    "rehearse",
    "render_document",
    "render_html",
    "render_markdown",
    "render_pdf",
    "render_text",
    "roles_of",
    "rotate",
    "rotated",
    "run_cases",
    "sarif_log",
    "sides_of",
    "sign_file",
    "signer_problem",
    "split_path",
    "tell_difference",
    "tell_proof",
    "unknown_word",
    "unnoticed",
    "unrepresented",
    "verdict_of",
    "with_root",
    "write_junit",
    "write_next",
]
