"""The plain service, secured in the usual way: an RS256 bearer token a request, a JSON line a request.

The line is written and not forced to disk; answers are not signed.
"""

import json
import logging
import os
import time
from pathlib import Path

import jwt
from flask import Response, g, jsonify, request
from flask.typing import ResponseReturnValue

from benchmarks.peers.plain_flask import app

public_key = Path(os.environ["PEER_JWT_KEY"]).read_text()
log = logging.getLogger("access")
log.setLevel(logging.INFO)
log.propagate = False
log.addHandler(logging.FileHandler(os.environ["PEER_LOG"]))


@app.before_request
def check_token() -> ResponseReturnValue | None:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    try:
        g.claims = jwt.decode(
            token, public_key, algorithms=["RS256"], audience="tps", options={"require": ["exp", "sub"]}
        )
    except jwt.InvalidTokenError:
        return jsonify({"title": "Unauthorized", "status": 401}), 401
    return None


@app.after_request
def write_line(response: Response) -> Response:
    line = {
        "time": time.time(),
        "who": g.claims["sub"] if "claims" in g else None,
        "what": request.full_path,
        "status": response.status_code,
        "bytes": response.content_length,
    }
    log.info(json.dumps(line))
    return response
