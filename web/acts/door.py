"""What people post from the page of an incident: done, or given back with why not and what they typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from incidents.incident import Incident
from incidents.permissions import NotAllowed
from incidents.refusal import Overtaken, Refusal
from storage.where import NoSuchIncident, numbered
from web.acts.doing import Act
from web.acts.field import Form
from web.acts.forms import form_of
from web.acts.forms_postmortem import Refused, part_of
from web.acts.look import looked
from web.acts.reading import Posted, Wrong, new_once, posted, wanted
from web.acts.showing import on_page
from web.acts.table import BY_NAME, perform
from web.acts.told import sentence
from web.front import Front
from web.looks import page
from web.pages.postmortem import postmortem_page
from web.pages.war_room import incident_page
from web.visitor import Somebody, Visitor

JSON = "application/json"
ON_ENTRY = ("entry-correct", "entry-key", "entry-unkey", "entry-hide", "entry-restore")
"""Done on the page of an entry, and told there."""
ABOVE = (
    "Somebody was faster. What they saved stands above; nothing of yours is saved yet. Take over what you want of "
    "it, then save."
)


def register(app: FastAPI, front: Front) -> None:
    """Answer for the forms of an incident, and give them anew to a page that stands open."""

    @app.get("/incidents/{number:int}/forms", include_in_schema=False)
    async def forms(request: Request, visitor: Somebody, number: int) -> HTMLResponse:
        look = await looked(front, visitor.person, number)
        forms = await on_page(request, front, look)
        return page(request, "forms/all.html", visitor=visitor, incident=look.incident, **forms)

    @app.post("/incidents/{number:int}/{name}", include_in_schema=False)
    async def act(request: Request, visitor: Somebody, number: int, name: str) -> Response:
        if name not in BY_NAME:
            await front.store.incident(numbered(number, seen_by=visitor.person))
            raise Unknown
        at = _Door(request=request, front=front, visitor=visitor, number=number)
        return await _done(at, BY_NAME[name])


@dataclass(frozen=True, kw_only=True)
class _Door:
    """Who stands at it, before which incident."""

    request: Request
    front: Front
    visitor: Visitor
    number: int


class Unknown(NoSuchIncident):
    """Nothing of this name can be done."""

    def __init__(self) -> None:
        super().__init__("There is nothing here. Load the page again.")


async def _done(at: _Door, act: Act) -> Response:
    sent = await posted(at.request)
    try:
        changed = await perform(
            at.front, at.visitor.person, at.number, act, wanted(sent, act.wants), once=sent.once
        )
    except NoSuchIncident as missing:
        if missing.field is None:
            raise
        return await _back(at, act, sent, {missing.field: await sentence(at.front, missing)}, status=409)
    except Wrong as wrong:
        return await _back(at, act, sent, wrong.beside, status=422)
    except Refusal as refusal:
        late = isinstance(refusal, Overtaken)
        words = ABOVE if late else await sentence(at.front, refusal, here=f"INC-{at.number}")
        status = 403 if isinstance(refusal, NotAllowed) else 409
        return await _back(at, act, sent, {refusal.field or "": words}, status=status, overtaken=late)
    where = _after(at, act, sent, changed.incident)
    if wants_json(at.request):
        here = {"where": where} if act.page or act.name in ON_ENTRY else {}
        return JSONResponse({"said": act.said(changed.incident), "once": new_once()} | here)
    return RedirectResponse(where, status_code=303)


def _after(at: _Door, act: Act, sent: Posted, incident: Incident) -> str:
    """Where people read that it is done: on the page of the incident, or at the part of it that they wrote."""
    if act.name in ON_ENTRY:
        told = {"did": act.name, "version": incident.version}
        return f"/incidents/{at.number}/entries/{_entry_of(sent)}?{urlencode(told)}"
    if not act.page:
        return f"/incidents/{at.number}?{urlencode({'did': act.name})}"
    part = part_of(act.name, sent.typed)
    told = {"did": act.name, "part": part, "version": incident.version}
    query = urlencode({name: value for name, value in told.items() if value})
    return f"/incidents/{at.number}/{act.page}?{query}" + (f"#pm-{part}" if part else "")


def _entry_of(sent: Posted) -> int:
    """Which one was put right; it has been read as a number already."""
    return int(sent.typed["entry"][-1])


async def _back(
    at: _Door, act: Act, sent: Posted, beside: Mapping[str, str], *, status: int, overtaken: bool = False
) -> Response:
    """Why not, at the form, with what was typed and how things are now."""
    look = await looked(at.front, at.visitor.person, at.number)
    fields = {name: words for name, words in beside.items() if name}
    if wants_json(at.request):
        told = {"refused": " ".join(beside.values()), "fields": fields, "overtaken": overtaken}
        return JSONResponse(told, status_code=status)
    if act.page:
        wrong = Refused(act=act.name, typed=sent.typed, beside=beside, overtaken=overtaken)
        return await postmortem_page(at.request, at.front, at.visitor, at.number, status=status, refused=wrong)
    typed = [value for values in sent.typed.values() for value in values]
    form = form_of(look, act.name, typed) or Form(act=act.name, title=act.does, button="Send again")
    refused = form.refused(sent.typed, beside.get("", ""), fields)
    return await incident_page(at.request, at.front, at.visitor, at.number, status=status, refused=refused)


def wants_json(request: Request) -> bool:
    """Whether a script asks, which shows the answer in place."""
    return JSON in request.headers.get("Accept", "")
