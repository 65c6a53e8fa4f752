"""Where a post-mortem stands, what it lacks, and the buttons with which it is written."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    InteractiveElement,
    Option,
    OverflowMenuElement,
    SectionBlock,
    StaticSelectElement,
)

from blocks import ids
from blocks.message import Message, as_dicts
from blocks.text import escape, fallback, literal, mrkdwn, person, plain, when, whole_lines
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.lint import lint
from incidents.postmortem import (
    DRAFT,
    IN_REVIEW,
    PUBLISHED,
    SECTIONS,
    STATES,
    SUMMARY,
    WAIVED,
    WHYS,
    Postmortem,
)
from incidents.reviewing import owner_of, standing
from incidents.wording import cut

EMOJI = {DRAFT: "✍️", IN_REVIEW: "👀", PUBLISHED: "✅", WAIVED: "⚪"}
OWNER, WAIVE, TAKE_UP, REVIEW = "owner", "waive", "draft", "review"
"""What the menu offers, as its options say it."""
LACKING = 2500
"""Characters of all that is lacking."""
PARTS = {SUMMARY.key: SUMMARY.title, WHYS: "5 whys", **{each.key: each.title for each in SECTIONS}}


def state_line(incident: Incident, catalog: Catalog) -> str:
    """`✍️ Draft, owned by @ada, 3 things are lacking`, in mrkdwn."""
    state, kept, owner = standing(incident, catalog) or DRAFT, incident.postmortem, owner_of(incident)
    told = [f"{EMOJI[state]} *{STATES[state].capitalize()}*"]
    if state == PUBLISHED and kept and kept.published_by and kept.published_at:
        told[0] += f" by {person(kept.published_by)} {when(kept.published_at)}"
    elif state == WAIVED:
        told[0] += _waived(incident, catalog)
    else:
        told += [f"owned by {person(owner)}"] if owner else []
        told += [f"reviewers: {_readers(incident)}"] if state == IN_REVIEW else []
        told += [_lacking(incident)]
    return " · ".join(told)


def _waived(incident: Incident, catalog: Catalog) -> str:
    kept = incident.postmortem
    if kept and kept.waived_by:
        return f" by {person(kept.waived_by)}: {literal(kept.waive_reason, 300)}"
    return f" by itself: none is owed for {escape(catalog.shown_severity(incident.severity).label)}"


def _readers(incident: Incident) -> str:
    kept = incident.postmortem
    if kept is None:
        return "nobody"
    return ", ".join(f"{person(each)}{_agreed(kept, each)}" for each in kept.reviewers)


def _agreed(kept: Postmortem, reader: str) -> str:
    if kept.has_approved(reader):
        return " ✅"
    return " (an earlier text)" if reader in kept.approved else " (waiting)"


def _lacking(incident: Incident) -> str:
    number = len(lint(incident))
    if not number:
        return "nothing is lacking"
    return "1 thing is lacking" if number == 1 else f"{number} things are lacking"


def buttons(incident: Incident, catalog: Catalog) -> list[Block]:
    """Write, ask for a review, publish; of one that is finished only to take it up again."""
    state = standing(incident, catalog)
    if state is None:
        return []
    number = str(incident.id)
    elements: list[InteractiveElement] = [_parts(incident)]
    if state in (DRAFT, IN_REVIEW):
        elements += [
            ButtonElement(action_id=ids.ASK_REVIEW, value=number, text=plain("Ask for a review", 75)),
            _publish(incident),
        ]
    return [ActionsBlock(elements=[*elements, _menu(incident, state)])]


def _parts(incident: Incident) -> StaticSelectElement:
    options = [Option(value=f"{incident.id}:{key}", text=plain(title, 75)) for key, title in PARTS.items()]
    return StaticSelectElement(action_id=ids.WRITE_PART, placeholder=plain("Write…"), options=options)


def _publish(incident: Incident) -> ButtonElement:
    """Whoever publishes what lacks something is told so, and may all the same."""
    lacks = lint(incident)
    asked = ConfirmObject(
        title=plain(f"Publish {incident.ref}?", 100),
        text=plain("\n".join(lack.said for lack in lacks), 300),
        confirm=plain("Publish all the same", 30),
        deny=plain("Not yet", 30),
    )
    return ButtonElement(
        action_id=ids.PUBLISH_POSTMORTEM,
        value=str(incident.id),
        text=plain("Publish", 75),
        style="primary",
        confirm=asked if lacks else None,
    )


def _menu(incident: Incident, state: str) -> OverflowMenuElement:
    offered = {OWNER: "Change the owner", WAIVE: "Waive"}
    if state in (PUBLISHED, WAIVED):
        offered = {OWNER: "Change the owner", TAKE_UP: "Back to draft"}
    options = [Option(value=f"{incident.id}:{what}", text=plain(words, 75)) for what, words in offered.items()]
    return OverflowMenuElement(action_id=ids.POSTMORTEM_MENU, options=options)


def where_it_stands(incident: Incident, catalog: Catalog, *, pages: str = "") -> Message:
    """For whoever asks: state, everything that is lacking, and the buttons."""
    head = f"📄 Post-mortem of *{incident.ref}* · {literal(incident.title, 200)}"
    lacks = [f"• {escape(lack.said)}" for lack in lint(incident)]
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"{head}\n{state_line(incident, catalog)}"))]
    if lacks and standing(incident, catalog) in (DRAFT, IN_REVIEW):
        blocks.append(SectionBlock(text=mrkdwn(whole_lines(lacks, LACKING))))
    return Message(head, as_dicts([*blocks, *buttons(incident, catalog), *_on_the_page(incident, pages)]))


def publish_asked(incident: Incident) -> Message:
    """For whoever publishes what lacks something: that is said first."""
    head = f"📄 *{incident.ref}* is not published yet, since its post-mortem lacks this:"
    lacks = [f"• {escape(lack.said)}" for lack in lint(incident)]
    button = ButtonElement(
        action_id=ids.PUBLISH_ANYWAY, value=str(incident.id), text=plain("Publish all the same", 75)
    )
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"{head}\n{whole_lines(lacks, LACKING)}"))]
    return Message(head, as_dicts([*blocks, ActionsBlock(elements=[button])]))


def page_of(incident: Incident, pages: str) -> str:
    """Where people read and write it in the browser."""
    return f"{pages}/incidents/{incident.id}/postmortem"


def _on_the_page(incident: Incident, pages: str) -> list[Block]:
    words = f"<{page_of(incident, pages)}|The whole of it in the browser>"
    return [ContextBlock(elements=[mrkdwn(words)])] if pages else []


# What people are told directly


def postmortem_given(incident: Incident, catalog: Catalog, by: str, *, pages: str = "") -> Message:
    """To its new owner."""
    return _told(
        incident, catalog, f"📄 {person(by)} asks you to see to the post-mortem of *{incident.ref}*", pages
    )


def postmortem_owed(incident: Incident, catalog: Catalog, *, pages: str = "") -> Message:
    """A reminder to its owner."""
    return _told(incident, catalog, f"⏰ The post-mortem of *{incident.ref}* waits for you", pages)


def review_wanted(incident: Incident, by: str, *, pages: str = "", again: bool = False) -> Message:
    """To a reviewer, at first and as a reminder."""
    asks = "⏰ Your review is still awaited" if again else f"👀 {person(by)} asks you to review"
    head = f"{asks}{':' if again else ''} the post-mortem of *{incident.ref}* · {literal(incident.title, 200)}"
    approve = ButtonElement(
        action_id=ids.APPROVE_POSTMORTEM,
        value=str(incident.id),
        text=plain("Approve", 75),
        style="primary",
    )
    where = f" It stands in <#{incident.channel_id}>." if incident.channel_id else ""
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head + where)), ActionsBlock(elements=[approve])]
    return Message(head, as_dicts([*blocks, *_on_the_page(incident, pages)]))


def review_approved(incident: Incident, by: str) -> Message:
    """To its owner."""
    return Message(f"✅ {person(by)} approved the post-mortem of *{incident.ref}*.")


def postmortem_done(incident: Incident, catalog: Catalog) -> Message:
    """To whoever has just done something with it elsewhere than under the document."""
    words = f"📄 *{incident.ref}*: {state_line(incident, catalog)}"
    return Message(fallback(f"Post-mortem of {incident.ref}"), as_dicts([SectionBlock(text=mrkdwn(words))]))


def _told(incident: Incident, catalog: Catalog, head: str, pages: str) -> Message:
    where = f" It stands in <#{incident.channel_id}>." if incident.channel_id else ""
    words = f"{head} · {literal(cut(incident.title, 200), 300)}.{where}\n{state_line(incident, catalog)}"
    blocks: Sequence[Block] = [SectionBlock(text=mrkdwn(words)), *buttons(incident, catalog)]
    return Message(head, as_dicts([*blocks, *_on_the_page(incident, pages)]))
