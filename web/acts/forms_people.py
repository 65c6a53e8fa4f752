"""Forms about people: who holds which role, who comes into the room, and who may know of it."""

from collections.abc import Iterator

from incidents.refs import LOST, ROOMLESS
from incidents.shown import has_room
from web.acts.field import TICKS, Field, Form, choice, hidden, line, person, text
from web.acts.look import Look


def roles(look: Look) -> Iterator[Form]:
    """Take and give what is free; release and hand over what is held."""
    if not look.incident.is_open:
        return
    free, held = look.roles(held=False), look.roles(held=True)
    if free:
        fields = (choice("role", "Role", free), person("Who", value="me", hint="me, or somebody’s name."))
        yield Form(act="role", title="Take or give a role", button="Set", fields=fields)
    yield from _asked(look)
    if held:
        asking = (choice("role", "Role", held), person("To", required=True), text("note", "What they should know"))
        yield Form(act="role-hand-over", title="Ask somebody to take over", button="Ask them", fields=asking)
        yield Form(
            act="role-release", title="Free a role", button="Release", fields=(choice("role", "Role", held),)
        )


def _asked(look: Look) -> Iterator[Form]:
    """An offer is answered by whoever was asked, and taken back by others."""
    for each in look.incident.held_now:
        if each.offered_to is None:
            continue
        role, who = look.catalog.shown_role(each.role).name, look.named(each.user_id)
        mine = each.offered_to == look.person
        seen = (hidden("role", each.role), hidden("seen", each.user_id))
        if mine:
            title = f"{who} asks you to take over {role}. {each.offer_note}".strip()
            yield Form(act="role-accept", title=title, button=f"Take over {role}", fields=seen, about=each.role)
            yield Form(act="role-decline", title="", button=f"Decline {role}", fields=seen, about=each.role)
        else:
            seen = (hidden("role", each.role), hidden("seen", each.offered_to))
            title = f"{look.named(each.offered_to)} is asked to take over {role}"
            yield Form(act="role-withdraw", title=title, button="Take that back", fields=seen, about=each.role)


def people(look: Look) -> Iterator[Form]:
    """Who comes, the room itself, and what did not work in it."""
    incident = look.incident
    if has_room(incident):
        yield Form(act="invite", title="Invite", button="Invite", fields=tuple(_invited(look)))
        yield Form(act="join", title="", button="Invite me into the room")
        room = (hidden("room", incident.channel_id or ""),)
        yield Form(act="repair", title="The room looks wrong", button="Look at it and mend it", fields=room)
    elif ROOMLESS in incident.refs and incident.is_open:
        yield Form(act="room", title="There is no war room", button="Open one")
    if LOST in incident.refs and incident.is_open:
        room = (hidden("room", incident.channel_id or ""),)
        yield Form(act="new-room", title="The room is closed to us", button="Go on in a new room", fields=room)
    yield Form(act="try-again", title="", button="Try again what did not work")
    if not incident.private and not incident.merged_into:
        title = "Only those in its room know of it from then on; this cannot be taken back"
        yield Form(act="private", title=title, button="Make it private")


def _invited(look: Look) -> Iterator[Field]:
    hint = "Names with commas between them, or the Slack id of a user group."
    yield line("people", "Whom", hint=hint)
    called = tuple((s.name, s.name) for s in look.catalog.services if s.people or s.group)
    if called:
        yield Field(name="services", label="Those on call for", kind=TICKS, options=called)
