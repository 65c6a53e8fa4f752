"""A link from a ticket back to its incident: a step of its own, without which the ticket is there all the same."""

from functools import partial

from incidents.change import Rule
from incidents.incident import Incident
from incidents.tickets import mark, ticket_unlinked
from incidents.wording import cut
from integrations.errors import Rejected
from jobs.desk import Desk, Order

TITLE = 255


def page_of(incident: Incident, desk: Desk) -> str:
    """Where people read of it in a browser; nothing where we do not know our own address."""
    return f"{desk.pages}/incidents/{incident.id}" if desk.pages else ""


def room_of(incident: Incident, desk: Desk) -> str:
    """Where its room is; nothing where it has none."""
    return f"{desk.me.team_url.rstrip('/')}/archives/{incident.channel_id}" if incident.channel_id else ""


async def link_ticket(order: Order) -> Rule | None:
    """To the page, else to the room. Jira knows the link again by its mark, so that it is never there twice."""
    incident, desk = order.incident, order.desk
    task = next((each for each in incident.tasks if each.number == order.effect.task and each.shown), None)
    url = page_of(incident, desk) or room_of(incident, desk)
    if desk.tickets is None or task is None or not task.has_ticket or not task.ticket_id or not url:
        return None
    if incident.private:
        return None  # it has become so meanwhile, and nothing of it leaves its room
    title = cut(f"{incident.ref}: {incident.title}", TITLE)
    try:
        await desk.tickets.link(task.ticket_id, mark=mark(incident), url=url, title=title)
    except Rejected as error:
        why = error.detail or error.code
        return partial(ticket_unlinked, number=order.effect.task, key=task.ticket_key or "", why=why)
    return None
