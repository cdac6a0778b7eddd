"""What a policy officer does with the files: activate them at a gateway."""

from collections.abc import Mapping

from gateway.demo.ceremony import AGENCIES
from gateway.demo.layout import Layout
from gateway.demo.servers import Serving


def activate(layout: Layout, serving: Serving) -> None:
    """Activate the policy folder at one gateway; this raises its policy epoch."""


def activate_all(layout: Layout, serving: Mapping[str, Serving]) -> None:
    """Activate the policy folder at both gateways."""
    for agency in AGENCIES:
        activate(layout, serving[agency.uid])
