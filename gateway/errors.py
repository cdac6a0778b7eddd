"""Every refusal on one page: one root, a family per room, a stable code.

`code` is public and documented in docs/errors.md; it never changes its meaning.
The message is for the operator and is never sent to a caller: a sentence of the
catalogue where a person may meet it, which a command says in the language of its
run; the log has it in English. `shown` holds the few values that a caller may see;
whoever raises the error vouches that they are not withheld.
"""

from collections.abc import Mapping

from gateway.catalogue import Sentence


class GatewayError(Exception):
    """Root of every refusal."""

    code = "internal"

    def __init__(self, message: str | Sentence = "", *, shown: Mapping[str, str] | None = None) -> None:
        self.message = message or self.code
        super().__init__(self.message)
        self.shown: Mapping[str, str] = shown or {}

    def __str__(self) -> str:
        return str(self.message)


def kinds_of(kind: type[GatewayError]) -> tuple[type[GatewayError], ...]:
    """Return a kind of refusal and all kinds below it."""
    return (kind, *(each for child in kind.__subclasses__() for each in kinds_of(child)))


# --- signing: who said this? -------------------------------------------------


class SignatureError(GatewayError):
    """The message is not proven to come from a known key (401)."""

    code = "signature-invalid"


class SignatureMissing(SignatureError):
    """No signature, or not exactly one labelled `sig`."""

    code = "signature-missing"


class SignatureMalformed(SignatureError):
    """The signature fields do not parse, or break the fixed profile."""

    code = "signature-malformed"


class ComponentsWrong(SignatureError):
    """A component that must be covered is not, or one is covered that may not be."""

    code = "signature-components"


class SignatureStale(SignatureError):
    """`created` is too old or `expires` has passed."""

    code = "signature-stale"


class SignatureFuture(SignatureError):
    """`created` lies further ahead than the allowed skew."""

    code = "signature-future"


class AuthorityUnknown(SignatureError):
    """The message was signed for another host name."""

    code = "authority-unknown"


class KeyUnknown(SignatureError):
    """No trust file names this key, or it is not valid now."""

    code = "key-unknown"


class KeyRoleWrong(SignatureError):
    """The key exists but its one role is another."""

    code = "key-role"


class AlgorithmWrong(SignatureError):
    """The algorithm is not the one the trust file fixes for this key."""

    code = "algorithm-mismatch"


class DigestMismatch(SignatureError):
    """The body is not the one the Content-Digest field names (RFC 9530)."""

    code = "digest-mismatch"


class KeyStoreDown(GatewayError):
    """The trusted keys cannot be read at the moment (503)."""

    code = "key-store-unavailable"


class KeyMaterialBad(GatewayError):
    """A key file or JWK cannot be used: wrong format, type, size or mode."""

    code = "key-material"


class SealBroken(GatewayError):
    """A sealed value was not made by this key for this use."""

    code = "seal-broken"


# --- policy: what may leave? -------------------------------------------------


class PolicyError(GatewayError):
    """The policy does not allow what was asked (403)."""

    code = "policy"


class AgreementUnknown(PolicyError):
    """No agreement of this name to which the caller is a party."""

    code = "agreement-unknown"


class AgreementUnsigned(PolicyError):
    """A required signature is missing or does not verify."""

    code = "agreement-unsigned"


class AgreementNotYet(PolicyError):
    """The agreement's validity has not begun."""

    code = "agreement-not-yet-valid"


class AgreementLapsed(PolicyError):
    """The agreement's validity has ended."""

    code = "agreement-lapsed"


class AgreementSuspended(PolicyError):
    """Either party has suspended the agreement."""

    code = "agreement-suspended"


class AgreementDiffers(PolicyError):
    """The two gateways, or this one and its caller, hold different versions of the agreement."""

    code = "agreement-differs"


class ContractChanged(PolicyError):
    """The dataset contract is not the one both parties signed for, or is unsigned."""

    code = "contract-changed"


class DatasetUnknown(PolicyError):
    """No such dataset for this caller (404)."""

    code = "dataset-unknown"


class PurposeNotGranted(PolicyError):
    """The agreement grants nothing on this dataset for this purpose."""

    code = "purpose-not-granted"


class FieldWithheld(PolicyError):
    """A field was asked for that is not granted."""

    code = "field-withheld"


class FieldUnknown(PolicyError):
    """No such field; an undisclosed field answers exactly so (422)."""

    code = "field-unknown"


class FilterNotGranted(PolicyError):
    """A filter on a field that is not granted for filtering."""

    code = "filter-not-granted"


class SortNotGranted(PolicyError):
    """A sort on a field that is not granted for sorting."""

    code = "sort-not-granted"


class CountNotGranted(PolicyError):
    """A count was asked for that is not granted."""

    code = "count-not-granted"


class QueryNotGranted(PolicyError):
    """The permission has no query right."""

    code = "query-not-granted"


class LookupNotGranted(PolicyError):
    """The permission has no lookup right."""

    code = "lookup-not-granted"


class StatisticsNotGranted(PolicyError):
    """The permission has no statistics tables."""

    code = "statistics-not-granted"


class TableUnknown(PolicyError):
    """The permission has no statistics table of this name."""

    code = "table-unknown"


class RetentionOver(PolicyError):
    """What would be given now would have had to be deleted already."""

    code = "retention-over"


class QuotaExceeded(PolicyError):
    """What the permission gives in one period has been given (429, Retry-After)."""

    code = "quota-exceeded"


class RequirementMissing(PolicyError):
    """The permission requires on_behalf_of or case_ref and the request has none."""

    code = "requirement-missing"


class ShadowOnly(PolicyError):
    """The agreement is in shadow enforcement: it evaluates and logs, never releases."""

    code = "agreement-shadow"


class PolicyFilesBad(GatewayError):
    """The policy files as a whole cannot be used; faults carry the places."""

    code = "policy-files"


# --- exchange: the journey ---------------------------------------------------


class RequestBad(GatewayError):
    """The request body does not have the documented shape (422)."""

    code = "request-invalid"


class ParcelBad(RequestBad):
    """A proposal of an agreement, or the answer to one, cannot be taken (422)."""

    code = "parcel-invalid"


class ParcelUnknown(RequestBad):
    """No proposal of this digest waits for this caller's answer (404)."""

    code = "parcel-unknown"


class InboxFull(GatewayError):
    """Too many proposals of this caller wait already (429)."""

    code = "inbox-full"


class StatementsExceeded(GatewayError):
    """What this agency says is active there has changed too often within the hour (429)."""

    code = "statements-exceeded"


class SystemNotGateway(PolicyError):
    """The calling system is not the gateway of its agency."""

    code = "system-not-gateway"


class AuditorUnknown(PolicyError):
    """The key is an auditor's, and not one that this gateway's agency lets look at its log."""

    code = "auditor-unknown"


class BodyNotJson(RequestBad):
    """The request body is not one JSON object in UTF-8 (400)."""

    code = "body-not-json"


class CursorBad(RequestBad):
    """The cursor is not ours, or belongs to another query (422)."""

    code = "cursor-invalid"


class CursorExpired(RequestBad):
    """The cursor is too old (422)."""

    code = "cursor-expired"


class BodyTooLarge(RequestBad):
    """The request body is larger than this gateway reads (413)."""

    code = "body-too-large"


class MediaTypeWrong(RequestBad):
    """The request body is not sent as application/json (415)."""

    code = "media-type"


class NotAcceptable(RequestBad):
    """No format that the caller accepts is offered (406)."""

    code = "not-acceptable"


class FormNotInstalled(NotAcceptable):
    """The caller accepts a documented format alone whose writer is not installed here (406)."""

    code = "form-not-installed"


class PathUnknown(RequestBad):
    """Nothing answers at this path (404)."""

    code = "path-unknown"


class MethodWrong(RequestBad):
    """The path exists but not with this method (405)."""

    code = "method-not-allowed"


class Replayed(GatewayError):
    """This key used this nonce before (409)."""

    code = "replayed"


class ExchangeUnknown(GatewayError):
    """No exchange of this id for this caller (404)."""

    code = "exchange-unknown"


class AcknowledgementOther(GatewayError):
    """The acknowledged digest is not that of the answer that was released (409)."""

    code = "acknowledgement-other"


class AcknowledgementErased(GatewayError):
    """The digest of the answer was erased, so none can be acknowledged any more (410)."""

    code = "acknowledgement-erased"


# --- sources: which rows? ----------------------------------------------------


class SourceError(GatewayError):
    """The data source failed (502); nothing was released."""

    code = "source-failed"


class SourceDown(SourceError):
    """The data source cannot be reached (503)."""

    code = "source-unavailable"


class SourceSlow(SourceError):
    """The data source took longer than its limit (504)."""

    code = "source-timeout"


class StatementRefused(SourceError):
    """The statement's re-reading found more than the plan allows; never executed."""

    code = "statement-refused"


# --- storage and audit: is it recorded, can we prove it? ---------------------


class LogError(GatewayError):
    """The entry could not be made durable (503): no record, no answer."""

    code = "log-unavailable"


class LogBusy(LogError):
    """The queue of entries to be written is full (503, Retry-After)."""

    code = "log-busy"


class ClockWrong(LogError):
    """This node's clock differs too much from the log's (503)."""

    code = "clock-skew"


class LogBehind(LogError):
    """The log is smaller than a head this node already gave out: refuse to sign."""

    code = "log-behind"


class LogOther(LogError):
    """The database holds another log than the one the settings name."""

    code = "log-other"


class LogForked(LogError):
    """A witness holds a head that this log signed and no longer extends: refuse to sign (503)."""

    code = "log-forked"


class LogSucceeded(LogError):
    """The log has ended, and another one has taken its place: nothing is appended to it (503)."""

    code = "log-succeeded"


class SuccessionBad(GatewayError):
    """A succession is not what both agencies must have signed, or does not fit the log that it ends."""

    code = "log-succession"


class WitnessBusy(LogError):
    """More calls to the witness in a moment than it answers (429)."""

    code = "witness-busy"


class LogUnwitnessed(GatewayError):
    """No witness has seen the log for longer than the agreement allows (503)."""

    code = "log-unwitnessed"


class LogUntimestamped(GatewayError):
    """No timestamp covers the log for longer than this gateway's settings allow (503)."""

    code = "log-untimestamped"


class PolicyMoved(LogError):
    """The policy changed twice while one request was under way (503)."""

    code = "policy-moved"


class EntryAltered(GatewayError):
    """An entry, or the row by which it is found, is not what the log's tree says (503)."""

    code = "entry-altered"


class ProofBad(GatewayError):
    """A proof, checkpoint, entry or receipt does not verify."""

    code = "proof-invalid"


# --- access: who may look at the log? ----------------------------------------


class AccessError(GatewayError):
    """The console is not open to this person."""

    code = "access"


class InvitationBad(AccessError):
    """The one-time link is unknown, used or expired, or its account is closed."""

    code = "invitation-invalid"


class SessionEnded(AccessError):
    """Nobody is signed in: no session, or it or its account has ended."""

    code = "session-ended"


class FormForged(AccessError):
    """A form that was not filled in on a page of this session."""

    code = "form-forged"


class AccessBusy(AccessError):
    """Too many failed attempts to sign in from one place."""

    code = "access-busy"


class AccountUnknown(AccessError):
    """No auditor's account of this name that is open now."""

    code = "account-unknown"


class IncidentUnknown(GatewayError):
    """No incident of this name in the log."""

    code = "incident-unknown"


class IncidentSettled(GatewayError):
    """What is to be said of an incident is in the log already, or the incident is closed."""

    code = "incident-settled"


# --- client: what an integrator's program is told ----------------------------


class ClientError(GatewayError):
    """A call through the SDK did not bring an answer that can be trusted."""

    code = "client"


class GatewayUnreachable(ClientError):
    """No connection, or it broke before the whole answer was there."""

    code = "gateway-unreachable"


class AnswerBad(ClientError):
    """The answer is signed but not of the documented shape."""

    code = "answer-invalid"


class RefusedByGateway(ClientError):
    """The gateway refused the request; `problem` is its RFC 9457 body."""

    code = "refused-by-gateway"

    def __init__(self, status: int, problem: Mapping[str, object]) -> None:
        super().__init__(f"{status} {problem.get('code', '-')}")
        self.status = status
        self.problem = problem

    @property
    def problem_code(self) -> str:
        """The stable code of the refusal."""
        return str(self.problem.get("code", ""))


class FormatUnfit(GatewayError):
    """Rows do not fit the format that was asked for (406), or cannot be written to the file."""

    code = "format-unfit"


# --- settings and start ------------------------------------------------------


class SettingsBad(GatewayError):
    """The configuration cannot be used; `fault` names the text that says how to mend it."""

    code = "settings"

    def __init__(self, fault: str, where: str, **values: str | Sentence) -> None:
        filled = {"where": where, **values}
        shown = {name: str(value) for name, value in filled.items()}
        super().__init__(Sentence(f"startup.{fault}", **filled), shown=shown)
        self.fault = fault
        self._values = values

    def at(self, where: str) -> "SettingsBad":
        """Return the same fault at the place that its reader can mend."""
        return SettingsBad(self.fault, where, **self._values)


class ExtraMissing(GatewayError):
    """A command needs a part that this installation lacks."""

    code = "extra-missing"


class BackupBad(GatewayError):
    """A backup cannot be made or put back."""

    code = "backup"


class StorageNotReady(GatewayError):
    """The database has no tables or another revision; run `gateway storage upgrade`."""

    code = "storage-revision"
