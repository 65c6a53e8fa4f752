"""Calling the API of a running bot from any machine; each trouble on the way is one clear sentence."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

PATIENCE = httpx.Timeout(20.0, connect=5.0)
TRIES = 2
"""A call whose answer was lost is sent once more, with the same key: it is done once."""


class Trouble(Exception):
    """What went wrong, as a sentence for whoever typed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Remote:
    """A bot somewhere, by its web address, and the token that lets us in."""

    url: str
    token: str

    def get(self, path: str, **asked: Any) -> Any:
        """What it answers. Raises Trouble."""
        given = {name: value for name, value in asked.items() if value not in (None, "")}
        return self._call("GET", path, params=given)

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Do it, once however often it has to be sent. Raises Trouble."""
        return self._call("POST", path, json=dict(body), headers={"Idempotency-Key": str(uuid.uuid4())})

    def _call(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> Any:
        told = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        try:
            answer = self._sent(method, f"{self.url}/api/v1{path}", headers=told, **more)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeEncodeError) as error:
            raise Trouble(self._unreachable(error)) from None
        return self._read(answer)

    def _sent(self, method: str, url: str, **more: Any) -> httpx.Response:
        for _ in range(TRIES - 1):
            try:
                return httpx.request(method, url, timeout=PATIENCE, **more)
            except (httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError):
                continue
        return httpx.request(method, url, timeout=PATIENCE, **more)

    def _unreachable(self, error: Exception) -> str:
        if isinstance(error, UnicodeEncodeError):
            return "SIGNALCRAFT_TOKEN is no token: it has letters that none has."
        why = (
            "it did not answer in time" if isinstance(error, httpx.TimeoutException) else str(error) or "no answer"
        )
        return f"{self.url} cannot be reached ({why}). Look at SIGNALCRAFT_URL, and whether the bot runs there."

    def _read(self, answer: httpx.Response) -> Any:
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if kind not in ("application/json", "application/problem+json"):
            said = f"it answered {answer.status_code} and no JSON"
            raise Trouble(f"{self.url} is not SignalCraft, or an old one: {said}. Look at SIGNALCRAFT_URL.")
        try:
            told = answer.json()
        except ValueError:
            raise Trouble(f"What {self.url} answered is cut off. Try again.") from None
        if answer.is_success:
            return told
        raise Trouble(_why(told, answer.status_code))


def _why(told: Any, status: int) -> str:
    """The sentence of a problem; what is wrong in single fields follows."""
    if not isinstance(told, dict):
        return f"It was refused ({status})."
    detail = str(told.get("detail") or f"It was refused ({status}).")
    if status == httpx.codes.UNAUTHORIZED:
        return "SIGNALCRAFT_TOKEN lets nobody in: it is mistyped, too old or revoked, or its person is gone."
    wrong = [each for each in told.get("errors") or () if each.get("detail") and each["detail"] != detail]
    return " ".join([detail, *(f"{each.get('field')}: {each['detail']}" for each in wrong)])
