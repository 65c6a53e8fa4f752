"""Text objects, confirmation dialogs and the small strings that many parts of Block Kit share."""

from sandbox.blockkit import limits
from sandbox.blockkit.schema import Check, alternatives, boolean, both, choice, kinds, matching, record, string

ID = string(limits.ID)
URL = both(string(limits.URL), matching(r"https?://\S+", "invalid url"))


def text(most: int, others: dict[str, Check] | None = None) -> Check:
    """plain_text or mrkdwn; `others`: what may stand there just as well."""
    return alternatives(kinds(_kinds(most) | (others or {})))


def plain(most: int) -> Check:
    return kinds(_kinds(most), "plain_text")


def mrkdwn(most: int) -> Check:
    return kinds(_kinds(most), "mrkdwn")


def https(most: int = limits.URL) -> Check:
    return both(string(most), matching(r"https://\S+", "invalid url"))


def _kinds(most: int) -> dict[str, Check]:
    return {
        "plain_text": record({"text": string(most), "emoji": boolean}, "text"),
        "mrkdwn": record({"text": string(most), "verbatim": boolean}, "text"),
    }


STYLE = choice("primary", "danger")
CONFIRM = record(
    {
        "title": plain(limits.CONFIRM_TITLE),
        "text": text(limits.CONFIRM_TEXT),
        "confirm": plain(limits.CONFIRM_BUTTON),
        "deny": plain(limits.CONFIRM_BUTTON),
        "style": STYLE,
    },
    "text",
)
