"""The page of one incident, and the same for a screen on a wall."""

from datetime import UTC, datetime

from fastapi import FastAPI
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from incidents.permissions import CHANGE
from web.acts.field import Form
from web.acts.look import looked
from web.acts.showing import on_page
from web.front import Front
from web.looks import page
from web.pages.parts import rendered
from web.pages.war import War
from web.visitor import Somebody, Visitor

DIGITS = 9
"""Of a number that every database takes."""


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/incidents/42` and `/incidents/42/wall`."""

    @app.get("/incidents/{number:int}", include_in_schema=False)
    async def war_room(request: Request, visitor: Somebody, number: int) -> HTMLResponse:
        return await incident_page(request, front, visitor, number)

    @app.get("/incidents/{number:int}/timeline", include_in_schema=False)
    async def earlier(request: Request, visitor: Somebody, number: int, before: str = "") -> HTMLResponse:
        war = await war_of(front, number, seen_by=visitor.person, before=entry_named(before))
        return page(request, "timeline.html", visitor=visitor, war=war, incident=war.incident)

    @app.get("/incidents/{number:int}/wall", include_in_schema=False)
    async def wall(request: Request, visitor: Somebody, number: int) -> HTMLResponse:
        war = await war_of(front, number, seen_by=visitor.person)
        return page(request, "wall.html", visitor=visitor, incident=war.incident, parts=_drawn(war))


async def incident_page(
    request: Request,
    front: Front,
    visitor: Visitor,
    number: int,
    *,
    status: int = 200,
    refused: Form | None = None,
) -> HTMLResponse:
    """The page as this visitor sees it, with the form that was `refused`. Raises NoSuchIncident."""
    look = await looked(front, visitor.person, number)
    war = await war_of(front, number, seen_by=visitor.person)
    forms = await on_page(request, front, look, refused)
    known = {"war": war, "incident": war.incident, "parts": _drawn(war), "may_change": CHANGE in look.may}
    return page(request, "incident.html", status=status, visitor=visitor, **known, **forms)


def entry_named(words: str) -> tuple[datetime, int] | None:
    """An entry as the address names it, by its time and id; whatever else stands there begins at the end."""
    at, _, number = words.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    fine = moment.tzinfo is not None and number.isascii() and number.isdigit() and len(number) <= DIGITS
    return (moment, int(number)) if fine else None


async def war_of(
    front: Front, number: int, *, seen_by: str | None, before: tuple[datetime, int] | None = None
) -> War:
    """The incident as its page tells it. Raises NoSuchIncident."""
    read = await front.store.war_room(number, seen_by=seen_by, before=before)
    return War(read=read, catalog=front.catalog, team_url=front.team_url)


def _drawn(war: War) -> dict[str, Markup]:
    """They were escaped when they were drawn, and are set into the page as they are."""
    return {name: Markup(html) for name, html in rendered(war).items()}
