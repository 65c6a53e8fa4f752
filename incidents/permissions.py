"""Who may do what. Every door asks `allowed`, and nothing else.

Looking needs no permission: which incidents somebody may know of stands in `incidents/visible.py`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from incidents.follower import is_group
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.status_update import PUBLIC

ANYBODY = "anybody"
"""Whoever may see an incident may look, come in, bear witness (a note, a 📌), and have the room mended."""
DECLARE, CHANGE, RESOLVE, PUBLISH, ADMINISTER = "declare", "change", "resolve", "publish", "administer"
ACTS = (DECLARE, CHANGE, RESOLVE, PUBLISH, ADMINISTER)
TELL = "tell"
"""Writing an update at all: for whoever may change or publish. What it takes to post it says `telling`."""
OF_A_HOLDER = {CHANGE: "those who hold a role in it", RESOLVE: "its commander"}
"""What goes with a role in an incident, whatever the config says: who asked them to play it has let them in."""

EVERYONE, ADMINS = "everyone", "admins"
"""Words of the config: everybody of this workspace; its admins and owners."""

_DOES = {
    DECLARE: ("Nothing was declared", "declare an incident"),
    CHANGE: ("Nothing was changed", "change an incident"),
    RESOLVE: ("Nothing was changed", "end or reopen an incident"),
    PUBLISH: ("Nothing was published", "publish what customers read"),
    ADMINISTER: ("Nothing was done", "look after SignalCraft itself"),
}
"""What is said first, and what they were about to do."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """By act, who may: `everyone`, people and user groups by Slack id, and for administering also `admins`."""

    declare: tuple[str, ...] = (EVERYONE,)
    change: tuple[str, ...] = (EVERYONE,)
    resolve: tuple[str, ...] = (EVERYONE,)
    publish: tuple[str, ...] = (EVERYONE,)
    administer: tuple[str, ...] = (ADMINS,)

    def who(self, act: str) -> tuple[str, ...]:
        """Those whom the config names for it."""
        if act == TELL:
            return tuple(each for one in self.either(act) for each in self.who(one))
        return {
            DECLARE: self.declare,
            CHANGE: self.change,
            RESOLVE: self.resolve,
            PUBLISH: self.publish,
            ADMINISTER: self.administer,
        }[act]

    def either(self, act: str) -> tuple[str, ...]:
        """The acts of which one is enough. Where nobody is named for publishing, it is no act of its own."""
        if act != TELL:
            return (act,)
        return (CHANGE, PUBLISH) if self.asks(PUBLISH) else (CHANGE,)

    def asks(self, act: str) -> bool:
        """Whether it matters who does it; else nothing has to be looked up."""
        return act != ANYBODY and EVERYONE not in self.who(act)

    @property
    def named(self) -> tuple[str, ...]:
        """Every person and user group of the config, by Slack id."""
        named = (each for act in ACTS for each in self.who(act))
        return tuple(dict.fromkeys(each for each in named if each not in (EVERYONE, ADMINS)))

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(each for each in self.named if is_group(each))


DEFAULTS = Policy()


@dataclass(frozen=True, kw_only=True)
class Known:
    """What we know of those whom the policy names: who is in which group, and how each is called.

    It is our own copy, since nobody waits for Slack to hear whether they may.
    """

    members: Mapping[str, Collection[str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def of_their_role(incident: Incident, person: str) -> Collection[str]:
    """The acts that a role in this incident brings along: whoever leads may end it, too."""
    if incident.leader == person:
        return (CHANGE, RESOLVE)
    return (CHANGE,) if any(held.user_id == person for held in incident.held_now) else ()


def allowed(
    act: str, person: str, policy: Policy, known: Known, *, own: Collection[str] = (), admin: bool = False
) -> Refusal | None:
    """Nothing, or what they are told: who may do it, and whom to ask.

    `own`: the acts of their role in the incident it is about. `admin`: they are one of the workspace.
    """
    refused = [_one(each, person, policy, known, own=own, admin=admin) for each in policy.either(act)]
    return refused[0] if all(refused) else None


def telling(audience: str, policy: Policy, *, waits: bool = False) -> str:
    """The act of posting an update: publishing, where customers read it and the config names somebody for that.

    What `waits` for a second person is published by that one, so either act is enough.
    """
    if audience != PUBLIC or not policy.asks(PUBLISH):
        return CHANGE
    return TELL if waits else PUBLISH


def _one(
    act: str, person: str, policy: Policy, known: Known, *, own: Collection[str], admin: bool
) -> Refusal | None:
    if not policy.asks(act) or act in own:
        return None
    who = _in_force(act, policy, known)
    if EVERYONE in who or person in who or (admin and ADMINS in who):
        return None
    if any(person in known.members.get(each, ()) for each in who):
        return None
    return _refused(act, who, known)


def _in_force(act: str, policy: Policy, known: Known) -> tuple[str, ...]:
    """Those named who can be somebody. Where only empty groups are named, nobody could act in a bad hour.

    So it is as if nothing had been said of this act; but what customers have read cannot be taken back.
    """
    who = tuple(each for each in policy.who(act) if not is_group(each) or known.members.get(each))
    return who or ((ADMINS,) if act == PUBLISH else DEFAULTS.who(act))


class NotAllowed(Refusal):
    """They may not do it: whatever they wanted, only somebody else can."""


def _refused(act: str, who: Sequence[str], known: Known) -> Refusal:
    nothing, do = _DOES[act]
    besides = (OF_A_HOLDER[act],) if act in OF_A_HOLDER else ()
    one = who[0] if len(who) == 1 and not is_group(who[0]) and who[0] != ADMINS else None
    if one:
        only = " and ".join(("{person}", *besides))
        return NotAllowed(f"{nothing}: only {only} may {do}. Ask them.", person=one)
    return NotAllowed(f"{nothing}: only {_listed(who, known, besides)} may {do}. Ask one of them.")


def _listed(who: Sequence[str], known: Known, besides: tuple[str, ...]) -> str:
    """`@incident-leads, Ada and 2 more`: those whose name is known, and how many there are besides."""
    names = ["admins of this workspace" if each == ADMINS else known.names.get(each, "") for each in who]
    shown = [name for name in names if name]
    others = len(names) - len(shown)
    more = [f"{others}{' more' if shown else ''} whom the config names"] if others else []
    *first, last = [*shown, *more, *besides]
    return f"{', '.join(first)} and {last}" if first else last
