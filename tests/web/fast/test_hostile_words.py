"""Whatever strangers write, wherever it can be written, is text to whoever reads it."""

import csv
import json
import re
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from io import StringIO
from urllib.parse import quote

import pytest

from incidents.catalog import Catalog, Role, Service
from incidents.change import Change, Entry
from incidents.effects.digest import EnsureDigestChannel
from incidents.effects.room import PinCard, SetTopic
from incidents.incident import Incident
from incidents.meeting import NOTE
from incidents.postmortem import SECTIONS, Postmortem
from incidents.role import IncidentRoleAssignment
from incidents.status_update import StatusUpdate
from incidents.task import Task
from incidents.tokens import Token
from storage.store import Store
from storage.where import NEW
from tests.web.calling import program, token
from tests.web.conftest import NOW, SignIn, stored_person
from tests.web.walking import Clock, Way, World, world_of
from web.front import Front
from web.pages.parts import PARTS, rendered
from web.pages.war_room import war_of

MARK = "ev1l"
EVIL = (
    f"=1+1 {MARK}<script>alert(1)</script>\"><img src=x onerror=alert(1)>' onmouseover='alert(1)</title>"
    "</textarea></option></script><!-- {{7*7}} {% raw %} ${7*7} &lt;b&gt; `</code><b>` "
    "\u202eevil \u2067 <@UEVIL> <!channel>"
)
UNFIT = "\x00\x07\x1b\ud800"
"""Besides: what no database takes or no eye sees."""
TURNING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
"""And what turns a line around."""
SCRIPT = "javascript:alert(1)//https://example.com"
ADA, EVE = "UADA", "UEVIL"


class Reader(HTMLParser):
    """Reads a page as a browser does, and notes whatever would be more than text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.within: list[str] = []
        self.seen = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        if tag in ("img", "iframe", "object", "embed", "base", "style", "b"):
            self.faults.append(f"<{tag}>")
        if tag == "script" and not (told.get("src") or "").startswith("/static/"):
            self.faults.append("a script of its own")
        for name, value in attributes:
            if name.startswith("on") or name == "style":
                self.faults.append(f"{name}={value}")
            if name in ("href", "src", "action") and not re.match(r"(/(?!/)|https?://|#)", value or ""):
                self.faults.append(f"{name}={value}")
            self.seen += (value or "").count(MARK)
        if tag not in ("meta", "link", "input", "br"):
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.within or self.within.pop() != tag:
            self.faults.append(f"</{tag}> closes what was not open")

    def handle_data(self, data: str) -> None:
        self.seen += data.count(MARK)
        if self.within[-1:] == ["script"] and data.strip():
            self.faults.append(f"a script says {data[:40]}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data[:40]}-->")


def read(html: str, where: object) -> int:
    """How often strangers' words stand there as text; a fault fails the test."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert (reader.faults, reader.within) == ([], []), where
    assert not {*UNFIT, *TURNING} & {*html}, where
    return reader.seen


def hostile(incident: Incident) -> Change:
    """Every field that holds words, as if no rule had looked at them."""
    for name in ("title", "summary", "users_affected", "resolution", "cancel_reason", "channel_name"):
        setattr(incident, name, EVIL)
    incident.severity, incident.services, incident.conference_url = "sev2", [EVIL], SCRIPT
    incident.declared_by = incident.acknowledged_by = EVE
    incident.declared_at = incident.acknowledged_at = NOW - timedelta(hours=1)
    incident.remember(NOTE, EVIL)
    incident.roles.append(
        IncidentRoleAssignment(role="commander", user_id=EVE, assigned_at=NOW, assigned_by=EVE, offered_to=EVE)
    )
    incident.roles.append(IncidentRoleAssignment(role=EVIL, user_id=EVE, assigned_at=NOW, assigned_by=EVE))
    done = {"done_at": NOW, "done_by": EVE}
    for number, more in enumerate(({}, done), start=1):
        incident.tasks.append(
            Task(number=number, text=EVIL, assignee_id=EVE, created_at=NOW, created_by=EVE, **more)
        )
    for number, posted in ((1, NOW), (2, None)):
        incident.updates.append(
            StatusUpdate(number=number, author_id=EVE, written_at=NOW, text=EVIL, status="", posted_at=posted)
        )
    incident.updates_written = 2
    incident.postmortem = Postmortem(
        drafted_at=NOW,
        sections={section.key: EVIL for section in SECTIONS},
        whys=[{"why": EVIL, "evidence": f"{EVIL}\n{SCRIPT}"}],
        owner_id=EVE,
        reviewers=[EVE],
        waived_at=NOW,
        waived_by=EVE,
        waive_reason=EVIL,
    )
    lines = [Entry(kind=kind, text=EVIL, at=NOW, subject_id=EVE) for kind in ("note", "pinned", EVIL)]
    lines.append(Entry(kind="title", text=EVIL, at=NOW, author_id=EVE, before=EVIL, after=EVIL))
    return Change(entries=tuple(lines), effects=(SetTopic(), PinCard()))


def spoil(database: str) -> None:
    """What no rule writes into entries: links that are scripts, strange authors and corrections."""
    right = {
        "did": EVIL,
        "by": EVIL,
        "at": EVIL,
        "text": EVIL,
        "time": EVIL,
        "text_after": EVIL,
        "time_after": EVIL,
    }
    with sqlite3.connect(database.removeprefix("sqlite:///")) as connection:
        told = {"link": SCRIPT, "who": EVIL, "right": json.dumps([right])}
        connection.execute(
            "UPDATE timeline_entry SET permalink = :link, author_name = :who, corrections = :right", told
        )
        connection.execute("UPDATE timeline_entry SET hidden_at = at WHERE kind = 'pinned'")
    connection.close()


@pytest.fixture
async def evil(store: Store, front: Front, signs_in: SignIn, sqlite_url: str) -> AsyncIterator[World]:
    """Eve, who is an admin, writes what she likes; INC-3 holds it all."""
    clock = Clock()
    store.clock = clock
    made = await world_of(store, front, clock)
    await store.save_person(stored_person(EVE, EVIL, is_admin=True, email=EVIL))
    await store.change(NEW, hostile)
    await store.enqueue(EnsureDigestChannel())
    for row in await store.claim("test", 20):
        await (store.bury(row, EVIL) if row.kind != "pin_card" else store.postpone(row, NOW, EVIL))
    spoil(sqlite_url)
    await store.open_session(EVE, browser=EVIL)
    await store.make_token(Token(name=EVIL, scopes=("read", "admin"), expires_at=None), person=EVE)
    kinds = made.front.catalog.severities
    made.front = replace(
        made.front,
        team_url=SCRIPT,
        catalog=Catalog(
            severities=tuple(replace(each, name=EVIL, description=EVIL) for each in kinds),
            roles=(Role(key="commander", name=EVIL, description=EVIL),),
            services=(Service(name=EVIL),),
        ),
    )
    made.__post_init__()
    yield made
    await made.client.aclose()


PATHS = """
/ /incidents?state=all&q={evil}&service={evil}&from={evil} /incidents/3 /incidents/3?did={evil} /incidents/3/wall
/incidents/3/timeline /incidents/3/timeline?before={evil} /incidents/3/forms /incidents/3/entries /incidents/new
/incidents/new/similar?title={evil} /sessions /tokens /outbox /outbox?again={evil} /insights
/insights?days=7&service={evil} /login/{evil} /sign-in?next={evil} /sign-in/callback?error={evil}&state={evil}
/incidents/3/postmortem /incidents/3/postmortem?did={evil}&part={evil} /postmortems /postmortems?q={evil}
/postmortems?q=ev1l /incidents/3/postmortem/history
/{evil} /incidents/{evil} /stream?incidents={evil}
"""
TELLING = {
    "/incidents/3": 20,
    "/incidents/3/entries": 4,
    "/incidents/3/postmortem": 10,
    "/sessions": 1,
    "/tokens": 1,
    "/outbox": 3,
    "/insights": 1,
}
"""Pages on which strangers' words must stand, at least so often: a page that shows none would prove nothing."""


async def test_on_pages_strangers_words_are_words(evil: World) -> None:
    for path in PATHS.split():
        answer = await evil.browses(Way(method="GET", path=path.replace("{evil}", quote(EVIL, safe=""))), EVE)
        assert answer.status_code < 500, path
        assert read(answer.text, path) >= TELLING.get(path, 0), path
        assert answer.headers["content-security-policy"].startswith("default-src 'none'"), path


async def test_each_entry_with_what_was_put_right_in_it_is_words(evil: World) -> None:
    entries = [*await evil.front.store.timeline(3), *await evil.front.store.hidden(3)]
    assert len(entries) == 4
    for each in entries:
        answer = await evil.browses(Way(method="GET", path=f"/incidents/3/entries/{each.id}"), EVE)
        assert read(answer.text, each) >= 6


async def test_what_is_sent_to_open_pages_is_words(evil: World) -> None:
    parts = rendered(await war_of(evil.front, 3, seen_by=None))
    assert {name for name, html in parts.items() if read(html, name)} == {*PARTS}


FIELDS = ("title", "text", "summary", "person", "role", "why", "link", "url", "into", "due", "name", "seen", EVIL)


async def test_what_comes_back_with_a_refused_form_is_words(evil: World) -> None:
    for way in evil.ways:
        if way.method != "POST" or way.path.startswith(("/api/", "/s", "/login", "/outbox", "/tokens/{")):
            continue
        body = dict.fromkeys(FIELDS, EVIL + UNFIT[:3])
        answer = await evil.browses(replace(way, body=body), EVE, 3)
        assert answer.status_code < 500, way
        assert read(answer.text, way) >= (answer.status_code in (409, 422)), way


async def test_figures_for_spreadsheets_hold_no_formula(evil: World) -> None:
    answer = await evil.browses(Way(method="GET", path="/insights.csv"), EVE)
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(StringIO(answer.text)))
    assert any(MARK in cell for row in rows for cell in row)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


JSON = """
/incidents /incidents/3 /incidents/3/timeline /incidents/3/tasks /incidents/3/updates /people /outbox
"""


async def test_json_is_told_as_json_and_nothing_else(evil: World) -> None:
    secret = await token(evil.front, EVE, EVIL, is_admin=True)
    async with program(evil.front, secret) as client:
        answers = {path: await client.get(path) for path in JSON.split()}
    answers["json"] = await evil.browses(Way(method="GET", path="/insights.json"), EVE)
    for path, answer in answers.items():
        assert answer.headers["content-type"] == "application/json", path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert MARK in json.dumps(answer.json()), path


async def test_what_no_database_takes_and_no_eye_sees_is_dropped_or_refused_and_breaks_nothing(
    evil: World,
) -> None:
    secret = await token(evil.front, EVE, EVIL, is_admin=True)
    async with program(evil.front, secret) as client:
        for text in ("\x00", "\x07 hi", "\ud800", "\udc00 hi", "\U000e0001 hi", "\ufdd0", "\u200b"):
            sent = json.dumps({"text": f"{text}{MARK}", "title": f"{text}{MARK}"})
            kind = {"Content-Type": "application/json"}
            for path in ("/incidents/3/note", "/incidents/3/task", "/incidents/3/title"):
                answer = await client.post(path, content=sent, headers=kind)
                assert answer.status_code in (200, 409, 422), (path, text)
    for entry in await evil.front.store.timeline(3):
        assert not {*UNFIT} & {*(entry.text or "")}
