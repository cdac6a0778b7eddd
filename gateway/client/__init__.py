"""The SDK: signs requests, and trusts an answer only after checking it.

peer = Peer.of(trust, origin="kpu.kapuas-hulu.example/sinergi")
with Client("https://data.kpu.example", signer, peer, heads=FileHeads(path)) as client:
    for row in client.rows("kpu-kapuas-hulu/tps", agreement="pks-kapuas-hulu", purpose="pengamanan-tps"):
        ...
"""

from gateway.client.agreements import compare, propose, settle
from gateway.client.client import Client
from gateway.client.entries import EntryPage, filter_whole
from gateway.client.figures import Figures
from gateway.client.followed import Followed
from gateway.client.heads import FileHeads, Heads, MemoryHeads
from gateway.client.log_reading import OwnLog, RemoteLog, read_remote_log
from gateway.client.page import Finding, Page
from gateway.client.peer import Peer
from gateway.client.timestamps import TsaCaller
from gateway.client.transport import HttpTransport, Transport
from gateway.client.witnesses import Pushed, WitnessCaller

__all__ = [
    "Client",
    "EntryPage",
    "Figures",
    "FileHeads",
    "Finding",
    "Followed",
    "Heads",
    "HttpTransport",
    "MemoryHeads",
    "OwnLog",
    "Page",
    "Peer",
    "Pushed",
    "RemoteLog",
    "Transport",
    "TsaCaller",
    "WitnessCaller",
    "compare",
    "filter_whole",
    "propose",
    "read_remote_log",
    "settle",
]
