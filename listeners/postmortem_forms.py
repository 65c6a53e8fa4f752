"""The forms of a post-mortem, submitted: a part that was written, and who reads, owns or waives it."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.writing_forms import overtaken
from incidents.change import Change, Rule
from incidents.incident import Incident
from incidents.postmortem import RUNGS, WHYS, Why
from incidents.reviewing import ask_review, set_owner, waive
from incidents.writing import Words, is_overtaken, write_section, write_whys
from listeners.clicks import Body, in_form, meant, once, picked_people, typed
from listeners.tools import Tools

View = dict[str, Any]


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the four forms."""

    async def change(ack: AsyncAck, body: Body, rule: Rule) -> BoltResponse:
        await tools.store.change(meant(body), rule, once=once(body))
        return await ack()

    @app.view(ids.WRITE_FORM)
    async def written(ack: AsyncAck, body: Body, view: View) -> BoltResponse:
        by, at, (part, seen, words) = body["user"]["id"], tools.now(), _typed(view)
        incident = await tools.store.incident(meant(body))
        if await tools.store.seen(once(body)):
            return await ack()
        if is_overtaken(incident, part, words, seen):
            return await ack(response_action="update", view=overtaken(incident, part, words))
        return await change(ack, body, lambda i: _write(i, part, words, by, at, seen))

    @app.view(ids.REVIEW_FORM)
    async def review(ack: AsyncAck, body: Body, view: View) -> BoltResponse:
        by, at = body["user"]["id"], tools.now()
        people = picked_people(view["state"]["values"], ids.REVIEWERS)
        for person in people:
            await tools.colleague(person, ids.REVIEWERS)
        return await change(ack, body, lambda i: ask_review(i, people, by=by, at=at))

    @app.view(ids.OWNER_FORM)
    async def owner(ack: AsyncAck, body: Body, view: View) -> BoltResponse:
        by, at = body["user"]["id"], tools.now()
        person = typed(view["state"]["values"], ids.OWNER)
        await tools.colleague(person, ids.OWNER)
        return await change(ack, body, lambda i: set_owner(i, person, by=by, at=at))

    @app.view(ids.WAIVE_FORM)
    async def waived(ack: AsyncAck, body: Body, view: View) -> BoltResponse:
        by, at = body["user"]["id"], tools.now()
        reason = typed(view["state"]["values"], ids.REASON)
        return await change(ack, body, lambda i: waive(i, reason, by=by, at=at))


def _typed(view: View) -> tuple[str, str, Words]:
    """Which part it is, what was seen of it, and what is wanted in its place."""
    metadata, values = in_form(view), view["state"]["values"]
    part, seen = metadata["part"], metadata["seen"]
    if part != WHYS:
        return part, seen, typed(values, ids.WORDS)
    rungs = [
        Why(why=typed(values, f"{ids.WHY}:{n}"), evidence=typed(values, f"{ids.EVIDENCE}:{n}"))
        for n in range(1, RUNGS + 1)
    ]
    return part, seen, rungs


def _write(incident: Incident, part: str, words: Words, by: str, at: datetime, seen: str) -> Change:
    if isinstance(words, str):
        return write_section(incident, part, words, by=by, at=at, seen=seen)
    return write_whys(incident, words, by=by, at=at, seen=seen)
