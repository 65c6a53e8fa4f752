"""How post-mortems are written here, and what follows them: the choices of the config."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Writing:
    """How post-mortems are written here.

    `template`: the Markdown of the document, in Jinja; blank: the one that comes along. `waived_for`: severities
    (keys) for which none is owed. `remind_every`: days between two reminders of one that is not done. `channels`
    (ids) hear of one that is published, or in their place those `of_severity`. `archive_after`: for how long
    nobody is heard in a room until it is archived; None: never.
    """

    template: str = ""
    waived_for: tuple[str, ...] = ()
    remind_every: int = 2
    channels: tuple[str, ...] = ()
    of_severity: tuple[tuple[str, tuple[str, ...]], ...] = ()
    archive_after: timedelta | None = None


WRITING = Writing()
