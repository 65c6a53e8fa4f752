"""Reading what Jira says: tickets, people, and refusals field by field, in whatever shape they come."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from integrations.errors import Rejected, Unavailable
from integrations.jira_fields import mapping, one_line

DONE = "done"
"""Jira's category of everything that is finished, whatever a project calls it."""
MOST_ERRORS = 50
KEY = re.compile(r"[A-Za-z]\w{0,80}-\d{1,12}")
WORDS = {401: "Jira does not take the credentials", 403: "Jira does not let us do that"}
NO_JIRA = "there is no such address of a Jira: look at JIRA_URL"
CAPTCHA = "Jira wants a captcha solved: sign in there once, in a browser, with the account of SignalCraft"
PAGE = "a web page instead of an answer: look whether a sign-in page or a proxy stands before Jira"


@dataclass(frozen=True, kw_only=True)
class Issue:
    """A ticket; `status` is a word of its project, nothing where that was not asked for."""

    id: str
    key: str
    url: str
    status: str = ""
    done: bool = False


def issue_of(raw: Mapping[str, Any], url: str) -> Issue:
    """A ticket as Jira shows it. Raises Unavailable for what is none."""
    status = mapping(mapping(raw.get("fields")).get("status"))
    id_, key = str(raw.get("id") or ""), str(raw.get("key") or "")
    if not is_id(id_) or not KEY.fullmatch(key):
        raise Unavailable("jira: an answer without a ticket")
    return Issue(
        id=id_,
        key=key,
        url=f"{url}/browse/{key}",
        status=one_line(status.get("name") or ""),
        done=mapping(status.get("statusCategory")).get("key") == DONE,
    )


def is_id(word: str) -> bool:
    """Whether it is the id of a ticket."""
    return word.isascii() and word.isdigit()


def names_of(raw: Mapping[str, Any], *, cloud: bool) -> dict[str, str] | None:
    """Somebody as a ticket names them: by account on Cloud, by name on Data Center."""
    word = "accountId" if cloud else "name"
    return {word: str(raw[word])} if raw.get(word) else None


def refused(what: str, status: int, response: Any) -> Rejected:
    """What Jira says of it, as a sentence, and of each field in `answer`."""
    try:
        told = response.json()
    except ValueError:
        told = None
    body = mapping(told)
    errors = [*mapping(body.get("errors")).items()][:MOST_ERRORS]
    by_field = {str(name): one_line(why) for name, why in errors}
    given = body.get("errorMessages") or body.get("message") or body.get("errorMessage") or []
    listed = given if isinstance(given, list) else [given]
    sentences = [one_line(each) for each in listed[:MOST_ERRORS] if each]
    words = "; ".join([*sentences, *(f"{name}: {why}" for name, why in by_field.items())])
    said = _known_trouble(status, response.headers, is_jira=told is not None) or words or f"jira {what}"
    return Rejected(f"http_{status}", said[:1000], {"errors": by_field, "messages": sentences})


def odd(response: Any) -> str:
    """What is odd about an answer that should have been one."""
    return PAGE if "html" in str(response.headers.get("Content-Type")).casefold() else "an odd answer"


def _known_trouble(status: int, headers: Mapping[str, str], *, is_jira: bool) -> str:
    """In our words, what somebody who looks after Jira, or after SignalCraft, has to do."""
    denied = f"{headers.get('X-Authentication-Denied-Reason')} {headers.get('X-Seraph-LoginReason')}"
    if "CAPTCHA" in denied or "AUTHENTICATION_DENIED" in denied:
        return CAPTCHA
    return WORDS.get(status, "" if is_jira or status not in (404, 405, 410) else NO_JIRA)


def missing_ids(error: Rejected, ids: Collection[str]) -> set[str]:
    """Which of these the refusal names."""
    words = set(re.findall(r"\d+", " ".join(error.answer.get("messages", []))))
    return words & set(ids)


def never_sent(error: BaseException) -> bool:
    """Whether there was nobody to take the request, so that nothing can have come of it."""
    if type(error).__name__ == "ConnectTimeout":
        return True
    reasons = (getattr(each, "reason", each) for each in error.args)
    return any(type(reason).__name__ in ("NewConnectionError", "NameResolutionError") for reason in reasons)
