"""How well Slack is heard."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heard:
    """How many connections to Slack work, and how many seconds ago it last said hello and sent something.

    `envelopes_s`: by kind (`slash_commands`, `interactive`, `events_api`); what never came is not in it.
    `wanted`: whether this process should hear Slack at all; others may do that (`--no-socket`). `away`: Slack, or
    the way to it, does not answer, so that nothing here would mend it.
    """

    sockets: int
    hello_s: int | None = None
    envelopes_s: Mapping[str, int] = field(default_factory=dict)
    wanted: bool = True
    away: bool = False

    @property
    def well(self) -> bool:
        """Whether Slack is heard, as far as that is wanted."""
        return self.sockets > 0 or not self.wanted

    def facts(self) -> dict[str, int | bool | None]:
        """As the pages tell it."""
        latest = min(self.envelopes_s.values(), default=None)
        sockets = self.sockets if self.wanted else None
        ago = {"last_hello_s": self.hello_s, "last_envelope_s": latest}
        return {"sockets": sockets, **ago, "slack_away": self.away}
