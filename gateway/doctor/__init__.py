"""Is this gateway well? Each part is looked at, nothing is changed, and what is amiss comes with its mending.

It looks from outside and opens the parts one by one: the gateway may serve or not,
and a part that is gone keeps no other from being looked at.
"""

from gateway.doctor.examination import examine
from gateway.doctor.finding import CHECKS, Finding, State

__all__ = ["CHECKS", "Finding", "State", "examine"]
