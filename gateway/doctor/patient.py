"""The gateway under examination, its parts opened one by one: whatever does not open is None."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from gateway.errors import GatewayError
from gateway.exchange import ActivePolicies, Clock
from gateway.papers import judge_of
from gateway.policy import Policy
from gateway.settings import Settings
from gateway.signing import PublicKey
from gateway.storage import FileSecrets, LogFacts, Storage, inspect_log, open_storage


@dataclass(frozen=True, slots=True)
class Patient:
    """What the checks look at.

    `trouble` is what kept the database from being read, and `policy_trouble` the
    policy in it; `now` was read beside `facts`.
    """

    settings: Settings
    secrets: FileSecrets
    now: datetime
    storage: Storage | None
    facts: LogFacts | None
    trouble: GatewayError | None
    policy: Policy | None
    policy_trouble: GatewayError | None
    reading_time: timedelta

    @classmethod
    def admit(cls, settings: Settings, clock: Clock, credentials: str | None) -> Self:
        """Open what opens."""
        storage, facts, trouble = None, None, None
        before = clock()
        try:
            storage = open_storage(settings.storage_url)
            storage.check_revision()
            before = clock()
            facts = inspect_log(storage, settings.state_folder, settings.log_number)
        except GatewayError as error:
            trouble = error
        now = clock()
        policy, policy_trouble = None, None
        try:
            if storage and facts:
                judge = judge_of(settings.paper_roots)
                policies = ActivePolicies(storage.standing, storage.bundle_files, settings.roots, judge)
                policy = policies.current()
        except GatewayError as error:
            policy_trouble = error
        return cls(
            settings=settings,
            secrets=FileSecrets(settings.keys_folder, credentials=credentials),
            now=now,
            storage=storage,
            facts=facts,
            trouble=trouble,
            policy=policy,
            policy_trouble=policy_trouble,
            reading_time=now - before,
        )

    def key(self, name: str) -> PublicKey | None:
        """Return the public half of one of the gateway's keys; None when its file cannot be used."""
        try:
            return self.secrets.signer(name).key
        except GatewayError:
            return None

    def dismiss(self) -> None:
        """Close what was opened."""
        if self.storage:
            self.storage.close()
