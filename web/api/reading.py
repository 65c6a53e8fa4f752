"""Looking, for programs: lists, one incident, and what belongs to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import FastAPI, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.listing import LAST_PAGE, LONGEST, PAGE, STATES, Wanted
from incidents.readable import mentioned
from incidents.refusal import Refusal
from incidents.status_update import StatusUpdate
from incidents.tokens import SCOPES
from incidents.visible import inside
from incidents.wording import storable
from storage.store import Store
from web.acts.wanted import HIGHEST
from web.api import shown, telling
from web.api.caller import AnyCaller, Reader
from web.front import Front
from web.pages.war import War
from web.pages.war_room import entry_named, war_of

BASE = "/api/v1"
UPDATES = 50
"""Status updates on a page."""
Number = Annotated[int, Path(ge=1, le=HIGHEST, description="The number of the incident.", examples=[42])]
FileNumber = Annotated[int, Path(ge=1, le=HIGHEST, description="The id of a file.", examples=[7])]
Link = 'Where the next page is (`rel="next"`), and the one before (`prev`), as RFC 8288 has it.'
PAGED: dict[int | str, dict[str, object]] = {
    200: {"headers": {"Link": {"description": Link, "required": False, "schema": {"type": "string"}}}}
}


class Filters(BaseModel):
    """What a list shows. A word that it does not know is refused, since a list would be longer than was meant."""

    model_config = ConfigDict(extra="forbid")

    state: Literal[STATES] = Field(  # type: ignore[valid-type]  # the one list of states, known as it starts
        "open", description="open, all, or one status."
    )
    severity: str = Field("", max_length=100, description="A key of the config, such as sev1.")
    service: str = Field("", max_length=200, description="A service of the config.")
    q: str = Field("", max_length=LONGEST, description="Words that stand in its title or services.")
    since: date | None = Field(None, alias="from", description="Declared on this day or later (UTC).")
    until: date | None = Field(None, alias="to", description="Declared on this day or earlier (UTC).")
    page: int = Field(1, ge=1, le=LAST_PAGE)


class BadFilter(Refusal):
    """A word of the address that means nothing here."""


def register(api: FastAPI, front: Front) -> None:
    """Answer for whatever a token with the scope `read` may see."""
    _lists(api, front)
    _one(api, front)
    _of_one(api, front)


def _lists(api: FastAPI, front: Front) -> None:
    @api.get("/me", summary="Who the token acts as", tags=["people"])
    async def me(caller: AnyCaller) -> shown.Me:
        who = shown.Person(id=caller.person, name=caller.name)
        scopes = [each for each in SCOPES if each in caller.scopes]
        return shown.Me(person=who, token=caller.token, scopes=scopes)

    @api.get("/people", summary="Whom acts can name", tags=["people"])
    async def people(caller: Reader) -> shown.People:
        known = await front.store.known_people(front.team_id)
        return shown.People(people=[shown.Person(id=each.id, name=each.name) for each in known])

    @api.get("/incidents", summary="List and search incidents", tags=["incidents"], responses=PAGED)
    async def incidents(
        caller: Reader, filters: Annotated[Filters, Query()], answer: Response
    ) -> shown.IncidentPage:
        wanted = _wanted(filters, front)
        found, total = await front.store.listed(wanted, seen_by=caller.person)
        pages = max(1, -(-total // PAGE))
        _link(answer, "/incidents", filters, {"prev": wanted.page - 1, "next": wanted.page + 1}, pages)
        known = await _named(front.store, found)
        return shown.IncidentPage(
            incidents=[telling.listed(each, known, front) for each in found],
            total=total,
            page=wanted.page,
            pages=pages,
        )


def _one(api: FastAPI, front: Front) -> None:
    @api.get("/incidents/{number}", summary="One incident, and how it stands", tags=["incidents"])
    async def incident(caller: Reader, number: Number) -> shown.Incident:
        return telling.whole(await war_of(front, number, seen_by=caller.person), front)

    @api.get(
        "/incidents/{number}/timeline",
        summary="What happened, the latest first",
        tags=["incidents"],
        responses=PAGED,
    )
    async def timeline(
        caller: Reader,
        number: Number,
        answer: Response,
        before: Annotated[str, Query(max_length=100, description="`next` of the page before.")] = "",
    ) -> shown.Timeline:
        at = entry_named(before)
        if before and at is None:
            raise BadFilter("`before` takes what `next` of a page said.", field="before")
        war = await war_of(front, number, seen_by=caller.person, before=at)
        more = telling.cursor(war.read.entries[-1]) if war.read.earlier else None
        if more:
            answer.headers["Link"] = linked(f"/incidents/{number}/timeline", {"before": more}, "next")
        return shown.Timeline(entries=[telling.entry(each, war) for each in war.read.entries], next=more)


def _of_one(api: FastAPI, front: Front) -> None:
    @api.get("/incidents/{number}/tasks", summary="What is to be done", tags=["incidents"])
    async def tasks(caller: Reader, number: Number) -> shown.Tasks:
        war = await war_of(front, number, seen_by=caller.person)
        return shown.Tasks(tasks=[telling.task(each, war) for each in war.tasks])

    @api.get("/incidents/{number}/updates", summary="What people were told", tags=["incidents"], responses=PAGED)
    async def updates(
        caller: Reader,
        number: Number,
        answer: Response,
        before: Annotated[int | None, Query(ge=1, le=HIGHEST, description="`next` of the page before.")] = None,
    ) -> shown.Updates:
        war = await war_of(front, number, seen_by=caller.person)
        found = await front.store.told_before(number, before=before, limit=UPDATES + 1)
        war = await _knowing(front, war, found)
        more = found[UPDATES - 1].number if len(found) > UPDATES else None
        if more:
            answer.headers["Link"] = linked(f"/incidents/{number}/updates", {"before": str(more)}, "next")
        return shown.Updates(updates=[telling.update(each, war) for each in found[:UPDATES]], next=more)

    @api.get("/incidents/{number}/people", summary="Who is in it", tags=["incidents"])
    async def in_it(caller: Reader, number: Number) -> shown.People:
        war = await war_of(front, number, seen_by=caller.person)
        return shown.People(people=_in_it(war))


async def _knowing(front: Front, war: War, updates: Sequence[StatusUpdate]) -> War:
    """With the names of all who wrote these or are named in them: a page shows the latest alone."""
    concerned = {each for told in updates for each in (told.author_id, told.approved_by) if each}
    people = await front.store.people(concerned | mentioned(told.text for told in updates))
    return replace(war, read=replace(war.read, people={**war.read.people, **people}))


def _in_it(war: War) -> list[shown.Person]:
    there = dict.fromkeys((*war.incident.taking_part, *inside(war.incident)))
    found = [telling.person(each, war.read.people) for each in there]
    return sorted(found, key=lambda each: ((each.name or "").casefold(), each.id))


def must_be_known(catalog: Catalog, *, severity: str, service: str) -> None:
    """Read strictly: a program should hear that its word means nothing. Raises BadFilter."""
    severities, services = [each.key for each in catalog.severities], [each.name for each in catalog.services]
    for field, word, known in (("severity", severity, severities), ("service", service, services)):
        if word and word not in known:
            choices = ", ".join(known) or "none: the config has no services"
            raise BadFilter(f"Choose one of {choices}.", field=field)


def _wanted(filters: Filters, front: Front) -> Wanted:
    must_be_known(front.catalog, severity=filters.severity, service=filters.service)
    return Wanted(
        state=filters.state,
        severity=filters.severity,
        service=filters.service,
        words=storable(filters.q).strip(),
        since=_day(filters.since, "from"),
        until=_day(filters.until, "to"),
        page=filters.page,
    )


def _day(day: date | None, field: str) -> str:
    if day is None:
        return ""
    if not 1970 <= day.year < date.max.year:
        raise BadFilter("A day of this age: from 1970 on.", field=field)
    return day.isoformat()


async def _named(store: Store, incidents: Sequence[Incident]) -> telling.People:
    """Whom the list names, with one query for all."""
    return await store.people({each for i in incidents for each in (i.leader, i.declared_by) if each})


def _link(answer: Response, path: str, filters: Filters, pages: dict[str, int], last: int) -> None:
    """The pages beside this one, those that there are."""
    given = filters.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    links = [
        linked(path, {**given, "page": str(number)}, rel) for rel, number in pages.items() if 1 <= number <= last
    ]
    if links:
        answer.headers["Link"] = ", ".join(links)


def linked(path: str, query: dict[str, str], rel: str) -> str:
    """What the header `Link` says of another page."""
    return f'<{BASE}{path}?{urlencode(query)}>; rel="{rel}"'
