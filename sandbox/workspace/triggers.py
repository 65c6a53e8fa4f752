"""Short-lived rights of an interaction: trigger ids (3 s, once) and response URLs (30 min, five times)."""

from dataclasses import dataclass, field

from sandbox.workspace import ids
from sandbox.workspace.clock import Clock
from sandbox.workspace.keeping import forget_oldest

TRIGGER_SECONDS = 3.0
HOOK_SECONDS = 30 * 60.0
HOOK_USES = 5


@dataclass
class Trigger:
    user: str
    made: float
    view: str = ""  # the modal it came from
    used: bool = False


@dataclass
class Hook:
    """A response URL: whom it answers, where, and which message it may replace (`ts`).

    That of a slash command has no message at first; its own ephemeral answer becomes it.
    """

    user: str
    channel: str
    made: float
    ts: str = ""
    uses: int = 0
    of_command: bool = False


@dataclass
class Triggers:
    clock: Clock
    triggers: dict[str, Trigger] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)

    def trigger(self, user: str, view: str = "") -> str:
        number = int(self.clock.now() * 1000)
        key = f"{number}.{number % 1_000_003}.{ids.secret()}"
        forget_oldest(self.triggers)
        self.triggers[key] = Trigger(user, self.clock.now(), view)
        return key

    def problem(self, key: str) -> str | None:
        """Slack's error code for a trigger id, or nothing when it is good."""
        trigger = self.triggers.get(key)
        if not trigger:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        return "expired_trigger_id" if self.clock.now() - trigger.made > TRIGGER_SECONDS else None

    def hook(self, user: str, channel: str, ts: str = "") -> str:
        key = ids.secret()
        forget_oldest(self.hooks)
        self.hooks[key] = Hook(user, channel, self.clock.now(), ts, of_command=not ts)
        return key

    def use_hook(self, key: str) -> Hook | str:
        """The hook, counted as used once more, or Slack's error code."""
        hook = self.hooks.get(key)
        if not hook:
            return "no_such_url"
        if self.clock.now() - hook.made > HOOK_SECONDS:
            return "expired_url"
        if hook.uses >= HOOK_USES:
            return "used_url"
        hook.uses += 1
        return hook
