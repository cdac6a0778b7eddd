"""`gateway receipts fetch`: a receipt of one's own exchange once more, with what came of evidence since."""

from pathlib import Path

from gateway.catalogue import Sentence
from gateway.cli.grammar import FilePath, NewEvidence, argument, command, option
from gateway.cli.peers import open_client, save_receipt
from gateway.errors import ExchangeUnknown
from gateway.exchange import is_exchange_id


@command("fetch", help="receipts.fetch")
@argument("exchange", metavar="EXCHANGE_ID", help="receipt-exchange")
@option("--profile", type=FilePath(), required=True, help="profile")
@option("--agency", metavar="AGENCY", required=True, help="receipt-agency")
@option("-o", "output", type=NewEvidence(), required=True, help="receipt-fetched")
def fetch_command(exchange: str, profile: Path, agency: str, output: Path) -> None:
    """Fetch a receipt, verify it, and only then keep it."""
    if not is_exchange_id(exchange):
        raise ExchangeUnknown(Sentence("storage.entry-unknown", entry=exchange))
    with open_client(profile, agency) as client:
        save_receipt(client, exchange, output)
