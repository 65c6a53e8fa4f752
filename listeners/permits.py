"""What whoever clicks, submits or picks something must be allowed; it is asked before any listener runs."""

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp

from blocks import ids
from incidents.permissions import ANYBODY, CHANGE, DECLARE, RESOLVE, TELL
from listeners.clicks import Body, about
from listeners.tools import Tools

NEEDS = {
    ids.OPEN_DECLARE: DECLARE,
    ids.DECLARE_FORM: DECLARE,
    ids.DECLARE: DECLARE,
    ids.DECLARE_FROM: DECLARE,
    ids.DECLARE_OFFERED: DECLARE,
    ids.TAKE_ROLE: CHANGE,
    ids.ROLE_MENU: CHANGE,
    ids.ACKNOWLEDGE: CHANGE,
    ids.HANDOVER_FORM: CHANGE,
    ids.OPEN_EDIT: CHANGE,
    ids.KEEP_OPEN: ANYBODY,
    ids.CLOSE_NOW: RESOLVE,
    ids.PUT_RIGHT: CHANGE,
    ids.ENTRY_FORM: CHANGE,
    ids.EDIT_FORM: CHANGE,
    ids.SUGGEST_SEVERITY: CHANGE,
    ids.SEVERITY_FORM: CHANGE,
    ids.START_BRIDGE: CHANGE,
    ids.ADD_TASK: CHANGE,
    ids.TASK_FORM: ANYBODY,  # which incident it is about may be said in it, so it is asked about there
    ids.MAKE_TASK: ANYBODY,
    ids.TASK_MENU: ANYBODY,  # doing a task is free; what else it offers is asked about there
    ids.TASK_DONE: ANYBODY,
    ids.FILE_TICKET: CHANGE,
    ids.FILE_TICKETS: CHANGE,
    ids.OPEN_TICKET_FORM: CHANGE,
    ids.TICKET_FORM: CHANGE,
    ids.NEW_ROOM: CHANGE,
    ids.OPEN_RESOLVE: RESOLVE,
    ids.REOPEN_RESOLVE: RESOLVE,
    ids.RESOLVE_FORM: RESOLVE,
    ids.UNDO_END: RESOLVE,
    ids.MERGE: RESOLVE,
    ids.UNDO_MERGE: RESOLVE,
    ids.ACCEPT_ROLE: ANYBODY,  # whoever asked them had to be allowed
    ids.DECLINE_ROLE: ANYBODY,
    ids.WRITE_PART: ANYBODY,  # an option names the incident, so it is asked about there
    ids.POSTMORTEM_MENU: ANYBODY,
    ids.ASK_REVIEW: CHANGE,
    ids.APPROVE_POSTMORTEM: ANYBODY,  # whoever asked them had to be allowed
    ids.PUBLISH_POSTMORTEM: RESOLVE,  # it ends what is left of an incident
    ids.PUBLISH_ANYWAY: RESOLVE,
    ids.WAIVE_FORM: RESOLVE,
    ids.WRITE_FORM: CHANGE,
    ids.REVIEW_FORM: CHANGE,
    ids.OWNER_FORM: CHANGE,
    ids.OPEN_UPDATE: TELL,  # for whom an update may be written is asked about when it is sent or approved
    ids.WRITE_UPDATE: TELL,
    ids.UPDATE_FORM: TELL,
    ids.SNOOZE_UPDATE: TELL,
    ids.APPROVE_UPDATE: TELL,
    ids.SEND_BACK_UPDATE: TELL,
    ids.DISCARD_DRAFT: ANYBODY,
    ids.UPDATE_TEXT: ANYBODY,  # what is typed or chosen while writing an update is kept as a draft
    ids.UPDATE_STATUS: ANYBODY,
    ids.UPDATE_AUDIENCE: ANYBODY,
    ids.UPDATE_NEXT: ANYBODY,
    ids.UPDATE_AT: ANYBODY,
    ids.TITLE: ANYBODY,  # letters typed into that field only look for what is open already
    ids.REACH: ANYBODY,  # and each answer in the form that suggests a severity changes only that form
    ids.HARM: ANYBODY,
    ids.OPEN_ROOM: ANYBODY,
    ids.ADD_TO_TIMELINE: ANYBODY,
    ids.TIMELINE_FORM: ANYBODY,
    ids.ADD_PINNED: ANYBODY,
    ids.ADD_EARLIER: ANYBODY,
    ids.JOIN_ROOM: ANYBODY,
    ids.JOIN_BRIDGE: ANYBODY,
    ids.TRY_AGAIN: ANYBODY,
    ids.REPAIR: ANYBODY,
    ids.LIST_PAGE: ANYBODY,
    ids.TIMELINE_PAGE: ANYBODY,
}
"""By the id of a button, menu, form or shortcut (before its colon). What is not here, nobody listens for."""


def register(app: AsyncApp, tools: Tools) -> None:
    """Stand before all listeners. Reactions and what happens to rooms are free, and so is closing a form."""

    @app.middleware
    async def permitted(body: Body, next_: Callable[[], Awaitable[None]]) -> None:
        act = NEEDS.get(_id(body), ANYBODY)
        if act != ANYBODY:
            person = body["user"]["id"]
            await tools.store.permit(act, person, tools.catalog.permissions, about=about(body))
        await next_()


def _id(body: Body) -> str:
    """What was clicked, submitted or picked; letters in a field go by the name of the field."""
    if body.get("type") == "view_submission":
        word = body["view"]["callback_id"]
    elif body.get("type") == "block_actions":
        [action, *_] = body["actions"]
        word = action["block_id"] if action["action_id"] == ids.VALUE else action["action_id"]
    else:
        word = body.get("callback_id") if body.get("type") in ("shortcut", "message_action") else ""
    return str(word).partition(":")[0]
