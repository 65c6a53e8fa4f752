"""Forms that tell: a status update, one that waits for a second person, and the timeline."""

from collections.abc import Iterator

from incidents.incident import STATUSES
from incidents.permissions import CHANGE
from incidents.status_update import INTERNAL, PUBLIC
from web.acts.field import Field, Form, choice, hidden, line, text
from web.acts.look import Look

SOON = "Such as 30m, 14:30 or tomorrow 9:00, in your own zone; none promises nothing."
READERS = ((INTERNAL, "our own people"), (PUBLIC, "customers, too"))
LINK = "In Slack: the menu of the message, “Copy link”."


def telling(look: Look) -> Iterator[Form]:
    """Write one, look at another's, put off the one that is due."""
    incident = look.incident
    if incident.is_open:
        yield Form(act="update", title="Update", button="Post update", fields=_update(look))
    for waiting in incident.waiting_updates:
        mine = waiting.author_id == look.person
        title = f"Update {waiting.number} of {look.named(waiting.author_id)} waits: {waiting.text}"
        number, about = (hidden("update", waiting.number),), str(waiting.number)
        if not mine:
            button = "Approve and post"
            yield Form(act="approve-update", title=title, button=button, fields=number, about=about)
        back, title = ("Take it back", title) if mine else ("Send it back", "")
        yield Form(act="send-back-update", title=title, button=back, fields=number, about=about)
    due = incident.next_update_at
    if incident.is_open and due and due <= look.now:
        due_at = (hidden("due", due.isoformat()),)
        yield Form(act="snooze-update", title="An update is due", button="Ask again in ten minutes", fields=due_at)


def _update(look: Look) -> tuple[Field, ...]:
    incident, every = look.incident, look.catalog.update_every(look.incident.severity)
    moved = (("", f"stays {incident.status}"), *((s, s) for s in STATUSES if s != incident.status))
    promised = f"{int(every.total_seconds() // 60)}m" if every else ""
    return (
        text("text", "What is new", required=True),
        choice("status", "Status", moved),
        choice("audience", "For", READERS, INTERNAL),
        line("next", "Next update", promised, hint=SOON, longest=150),
        hidden("seen", incident.latest_update_number),
    )


def timeline(look: Look) -> Iterator[Form]:
    """Bear witness; what stands there is put right on the page of its entry."""
    words = (text("text", "What happened", required=True),)
    yield Form(act="note", title="Note", button="Add to the timeline", fields=words)
    if look.incident.channel_id:
        link = (line("link", "Link of a message in the room", required=True, hint=LINK),)
        yield Form(act="pin", title="Pin a message", button="Pin", fields=link)
        yield Form(act="unpin", title="Take your pin away", button="Unpin", fields=link)


def may_curate(look: Look) -> bool:
    """Whether they may put the timeline right."""
    return CHANGE in look.may
