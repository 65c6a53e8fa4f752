"""Bringing people into the room: those who come by themselves, and those whom somebody names."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from incidents.catalog import ON_CALL, Catalog, Service
from incidents.change import Change, Rule, together
from incidents.effects.people import BringOver
from incidents.follower import Follows, is_group, who_follows
from incidents.incident import Incident
from incidents.inviting import called, missing_told, people_invited
from incidents.leading import appoint
from incidents.refs import CALLED_AT
from integrations.errors import Rejected
from jobs.desk import Order
from jobs.oncall import on_call
from jobs.people import is_colleague

INVITE_AT_ONCE = 100
HARMLESS = {"already_in_channel", "cant_invite_self"}
"""What is worth a word only to whoever named exactly these people."""

Missing = dict[str, str]
"""Slack id → Slack's word for why they are not in."""


@dataclass(frozen=True)
class Invited:
    """What came of an invitation."""

    people: Sequence[str]
    missing: Missing

    def told(self, named: Collection[str] = ()) -> Missing:
        """That somebody was there already matters only to whoever has `named` them."""
        return {user: why for user, why in self.missing.items() if why not in HARMLESS or user in named}

    @property
    def came(self) -> list[str]:
        """Those who are in the room now, whether by this or already."""
        return [user for user in self.people if user not in self.told()]


async def who_comes_first(order: Order) -> list[str]:
    """The people whom we know without asking anybody: they are invited together with the declarer.

    Nobody comes into a drill by themselves: whoever takes part is invited by hand.
    """
    if order.incident.drill:
        return []
    people = [person for service in services(order, order.incident.services) for person in service.people]
    return list(dict.fromkeys((*people, *(each for each in await _followers(order) if not is_group(each)))))


async def invite_people(order: Order) -> Rule | None:
    """The people, user groups and services that the effect names; where the room was left, into the next one."""
    effect = order.effect
    named = await on_call(order.desk.on_call, services(order, effect.services))
    wanted = (*effect.people, *effect.groups, *named)
    if order.incident.channel_id is None:
        return lambda i: Change(effects=(BringOver(people=wanted, invited_by=effect.invited_by),))
    invited = await bring(order, wanted)
    named_by_hand = effect.people if effect.invited_by and not effect.joins else ()
    return noted(order, invited, named=named_by_hand, by=effect.invited_by)


async def invite_followers(order: Order) -> Rule | None:
    """Whoever is on call and whoever follows, once a room; after another severity, who follows only now.

    Those who came with the declarer are left alone, and so is everybody who was called before and has left.
    """
    incident, was = order.incident, order.incident.refs.get(CALLED_AT)
    wanted, there, named = await _followers(order, was), set[str](), list[str]()
    if was is None and not incident.drill:
        named = await on_call(order.desk.on_call, services(order, incident.services))
        wanted = [*named, *wanted]
        there = {incident.declared_by, *(held.user_id for held in incident.roles), *await who_comes_first(order)}
    invited = await bring(order, wanted, besides=there)
    at, catalog = order.desk.now(), order.desk.catalog
    rule = partial(called, severity=incident.severity, came=invited.came, missing=invited.told(), at=at)
    leader = await _first_on_call(order, named, invited.missing)
    return partial(_led, by=leader, catalog=catalog, at=at, after=rule) if leader else rule


async def _first_on_call(order: Order, named: Iterable[str], missing: Missing) -> str | None:
    """Who leads first, where the config leaves that to those on call: the first of them who can come."""
    if order.desk.catalog.first_commander != ON_CALL:
        return None
    for each in named:
        people = (await _members(order, each))[0] if is_group(each) else [each]
        for person in people:
            if missing.get(person) in (None, *HARMLESS) and await is_colleague(order.desk, person):
                return person
    return None


def _led(incident: Incident, *, by: str, catalog: Catalog, at: datetime, after: Rule) -> Change:
    return together((after(incident), appoint(incident, catalog, by, why=ON_CALL, at=at)))


async def tell_missing(order: Order) -> Rule | None:
    """All invitations that were under way are through, so one message can name everybody."""
    return missing_told


async def bring(order: Order, wanted: Sequence[str], *, besides: Collection[str] = ()) -> Invited:
    """People and the members of user groups in one call; those who cannot come hold up nobody.

    `besides` were invited already, whatever group they are in.
    """
    groups = [each for each in dict.fromkeys(wanted) if is_group(each)]
    asked = await asyncio.gather(*(_members(order, group) for group in groups))
    people = [each for each in wanted if not is_group(each)] + [user for users, _ in asked for user in users]
    missing = {group: why for _, refused in asked for group, why in refused.items()}
    me = order.desk.me.user_id
    if me in wanted:
        missing[me] = "cant_invite_self"
    members = [each for each in dict.fromkeys(people) if each != me and each not in besides]
    for start in range(0, len(members), INVITE_AT_ONCE):
        missing |= await _invite(order, members[start : start + INVITE_AT_ONCE])
    return Invited(members, missing)


def noted(
    order: Order, invited: Invited, *, named: Collection[str] = (), by: str = "", over: bool = False
) -> Rule | None:
    """What follows: the timeline tells who came, and whoever asked, or else the declarer, hears who did not."""
    missing = invited.told(named)
    if not missing and not invited.came:
        return None
    return partial(people_invited, came=invited.came, missing=missing, at=order.desk.now(), by=by, over=over)


def services(order: Order, names: Iterable[str]) -> list[Service]:
    """Those of the names that the config still has."""
    known = (order.desk.catalog.service(name) for name in names)
    return [service for service in known if service]


async def _followers(order: Order, was: str | None = None) -> list[str]:
    """Whom the config names and who has asked for it themselves.

    Nobody follows what they may not know of: into a private room people come by name. Nor does anybody a drill.
    """
    if order.incident.private or order.incident.drill:
        return []
    catalog = order.desk.catalog
    everybody: list[Follows] = [*catalog.followers, *await order.desk.store.followers()]
    return who_follows(order.incident, everybody, [each.key for each in catalog.severities], was=was)


async def _members(order: Order, group: str) -> tuple[list[str], Missing]:
    """The members of a user group; one that Slack does not know must not hold up the others."""
    try:
        answer = await order.desk.slack.call("usergroups.users.list", usergroup=group)
    except Rejected as error:
        return [], {group: error.code}
    return list(answer.get("users") or []), {}


async def _invite(order: Order, people: list[str]) -> Missing:
    """Invite one batch and say who could not come, and Slack's word for why."""
    if order.incident.channel_id is None:
        raise Rejected("no_room", "the incident has no war room")
    try:
        answer = await order.desk.slack.call(
            "conversations.invite", channel=order.incident.channel_id, users=",".join(people), force=True
        )
    except Rejected as error:
        answer = error.answer
        if not answer.get("errors") and len(people) == 1:
            answer = {"errors": [{"user": people[0], "error": error.code}]}
        elif not answer.get("errors"):
            raise
    return {str(e.get("user")): str(e.get("error")) for e in answer.get("errors") or [] if e.get("user")}
