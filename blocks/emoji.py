"""Emoji as people type them in Slack (`:rocket:`), as the characters that every other reader knows."""

import re
import unicodedata

_CODE = re.compile(r":([a-z0-9_+'-]+)(?:::skin-tone-([2-6]))?:")
_VERBATIM = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
"""What somebody has marked as code stays as it is."""
_LIGHTEST = 0x1F3FB - 2
"""Slack counts skin tones from 2."""
_FIRST_SYMBOL = 0x2190
_FLAG = 0x1F1E6 - ord("a")

SLACKS_OWN = {
    "+1": "👍",
    "-1": "👎",
    "thumbsup": "👍",
    "thumbsdown": "👎",
    "ok_hand": "👌",
    "wave": "👋",
    "pray": "🙏",
    "clap": "👏",
    "muscle": "💪",
    "raised_hands": "🙌",
    "point_up": "☝️",
    "point_right": "👉",
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "ballot_box_with_check": "☑️",
    "x": "❌",
    "o": "⭕",
    "heavy_plus_sign": "➕",
    "heavy_exclamation_mark": "❗",
    "exclamation": "❗",
    "question": "❓",
    "warning": "⚠️",
    "rotating_light": "🚨",
    "red_circle": "🔴",
    "large_orange_circle": "🟠",
    "large_yellow_circle": "🟡",
    "large_green_circle": "🟢",
    "large_blue_circle": "🔵",
    "white_circle": "⚪",
    "no_entry": "⛔",
    "octagonal_sign": "🛑",
    "construction": "🚧",
    "hourglass": "⌛",
    "hourglass_flowing_sand": "⏳",
    "bulb": "💡",
    "zap": "⚡",
    "boom": "💥",
    "star": "⭐",
    "tada": "🎉",
    "heart": "❤️",
    "broken_heart": "💔",
    "smile": "😄",
    "slightly_smiling_face": "🙂",
    "joy": "😂",
    "sob": "😭",
    "sweat_smile": "😅",
    "thinking_face": "🤔",
    "scream": "😱",
    "sunglasses": "😎",
    "see_no_evil": "🙈",
    "shrug": "🤷",
    "facepalm": "🤦",
    "100": "💯",
    "chart_with_upwards_trend": "📈",
    "chart_with_downwards_trend": "📉",
    "mag": "🔍",
    "lock": "🔒",
    "unlock": "🔓",
    "key": "🔑",
    "link": "🔗",
    "calendar": "📅",
    "loudspeaker": "📢",
    "mega": "📣",
    "iphone": "📱",
    "computer": "💻",
    "email": "📧",
    "phone": "☎️",
    "arrow_up": "⬆️",
    "arrow_down": "⬇️",
    "arrow_right": "➡️",
    "arrows_counterclockwise": "🔄",
    "repeat": "🔁",
    "leftwards_arrow_with_hook": "↩️",
}
"""The common ones that Slack calls otherwise than Unicode does."""


def with_emoji(text: str) -> str:
    """Characters for codes. Those of the workspace's own making, which nobody else knows, stay as typed."""
    parts = _VERBATIM.split(text)
    return "".join(part if n % 2 else _CODE.sub(_character, part) for n, part in enumerate(parts))


def _character(code: re.Match[str]) -> str:
    found = SLACKS_OWN.get(code[1]) or _flag(code[1]) or _unicodes(code[1])
    if found is None:
        return code[0]
    return found + chr(_LIGHTEST + int(code[2])) if code[2] else found


def _flag(name: str) -> str | None:
    country = name.removeprefix("flag-")
    if country == name or not re.fullmatch("[a-z]{2}", country):
        return None
    return "".join(chr(_FLAG + ord(letter)) for letter in country)


def _unicodes(name: str) -> str | None:
    """The symbol that Unicode calls so; `:comma:` is none."""
    try:
        found = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return None
    return (
        found if len(found) == 1 and ord(found) >= _FIRST_SYMBOL and unicodedata.category(found) == "So" else None
    )
