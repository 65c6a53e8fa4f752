"""What Jira refuses of a new ticket, for people: field by field, by the names they know, and what each holds."""

from collections.abc import Mapping
from typing import Any

from integrations.errors import OutsideError, Rejected, Unavailable
from integrations.jira import Jira
from integrations.jira_fields import Asked
from jobs.desk import Order
from jobs.ticket_draft import PATIENT, Draft

TYPE, PROJECT = "issuetype", "project"
ALWAYS = (PROJECT, TYPE, "summary")
"""Without these there is no ticket; whatever else Jira does not take is left out, if that helps."""

NOT_TAKEN = "http_400"
PERHAPS = "Jira does not say which field it means; perhaps this one."
NO_FIELD = (
    "Jira names no field that could be filled in here. Whoever looks after its project, or [jira] in the config, "
    "can make it good; until then the task is kept here."
)

Fields = Mapping[str, Asked]


async def fields_of(order: Order, jira: Jira, draft: Draft, error: Rejected) -> Fields:
    """What Jira says of the fields of such a ticket, where one was refused; nothing if it goes on not to say it.

    Raises Unavailable as long as it may soon.
    """
    errors = _of_fields(error, draft)
    if not errors or PROJECT in errors:
        return {}
    project, kind = draft.fields[PROJECT]["key"], draft.fields[TYPE]
    try:
        if TYPE in errors:
            return {TYPE: _types(await jira.types(project))}
        found = await jira.questions(project, str(kind.get("id") or kind.get("name")))
    except Unavailable:
        if order.attempt.number < PATIENT:
            raise
        return {}
    except OutsideError:
        return {}
    return {each.id: each for each in found}


def explained(error: Rejected, draft: Draft, known: Fields) -> list[dict[str, Any]]:
    """Why there is none. Sentences about no field come last."""
    errors = _of_fields(error, draft)
    told = [_field(name, why, draft, known) for name, why in errors.items()]
    told += [{"field": "", "why": each} for each in error.answer.get("messages") or [] if each]
    told += [{"field": "", "why": NO_FIELD}] if error.code == NOT_TAKEN and not errors else []
    return told or [{"field": "", "why": error.detail or error.code}]


def _of_fields(error: Rejected, draft: Draft) -> dict[str, str]:
    """Field by field. Where Jira names none, it may mean any that people filled in: they are asked for again."""
    errors: dict[str, str] = error.answer.get("errors") or {}
    nameless = error.code == NOT_TAKEN and not errors
    return dict.fromkeys(draft.filled, PERHAPS) if nameless else errors


def off_the_screen(error: Rejected, draft: Draft, known: Fields) -> list[str]:
    """What people filled in once, and the project does not ask for any more."""
    errors: dict[str, str] = error.answer.get("errors") or {}
    return [name for name in draft.filled if known and name in errors and name not in {*known, *ALWAYS}]


def _types(known: tuple[tuple[str, str], ...]) -> Asked:
    return Asked(id=TYPE, name="Type of ticket", kind="option" if known else "", required=True, options=known)


def _field(name: str, why: str, draft: Draft, known: Fields) -> dict[str, Any]:
    """Where Jira does not say what a field of a project's own may hold, words are worth a try."""
    asked = known.get(name)
    if asked is None:
        called = f"Project {draft.fields[PROJECT].get('key')}" if name == PROJECT else name
        guess = "text" if not known and name not in ALWAYS else ""
        return {"field": name, "name": called, "why": why, "kind": guess, "options": []}
    kind = asked.kind if name == TYPE or name not in ALWAYS else ""
    options = [list(each) for each in asked.options]
    return {"field": name, "name": asked.name, "why": why, "kind": kind, "options": options}
