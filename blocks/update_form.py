"""The form in which a status update is written."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextBlock,
    InputBlock,
    Option,
    SectionBlock,
    StaticSelectElement,
)

from blocks import ids
from blocks.forms import LABEL, modal, written
from blocks.text import literal, mrkdwn, person, plain, when
from incidents.catalog import Catalog
from incidents.incident import RESOLVED, STATUSES, Incident
from incidents.status_update import AUDIENCES, INTERNAL, PUBLIC, StatusUpdate, UpdateDraft
from incidents.templates import LONGEST, filled
from incidents.wording import cut, spoken

NONE = "none"
"""The choice that promises nothing."""
MINUTES = (15, 30, 60)
AUDIENCE = {INTERNAL: "Our own people", PUBLIC: "Customers too"}
NOT_PUBLISHED = "Kept for the status page; not published anywhere yet"


def writing(
    incident: Incident,
    catalog: Catalog,
    *,
    now: datetime,
    draft: UpdateDraft | None = None,
    again: StatusUpdate | None = None,
    response_url: str | None = None,
) -> dict[str, Any]:
    """As it opens: with what this person has begun to write, or what was sent `back` to them, or the template."""
    metadata = {
        "incident": incident.id,
        "seen": incident.latest_update_number,
        "stood": incident.status,
        "response_url": response_url,
    }
    if draft:
        note: list[Block] = [_your_draft(draft)]
    else:
        note, draft = [], _begun(incident, catalog, again, now)
    return _form(incident, catalog, json.dumps(metadata), draft, note)


def begun_anew(
    incident: Incident, catalog: Catalog, view: dict[str, Any], *, now: datetime, kept: UpdateDraft | None = None
) -> dict[str, Any]:
    """The open form with the template in place of what was typed; of `kept` the other fields stay.

    Slack keeps the words of a field that has the same name, so the new one has another.
    """
    metadata = json.loads(view["private_metadata"])
    metadata["fresh"] = metadata.get("fresh", 0) + 1
    draft = _begun(incident, catalog, None, now)
    if kept:
        text = filled(catalog.template(kept.status), incident, status=kept.status, now=now)
        draft = kept.model_copy(update={"text": text})
    return _form(incident, catalog, json.dumps(metadata), draft, [])


def overtaken(incident: Incident, catalog: Catalog, view: dict[str, Any], draft: UpdateDraft) -> dict[str, Any]:
    """As it stands once somebody else has posted: it says so, and keeps what was typed. Sent again, it goes."""
    metadata = {**json.loads(view["private_metadata"]), "seen": incident.latest_update_number}
    update = incident.latest_update
    return _form(incident, catalog, json.dumps(metadata), draft, [_posted_since(update)] if update else [])


def _begun(incident: Incident, catalog: Catalog, again: StatusUpdate | None, now: datetime) -> UpdateDraft:
    """What a new form holds."""
    text = (
        again.text
        if again
        else filled(catalog.template(incident.status), incident, status=incident.status, now=now)
    )
    every = catalog.update_every(incident.severity)
    return UpdateDraft(
        incident_id=incident.id or 0,
        person="",
        view_id="",
        text=text,
        status=(again.status if again else "") or incident.status,
        audience=again.audience if again else INTERNAL,
        next_in=_word(every) if every else NONE,
        written_at=now,
    )


def _form(
    incident: Incident, catalog: Catalog, metadata: str, draft: UpdateDraft, note: Sequence[Block]
) -> dict[str, Any]:
    text_block = f"{ids.UPDATE_TEXT}:{json.loads(metadata).get('fresh', 0)}"
    blocks: list[Block] = [
        *note,
        _written(text_block, "What is new?", draft.text, multiline=True, hint=_where(incident)),
        _choice(ids.UPDATE_STATUS, "Where does it stand?", _statuses(), draft.status),
        _choice(ids.UPDATE_AUDIENCE, "Who is it for?", _audiences(), draft.audience),
        _choice(ids.UPDATE_NEXT, "When do they hear more?", _whiles(incident, catalog), draft.next_in),
        _written(
            ids.UPDATE_AT,
            "Or at another time",
            draft.next_words,
            optional=True,
            placeholder="45m, 14:30, tomorrow 9:00",
        ),
    ]
    return modal(ids.UPDATE_FORM, f"Update {incident.ref}", "Post", blocks, metadata)


def _where(incident: Incident) -> str:
    place = "in the room" if incident.channel_id else "under its message in the digest channel"
    if incident.channel_id and not incident.private:
        place += ", and in the digest channel"
    return f"Posted {place}. What you type is kept, also when you close this."


# Each input tells of every change, since Slack does not say what stood in a form that was closed.


def _written(block_id: str, label: str, words: str, **more: Any) -> InputBlock:
    return written(block_id, label, tells=True, initial=cut(words, LONGEST) or None, **more)


def _choice(block_id: str, label: str, options: Sequence[Option], chosen: str) -> InputBlock:
    initial = next((option for option in options if option.value == chosen), options[0])
    select = StaticSelectElement(action_id=ids.VALUE, options=list(options), initial_option=initial)
    return InputBlock(block_id=block_id, label=plain(label), element=select, dispatch_action=True)


def _statuses() -> list[Option]:
    ends = "Ends the incident, with your words as what fixed it"
    return [
        Option(
            value=status, text=plain(status, LABEL), description=plain(ends, LABEL) if status == RESOLVED else None
        )
        for status in STATUSES
    ]


def _audiences() -> list[Option]:
    return [
        Option(
            value=audience,
            text=plain(AUDIENCE[audience], LABEL),
            description=plain(NOT_PUBLISHED, LABEL) if audience == PUBLIC else None,
        )
        for audience in AUDIENCES
    ]


def _whiles(incident: Incident, catalog: Catalog) -> list[Option]:
    """In so many minutes; what the severity asks for is among them."""
    every = catalog.update_every(incident.severity)
    wanted = {timedelta(minutes=minutes) for minutes in MINUTES} | ({every} if every else set())
    after = [Option(value=_word(each), text=plain(f"In {spoken(each)}", LABEL)) for each in sorted(wanted)]
    return [*after, Option(value=NONE, text=plain("No next update is promised", LABEL))]


def _word(after: timedelta) -> str:
    """As the time parser reads it."""
    return f"{int(after.total_seconds() // 60)}m"


def _your_draft(draft: UpdateDraft) -> SectionBlock:
    discard = ButtonElement(action_id=ids.DISCARD_DRAFT, value="discard", text=plain("Discard it", LABEL))
    return SectionBlock(
        block_id="draft",
        text=mrkdwn(f"📝 Your draft of {when(draft.written_at)}, not posted yet."),
        accessory=discard,
    )


def _posted_since(update: StatusUpdate) -> ContextBlock:
    said = (
        f"⚠️ {person(update.author_id)} posted an update {when(update.posted_at or update.written_at)}: "
        f"“{literal(update.text, 600)}” Yours is kept here; *Post* sends it as well."
    )
    return ContextBlock(block_id=f"since:{update.number}", elements=[mrkdwn(said)])
