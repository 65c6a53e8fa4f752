"""What the page of an incident needs to show its forms, and what was done by the last one."""

from collections import Counter
from typing import Any

from starlette.requests import Request

from incidents.permissions import CHANGE
from web.acts.field import Form
from web.acts.forms import groups
from web.acts.look import Look
from web.acts.reading import new_once
from web.acts.table import BY_NAME
from web.front import Front

BUTTONS = (
    "role",
    "role-accept",
    "role-decline",
    "task-done",
    "task-take",
    "approve-update",
    "send-back-update",
    "try-again",
)
"""Acts for which a button in a living part is enough; its form (`do-NAME`) stands once in the page."""
DECLARED = "declare"


async def on_page(request: Request, front: Front, look: Look, refused: Form | None = None) -> dict[str, Any]:
    """What `forms/all.html` needs, on whatever page of an incident it stands."""
    return {
        "groups": groups(look, refused),
        "buttons": BUTTONS,
        "known_people": await offered_people(front),
        "once": new_once(),
        "curates": CHANGE in look.may,
        "said": said(request, look),
    }


async def offered_people(front: Front) -> list[tuple[str, str]]:
    """Whom a form offers: what is typed for them, and their name."""
    people = await front.store.known_people(front.team_id)
    names = Counter(person.name for person in people)
    return [(person.name if names[person.name] == 1 else person.id, person.name) for person in people]


def said(request: Request, look: Look) -> str:
    """What was done by the form that led here, as it stands now."""
    did = request.query_params.get("did", "")
    if did == DECLARED:
        return f"{look.incident.ref} is declared."
    return BY_NAME[did].said(look.incident) if did in BY_NAME else ""
