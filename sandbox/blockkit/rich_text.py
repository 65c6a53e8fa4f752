"""Rich text: its sections, lists, quotes and preformatted parts, and the words, links and mentions in them."""

from sandbox.blockkit import limits
from sandbox.blockkit.schema import Check, boolean, choice, integer, kinds, listed, matching, record, string
from sandbox.blockkit.texts import ID

STYLES: dict[str, Check] = dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean)
STYLE = record(STYLES)
MENTION_STYLE = record(STYLES | dict.fromkeys(("highlight", "client_highlight", "unlink"), boolean))
LINK = matching(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+", "invalid url")  # mailto: and the like are links here
BORDER = choice(0, 1)


def word(fields: dict[str, Check], *needs: str) -> Check:
    return record(fields | {"style": STYLE}, *needs)


def mention(name: str) -> Check:
    return record({name: string(), "style": MENTION_STYLE}, name)


WORDS: dict[str, Check] = {
    "text": word({"text": string()}, "text"),
    "link": word({"url": LINK, "text": string(), "unsafe": boolean}, "url"),
    "emoji": word({"name": string(), "unicode": string(), "url": LINK, "skin_tone": integer(1, 6)}, "name"),
    "date": word(
        {"timestamp": integer(0, 10**11), "format": string(), "url": LINK, "fallback": string()},
        "timestamp",
        "format",
    ),
    "color": word({"value": matching(r"#[0-9A-Fa-f]{6}")}, "value"),
    "broadcast": word({"range": choice("here", "channel", "everyone")}, "range"),
    "user": mention("user_id"),
    "usergroup": mention("usergroup_id"),
    "channel": mention("channel_id"),
    "team": mention("team_id"),
}
LINE = listed(kinds(WORDS))
SECTION = record({"elements": LINE}, "elements")
PARTS: dict[str, Check] = {
    "rich_text_section": SECTION,
    "rich_text_quote": record({"elements": LINE, "border": BORDER}, "elements"),
    "rich_text_preformatted": record(
        {"elements": listed(kinds(WORDS, "text", "link")), "border": BORDER}, "elements"
    ),
    "rich_text_list": record(
        {
            "style": choice("bullet", "ordered"),
            "elements": listed(kinds({"rich_text_section": SECTION})),
            "indent": integer(0, limits.LIST_INDENT),
            "offset": integer(0, 10**6),
            "border": BORDER,
        },
        "style",
        "elements",
    ),
}
RICH_TEXT = record({"block_id": ID, "elements": listed(kinds(PARTS))}, "elements")
RICH_TEXT_KIND = {"rich_text": RICH_TEXT}
"""For places that take a whole rich_text block: cells, titles, first values."""
