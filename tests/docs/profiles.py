"""A client's profile, as a demonstration leaves it: for the gateway that a test serves."""

from pathlib import Path

_PROFILE = """\
key = "client.pem"
heads = "heads"
pins = "../../pins.toml"

[gateways.{agency}-kapuas-hulu]
url = "{url}"
origin = "{agency}.kapuas-hulu.example/sinergi"
trust = "../../policies/trust/{agency}-kapuas-hulu.yaml"
"""


def write_profile(state: Path, client: str, agency: str, authority: str) -> None:
    """Point a client's profile at an agency's gateway, by the short names of both."""
    profile = _PROFILE.format(agency=agency, url=f"http://{authority}")
    (state / "clients" / client / "profile.toml").write_text(profile)
