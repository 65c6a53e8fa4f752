"""What an installation can choose from: severities, roles, services, and how rooms are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches

from incidents.habits import WRITING, Writing
from incidents.kept_file import KEEPING, Keeping
from incidents.permissions import DEFAULTS, Policy
from incidents.refusal import Refusal
from incidents.templates import TEMPLATES
from incidents.tracker import Tracker
from incidents.weekly import MONDAYS, Weekly

ZOOM, MEET, ROOM = "zoom", "meet", "room"
PROVIDERS = {ZOOM: "Zoom", MEET: "Google Meet"}
"""Who can make a meeting for an incident, and how people call them."""
BRIDGES = (ZOOM, MEET, ROOM)
"""The order in which they are asked. The room is a standing meeting from the config."""
NOBODY, DECLARER, ON_CALL = "nobody", "declarer", "on-call"
"""Who leads first, until somebody says otherwise."""


@dataclass(frozen=True, kw_only=True)
class Severity:
    """How bad it is. `key` is the word people type, `description` the plain question it answers."""

    key: str
    name: str
    description: str
    emoji: str
    update_every: int = 0
    """Minutes after which people should hear more; 0: when there is something to say."""

    @property
    def label(self) -> str:
        return self.key.upper()


@dataclass(frozen=True, kw_only=True)
class Role:
    """A part somebody plays in an incident. `brief`: a few lines that its new holder reads, alone and once.

    `remind_after`: minutes until the room is asked who takes it; 0 asks nobody.
    """

    key: str
    name: str
    description: str
    brief: tuple[str, ...] = ()
    remind_after: int = 0


@dataclass(frozen=True, kw_only=True)
class Service:
    """Something that can break, and who comes when it does: people or a user group, by Slack id."""

    name: str
    people: tuple[str, ...] = ()
    group: str | None = None
    bridge: str | None = None
    jira_project: str = ""
    jira_type: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnBridge:
    """The standing meeting of one person (Slack id), for what they declare."""

    person: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Following:
    """A person or a user group (Slack id) whom the config has invited to new war rooms; blank means all."""

    slack_id: str
    severity: str = ""
    service: str = ""


@dataclass(frozen=True, kw_only=True)
class Targets:
    """What a drill is graded against: within how many minutes of declaring it."""

    commander_minutes: int = 5
    update_minutes: int = 15
    resolve_minutes: int = 60


SEVERITIES = (
    Severity(
        key="sev1",
        name="Critical",
        description="Customers cannot use the product, or data is at risk",
        emoji="🔴",
        update_every=30,
    ),
    Severity(
        key="sev2",
        name="Major",
        description="An important part is broken for many customers",
        emoji="🟠",
        update_every=60,
    ),
    Severity(key="sev3", name="Minor", description="A part is slow or broken, with a way around", emoji="🟡"),
    Severity(key="sev4", name="Low", description="Nobody outside notices; worth fixing soon", emoji="🔵"),
)
ROLES = (
    Role(
        key="commander",
        name="Commander",
        description="leads, decides, and hands out the work",
        brief=(
            "Lead and leave the fixing to others: you decide, and say who does what.",
            "First check how bad it is, then find somebody for each role that is free.",
            "Say when people hear the next news, and keep to it.",
        ),
        remind_after=5,
    ),
    Role(
        key="scribe",
        name="Scribe",
        description="writes down what happens and pins it",
        brief=(
            "Write down what is seen, tried and decided, as it happens.",
            "📌 on a message puts it on the timeline; `/incident note` adds what was said on the bridge.",
            "Keep `/incident summary` true: it is what people read who come late.",
        ),
    ),
    Role(
        key="liaison",
        name="Liaison",
        description="keeps customers and the rest of the company informed",
        brief=(
            "Say what is broken, for whom, and when they hear more, in their words and not in ours.",
            "Ask the Commander before you promise anything.",
            "Bring what customers report into the room.",
        ),
    ),
    Role(
        key="tech_lead",
        name="Tech Lead",
        description="leads the search for the cause and the fix",
        brief=(
            "Stop the harm first: what changed last, and how is it taken back? The cause can wait.",
            "Say in the room what you are about to try, and what came of it.",
            "Ask the Commander for people early.",
        ),
    ),
)


TARGETS = Targets()


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """The choices of one installation, checked when the config was read."""

    severities: tuple[Severity, ...] = SEVERITIES
    default_severity: str = "sev2"
    roles: tuple[Role, ...] = ROLES
    first_commander: str = NOBODY
    services: tuple[Service, ...] = ()
    followers: tuple[Following, ...] = ()
    channel_template: str = "inc-{number}-{slug}"
    digest_channel: str = "incidents"
    rooms_from: str | None = None
    declare_emoji: str = ""
    """The reaction that asks whether to declare from a message, without colons; none by default."""
    bridge: str | None = None
    bridges: tuple[str, ...] = BRIDGES
    own_bridges: tuple[OwnBridge, ...] = ()
    zoom_hosts: tuple[str, ...] = ()
    permissions: Policy = DEFAULTS
    drill: Targets = TARGETS
    writing: Writing = WRITING
    weekly: Weekly | None = MONDAYS
    """When the digest channel hears how the week was, if it does."""
    files: Keeping = KEEPING
    timeline_emoji: tuple[str, ...] = ("pushpin",)
    taken_emoji: str = "memo"
    task_emoji: str = "ballot_box_with_check"
    action_item_emoji: str = "clipboard"
    """Reactions: put a message on the timeline, show that it is there, make it a task or an item. Empty: none."""
    templates: tuple[tuple[str, str], ...] = TEMPLATES
    """What an update begins with, by the status that it tells of."""
    second_person: tuple[str, ...] = ()
    """Whose updates a second person looks at: those for an audience, or about a severity."""
    slips: tuple[str, ...] = ()
    """What of the config could not be used, a sentence each; everything else is as it says."""
    jira: Tracker | None = None
    """How action items become tickets; None where Jira is not set up, and then nothing of it is offered."""
    providers: tuple[str, ...] = ()
    """Which of the providers are set up on this machine; known at the start, not from the config."""

    def severity(self, word: str) -> Severity:
        """The severity somebody means by `word` (`sev1`, `SEV-1`, `1`, `critical`), or a refusal."""
        wanted = _plain(word)
        for severity in self.severities:
            key = _plain(severity.key)
            if wanted and wanted in (key, key.removeprefix("sev"), _plain(severity.name)):
                return severity
        choices = ", ".join(f"`{s.key}` ({s.name})" for s in self.severities)
        raise Refusal(f"There is no severity “{_short(word)}”. Choose one of {choices}.", field="severity")

    def severity_first(self, words: str) -> tuple[Severity | None, str]:
        """The severity that words begin with (`sev1 checkout is down`, `SEV-1 …`), if they do, and what follows.

        Only keys with a digit in them: a key like `minor` may as well be the first word of a title.
        """
        first, *rest = words.split(maxsplit=1) or [""]
        for severity in self.severities:
            if any(c.isdigit() for c in severity.key) and _plain(first) == _plain(severity.key):
                return severity, "".join(rest)
        return None, words

    def shown_severity(self, key: str) -> Severity:
        """The severity of a stored key, also when the config no longer has it."""
        known = next((s for s in self.severities if s.key == key), None)
        return known or Severity(key=key, name=key, description="", emoji="⚪")

    def update_every(self, key: str) -> timedelta | None:
        """How long after each update of such an incident people should hear more, if that is asked for."""
        minutes = self.shown_severity(key).update_every
        return timedelta(minutes=minutes) if minutes else None

    def template(self, status: str) -> str:
        """What an update of this status begins with."""
        return dict(self.templates).get(status) or dict(TEMPLATES).get(status, "")

    def wants_second_person(self, audience: str, severity: str) -> bool:
        """Whether an update waits until somebody else has looked at it."""
        return bool({audience, severity} & {*self.second_person})

    def opens_room(self, key: str) -> bool:
        """Whether incidents of this severity get a room at once: those as bad as `rooms_from`, or all."""
        worst_first = [s.key for s in self.severities]
        if self.rooms_from is None or key not in worst_first:
            return True
        return worst_first.index(key) <= worst_first.index(self.rooms_from)

    def role(self, word: str) -> Role:
        """The role somebody means by `word` (`commander`, `Tech Lead`, `tech-lead`), or a refusal."""
        wanted = _plain(word)
        for role in self.roles:
            if wanted in (_plain(role.key), _plain(role.name)):
                return role
        near = get_close_matches(word.casefold(), [r.key for r in self.roles], n=1)
        hint = f" Did you mean `{near[0]}`?" if near else ""
        choices = ", ".join(f"`{r.key}`" for r in self.roles)
        raise Refusal(f"There is no role “{_short(word)}”.{hint} Choose one of {choices}.")

    def shown_role(self, key: str) -> Role:
        """The role of a stored key, also when the config no longer has it."""
        known = next((r for r in self.roles if r.key == key), None)
        return known or Role(key=key, name=key, description="")

    def bridges_of(self, services: Sequence[str], person: str) -> tuple[str, ...]:
        """The ways to a bridge, the preferred one first: providers that are set up, and a standing meeting."""
        ways = (self._standing(services, person) if way == ROOM else way for way in self.bridges)
        return tuple(w for w in ways if w and (w in self.providers or w not in PROVIDERS))

    def bridges_to_ask(self, services: Sequence[str], person: str) -> tuple[str, ...]:
        """The same for somebody who asks for a bridge, also where none is started unasked."""
        return self.bridges_of(services, person) or self.providers

    def _standing(self, services: Sequence[str], person: str) -> str | None:
        """Of the first of these services that has one, else of this person, else of everybody."""
        known = (self.service(name) for name in services)
        own = (each.url for each in self.own_bridges if each.person == person)
        return next((s.bridge for s in known if s and s.bridge), None) or next(own, self.bridge)

    def service(self, name: str) -> Service | None:
        return next((s for s in self.services if s.name.casefold() == name.casefold()), None)


def _plain(word: str) -> str:
    """Case, blanks and dashes do not matter when somebody types in a hurry."""
    return "".join(c for c in word.casefold() if c.isalnum())


def _short(word: str) -> str:
    return word if len(word) <= 40 else word[:39] + "…"
