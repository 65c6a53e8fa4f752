"""Acts on roles: take and give, release, hand over, and the answer of whoever is asked."""

from incidents.handover import accept_role, decline_role, offer_role, withdraw_offer
from incidents.permissions import ANYBODY, CHANGE
from incidents.roles import assign_role, release_role
from storage.store import Changed
from web.acts import wanted as w
from web.acts.doing import Act, Doing


async def _give(doing: Doing, wanted: w.GivenRole) -> Changed:
    role, to = doing.catalog.role(wanted.role), await doing.colleague(wanted.person, "person")
    return await doing.change(lambda i: assign_role(i, role, to=to, by=doing.person, at=doing.at))


async def _release(doing: Doing, wanted: w.SeenRole) -> Changed:
    role, seen = doing.catalog.shown_role(wanted.role), wanted.seen
    return await doing.change(lambda i: release_role(i, role, by=doing.person, at=doing.at, seen_holder=seen))


async def _hand_over(doing: Doing, wanted: w.HandedRole) -> Changed:
    role, to = doing.catalog.shown_role(wanted.role), await doing.colleague(wanted.person, "person")
    note, seen = wanted.note, wanted.seen
    return await doing.change(
        lambda i: offer_role(i, role, to=to, by=doing.person, at=doing.at, note=note, seen_holder=seen)
    )


async def _withdraw(doing: Doing, wanted: w.SeenRole) -> Changed:
    role, seen = doing.catalog.shown_role(wanted.role), wanted.seen
    return await doing.change(lambda i: withdraw_offer(i, role, by=doing.person, at=doing.at, seen_asked=seen))


async def _accept(doing: Doing, wanted: w.SeenRole) -> Changed:
    role, seen = doing.catalog.shown_role(wanted.role), wanted.seen
    return await doing.change(lambda i: accept_role(i, role, by=doing.person, at=doing.at, seen_holder=seen))


async def _decline(doing: Doing, wanted: w.SeenRole) -> Changed:
    role, seen = doing.catalog.shown_role(wanted.role), wanted.seen
    return await doing.change(lambda i: decline_role(i, role, by=doing.person, at=doing.at, seen_holder=seen))


ROLES = (
    Act(
        name="role",
        needs=CHANGE,
        does="takes a vacant role, or gives it to somebody",
        wants=w.GivenRole,
        run=_give,
        said=lambda i: "The role has its holder.",
    ),
    Act(
        name="role-release",
        needs=CHANGE,
        does="frees a role",
        wants=w.SeenRole,
        run=_release,
        said=lambda i: "The role is free.",
    ),
    Act(
        name="role-hand-over",
        needs=CHANGE,
        does="asks somebody to take a held role over",
        wants=w.HandedRole,
        run=_hand_over,
        said=lambda i: "They are asked to take it over.",
    ),
    Act(
        name="role-withdraw",
        needs=CHANGE,
        does="takes back asking somebody",
        wants=w.SeenRole,
        run=_withdraw,
        said=lambda i: "Nobody is asked any more.",
    ),
    Act(
        name="role-accept",
        needs=ANYBODY,  # whoever asked them had to be allowed
        does="takes over the role that you are asked to take",
        wants=w.SeenRole,
        run=_accept,
        said=lambda i: "The role is yours.",
    ),
    Act(
        name="role-decline",
        needs=ANYBODY,
        does="leaves the role where it is",
        wants=w.SeenRole,
        run=_decline,
        said=lambda i: "You have declined.",
    ),
)
