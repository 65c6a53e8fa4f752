"""Secondary attachments: the legacy fields, and blocks inside them."""

from typing import Any

from sandbox.blockkit import limits
from sandbox.blockkit.messages import blocks_at
from sandbox.blockkit.rules import at_least_one
from sandbox.blockkit.schema import Check, boolean, both, choice, kinds, listed, matching, record, say, string
from sandbox.blockkit.texts import URL

COLOR = matching(r"(good|warning|danger|#([0-9A-Fa-f]{3}){1,2})")
ANY = string(None, 0)
FIELD = record({"title": ANY, "value": ANY, "short": boolean}, "title", "value")
CONFIRM = record({"title": ANY, "text": string(), "ok_text": ANY, "dismiss_text": ANY}, "text")
OPTION = record({"text": string(), "value": string(), "description": ANY}, "text", "value")
OPTIONS = listed(OPTION, limits.OPTIONS)
GROUP = record({"text": string(), "options": OPTIONS}, "text", "options")
PRESSED: dict[str, Check] = {
    "name": string(), "text": string(), "value": ANY, "confirm": CONFIRM,
    "style": choice("default", "primary", "danger"),
}  # fmt: skip
SOURCES = ("static", "users", "channels", "conversations", "external")
ACTIONS: dict[str, Check] = {
    "button": both(record(PRESSED | {"url": URL}, "text"), at_least_one("name", "url")),
    "select": record(
        PRESSED | {
            "options": OPTIONS, "option_groups": listed(GROUP, limits.OPTION_GROUPS),
            "selected_options": listed(OPTION, 1), "data_source": choice(*SOURCES),
        },
        "name", "text",
    ),
}  # fmt: skip
FIELDS: dict[str, Check] = {
    **dict.fromkeys(("fallback", "pretext", "text", "title", "author_name", "author_subname", "callback_id"), ANY),
    **dict.fromkeys(("title_link", "author_link", "author_icon", "image_url", "thumb_url", "footer_icon"), URL),
    "color": COLOR,
    "fields": listed(FIELD, None, 0),
    "footer": string(limits.FOOTER, 0),
    "mrkdwn_in": listed(choice("pretext", "text", "fields"), 3, 0),
    "attachment_type": choice("default"),
    "actions": listed(kinds(ACTIONS), limits.ATTACHMENT_ACTIONS),
}


def moment(value: Any, at: str, problems: list[str]) -> None:
    """Seconds, as a number or written out."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        say(problems, "must provide a number", at)
    elif isinstance(value, str):
        matching(r"[0-9]+(\.[0-9]+)?", "must provide a number")(value, at, problems)


def says_something(attachment: Any, at: str, problems: list[str]) -> None:
    if not attachment.get("blocks") and not attachment.get("text") and not attachment.get("fallback"):
        say(problems, "missing required field: fallback or text", at)


def can_be_clicked(attachment: Any, at: str, problems: list[str]) -> None:
    if "actions" in attachment and not attachment.get("callback_id"):
        say(problems, "missing required field: callback_id", at)


ATTACHMENT = both(record(FIELDS | {"ts": moment, "blocks": blocks_at}), says_something, can_be_clicked)
ATTACHMENTS = listed(ATTACHMENT, None, 0)  # too many has an error code of its own


def attachment_problems(attachments: Any) -> list[str]:
    problems: list[str] = []
    ATTACHMENTS(attachments, "/attachments", problems)
    return problems
