"""How a call to the outside fails: try later, or never."""

from typing import Any


class OutsideError(Exception):
    """Something outside did not do what was asked."""


class Unavailable(OutsideError):
    """It may work later. `retry_after` in seconds, where the other side named a time.

    `undone`: it is certain that nothing came of it; else it may have been done, and only its answer was lost.
    """

    def __init__(self, reason: str, retry_after: float | None = None, *, undone: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.undone = undone


class Rejected(OutsideError):
    """It will not work by asking again. `code` is the other side's own word for why, `answer` all it said."""

    def __init__(self, code: str, detail: str = "", answer: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.answer = answer or {}
