"""JSON as Slack reads it: no NaN, no numbers without end, no half characters, nothing nested without end."""

import json
import math
import re
from typing import Any, NoReturn

DEEPEST = 100  # ours: Slack names no depth; its deepest blocks have about twenty
HALVES = re.compile("[\ud800-\udfff]")


def loads(text: str) -> Any:
    """What the text holds; ValueError when it is not JSON, or nested deeper than whoever reads it could go."""
    content = _read(text)
    if "\\ud" in text.lower():  # half of a surrogate pair could be sent to nobody
        json.dumps(content, ensure_ascii=False).encode()
    return content


def typed(text: str) -> Any:
    """The same of what people type: half a character becomes the sign for one that is broken, NUL vanishes."""
    return mended(_read(text))


def mended(content: Any) -> Any:
    """The content with nothing in its texts that no page and no answer could carry."""
    if isinstance(content, str):
        return HALVES.sub("\ufffd", content).replace("\0", "")
    if isinstance(content, list):
        return [mended(each) for each in content]
    if isinstance(content, dict):
        return {mended(key): mended(value) for key, value in content.items()}
    return content


def _read(text: str) -> Any:
    try:
        content = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if text.count("[") + text.count("{") > DEEPEST and _is_deep(content):
        raise ValueError("nested too deep")
    return content


def _is_deep(content: Any) -> bool:
    level = [content]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [each for each in values if isinstance(each, dict | list)]


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _finite(word: str) -> float:
    number = float(word)
    return number if math.isfinite(number) else _refuse(word)
