"""The page of a post-mortem: how far it has come, what it lacks, and each part as it stands with its form."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from fastapi import FastAPI
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from incidents.action_items import action_items
from incidents.earlier_ends import what_fixed
from incidents.lint import ACTIONS, Lack, lint
from incidents.named import named_in
from incidents.pins import PINNED
from incidents.postmortem import IMPACT, SECTIONS, SUMMARY, WHYS, Why
from incidents.readable import mentioned
from incidents.reviewing import KIND, owner_of, reviewers_of
from incidents.timeline import TimelineEntry
from incidents.wording import cut, one_line, spoken
from incidents.writing import LONGEST, MOST_RUNGS, written_in
from reports.document import Document, document
from reports.html import html
from reports.moments import TURNS
from reports.parts import Rung
from reports.template import indented
from reports.written import evidence, written
from storage.where import numbered
from web.acts.field import Form, Options, hidden, text
from web.acts.forms_postmortem import Refused, moving_forms, part_forms
from web.acts.look import Look, looked
from web.acts.reading import Posted, new_once, posted
from web.acts.showing import offered_people, said
from web.front import Front
from web.looks import page
from web.pages.war import War
from web.pages.war_room import war_of
from web.visitor import Somebody, Visitor

SHOWN = 500
"""Entries of the timeline on a page of it."""
SHORT = 90
TITLES = {
    WHYS: "Root cause: the five whys",
    ACTIONS: "Action items",
    **{section.key: section.title for section in SECTIONS},
}
ORDER = (SUMMARY.key, IMPACT.key, WHYS, *(s.key for s in SECTIONS if s not in (SUMMARY, IMPACT)))
"""Of the parts that people write."""
CARRIED = ("section", "seen")
"""What a form holds without showing it."""
RUNG_NUMBERS = range(1, MOST_RUNGS + 1)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One that people write: as it stands, and its form for whoever may. `preview`: as it would look."""

    key: str
    stands: Markup
    rungs: Sequence[tuple[Markup, Markup]]
    lacks: Sequence[Lack]
    form: Form | None = None
    preview: Markup | None = None

    @property
    def title(self) -> str:
        return TITLES[self.key]

    @property
    def is_open(self) -> bool:
        """Whether somebody is in the middle of it."""
        return self.preview is not None or bool(self.form and self.form.is_refused)


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Which entries of the timeline are shown (the first is 1), of how many."""

    first: int
    last: int
    total: int
    at: int
    """Which page this is; the first is 1."""

    @classmethod
    def of(cls, total: int, at: int) -> Self:
        """A page that there is: one beyond the last is the last."""
        at = max(1, min(at, -(-total // SHOWN)))
        return cls(first=(at - 1) * SHOWN + 1, last=min(at * SHOWN, total), total=total, at=at)


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/incidents/42/postmortem`, and show what somebody is writing as it would look."""

    @app.get("/incidents/{number:int}/postmortem", include_in_schema=False)
    async def shown(request: Request, visitor: Somebody, number: int, entries: str = "") -> HTMLResponse:
        return await postmortem_page(request, front, visitor, number, at=_page_named(entries))

    @app.post("/incidents/{number:int}/postmortem/preview", include_in_schema=False)
    async def preview(request: Request, visitor: Somebody, number: int) -> Response:
        await front.store.incident(numbered(number, seen_by=visitor.person))
        sent = await posted(request)
        shown = await asyncio.to_thread(_previewed, sent)
        if "application/json" in request.headers.get("Accept", ""):
            return JSONResponse({"html": shown})
        return await postmortem_page(request, front, visitor, number, preview=(sent, shown))


def _page_named(words: str) -> int:
    """What an address says; what is no number is the first."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else 1


async def postmortem_page(
    request: Request,
    front: Front,
    visitor: Visitor,
    number: int,
    *,
    status: int = 200,
    refused: Refused | None = None,
    preview: tuple[Posted, Markup] | None = None,
    at: int = 1,
) -> HTMLResponse:
    """As this visitor sees it, with the form that was `refused` or is looked at. Raises NoSuchIncident.

    `at`: which page of its timeline.
    """
    look = await looked(front, visitor.person, number)
    war, timeline, pages = await _with_timeline(front, look, at)
    forms, moving = _forms(look, timeline, refused)
    lacks = lint(look.incident) if look.incident.resolved_at else ()
    found = _document(war, front, timeline)
    parts = await asyncio.to_thread(_parts, war, found, forms, lacks)
    if preview:
        parts = [_looked_at(part, *preview) for part in parts]
    known = {
        **_standing(war, look),
        "found": found,
        "parts": parts,
        "lacks": lacks,
        "moving": moving,
        "pages": pages,
        "said": said(request, look),
        "told_of": request.query_params.get("part", ""),
        "known_people": await offered_people(front),
        "once": new_once(),
        "kept_at": await front.store.kept_at(number),
    }
    return page(request, "postmortem.html", status=status, visitor=visitor, **known)


def _forms(
    look: Look, timeline: Sequence[TimelineEntry], refused: Refused | None
) -> tuple[Mapping[str, Form], Sequence[Form]]:
    """Those of the parts, and those that move the whole; one that was refused with what was typed into it."""
    forms, moving = part_forms(look, _offered(timeline)), [*moving_forms(look)]
    if refused is None:
        return forms, moving
    forms = {key: refused.applied(form) for key, form in forms.items()}
    moving = [refused.applied(form) for form in moving]
    return forms, [*moving, *_gone(refused, [*forms.values(), *moving])]


def _standing(war: War, look: Look) -> dict[str, Any]:
    """How far it has come."""
    return {
        "war": war,
        "incident": look.incident,
        "state": war.postmortem,
        "fixed": what_fixed(look.incident) if look.incident.resolved_at else "",
        "owner": owner_of(look.incident),
        "reviewers": reviewers_of(look.incident),
        "items": action_items(look.incident),
        "spoken": spoken,
    }


async def _with_timeline(front: Front, look: Look, at: int) -> tuple[War, list[TimelineEntry], Pages]:
    """In the order in which things happened, with the names of all who are named on this page of it."""
    incident, number = look.incident, look.incident.id or 0
    war = await war_of(front, number, seen_by=look.person)
    timeline = [entry for entry in await front.store.timeline(number) if entry.kind != KIND]
    pages = Pages.of(len(timeline), at)
    kept, shown = incident.postmortem, timeline[pages.first - 1 : pages.last]
    named = named_in(incident, shown)
    if kept:
        named |= {kept.published_by or "", kept.waived_by or ""}
    named |= mentioned([*(entry.text for entry in shown), *(written_in(incident, key) for key in ORDER)])
    people = {**war.read.people, **await front.store.people(named)}
    return replace(war, read=replace(war.read, entries=shown, earlier=False, people=people)), timeline, pages


def _offered(timeline: Sequence[TimelineEntry]) -> Options:
    """What may show a why: messages that people found worth keeping, and the moments that count."""
    worth = [entry for entry in timeline if entry.kind == PINNED or entry.is_key][:SHOWN]
    return tuple((str(e.id), cut(f"{e.at:%H:%M} {one_line(e.text or '')}", SHORT)) for e in worth)


def _gone(refused: Refused, shown: Sequence[Form]) -> list[Form]:
    """The form that somebody sent and that is not on the page any more: what they typed is not lost."""
    if any(form.is_refused for form in shown):
        return []
    typed = {name: "\n".join(values) for name, values in refused.typed.items() if any(values)}
    fields = (
        hidden(name, value) if name in CARRIED else text(name, "What you typed", value, longest=LONGEST)
        for name, value in typed.items()
    )
    lost = Form(act=refused.act, title="That was not done", button="Send again", fields=tuple(fields))
    return [refused.applied(lost)]


def _document(war: War, front: Front, timeline: Sequence[TimelineEntry]) -> Document:
    """Without the timeline, which the page shows by itself, but for what its times follow from."""
    names = {id: person.name for id, person in war.read.people.items()}
    turns = [entry for entry in timeline if entry.kind in TURNS]
    return document(war.incident, turns, names, front.catalog, now=front.now())


def _parts(war: War, found: Document, forms: Mapping[str, Form], lacks: Sequence[Lack]) -> list[Part]:
    return [
        Part(
            key=key,
            stands=_drawn(war, getattr(found, key)) if key != WHYS else Markup(),
            rungs=_rungs(war, found.whys) if key == WHYS else (),
            lacks=[lack for lack in lacks if lack.part == key],
            form=forms.get(key),
        )
        for key in ORDER
    ]


def _rungs(war: War, ladder: Sequence[Rung]) -> list[tuple[Markup, Markup]]:
    """As long as one is answered; five blank ones say nothing."""
    answered = [rung for rung in ladder if rung.why or rung.evidence]
    return [
        (_drawn(war, rung.why), _drawn(war, "\n".join(f"- {each}" for each in rung.evidence)))
        for rung in ladder[: answered[-1].number if answered else 0]
    ]


def _drawn(war: War, markdown: str) -> Markup:
    """It can do nothing (`reports.html`), and is set into the page as it is."""
    return Markup(html(war.mentions(markdown)))


def _looked_at(part: Part, sent: Posted, drawn: Markup) -> Part:
    """The part somebody is writing, with what they typed, as it would look; `seen` stays what they saw."""
    if part.form is None or part.key != sent.typed.get("section", [WHYS])[-1]:
        return part
    fields = tuple(
        replace(each, value="\n".join(sent.typed[each.name])) if each.name in sent.typed else each
        for each in part.form.fields
    )
    return replace(part, form=replace(part.form, fields=fields), preview=drawn)


def _previewed(sent: Posted) -> Markup:
    typed = {name: values[-1] for name, values in sent.typed.items()}
    if "text" in typed:
        return Markup(html(written(typed["text"][:LONGEST])))
    rungs = [Why(why=typed.get(f"why-{n}", ""), evidence=typed.get(f"evidence-{n}", "")) for n in RUNG_NUMBERS]
    while rungs and not (rungs[-1].why or rungs[-1].evidence):
        rungs.pop()
    return Markup(html("\n".join(_rung(number, rung) for number, rung in enumerate(rungs, 1))))


def _rung(number: int, rung: Why) -> str:
    """As the document shows it."""
    why = indented(written(rung.why[:LONGEST]), 3)
    return "\n".join([f"{number}. {why}", *(f"   - {each}" for each in evidence(rung.evidence[:LONGEST]))])
