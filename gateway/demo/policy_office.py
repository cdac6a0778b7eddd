"""What a policy officer does with the files: activate them at a gateway."""

import os
from collections.abc import Mapping
from contextlib import closing

from gateway.app import open_gateway, utc_now
from gateway.catalogue import Sentence
from gateway.demo.ceremony import AGENCIES
from gateway.demo.layout import Layout
from gateway.demo.servers import Serving
from gateway.drafting import read_folder
from gateway.errors import PolicyMoved
from gateway.exchange import Recorded, exchange_id, plan_activation


def activate(layout: Layout, serving: Serving) -> None:
    """Activate the policy folder at one gateway; this raises its policy epoch.

    Raises:
        PolicyMoved: somebody else changed the policy meanwhile.
    """
    with closing(open_gateway(serving.settings)) as gateway:
        current = gateway.policies.refresh() if gateway.storage.standing() else None
        now = utc_now()
        change = plan_activation(
            read_folder(layout.policies), current, now=now, exchange=exchange_id(now, os.urandom(10))
        )
        outcome = gateway.log.append(change.draft, change.effects, epoch=change.epoch)
        if not isinstance(outcome, Recorded):
            raise PolicyMoved(Sentence("storage.policy-moved"))


def activate_all(layout: Layout, serving: Mapping[str, Serving]) -> None:
    """Activate the policy folder at both gateways."""
    for agency in AGENCIES:
        activate(layout, serving[agency.uid])
