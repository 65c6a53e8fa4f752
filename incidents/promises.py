"""When people will hear more: promised by whoever writes an update, or asked for by the severity."""

from datetime import datetime, timedelta

from incidents.catalog import Catalog
from incidents.change import NOTHING, SILENT, Change, Effect, together
from incidents.effects.people import AnswerPerson
from incidents.effects.updates import AskForUpdate
from incidents.incident import Incident
from incidents.refs import ASKED_FOR_UPDATE, ASKING, LOST
from incidents.refusal import Refusal
from incidents.reminders import forget, remind
from incidents.role import COMMANDER
from incidents.shown import answered, has_room, roles
from incidents.status import must_be_open

ABOUT = "update"
"""What the reminder is called."""
AGAIN = SNOOZED = timedelta(minutes=10)
AFTER_REOPENING = timedelta(minutes=30)
WRITERS = ("liaison", COMMANDER)
"""Who is asked for an update, the first one of these that is held."""


def promise(incident: Incident, at: datetime | None) -> None:
    """People will hear more at this time; None promises nothing."""
    incident.next_update_at = at
    if at is None:
        forget(incident, ABOUT)
    else:
        remind(incident, ABOUT, at=at)


def expect_update(incident: Incident, every: timedelta | None, *, at: datetime) -> None:
    """The severity is another one, or the first: it asks for an update, perhaps earlier than one was promised.

    One that asks for none also takes back what no person has promised.
    """
    promised = incident.latest_update and incident.latest_update.next_update_at
    if every is None:
        if not promised:
            promise(incident, None)
    elif incident.next_update_at is None or incident.next_update_at > at + every:
        promise(incident, at + every)


def promise_anew(incident: Incident, *, at: datetime) -> None:
    """It was reopened: a promise from before its end is not overdue, but people want to hear."""
    if incident.next_update_at and incident.next_update_at <= at:
        promise(incident, at + AFTER_REOPENING)


def writer_of(incident: Incident) -> str | None:
    """Whose words people wait for (Slack id), where anybody keeps them informed or leads."""
    return next((held.user_id for held in map(incident.holder, WRITERS) if held), None)


def update_due(incident: Incident, about: str, catalog: Catalog, at: datetime) -> Change:
    """The promised time has come: whoever leads is asked, else the room. The card marks it.

    A room that is closed cannot be asked: whoever declared hears of it, once.
    """
    due = incident.next_update_at
    if due is None:
        return NOTHING
    writer = writer_of(incident)
    if writer or LOST not in incident.refs:
        remind(incident, ABOUT, at=at + AGAIN)
    if writer is None and has_room(incident):
        incident.remember(ASKED_FOR_UPDATE, due.isoformat())
        return Change(effects=(AskForUpdate(), *roles(incident)))
    told = answered(incident, "update_due", to=writer or "", detail=due.isoformat())
    return Change(effects=(*told, *roles(incident)))


def snooze(incident: Incident, *, due: str, by: str, at: datetime, response_url: str | None = None) -> Change:
    """Ask again in ten minutes. `due` is what the screen that was clicked spoke of."""
    must_be_open(incident)
    if incident.next_update_at is None or incident.next_update_at.isoformat() != due:
        raise Refusal(f"An update of {incident.ref} was posted or promised anew since, so nothing is due.")
    remind(incident, ABOUT, at=at + SNOOZED)
    told = AnswerPerson(user_id=by, answer="update_snoozed", response_url=response_url)
    return together((Change(effects=(told,)), Change(effects=no_longer_asked(incident))))


def no_longer_asked(incident: Incident) -> tuple[Effect, ...]:
    """The question in the room is answered, or put off."""
    if ASKED_FOR_UPDATE not in incident.refs:
        return ()
    incident.forget(ASKED_FOR_UPDATE)
    return (AskForUpdate(),)


def question_gone(incident: Incident, *, room: str) -> Change:
    """The message that asked is taken away."""
    if incident.channel_id != room or ASKING not in incident.refs:
        return NOTHING
    incident.forget(ASKING)
    return SILENT
