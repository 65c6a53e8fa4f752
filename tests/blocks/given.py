"""Incidents and catalogs that try a message's limits: empty, ordinary, huge and hostile."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from incidents.catalog import MEET, Catalog, Role, Service, Severity
from incidents.ending import cancel, resolve
from incidents.incident import Incident
from incidents.meeting import NOTE, PROVIDER, STARTING, STATE
from incidents.merging import merge
from incidents.refs import ROOMLESS
from incidents.status_update import PUBLIC
from incidents.task import Task
from incidents.updates import write_update
from tests.rules.given import ADA, AT, GRACE, holds, incident, later

TITLES = {
    "ordinary": "Checkout is down",
    "one letter": "x",
    "500 characters": "The database " * 40,
    "500 ampersands": "&" * 500,
    "4000 characters": "y" * 4000,
    "emoji alone": "🔥🔥🔥",
    "500 emoji": "🧯" * 500,
    "broadcast": "@channel <!channel> <!here|here> <!everyone> login down",
    "mention": "<@U1> and <#C1|general> and <https://evil.example|log in here>",
    "html": "R&D <prod> > 5%",
    "entities as typed": "&amp; &lt;b&gt; &amp;lt;",
    "backticks": "`rm -rf /` and ```x``` *b* _i_ ~s~",
    "accents": "crème brûlée – Zürich",
    "right to left": "خادم الدفع معطل \u202eabc",
    "control characters": "a\x07b\x1bc\x7f",
    "joined": "e\u0301" * 200 + "👩\u200d🚒" * 50,
    "template": "{number} {person} %s {0} :tada: |x|",
}
HOSTILE_WORDS = "<!channel> & <@U1> `x` " * 140
MUCH = {
    "&": "&" * 3000,
    "<": "<!channel>" * 300,
    "10,000": "Rolled back. " * 770,
    "lines": "a\n" * 2500,
    "blank lines": "a\n\n" * 2000,
    "one word": "z" * 10_000,
    "*": "*_`~" * 750,
}

NORMAL = Catalog()
HUGE = Catalog(
    severities=tuple(
        Severity(key=f"severity-number-{n:04d}", name="&" * 38 + f"{n:02d}", description="<&>" * 25, emoji="🧯")
        for n in range(20)
    ),
    default_severity="severity-number-0000",
    roles=tuple(
        Role(
            key="commander" if n == 0 else f"role-of-some-length{n:01d}"[:20] + chr(96 + n),
            name=f"{n:02d}" + "&" * 38,
            description="<&>" * 25,
            brief=("&" * 150,) * 5,
        )
        for n in range(20)
    ),
    services=tuple(Service(name=f"{n:03d} " + "& <!here> ".replace(" ", "_") * 9) for n in range(120)),
)
CATALOGS = {"normal": NORMAL, "huge": HUGE}


def _open(**changed: Any) -> Incident:
    return incident(**changed)


def _crowded(**changed: Any) -> Incident:
    """Every role held, by people with long ids."""
    roles = [holds(r.key, f"U{'A' * 20}{n}") for n, r in enumerate((*NORMAL.roles, *HUGE.roles[1:]))]
    bridge = "https://meet.example.com/" + "&y" * 60
    known = {"impact_started_at": later(-20), "acknowledged_at": later(3), "acknowledged_by": GRACE}
    return incident(roles=roles, conference_url=bridge, **known, **changed)


def _told(**changed: Any) -> Incident:
    """As much said as there can be: the latest update, one that waits, and a promise that was not kept."""
    found = _crowded(summary=HOSTILE_WORDS, next_update_at=later(10), **{"services": [HOSTILE_WORDS], **changed})
    write_update(found, HOSTILE_WORDS * 9, NORMAL, by=ADA, at=AT, audience=PUBLIC)
    write_update(found, "waits", replace(NORMAL, second_person=(PUBLIC,)), by=ADA, at=AT, audience=PUBLIC)
    return found


def _resolved(**changed: Any) -> Incident:
    found = incident(room_ready_at=later(0.02), roles=[holds("commander", GRACE)], **changed)
    resolve(found, by=ADA, at=later(63), resolution="Rolled back", users_affected="About 300")
    return found


def _resolved_without_a_word(**changed: Any) -> Incident:
    found = incident(**changed)
    resolve(found, by=ADA, at=later(0))
    return found


def _cancelled(**changed: Any) -> Incident:
    found = incident(**changed)
    cancel(found, by=ADA, at=later(2), reason=HOSTILE_WORDS)
    return found


def _merged(**changed: Any) -> Incident:
    found = incident(**changed)
    merge(found, incident(id=999_999_999, channel_id="C" + "A" * 20), by=ADA, at=later(2))
    return found


def _busy(*, ended: bool = False, **changed: Any) -> Incident:
    """More tasks than any list shows, open and done, with as many letters as they may have."""
    found = incident(**changed)
    for n in range(1, 61):
        found.tasks.append(_task(n, f"{n} {HOSTILE_WORDS}"[:3000]))
        if n % 3 == 0:
            found.tasks[-1].done_at, found.tasks[-1].done_by = later(n), GRACE
    if ended:
        resolve(found, by=ADA, at=later(63))
    return found


def _task(number: int, text: str) -> Task:
    return Task(
        number=number,
        text=text,
        assignee_id=GRACE if number % 2 else None,
        due_at=later(number) if number % 5 else None,
        created_at=later(0),
        created_by=ADA,
        permalink="https://example.slack.com/archives/C1/p11",
    )


STATES: dict[str, Callable[..., Incident]] = {
    "open": _open,
    "crowded": _crowded,
    "told": _told,
    "resolved": _resolved,
    "resolved without a word": _resolved_without_a_word,
    "busy": _busy,
    "busy, resolved": lambda **c: _busy(ended=True, **c),
    "cancelled": _cancelled,
    "merged": _merged,
    "without room": lambda **c: incident(channel_id=None, **c),
    "private": lambda **c: incident(private=True, **c),
    "private, before its room": lambda **c: incident(private=True, channel_id=None, **c),
    "bridge that stepped in": lambda **c: incident(
        conference_url="https://meet.google.com/abc-mnop-xyz", refs={PROVIDER: MEET, NOTE: HOSTILE_WORDS}, **c
    ),
    "bridge on its way": lambda **c: incident(refs={STATE: STARTING, NOTE: HOSTILE_WORDS}, **c),
    "roomless": lambda **c: incident(channel_id=None, refs={ROOMLESS: "yes"}, **c),
}


def incidents() -> dict[str, Incident]:
    """Every kind of incident by a name."""
    found = {f"open, {name}": _open(title=title) for name, title in TITLES.items()}
    for state, make in STATES.items():
        found |= {
            f"{state}, {name}": make(title=TITLES[name]) for name in ("ordinary", "500 ampersands", "broadcast")
        }
    for name, text in MUCH.items():
        stuffed: dict[str, Any] = {"summary": text, "services": [text, text], "users_affected": text[:3000]}
        found[f"stuffed with {name}"] = _crowded(title=TITLES["4000 characters"], **stuffed)
        ended = _crowded(title=text[:500].replace("\n", " "), **stuffed)
        resolve(ended, by=ADA, at=later(99_999), resolution=text)
        found[f"resolved, stuffed with {name}"] = ended
    found["of a severity that is gone"] = incident(severity="gone_from_the_config")
    found["number of nine digits"] = incident(id=999_999_999)
    return found


INCIDENTS = incidents()
"""Made once: nothing that is shown of an incident changes it."""
