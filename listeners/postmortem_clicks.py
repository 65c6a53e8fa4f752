"""The buttons of a post-mortem: under the document, and in what somebody is told of it."""

from functools import partial

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.writing import OWNER, TAKE_UP, WAIVE
from blocks.writing_forms import owner_form, part_form, review_form, waive_form
from incidents.permissions import CHANGE, RESOLVE
from incidents.refusal import Refusal
from incidents.reviewing import approve_postmortem, publish, take_up
from incidents.writing import must_be_there
from listeners.clicks import OLD_BUTTON, Body, clicked, meant, once
from listeners.tools import Tools
from storage.where import Where, numbered

INSTEAD = "Choose it once more."
NEEDS = {OWNER: CHANGE, TAKE_UP: CHANGE, WAIVE: RESOLVE}
FORMS = {OWNER: owner_form, WAIVE: waive_form}


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the select of parts, the menu, and the three buttons."""
    _menus(app, tools)
    _buttons(app, tools)


def _menus(app: AsyncApp, tools: Tools) -> None:
    """An option names the incident, since the message may stand under the digest as well."""

    @app.action(ids.WRITE_PART)
    async def write(ack: AsyncAck, body: Body) -> BoltResponse:
        where, part = _option(body)
        await tools.store.permit(CHANGE, body["user"]["id"], tools.catalog.permissions, about=where)
        incident = await tools.store.incident(where)
        must_be_there(incident, tools.now())
        await tools.open_form(body, part_form(incident, part, pages=tools.pages), INSTEAD)
        return await ack()

    @app.action(ids.POSTMORTEM_MENU)
    async def menu(ack: AsyncAck, body: Body) -> BoltResponse:
        where, what = _option(body)
        if what not in NEEDS:
            raise Refusal(OLD_BUTTON)
        by, at = body["user"]["id"], tools.now()
        await tools.store.permit(NEEDS[what], by, tools.catalog.permissions, about=where)
        if what == TAKE_UP:
            await tools.store.change(where, lambda i: take_up(i, by=by, at=at), once=once(body))
        else:
            incident = await tools.store.incident(where)
            must_be_there(incident, at)
            await tools.open_form(body, FORMS[what](incident), INSTEAD)
        return await ack()


def _buttons(app: AsyncApp, tools: Tools) -> None:
    @app.action(ids.ASK_REVIEW)
    async def ask(ack: AsyncAck, body: Body) -> BoltResponse:
        incident = await tools.store.incident(meant(body))
        must_be_there(incident, tools.now())
        await tools.open_form(body, review_form(incident), INSTEAD)
        return await ack()

    @app.action(ids.PUBLISH_POSTMORTEM)
    async def published(ack: AsyncAck, body: Body) -> BoltResponse:
        by, at = body["user"]["id"], tools.now()
        await tools.store.change(meant(body), lambda i: publish(i, by=by, at=at), once=once(body))
        return await ack()

    @app.action(ids.PUBLISH_ANYWAY)
    async def published_anyway(ack: AsyncAck, body: Body) -> BoltResponse:
        by, at, url = body["user"]["id"], tools.now(), body.get("response_url")
        rule = partial(publish, by=by, at=at, response_url=url)
        await tools.store.change(meant(body), rule, once=once(body))
        return await ack()

    @app.action(ids.APPROVE_POSTMORTEM)
    async def approved(ack: AsyncAck, body: Body) -> BoltResponse:
        by, at = body["user"]["id"], tools.now()
        await tools.store.change(meant(body), lambda i: approve_postmortem(i, by=by, at=at), once=once(body))
        return await ack()


def _option(body: Body) -> tuple[Where, str]:
    """The incident and the word that an option (`42:summary`) stands for."""
    number, _, word = str(clicked(body)["selected_option"]["value"]).partition(":")
    if not number.isdecimal():
        raise Refusal(OLD_BUTTON)
    return numbered(int(number), seen_by=body["user"]["id"]), word
