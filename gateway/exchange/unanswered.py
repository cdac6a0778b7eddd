"""Requests that no kind answers: an unknown path, a wrong method, a body too large.

They take the same journey, so that a stranger is told 401 and nothing of what
exists here, and a known caller's mistake is recorded as a refusal.
"""

from typing import Never

from gateway.errors import GatewayError
from gateway.exchange.call import Call, Moment, Performed, Target, World
from gateway.signing import Message


def refusing(error: GatewayError) -> Call[None, None]:
    """Return the call that refuses every verified request for this reason."""

    def parse(message: Message, target: Target) -> Never:
        raise error

    def decide(asked: None, moment: Moment, world: World) -> None:
        """Never reached: `parse` refuses."""

    def perform(decision: None, moment: Moment, world: World) -> Performed:
        raise error

    return Call("other", parse, decide, perform, reads=False)
