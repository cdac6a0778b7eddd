"""C2SP tlog-tiles: the hashes of the log's tree, open to everybody, as files that never change.

A hash tells nothing of its entry, for the leaf is salted. Entry bundles are a
signed call, for auditors. A path has one spelling; every other one, and what
lies beyond the tree, is not there. Caches keep a tile for a year, so a path never
changes its log: `/v1/log/` is the gateway's first one for ever, and each log,
the first too, has `/v1/logs/` and its id.
"""

from flask import Response
from flask_smorest import Blueprint

from gateway.api import documentation
from gateway.api.public import Public
from gateway.api.wire import write_response
from gateway.audit import TILE_WIDTH, parse_tile_path
from gateway.errors import PathUnknown, ProofBad
from gateway.exchange import Log, Reply

FOR_GOOD = ("cache-control", "public, max-age=31536000, immutable")
# Nobody asks for a partial tile again once the tree has grown.
FOR_NOW = ("cache-control", "public, max-age=300")


def tile_blueprint(public: Public) -> Blueprint:
    """Return the route of hash tiles."""
    blueprint = Blueprint("tiles", __name__, description="The tree of the log")

    @blueprint.route("/v1/log/tile/<level>/<path:place>")
    @blueprint.doc(**documentation.TILE)
    def tile(level: str, place: str) -> Response:
        return write_response(_tile(public.log, f"tile/{level}/{place}").unsigned())

    @blueprint.route("/v1/logs/<log>/tile/<level>/<path:place>")
    @blueprint.doc(**documentation.TILE_OF)
    def tile_of(log: str, level: str, place: str) -> Response:
        return write_response(_tile(public.find(log), f"tile/{level}/{place}").unsigned())

    return blueprint


def _tile(log: Log, path: str) -> Reply:
    try:
        tile = parse_tile_path(path)
    except ProofBad as error:
        raise PathUnknown(str(error)) from error
    hashes = log.tile(tile.level, tile.index, tile.width)
    if hashes is None:
        raise PathUnknown("beyond the tree")
    kept = FOR_GOOD if tile.width == TILE_WIDTH else FOR_NOW
    return Reply(200, "application/octet-stream", hashes, (kept,))
