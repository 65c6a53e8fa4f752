"""Forms that write down what is known."""

from collections.abc import Iterator

from incidents import editing
from incidents.editing import stands
from incidents.incident import RESOLVED, STATUSES
from incidents.wording import stamp
from incidents.words import LONGEST_TITLE
from web.acts.field import TICKS, Field, Form, choice, hidden, line, text
from web.acts.look import Look

WHEN = "Such as 20 min ago, 14:30 or yesterday 22:10, in your own zone. Empty: since it was declared."


def facts(look: Look) -> Iterator[Form]:
    """What it is, how bad, since when; also after the end, when more is known."""
    if look.incident.is_open:
        yield from _while_open(look)
    now = stands(look.incident, look.catalog)
    title = line("title", "Title", now[editing.TITLE], required=True, hint=f"At most {LONGEST_TITLE} characters.")
    yield Form(act="title", title="Title", button="Save title", fields=(title, look.seen(editing.TITLE)))
    summary = text("summary", "What is happening", now[editing.SUMMARY])
    yield Form(act="summary", title="Summary", button="Save summary", fields=(summary, look.seen(editing.SUMMARY)))
    fields = (_services(look, now[editing.SERVICES]), look.seen(editing.SERVICES))
    yield Form(act="services", title="Services", button="Save services", fields=fields)
    hit = line("users_affected", "How many users are affected", now[editing.AFFECTED], longest=300)
    yield Form(act="affected", title="Users affected", button="Save", fields=(hit, look.seen(editing.AFFECTED)))
    since = look.incident.impact_started_at
    start = line("impact", "Since when it hurts", stamp(since) if since else "", hint=WHEN, longest=150)
    yield Form(act="impact", title="Impact", button="Save time", fields=(start, look.seen(editing.IMPACT)))


def _while_open(look: Look) -> Iterator[Form]:
    incident, catalog = look.incident, look.catalog
    if incident.acknowledged_at is None:
        yield Form(act="acknowledge", title="Acknowledge", button="I have seen it and look into it")
    words = ((status, status) for status in STATUSES if status != RESOLVED)
    status = choice("status", "Status", words, incident.status)
    yield Form(act="status", title="Status", button="Set status", fields=(status, look.seen(editing.STATUS)))
    every = ((s.key, f"{s.label} {s.name}: {s.description}") for s in catalog.severities)
    bad = choice("severity", "Severity", every, incident.severity)
    fields = (bad, line("why", "Why, if you say so"), hidden("seen", incident.severity))
    yield Form(act="severity", title="Severity", button="Set severity", fields=fields)


def _services(look: Look, now: str) -> Field:
    """Those of the config to tick; where it knows none, whatever people call them."""
    known = tuple((service.name, service.name) for service in look.catalog.services)
    if not known:
        return line("services", "What is broken", ", ".join(now.splitlines()), hint="With commas between them.")
    return Field(
        name="services", label="What is broken", kind=TICKS, options=known, ticked=tuple(now.splitlines())
    )
