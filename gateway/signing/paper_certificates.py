"""One PAdES signature: is it whole, and does its certificate lead to a pinned root at that moment?

Nothing is fetched. Revocation is known from what the PDF carries (its security store, or the
signature's own attribute) and, in the trust files, from keys that an agency revoked itself.
A certificate is judged as of the moment the file was recorded; one that lapsed before that
still counts when a timestamp under a pinned root says that it was used in time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import crl, ocsp, x509
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.generic import IndirectObject, StreamObject
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESSubIndic
from pyhanko.sign.general import (
    MultivaluedAttributeError,
    NonexistentAttributeError,
    find_unique_cms_attribute,
)
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from gateway.errors import KeyMaterialBad
from gateway.signing.keys import PublicKey, public_key
from gateway.signing.paper import PaperProblem, PaperSignature

_MAX_PROOFS = 64
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
_PROBLEMS: dict[AdESSubIndic, PaperProblem] = {
    AdESFailure.REVOKED: "paper-certificate-revoked",
    AdESIndeterminate.REVOKED_NO_POE: "paper-certificate-revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "paper-certificate-revoked",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "paper-certificate-lapsed",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "paper-certificate-lapsed",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "paper-usage",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "paper-algorithm",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "paper-algorithm",
}


@dataclass(frozen=True, slots=True)
class Proofs:
    """What a PDF carries to judge its certificates by."""

    certificates: tuple[x509.Certificate, ...] = ()
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()


def read_proofs(reader: PdfFileReader) -> Proofs:
    """Read the document's security store (PAdES part 4), as much of it as is reasonable."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return Proofs()
    return Proofs(
        tuple(store.load_certs())[:_MAX_PROOFS],
        tuple(
            ocsp.OCSPResponse.load(_unpacked(each, DecodePurpose.OCSP_RESPONSE))
            for each in store.ocsps[:_MAX_PROOFS]
        ),
        tuple(
            crl.CertificateList.load(_unpacked(each, DecodePurpose.CRL)) for each in store.crls[:_MAX_PROOFS]
        ),
    )


def _unpacked(reference: IndirectObject, purpose: DecodePurpose) -> bytes:
    stream = reference.get_object()
    if not isinstance(stream, StreamObject):
        raise PdfReadError("no stream")
    # The reader's limits hold: nothing unpacks to more than they say.
    return stream.read_data(purpose)


def judge_signature(
    signature: EmbeddedPdfSignature, roots: Sequence[bytes], proofs: Proofs, moment: datetime
) -> PaperSignature:
    """Judge one signature under the pinned roots."""
    own = _own_proofs(signature)
    known = Proofs(proofs.certificates, proofs.ocsps + own.ocsps, proofs.crls + own.crls)
    status = _validate(signature, roots, known, moment)
    problem = _problem(status, moment)
    stamp = status.timestamp_validity
    stamped_at = stamp.timestamp if stamp is not None and stamp.valid and stamp.trusted else None
    if problem == "paper-certificate-lapsed" and stamped_at is not None and stamped_at <= moment:
        status = _validate(signature, roots, known, stamped_at)
        problem = _problem(status, stamped_at)
    certificate = signature.signer_cert
    key = _key(certificate)
    path = status.validation_path
    return PaperSignature(
        subject=certificate.subject.human_friendly,
        root=path.first.subject.human_friendly if path is not None else None,
        thumbprint=key.thumbprint if key else None,
        jwk=tuple(sorted(key.jwk.items())) if key else (),
        claimed_at=signature.self_reported_timestamp,
        stamped_at=stamped_at,
        problem=problem or (None if key else "paper-key-unfit"),
    )


def _validate(
    signature: EmbeddedPdfSignature, roots: Sequence[bytes], proofs: Proofs, moment: datetime
) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in roots],
        other_certs=proofs.certificates,
        moment=moment,
        allow_fetching=False,
        crls=proofs.crls,
        ocsps=proofs.ocsps,
        revocation_mode="soft-fail",
        # A list issued after the moment still says when a certificate was revoked.
        retroactive_revinfo=True,
    )
    return validate_pdf_signature(signature, context, key_usage_settings=_USAGE)


def _problem(status: PdfSignatureStatus, moment: datetime) -> PaperProblem | None:
    if not (status.intact and status.valid):
        return "paper-broken"
    if status.trusted:
        return None
    if status.revoked:
        return "paper-certificate-revoked"
    if not status.signing_cert.not_valid_before <= moment <= status.signing_cert.not_valid_after:
        return "paper-certificate-lapsed"
    if status.trust_problem_indic is None:
        return "paper-root-unknown"
    return _PROBLEMS.get(status.trust_problem_indic, "paper-root-unknown")


def _own_proofs(signature: EmbeddedPdfSignature) -> Proofs:
    """Read what the signer's tool put into the signature itself."""
    attributes = signature.signer_info["signed_attrs"]
    try:
        found = find_unique_cms_attribute(attributes, "adobe_revocation_info_archival")
    except (MultivaluedAttributeError, NonexistentAttributeError):
        return Proofs()
    ocsps, crls = found["ocsp"] or (), found["crl"] or ()
    return Proofs((), tuple(ocsps)[:_MAX_PROOFS], tuple(crls)[:_MAX_PROOFS])


def _key(certificate: x509.Certificate) -> PublicKey | None:
    """Return the certificate's key as trust files name it; None for a kind that they cannot hold."""
    try:
        return public_key(load_der_public_key(certificate.public_key.dump()))
    except (KeyMaterialBad, ValueError):
        return None
