"""Doing, for programs: declaring, and every act of the one table, in the same words as the forms of the page."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Body, FastAPI
from starlette.requests import Request
from starlette.responses import Response

from incidents.refusal import Refusal
from web.acts.doing import Act
from web.acts.table import ACTS, declare_one, perform
from web.acts.wanted import Declared, Wanted
from web.api import shown, telling
from web.api.caller import Writer
from web.api.errors import refused
from web.api.once import REPLAYED, Calls, Key
from web.api.reading import BASE, Number
from web.front import Front
from web.pages.war_room import war_of

SOURCE = "the API"
AGAIN = {
    REPLAYED: {
        "description": "`true`: this is the answer of before.",
        "required": False,
        "schema": {"type": "string"},
    }
}
WHERE = {"Location": {"description": "Where the incident is.", "schema": {"type": "string"}}}
DECLARING = {"title": "Checkout is down", "severity": "sev1", "summary": "Cards are refused since noon."}
EXAMPLES: dict[str, dict[str, Any]] = {
    "status": {"status": "identified"},
    "severity": {"severity": "sev1", "why": "everybody is hit"},
    "title": {"title": "Checkout refuses cards"},
    "summary": {"summary": "Cards are refused since noon."},
    "services": {"services": ["checkout"]},
    "affected": {"users_affected": "about 5 %"},
    "impact": {"impact": "2026-03-02T14:10:00Z"},
    "update": {"text": "We are rolling the release back.", "status": "identified", "next": "30m"},
    "note": {"text": "Deployed 1.4.2 to production"},
    "task": {"text": "roll the release back", "person": "Grace", "due": "30m"},
    "role": {"role": "commander", "person": "me"},
    "resolve": {"resolution": "rolled the release back"},
    "cancel": {"why": "a test alert"},
    "merge": {"into": "INC-7"},
    "invite": {"people": ["Grace"]},
    "postmortem-write": {"section": "summary", "text": "Cards were refused for **40 minutes**."},
    "postmortem-review": {"reviewers": ["Grace"]},
    "postmortem-waive": {"reason": "same cause as INC-7"},
}
"""What a call may look like, where its fields do not say so themselves."""


def register(api: FastAPI, front: Front) -> None:
    """Answer for whatever a token with the scope `write` may do."""
    calls = Calls(store=front.store)
    _declare(api, front, calls)
    for act in ACTS:
        _offer(api, front, calls, act)


def _declare(api: FastAPI, front: Front, calls: Calls) -> None:
    @api.post(
        "/incidents",
        summary="Declare an incident",
        tags=["incidents"],
        status_code=201,
        response_model=shown.Done,
        responses={201: {"headers": {**WHERE, **AGAIN}}},
    )
    async def declare(
        request: Request,
        caller: Writer,
        wanted: Annotated[Declared, Body(examples=[DECLARING])],
        key: Key = None,
    ) -> Response:
        """Its room opens, and who is on call comes, as soon as Slack answers."""

        async def doing(once: str | None) -> Response:
            changed = await declare_one(front, caller.person, wanted, once=once, source=SOURCE)
            number = changed.incident.id or 0
            done = await _done(front, number, f"{changed.incident.ref} is declared.")
            where = {"Location": f"{BASE}/incidents/{number}"}
            return Response(done, status_code=201, headers=where, media_type="application/json")

        return await calls.answered(request, caller, key, _or_why_not(front, wanted, doing))


def _offer(api: FastAPI, front: Front, calls: Calls, act: Act) -> None:
    """One address for one act, with the model that its form is read by, too."""
    optional = not any(field.is_required() for field in act.wants.model_fields.values())
    examples = [EXAMPLES[act.name]] if act.name in EXAMPLES else None
    body: Any = Body(None if optional else ..., examples=examples)

    async def done(
        request: Request,
        caller: Writer,
        number: Number,
        key: Key = None,
        wanted: Any = body,
    ) -> Response:
        asked: Wanted = wanted or act.wants()

        async def doing(once: str | None) -> Response:
            changed = await perform(front, caller.person, number, act, asked, once=once)
            body = await _done(front, number, act.said(changed.incident))
            return Response(body, media_type="application/json")

        return await calls.answered(request, caller, key, _or_why_not(front, asked, doing))

    done.__name__ = act.name.replace("-", "_")
    done.__annotations__["wanted"] = act.wants | None if optional else act.wants
    api.post(
        f"/incidents/{{number}}/{act.name}",
        summary=act.does[:1].upper() + act.does[1:],
        description=(act.wants.__doc__ or "").strip(),
        tags=["acts"],
        response_model=shown.Done,
        responses={200: {"headers": AGAIN}},
    )(done)


async def _done(front: Front, number: int, said: str) -> str:
    """For whoever has just changed it, also where that took away by what they saw it (a task of a private one)."""
    war = await war_of(front, number, seen_by=None)
    return shown.Done(said=said, incident=telling.whole(war, front)).model_dump_json()


def _or_why_not(
    front: Front, wanted: Wanted, doing: Callable[[str | None], Awaitable[Response]]
) -> Callable[[str | None], Awaitable[Response]]:
    """A refusal is an answer, too, and stays the same for the same call."""

    async def either(once: str | None) -> Response:
        try:
            return await doing(once)
        except Refusal as refusal:
            return await refused(front, refusal, late=getattr(wanted, "seen", None) is not None)

    return either
