"""While the declare form is open: what is open already under nearly the title that is being typed."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.forms import declare_form
from blocks.similar import HINT, hint_id
from incidents.similar import LOOKED_AT, alike
from integrations.slack_forms import update_form
from listeners.clicks import Body, ticked, typed
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for letters in the title. The form changes only when the hint does; what was typed stays in it."""

    @app.action({"block_id": ids.TITLE, "action_id": ids.VALUE})
    async def letters(ack: AsyncAck, body: Body) -> BoltResponse:
        view = body["view"]
        others, _ = await tools.store.incidents(seen_by=body["user"]["id"], limit=LOOKED_AT)
        values = view["state"]["values"]
        near = alike(typed(values, ids.TITLE), others)
        if hint_id(near) != _shown(view):
            form = declare_form(
                tools.catalog,
                view["private_metadata"],
                near,
                severity=typed(values, ids.SEVERITY),
                private=ticked(values, ids.PRIVATE),
                drill=ticked(values, ids.DRILL),
                title=typed(values, ids.TITLE),
                summary=typed(values, ids.SUMMARY),
            )
            await update_form(tools.client, view, form)
        return await ack()


def _shown(view: Body) -> str:
    """The hint that stands in the form; nothing where there is none."""
    blocks = (str(block["block_id"]) for block in view["blocks"])
    return next((block for block in blocks if block.startswith(f"{HINT}:")), "")
