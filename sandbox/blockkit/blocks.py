"""All blocks, and on which surfaces each may stand: messages, modals, home tabs."""

from sandbox.blockkit import limits
from sandbox.blockkit.cards import ALERT, CARD, CAROUSEL, PLAN, TASK_CARD
from sandbox.blockkit.charts import DATA_VISUALIZATION
from sandbox.blockkit.elements import ACCESSORY, ACTION, CONTEXT, CONTEXT_ACTION, INPUT
from sandbox.blockkit.pictures import IMAGE_BLOCK, IMAGE_KIND, VIDEO_BLOCK
from sandbox.blockkit.rich_text import RICH_TEXT, RICH_TEXT_KIND
from sandbox.blockkit.rules import at_least_one, never_with, only_with, unique_actions
from sandbox.blockkit.schema import Check, boolean, both, choice, kinds, listed, record, string
from sandbox.blockkit.tables import DATA_TABLE, TABLE
from sandbox.blockkit.texts import ID, plain, text

BLOCK: dict[str, Check] = {"block_id": ID}


def elements(item: Check, most: int) -> Check:
    return record(BLOCK | {"elements": listed(item, most)}, "elements")


SIMPLE: dict[str, Check] = {
    "actions": both(elements(ACTION, limits.ACTIONS), unique_actions),
    "context": elements(CONTEXT, limits.CONTEXT_ELEMENTS),
    "divider": record(BLOCK),
    "header": record(BLOCK | {"text": plain(limits.HEADER)}, "text"),
    "image": IMAGE_BLOCK,
    "section": both(
        record(
            BLOCK
            | {
                "text": text(limits.SECTION_TEXT),
                "fields": listed(text(limits.FIELD_TEXT), limits.SECTION_FIELDS),
                "accessory": ACCESSORY,
                "expand": boolean,
            }
        ),
        at_least_one("text", "fields"),
    ),
    "table": TABLE,
    "video": VIDEO_BLOCK,
}
CONTAINER = both(
    record(
        BLOCK
        | {
            "title": plain(limits.CONTAINER_TITLE),
            "rich_text_title": kinds(RICH_TEXT_KIND),
            "subtitle": text(limits.CONTAINER_TITLE),
            # Slack's page lists file, input and rich_text too, but its validator is said to refuse them
            "child_blocks": listed(kinds(SIMPLE), limits.CONTAINER_BLOCKS),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": kinds(IMAGE_KIND),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        "child_blocks",
    ),
    at_least_one("title", "rich_text_title"),
    only_with("default_collapsed", "is_collapsible"),
    never_with("has_header_divider", "is_collapsible"),
)
BLOCKS: dict[str, Check] = SIMPLE | {
    "alert": ALERT,
    "call": record(BLOCK | {"call_id": string()}, "call_id"),
    "card": CARD,
    "carousel": CAROUSEL,
    "container": CONTAINER,
    "context_actions": both(elements(CONTEXT_ACTION, limits.CONTEXT_ACTIONS), unique_actions),
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "file": record(BLOCK | {"source": choice("remote"), "external_id": ID}, "source", "external_id"),
    "input": record(
        BLOCK
        | {
            "label": plain(limits.LABEL),
            "hint": plain(limits.LABEL),
            "optional": boolean,
            "dispatch_action": boolean,
            "element": INPUT,
        },
        "label",
        "element",
    ),
    "markdown": record(BLOCK | {"text": string(limits.MARKDOWN)}, "text"),
    "plan": PLAN,
    "rich_text": RICH_TEXT,
    "task_card": TASK_CARD,
}
EVERYWHERE = (
    "actions", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video",
)  # fmt: skip
IN_MODALS = (*EVERYWHERE, "alert")
# Slack's pages allow containers, data tables and charts on home tabs , but views.publish was seen refusing them
IN_HOMES = (*EVERYWHERE, "carousel", "table")
IN_MESSAGES = (
    *IN_HOMES, "call", "container", "context_actions", "data_table", "data_visualization", "file", "markdown",
    "plan", "task_card",
)  # fmt: skip

OF_MESSAGES = listed(kinds(BLOCKS, *IN_MESSAGES), limits.MESSAGE_BLOCKS, 0)
OF_MODALS = listed(kinds(BLOCKS, *IN_MODALS), limits.VIEW_BLOCKS)
OF_HOMES = listed(kinds(BLOCKS, *IN_HOMES), limits.VIEW_BLOCKS)
