"""Roles as people see them: on the card, in an answer, and in the brief that a new holder gets."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, Option, OverflowMenuElement, SectionBlock

from blocks import ids
from blocks.message import Message, as_dicts
from blocks.text import SECTION, UPDATE_TEXT, channel, escape, mrkdwn, person, plain, whole_lines
from incidents.catalog import DECLARER, ON_CALL, Catalog, Role
from incidents.incident import Incident
from incidents.vacancy import left_by

BUTTONS_A_ROW = 5
HAND_OVER, WITHDRAW, RELEASE = "handover", "withdraw", "release"
"""What the menu of a held role offers; each value goes on with what the screen showed."""
WHY = {DECLARER: "since you declared it", ON_CALL: "since you are on call for it"}
"""Where not a person but the config has made somebody the first commander."""


def held(incident: Incident, catalog: Catalog) -> list[Block]:
    """For the card: a line for each role that is held, with its menu, and for each that an account left free."""
    shown = (incident.holder(r.key) or (incident.is_open and left_by(incident, r.key)) for r in catalog.roles)
    return [_held(incident, role) for role, named in zip(catalog.roles, shown, strict=True) if named]


def free(incident: Incident, catalog: Catalog) -> list[Block]:
    """For the card: a button for each role that is free."""
    vacant = [role for role in catalog.roles if not incident.holder(role.key)] if incident.is_open else []
    rows = [vacant[start : start + BUTTONS_A_ROW] for start in range(0, len(vacant), BUTTONS_A_ROW)]
    return [
        ActionsBlock(block_id=f"roles:{number * BUTTONS_A_ROW}", elements=[take_button(role) for role in row])
        for number, row in enumerate(rows)
    ]


def lines(incident: Incident, catalog: Catalog) -> list[str]:
    """Who holds what, a line each (mrkdwn): while it is open the free ones too."""
    shown = [role for role in catalog.roles if incident.is_open or incident.holder(role.key)]
    return [line(incident, role) for role in shown]


def line(incident: Incident, role: Role) -> str:
    """`Commander: @ada`; while she hands it over `Commander: @ada → @grace asked`."""
    now, left = incident.holder(role.key), left_by(incident, role.key)
    nobody = f"free, the account of {person(left)} was deactivated" if left else "nobody yet"
    who = person(now.user_id) if now else nobody
    asked = f" → {person(now.offered_to)} asked" if now and now.offered_to and incident.is_open else ""
    return f"{escape(role.name)}: {who}{asked}"


def take_button(role: Role, *, value: str = "") -> ButtonElement:
    """`value`: the incident's number, where the channel does not say which one is meant."""
    words = plain(f"Take {role.name}", 75)
    return ButtonElement(action_id=f"{ids.TAKE_ROLE}:{role.key}", value=value or role.key, text=words)


def who_holds_what(incident: Incident, catalog: Catalog) -> Message:
    """Who holds what, what each role is for, and how to take what is free."""
    found = []
    for role in catalog.roles:
        how = "" if incident.holder(role.key) else f"; take it with `/incident role {role.key}`"
        found.append(f"{line(incident, role)}{how} _({escape(role.description)})_")
    return Message(whole_lines(found, UPDATE_TEXT))


def role_held(incident: Incident, role: Role, who: str, *, briefed: bool = False) -> Message:
    """The answer to whoever took a role or gave it (`who`: `You are`, `@grace is already`)."""
    return _with_brief(f"{who} {named(incident, role)}.", role if briefed else None)


def role_given(incident: Incident, role: Role, by: str, *, again: bool = False) -> Message:
    """To whoever was given a role: by whom, where, and what it asks of them if that is not known."""
    where = f" The war room is {channel(incident.channel_id)}." if incident.channel_id else ""
    words = f"You are {named(incident, role)}, {WHY[by]}." if by in WHY else ""
    words = words or f"{person(by)} made you {named(incident, role)}."
    return _with_brief(f"🎖️ {words}{where}", None if again else role)


def role_released(incident: Incident, role: Role, by: str) -> Message:
    """To whoever held a role that another person has released."""
    return Message(f"{person(by)} has released your role {named(incident, role)}: it is free now.")


def roles_wanted(incident: Incident, roles: Sequence[Role]) -> Message:
    """To the room, where these roles are free: why, and a button to take each."""
    gone = dict.fromkeys(who for role in roles if (who := left_by(incident, role.key)))
    *others, last = [f"*{escape(role.name)}*" for role in roles[:BUTTONS_A_ROW]]
    names = f"{', '.join(others)} or {last}" if others else last
    why = f"The account of {', '.join(map(person, gone))} was deactivated. " if gone else ""
    words = f"{why}Nobody is {names} of {incident.ref}. Who takes over?"
    buttons = ActionsBlock(elements=[take_button(role) for role in roles[:BUTTONS_A_ROW]])
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words)), buttons]))


def _with_brief(first: str, role: Role | None) -> Message:
    """With what the role asks of its new holder, a line each: the config's words, else what the role is for."""
    told = (role.brief or tuple(filter(None, [role.description]))) if role else ()
    return Message(whole_lines([first, *(f"• {escape(each)}" for each in told)], SECTION))


def _held(incident: Incident, role: Role) -> SectionBlock:
    menu = _menu(incident, role) if incident.is_open and incident.holder(role.key) else None
    return SectionBlock(block_id=f"role:{role.key}", text=mrkdwn(line(incident, role)), accessory=menu)


def _menu(incident: Incident, role: Role) -> OverflowMenuElement:
    """Each option says what it saw: who held the role, and who was asked to take it over."""
    now = incident.holder(role.key)
    holder, asked = (now.user_id, now.offered_to) if now else ("", None)
    options = [Option(value=f"{HAND_OVER}:{holder}", text=plain("Hand over…", 75))]
    if asked:
        options.append(Option(value=f"{WITHDRAW}:{asked}", text=plain("Take the offer back", 75)))
    options.append(Option(value=f"{RELEASE}:{holder}", text=plain(f"Release {role.name}", 75)))
    return OverflowMenuElement(action_id=f"{ids.ROLE_MENU}:{role.key}", options=options)


def named(incident: Incident, role: Role) -> str:
    """`*Commander* of *INC-42*`."""
    return f"*{escape(role.name)}* of *{incident.ref}*"
