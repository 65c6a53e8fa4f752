"""What the page of an incident shows, in the words that its templates use. It is the same for whoever may look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from blocks.card import STATUS_EMOJI
from blocks.steps import given_up, is_private
from incidents.catalog import Catalog, Role, Severity
from incidents.incident import Incident
from incidents.kept_file import KeptFile
from incidents.meeting import NOTE, PROVIDER, is_starting, provider_name
from incidents.postmortem import STATES
from incidents.readable import SOMEBODY, named, readable
from incidents.reviewing import standing
from incidents.task import Task
from incidents.tickets import refused_words
from incidents.timeline import TimelineEntry
from incidents.vacancy import left_by
from incidents.visible import inside
from storage.war_room import WarRoom
from web.addresses import web_address

SIGNS = {
    "declared": "🚨",
    "status": "🚦",
    "severity": "🌡️",
    "role": "🎖️",
    "task": "☑️",
    "update": "📣",
    "update_written": "👀",
    "update_sent_back": "↩️",
    "bridge": "📞",
    "note": "📝",
    "title": "✏️",
    "summary": "✏️",
    "services": "🧩",
    "affected": "👥",
    "impact": "⏱️",
    "acknowledged": "👋",
    "pinned": "📌",
    "joined": "🙋",
    "alert": "🔔",
    "deployment": "🚀",
    "other": "🛰️",
    "room": "🚪",
    "private": "🔒",
    "resolved": "✅",
    "reopened": "🔁",
    "cancelled": "⚪",
    "merged": "🔀",
}
"""A sign for each kind of entry, so that the eye finds it."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A role, and who plays it: `holder` and `asked` are names, `left` that of an account that is gone."""

    role: Role
    holder: str = ""
    asked: str = ""
    left: str = ""
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class War:
    """An incident as its page tells it."""

    read: WarRoom
    catalog: Catalog
    team_url: str = ""

    @property
    def incident(self) -> Incident:
        return self.read.incident

    @property
    def severity(self) -> Severity:
        return self.catalog.shown_severity(self.incident.severity)

    @property
    def status_sign(self) -> str:
        return STATUS_EMOJI.get(self.incident.status, "")

    def name(self, person: str | None) -> str:
        """How people know them; an id says nothing to anybody."""
        known = self.read.people.get(person or "")
        return known.name if known else SOMEBODY

    def words(self, text: str) -> str:
        """What somebody wrote, with names for ids."""
        return readable(text, {id: person.name for id, person in self.read.people.items()})

    def mentions(self, markdown: str) -> str:
        """The same for Markdown, in which addresses in brackets stay links."""
        return named(markdown, {id: person.name for id, person in self.read.people.items()})

    @property
    def postmortem(self) -> str:
        """How far its post-mortem has come, in words; nothing where there is none."""
        state = standing(self.incident, self.catalog)
        return STATES[state] if state else ""

    @property
    def declarer(self) -> str:
        """Who declared it; nobody in Slack where it came by the command line."""
        return self.name(self.incident.declared_by) if self.incident.declared_by else "the command line"

    @property
    def parts(self) -> Sequence[Part]:
        """Who plays what; while it is open the free ones, too."""
        shown = [r for r in self.catalog.roles if self.incident.is_open or self.incident.holder(r.key)]
        return [self._part(role) for role in shown]

    def _part(self, role: Role) -> Part:
        held, left = self.incident.holder(role.key), left_by(self.incident, role.key)
        if held is None:
            return Part(role=role, left=self.name(left) if left else "")
        asked = self.name(held.offered_to) if held.offered_to and self.incident.is_open else ""
        return Part(role=role, holder=self.name(held.user_id), asked=asked, since=held.assigned_at)

    def refused(self, task: Task) -> str:
        """Why its ticket is not there."""
        return refused_words(task)

    @property
    def tasks(self) -> Sequence[Task]:
        """What is to be done first, then what is done, the latest first."""
        shown = [task for task in self.incident.tasks if task.shown]
        done = sorted((t for t in shown if t.done_at), key=lambda t: t.done_at or t.created_at, reverse=True)
        return [*(task for task in shown if task.is_open), *done]

    @property
    def bridge(self) -> str:
        """What people read of the bridge; its address stands apart."""
        incident, made_by = self.incident, self.incident.refs.get(PROVIDER)
        note = incident.refs.get(NOTE, "")
        if is_starting(incident):
            return note or "starting…"
        if not incident.conference_url:
            return note
        return note or (provider_name(made_by) if made_by else urlsplit(incident.conference_url).hostname or "")

    @property
    def bridge_url(self) -> str:
        """Where people talk, if that is a web address."""
        return web_address(self.incident.conference_url)

    @property
    def room_url(self) -> str:
        """The war room in Slack, once there is one."""
        if not (self.incident.channel_id and self.team_url):
            return ""
        return web_address(f"{self.team_url.rstrip('/')}/archives/{self.incident.channel_id}")

    @property
    def people(self) -> Sequence[str]:
        """Who is in it, by name."""
        found = (*self.incident.taking_part, *inside(self.incident))
        return sorted({self.name(person) for person in found}, key=str.casefold)

    @property
    def failures(self) -> Sequence[str]:
        """Sentences about what could not be done outside; what concerns one person alone is not for all."""
        return [given_up(r.kind, r.last_error or "") for r in self.read.failed if not is_private(r.kind)]

    def sign(self, entry: TimelineEntry) -> str:
        return SIGNS.get(entry.kind, "·")

    def who(self, entry: TimelineEntry) -> str:
        """The author's name; nothing where nobody in particular did it."""
        if entry.author_id and entry.author_id in self.read.people:
            return self.name(entry.author_id)
        return entry.author_name or (SOMEBODY if entry.author_id else "")

    def files(self, entry: TimelineEntry) -> Sequence[KeptFile]:
        """What is kept of the files of its message."""
        place = (entry.incident_id, entry.channel_id, entry.message_ts)
        return [f for f in self.read.files if (f.incident_id, f.channel_id, f.message_ts) == place]

    def permalink(self, entry: TimelineEntry) -> str:
        return web_address(entry.permalink)
