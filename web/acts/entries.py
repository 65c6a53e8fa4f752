"""The pages on which the timeline is put right: all entries, and one with what was done to it."""

from dataclasses import replace
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse

from incidents.curating import LONGEST, is_put_right, mark_of
from incidents.inlaid import for_editing, people_in
from incidents.permissions import ADMINISTER, CHANGE
from incidents.readable import SOMEBODY, mentioned, readable
from incidents.timeline import TimelineEntry
from incidents.times import typed
from incidents.wording import stamp
from storage.where import HIGHEST_NUMBER, numbered
from web.acts.field import Form, hidden, line, text
from web.acts.reading import new_once
from web.acts.table import BY_NAME
from web.front import Front
from web.looks import page
from web.pages.war_room import entry_named, war_of
from web.visitor import Somebody

PAST = "Such as 20 min ago, 14:30 or yesterday 22:10, in your own zone."


def register(app: FastAPI, front: Front) -> None:
    """Answer for them, to whoever may put it right."""

    @app.get("/incidents/{number:int}/entries", include_in_schema=False)
    async def entries(request: Request, visitor: Somebody, number: int, before: str = "") -> HTMLResponse:
        war = await war_of(front, number, seen_by=visitor.person, before=entry_named(before))
        where = numbered(number, seen_by=visitor.person)
        await front.store.permit(CHANGE, visitor.person, front.catalog.permissions, about=where)
        away = await front.store.hidden(number)
        names = await names_of(front, [*war.read.entries, *away])
        known: dict[str, Any] = {
            "war": war,
            "incident": war.incident,
            "hidden": away[::-1],
            "is_put_right": is_put_right,
            **_saying(names),
        }
        return page(request, "entries.html", visitor=visitor, **known)

    @app.get("/incidents/{number:int}/entries/{entry:int}", include_in_schema=False)
    async def one(request: Request, visitor: Somebody, number: int, entry: int, did: str = "") -> HTMLResponse:
        where = numbered(number, seen_by=visitor.person)
        incident = await front.store.incident(replace(where, entry=min(entry, HIGHEST_NUMBER)))
        await front.store.permit(CHANGE, visitor.person, front.catalog.permissions, about=where)
        found = next((each for each in incident.timeline if each.text is not None), None)
        names = await names_of(front, [found] if found else [])
        me = (await front.store.people([visitor.person])).get(visitor.person)
        return page(
            request,
            "entry.html",
            status=200 if found else 404,
            visitor=visitor,
            incident=incident,
            entry=found,
            forms=_forms(found, me.tz if me else None, names) if found else [],
            admin=await front.may(visitor.person, ADMINISTER),
            once=new_once(),
            said=BY_NAME[did].said(incident) if did in BY_NAME else "",
            **_saying(names),
        )


def _forms(entry: TimelineEntry, tz: str | None, names: dict[str, str]) -> list[Form]:
    number, words = hidden("entry", entry.id), for_editing(entry.text or "")
    most = max(LONGEST, len(words))
    fields = (
        number,
        hidden("seen", mark_of(entry)),
        text("text", "What happened", words, required=True, longest=most, hint=_around(entry, names)),
        line("time", "When", typed(entry.at, tz), hint=PAST, longest=150),
    )
    right = Form(act="entry-correct", title="Put it right", button="Save", fields=fields)
    hide = Form(act="entry-hide", title="", button="Hide it", fields=(number,))
    show = Form(act="entry-restore", title="", button="Show it again", fields=(number,))
    key = Form(act="entry-key", title="", button="⭐ Mark as a key moment", fields=(number,))
    plain = Form(act="entry-unkey", title="", button="Not a key moment", fields=(number,))
    return [right, plain if entry.is_key else key, show if entry.hidden_at else hide]


def _around(entry: TimelineEntry, names: dict[str, str]) -> str:
    """Which names stand around these words by themselves: without them they are a part of a sentence."""
    before = names.get(entry.author_id or "", "")
    after = names.get(entry.subject_id or "", "")
    if entry.is_said or not before:
        return ""
    return f"“{before}” stands before it by itself" + (f", “{after}” after it." if after else ".")


def _saying(names: dict[str, str]) -> dict[str, Any]:
    """How the templates say who and when."""
    return {
        "names": names,
        "named": lambda person: names.get(person, SOMEBODY),
        "words": lambda text: readable(text, names),
        "stamp": stamp,
    }


async def names_of(front: Front, entries: list[TimelineEntry]) -> dict[str, str]:
    """Of whoever wrote them, is named in them, or has put them right."""
    by = {done["by"] for each in entries for done in each.corrections}
    people = {each for entry in entries for each in (entry.author_id, entry.subject_id) if each}
    people |= people_in(entry.text for entry in entries) | mentioned(entry.text for entry in entries)
    return {id: person.name for id, person in (await front.store.people(by | people)).items()}
