"""The forms in which a post-mortem is written, a part each, and those for who reads, owns or waives it."""

import json
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    InputBlock,
    SectionBlock,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from blocks import ids
from blocks.forms import INPUT, LABEL, MODAL_TITLE, modal, written
from blocks.text import mrkdwn, plain
from blocks.writing import PARTS, page_of
from incidents.incident import Incident
from incidents.postmortem import RUNGS, WHYS, Section, Why
from incidents.reviewing import owner_of, reviewers_of
from incidents.writing import Words, as_text, ladder_of, mark_of, section_called, written_in

MARKDOWN = "Markdown works: **bold**, lists, [links](https://example.com). Left blank, the draft comes back."
STANDS = 2500
"""Characters of what somebody else has written that a form shows; more stand on the page."""


def part_form(incident: Incident, key: str, *, pages: str = "") -> dict[str, Any]:
    """One part as it stands; what is longer than a form of Slack shows is written on its page."""
    if key == WHYS:
        rungs = ladder_of(incident)
        fits = len(rungs) <= RUNGS and all(max(len(each.why), len(each.evidence)) <= INPUT for each in rungs)
        return _form(incident, key, rungs) if fits else _too_long(incident, PARTS[WHYS], pages)
    text = written_in(incident, key)
    return _form(incident, key, text) if len(text) <= INPUT else _too_long(incident, PARTS[key], pages)


def overtaken(incident: Incident, key: str, typed: Words) -> dict[str, Any]:
    """Once somebody else has written: it shows their words, and keeps what was typed. Sent again, that goes."""
    return _form(incident, key, typed, _stands_now(as_text(incident, key)))


def _form(incident: Incident, key: str, typed: Words, note: Sequence[Block] = ()) -> dict[str, Any]:
    metadata = json.dumps({"incident": incident.id, "part": key, "seen": mark_of(incident, key)})
    if isinstance(typed, str):
        section = section_called(key)
        return modal(ids.WRITE_FORM, section.title, "Save", [*note, _words(section, typed)], metadata)
    return modal(ids.WRITE_FORM, f"5 whys of {incident.ref}", "Save", [*note, *_ladder(typed)], metadata)


def _stands_now(words: str) -> list[Block]:
    return [
        SectionBlock(text=mrkdwn("⚠️ *Somebody was faster*, and nothing was saved yet. Now it says:")),
        SectionBlock(text=plain(words or "(nothing)", STANDS)),
        ContextBlock(elements=[mrkdwn("What you typed is kept below. *Save* puts it in place of that.")]),
    ]


def _words(section: Section, text: str) -> InputBlock:
    return written(
        ids.WORDS,
        section.asks,
        multiline=True,
        optional=True,
        initial=text or None,
        hint=MARKDOWN,
        longest=INPUT,
    )


def _ladder(ladder: Sequence[Why]) -> list[Block]:
    """Each why asks for the reason of the one above it."""
    rungs = [*ladder, *[Why()] * RUNGS][:RUNGS]
    blocks: list[Block] = []
    for number, rung in enumerate(rungs, 1):
        asked = f"Why {number}" + (": why did it happen?" if number == 1 else ": why was that so?")
        blocks += [
            written(
                f"{ids.WHY}:{number}",
                asked,
                multiline=True,
                optional=True,
                initial=rung.why or None,
                longest=INPUT,
            ),
            written(
                f"{ids.EVIDENCE}:{number}",
                "What shows it?",
                multiline=True,
                optional=True,
                initial=rung.evidence or None,
                placeholder="Links to a message, a graph, a commit: one a line",
                longest=INPUT,
            ),
        ]
    return blocks


def _too_long(incident: Incident, title: str, pages: str) -> dict[str, Any]:
    where = f"<{page_of(incident, pages)}|on its page>" if pages else "on the page of the incident"
    words = f"This part is longer than a form in Slack can show. It can be written {where}."
    view = View(
        type="modal",
        callback_id=ids.WRITE_FORM,
        title=plain(title, MODAL_TITLE),
        close=plain("Close", MODAL_TITLE),
        blocks=[SectionBlock(text=mrkdwn(words))],
    )
    payload: dict[str, Any] = view.to_dict()
    return payload


def review_form(incident: Incident) -> dict[str, Any]:
    """Who shall read it."""
    chooser = UserMultiSelectElement(action_id=ids.VALUE, initial_users=list(reviewers_of(incident)) or None)
    asked = InputBlock(block_id=ids.REVIEWERS, label=plain("Who shall read it?", LABEL), element=chooser)
    note = ContextBlock(elements=[mrkdwn("They are told directly, and reminded until they approve it.")])
    return modal(ids.REVIEW_FORM, f"Review of {incident.ref}", "Ask them", [asked, note], _about(incident))


def owner_form(incident: Incident) -> dict[str, Any]:
    """Who sees to it."""
    chooser = UserSelectElement(action_id=ids.VALUE, initial_user=owner_of(incident))
    asked = InputBlock(block_id=ids.OWNER, label=plain("Owner", LABEL), element=chooser)
    return modal(ids.OWNER_FORM, f"Owner for {incident.ref}", "Save", [asked], _about(incident))


def waive_form(incident: Incident) -> dict[str, Any]:
    """Why nobody needs one."""
    asked = written(ids.REASON, "Why is none needed?", placeholder="The same cause as INC-7", longest=300)
    return modal(ids.WAIVE_FORM, f"Waive {incident.ref}", "Waive", [asked], _about(incident))


def _about(incident: Incident) -> str:
    return json.dumps({"incident": incident.id})
