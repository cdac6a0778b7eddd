"""A load balancer before two nodes: Debian's HAProxy, round robin over held connections."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_CONFIG = """global
    maxconn 1000
defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
    option http-keep-alive
frontend door
    bind 127.0.0.1:{port}
    default_backend nodes
backend nodes
    balance roundrobin
    http-reuse always
{nodes}
"""


class NoBalancer(Exception):
    """HAProxy is neither here nor could it be installed; the message says what to do."""


def balance(folder: Path, port: int, nodes: Sequence[int]) -> list[str]:
    """Return the command of a balancer before these ports of this machine.

    Raises:
        NoBalancer: there is none.
    """
    lines = "\n".join(f"    server node{number} 127.0.0.1:{each}" for number, each in enumerate(nodes))
    config = folder / "haproxy.cfg"
    config.write_text(_CONFIG.format(port=port, nodes=lines))
    return [find_balancer(), "-db", "-f", str(config)]


def find_balancer() -> str:
    """Find HAProxy, and install Debian's where that is possible.

    Raises:
        NoBalancer: it is not.
    """
    places = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    found = shutil.which("haproxy", path=places)
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        install = "apt-get update; apt-get install --yes --no-install-recommends haproxy"
        # Debian would also start it as a service; only its program is wanted.
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        subprocess.run(["/bin/sh", "-c", install], check=False, capture_output=True, env=environ)
        found = shutil.which("haproxy", path=places)
    if found is None:
        raise NoBalancer("HAProxy is missing. Run once as root:  apt-get install --yes haproxy")
    return found
