"""What is said of a war room: that it opens, where it is, and that there is none."""

import json
from collections.abc import Sequence
from datetime import timedelta

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

from blocks import ids, similar
from blocks.card import try_again
from blocks.message import Message, as_dicts
from blocks.text import channel, escape, literal, mrkdwn, named_channel, person, plain
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.lost import ARCHIVED, REMOVED
from incidents.refs import LOST, ROOMLESS
from incidents.visible import sounds_private
from incidents.wording import about

TITLE, WHY = 150, 1000
"""Characters of a title within a sentence, and of Slack's own reasons for a refusal."""


def declaring(incident: Incident) -> Message:
    """At once after declaring, until the room exists."""
    drill = ", a drill" if incident.drill else ""
    if ROOMLESS in incident.refs:
        return Message(f"{_sign(incident)} Declared *{incident.ref}*{drill}.{_public(incident)}")
    if incident.private:
        return Message(f"🔒 Declared *{incident.ref}*{drill}, private. Opening its room…")
    return Message(f"{_sign(incident)} Declared *{incident.ref}*{drill}. Opening the war room…{_public(incident)}")


def delayed(incident: Incident, *, ahead: int = 0, wait: timedelta = timedelta()) -> Message:
    """While Slack keeps the room waiting. `ahead`: rooms that open before this one, and how long that takes."""
    if ahead:
        rooms = f"{ahead} rooms are" if ahead > 1 else "One room is"
        return Message(
            f"{_sign(incident)} *{incident.ref}* is declared. {rooms} opening before yours, as fast as Slack lets "
            f"us: yours opens in {about(wait)}. Nothing is lost."
        )
    return Message(
        f"{_sign(incident)} *{incident.ref}* is declared. Slack is slow or limits us at the moment; "
        "the war room opens as soon as it can, and nothing is lost."
    )


def opening(incident: Incident) -> Message:
    """At once after somebody asked for a room."""
    return Message(f"Opening the war room of *{incident.ref}*…")


def room(incident: Incident) -> Message:
    """The way into the room."""
    return Message(f"The war room of *{incident.ref}* is {channel(incident.channel_id or '')}.")


def declared(incident: Incident, catalog: Catalog, others: Sequence[Incident] = ()) -> Message:
    """The link to the room or where it is run without one, and who may have declared the same before."""
    words = f"{_sign(incident)} *{incident.ref}* is declared. {_run_from(incident, catalog)}{_public(incident)}"
    if not others:
        return Message(words)
    blocks = [SectionBlock(text=mrkdwn(words)), *similar.offers(incident, others)]
    return Message("\n".join([words, *map(similar.told, others)]), as_dicts(blocks))


def _sign(incident: Incident) -> str:
    return "🏋️" if incident.drill else "🚨"


def _public(incident: Incident) -> str:
    """A line for whoever may have meant it otherwise."""
    if not sounds_private(incident):
        return ""
    return f"\nIt is public. `/incident {incident.ref} private` makes it private."


def _run_from(incident: Incident, catalog: Catalog) -> str:
    if incident.channel_id and incident.private:
        return (
            f"Its private room is {channel(incident.channel_id)}, and only those in it know of the incident. "
            "`/incident invite @person` brings more."
        )
    if incident.channel_id:
        return f"The war room is {channel(incident.channel_id)}."
    label = escape(catalog.shown_severity(incident.severity).label)
    return (
        f"{label} opens no war room: run it from its message in {named_channel(catalog.digest_channel)}, or "
        f"with `/incident {incident.ref} …` from anywhere. `/incident {incident.ref} room` opens one."
    )


def no_room(incident: Incident, why: str) -> Message:
    """The incident exists, its room does not; a public one is left only for a private one that is there."""
    private = "private " if incident.private else ""
    stays = " A public room that it had stays open until then." if incident.private else ""
    words = (
        f"⚠️ *{incident.ref}* stands, but Slack refused to open its {private}war room"
        f"{' (' + literal(why, WHY) + ')' if why else ''}.{stays} "
        f"Run it from anywhere with `/incident {incident.ref} …`, and show an admin this reason."
    )
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words)), try_again(incident)]))


def no_card(incident: Incident, why: str) -> Message:
    """The room exists, but nothing can be shown in it."""
    return Message(
        f"⚠️ Slack refused to post the card of *{incident.ref}* into its room ({literal(why, WHY)}). "
        f"The commands work all the same; show an admin this reason."
    )


def room_lost(incident: Incident, by: str = "", *, how: str = "") -> Message:
    """The room is closed to the bot: what still works, and how to go on. `how`: what the incident may not know."""
    how = incident.refs.get(LOST, how)
    who = f" by {person(by)}" if by else ""
    happened, back = {
        ARCHIVED: (f"was archived{who}", "un-archive it and invite SignalCraft there"),
        REMOVED: (f"has lost SignalCraft: it was removed{who}", "invite SignalCraft there"),
    }.get(how, ("is gone, or closed to SignalCraft", ""))
    again = f" Or {back}: everything is brought in step by itself." if back else ""
    title = literal(incident.title, TITLE)
    words = (
        f"⚠️ The war room of *{incident.ref}* ({title}) {happened}. Nothing is lost: commands work from anywhere "
        f"with `/incident {incident.ref} …`. Go on in a new room?{again}"
    )
    value = json.dumps({"incident": incident.id, "lost": incident.channel_id})
    button = ButtonElement(action_id=ids.NEW_ROOM, value=value, text=plain("Open a new room", 75), style="primary")
    return Message(words, as_dicts([SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[button])]))


def going_on(incident: Incident) -> Message:
    """In place of the offer, once it is taken: a button that is left would only refuse."""
    return Message(f"The war room of *{incident.ref}* was closed to SignalCraft. It goes on in a new one.")
