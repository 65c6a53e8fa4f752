"""What was changed in a post-mortem: each edit with who, when and the words, and the way back."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse

from incidents.permissions import CHANGE
from incidents.postmortem import PostmortemEdit
from incidents.writing import mark_of
from storage.where import HIGHEST_NUMBER, numbered
from web.acts.field import Form, hidden
from web.acts.reading import new_once
from web.front import Front
from web.looks import page
from web.pages.changed_words import Piece, changed_words
from web.pages.postmortem import TITLES
from web.visitor import Somebody

EDITS = 20
"""On a page."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """An edit as its page tells it; `form` brings back what was there before."""

    edit: PostmortemEdit
    who: str
    pieces: Sequence[Piece]
    form: Form | None

    @property
    def title(self) -> str:
        return TITLES.get(self.edit.section, self.edit.section)


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/incidents/42/postmortem/history`."""

    @app.get("/incidents/{number:int}/postmortem/history", include_in_schema=False)
    async def history(request: Request, visitor: Somebody, number: int, before: str = "") -> HTMLResponse:
        where = numbered(number, seen_by=visitor.person)
        incident = await front.store.incident(where)
        may = incident.resolved_at is not None and await front.may(visitor.person, CHANGE, about=where)
        found = await front.store.postmortem_edits(number, before=_edit_named(before), limit=EDITS + 1)
        names = await front.store.people({edit.by for edit in found})
        differences = await asyncio.to_thread(_differences, found[:EDITS])
        told = [
            Told(
                edit=edit,
                who=names[edit.by].name if edit.by in names else "somebody",
                pieces=pieces,
                form=_form(edit, mark_of(incident, edit.section)) if may else None,
            )
            for edit, pieces in zip(found, differences, strict=False)
        ]
        known: dict[str, Any] = {"incident": incident, "edits": told, "earlier": len(found) > EDITS}
        return page(request, "postmortem_history.html", visitor=visitor, once=new_once(), **known)


def _edit_named(words: str) -> int | None:
    fine = words.isascii() and words.isdigit() and len(words) <= len(str(HIGHEST_NUMBER))
    return min(int(words), HIGHEST_NUMBER) if fine else None


def _differences(edits: Sequence[PostmortemEdit]) -> list[list[Piece]]:
    return [changed_words(edit.before, edit.after) for edit in edits]


def _form(edit: PostmortemEdit, seen: str) -> Form:
    fields = (hidden("edit", edit.id), hidden("seen", seen))
    button = "Bring back what stood there before"
    return Form(act="postmortem-restore", title="", button=button, fields=fields, about=str(edit.id))
