"""The form that suggests a severity: opened, answered, submitted."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.severity_form import opening, severity_form
from incidents.severity import HARM, REACH, set_severity, suggest
from incidents.status import must_be_open
from integrations.slack_forms import update_form
from listeners.clicks import Body, in_form, meant, once, typed
from listeners.tools import Tools

INSTEAD = "Click once more, or say `/incident severity ?`."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `suggest_severity` (its value is the number), for each answer, and for the form."""

    @app.action(ids.SUGGEST_SEVERITY)
    async def opened(ack: AsyncAck, body: Body) -> BoltResponse:
        incident = await tools.store.incident(meant(body))
        must_be_open(incident)
        form = opening(incident, tools.catalog, response_url=body.get("response_url"))
        await tools.open_form(body, form, INSTEAD)
        return await ack()

    @app.action({"block_id": ids.REACH, "action_id": ids.VALUE})
    @app.action({"block_id": ids.HARM, "action_id": ids.VALUE})
    async def answered(ack: AsyncAck, body: Body) -> BoltResponse:
        await update_form(tools.client, body["view"], _with_answers(tools, body["view"]))
        return await ack()

    @app.view(ids.SEVERITY_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: dict[str, Any]) -> BoltResponse:
        metadata, values = in_form(view), view["state"]["values"]
        by, key = body["user"]["id"], _chosen(values)
        rule = partial(
            set_severity,
            severity=key,
            catalog=tools.catalog,
            by=by,
            at=tools.now(),
            why=_why(tools, values, key),
            seen=metadata["seen"],
            response_url=metadata.get("response_url"),
        )
        await tools.store.change(meant(body), rule, once=once(body))
        return await ack()


def _with_answers(tools: Tools, view: Body) -> dict[str, Any]:
    """The form again, with what the answers so far speak for."""
    metadata, values = view["private_metadata"], view["state"]["values"]
    return severity_form(
        tools.catalog,
        metadata,
        ref=f"INC-{in_form(view)['incident']}",
        chosen=_chosen(values),
        **_answers(values),
    )


def _chosen(values: dict[str, Any]) -> str:
    """The severity that stands in the form: its block is named after the suggestion."""
    block = next((name for name in values if name.partition(":")[0] == ids.SEVERITY), ids.SEVERITY)
    return typed(values, block)


def _why(tools: Tools, values: dict[str, Any], key: str) -> str:
    """The answers, where they speak for what was chosen."""
    answers = _answers(values)
    if not all(answers.values()):
        return ""
    severity, why = suggest(tools.catalog.severities, **answers)
    return why if severity.key == key else ""


def _answers(values: dict[str, Any]) -> dict[str, str]:
    """To both questions, by name; one that this version does not offer (the form is older) is none."""
    reach, harm = typed(values, ids.REACH), typed(values, ids.HARM)
    return {"reach": reach if reach in REACH else "", "harm": harm if harm in HARM else ""}
