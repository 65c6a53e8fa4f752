"""The page on which an incident is declared; what is open already under nearly the same title is shown beside."""

from collections.abc import Mapping, Sequence

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from incidents import permissions
from incidents.incident import Incident
from incidents.permissions import NotAllowed
from incidents.refusal import Refusal
from incidents.similar import LOOKED_AT, alike
from incidents.wording import cut
from web.acts.door import wants_json
from web.acts.field import TICK, TICKS, Field, Form, choice, line, text
from web.acts.reading import Posted, Wrong, new_once, posted, wanted
from web.acts.table import declare_one
from web.acts.told import sentence
from web.acts.wanted import LONGEST, Declared
from web.front import Front
from web.looks import page
from web.visitor import Somebody, Visitor

SEVERITY = "The default is what most are; it can be changed at any time."
PRIVATE = "Private: only those in its room know of it"
DRILL = "A drill: an exercise, left out of all figures"


def register(app: FastAPI, front: Front) -> None:
    """Answer for the form, and for what is similar to a title while it is typed."""

    @app.get("/incidents/new", include_in_schema=False)
    async def new(request: Request, visitor: Somebody) -> HTMLResponse:
        await front.store.permit(permissions.DECLARE, visitor.person, front.catalog.permissions)
        return await _page(request, front, visitor, _form(front))

    @app.get("/incidents/new/similar", include_in_schema=False)
    async def similar(request: Request, visitor: Somebody, title: str = "") -> HTMLResponse:
        return page(request, "forms/similar.html", similar=await _similar(front, visitor, title))

    @app.post("/incidents/new", include_in_schema=False)
    async def declared(request: Request, visitor: Somebody) -> Response:
        sent = await posted(request)
        try:
            changed = await declare_one(front, visitor.person, wanted(sent, Declared), once=sent.once)
        except Wrong as wrong:
            return await _back(request, front, visitor, sent, wrong.beside, status=422)
        except Refusal as refusal:
            beside = {refusal.field or "": await sentence(front, refusal)}
            status = 403 if isinstance(refusal, NotAllowed) else 409
            return await _back(request, front, visitor, sent, beside, status=status)
        where = f"/incidents/{changed.incident.id}?did=declare"
        if wants_json(request):
            return JSONResponse({"said": "Declared.", "where": where})
        return RedirectResponse(where, status_code=303)


async def _back(
    request: Request, front: Front, visitor: Visitor, sent: Posted, beside: Mapping[str, str], *, status: int
) -> Response:
    fields = {name: words for name, words in beside.items() if name}
    if wants_json(request):
        return JSONResponse({"refused": " ".join(beside.values()), "fields": fields}, status_code=status)
    title = " ".join(sent.typed.get("title", []))
    form = _form(front).refused(sent.typed, beside.get("", ""), fields)
    return await _page(request, front, visitor, form, title, status=status)


async def _page(
    request: Request, front: Front, visitor: Visitor, form: Form, title: str = "", *, status: int = 200
) -> HTMLResponse:
    similar = await _similar(front, visitor, title)
    return page(
        request, "declare.html", status=status, visitor=visitor, form=form, once=new_once(), similar=similar
    )


async def _similar(front: Front, visitor: Visitor, title: str) -> Sequence[Incident]:
    """Of what is open and this person may see."""
    if not title.strip():
        return ()
    open_ones, _ = await front.store.incidents(seen_by=visitor.person, limit=LOOKED_AT)
    return alike(cut(title, LONGEST), open_ones)


def _form(front: Front) -> Form:
    catalog = front.catalog
    severities = ((s.key, f"{s.label} {s.name}: {s.description}") for s in catalog.severities)
    known = tuple((service.name, service.name) for service in catalog.services)
    services = (
        Field(name="services", label="What is broken", kind=TICKS, options=known)
        if known
        else line("services", "What is broken", hint="Services, with commas between them.")
    )
    fields = (
        line("title", "What is wrong?", required=True, hint="In a few words, such as: checkout is down."),
        choice("severity", "How bad is it?", severities, catalog.default_severity, hint=SEVERITY),
        text("summary", "What is known"),
        services,
        Field(name="private", label=PRIVATE, kind=TICK),
        Field(name="drill", label=DRILL, kind=TICK),
    )
    return Form(act="declare", title="", button="Declare", fields=fields)
