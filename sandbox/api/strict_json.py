"""JSON as Slack reads it: no NaN, no numbers without end, no half characters, nothing nested without end."""

import json
import math
from typing import Any, NoReturn


def loads(text: str) -> Any:
    """What the text holds; ValueError when it is not JSON."""
    try:
        content = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if "\\ud" in text.lower():  # half of a surrogate pair could be sent to nobody
        json.dumps(content, ensure_ascii=False).encode()
    return content


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _finite(word: str) -> float:
    number = float(word)
    return number if math.isfinite(number) else _refuse(word)
