"""What one gateway says to another about their agreements, through an ordinary client."""

from collections.abc import Mapping

from gateway.catalogue import Sentence
from gateway.client.client import Client
from gateway.errors import AnswerBad, ParcelBad
from gateway.exchange import Verdict, encode_files, read_stated


def propose(client: Client, files: Mapping[str, bytes]) -> str:
    """Send a proposal; returns the digest under which the other gateway keeps it.

    Raises:
        RefusedByGateway: it was not taken; the problem says why.
        SignatureError, ProofBad, AnswerBad: the answer is not to be believed.
        GatewayUnreachable: no whole answer came.
    """
    told = client.post("/v1/agreements/proposals", {"files": encode_files(files)}).get("proposal")
    if not isinstance(told, str):
        raise AnswerBad(Sentence("client.not-documented", part="proposal"))
    return told


def settle(client: Client, proposal: str, verdict: Verdict, reason: str, files: Mapping[str, bytes]) -> None:
    """Send the answer to a proposal.

    Raises:
        RefusedByGateway: it was not taken; the problem says why.
        SignatureError, ProofBad, AnswerBad: the answer is not to be believed.
        GatewayUnreachable: no whole answer came.
    """
    body: dict[str, object] = {"proposal": proposal, "answer": verdict}
    if reason:
        body["reason"] = reason
    if files:
        body["files"] = encode_files(files)
    client.post("/v1/agreements/answers", body)


def compare(client: Client, active: Mapping[str, str]) -> Mapping[str, str]:
    """State what is active here; returns what is active there, SHA-256 (hex) by uid.

    Raises:
        RefusedByGateway: it was not taken; the problem says why.
        SignatureError, ProofBad, AnswerBad: the answer is not to be believed.
        GatewayUnreachable: no whole answer came.
    """
    told = client.post("/v1/agreements/active", {"active": dict(active)})
    try:
        return read_stated(told.get("active"))
    except ParcelBad as error:
        raise AnswerBad(Sentence("client.not-documented", part="active")) from error
