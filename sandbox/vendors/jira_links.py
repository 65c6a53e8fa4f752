"""Remote links of an issue, as strictly as Jira takes them: one for each `globalId`."""

from typing import Any
from urllib.parse import urlsplit

from sandbox.answering import Answer
from sandbox.vendors.jira_site import Issue, Site
from sandbox.vendors.vendor import Refused
from sandbox.workspace.nouns import Json

LONGEST = 255
KNOWN = {"globalId", "application", "relationship", "object"}
OF_OBJECT = {"url", "title", "summary", "icon", "status"}
NOT_LINKED = "No Link Issue Permission for issue '{}'"


def create(site: Site, issue: Issue, given: Json) -> Answer:
    """The same `globalId` again takes the place of the link that is there; what is not said again is lost."""
    if site.no_links:
        told: Json = {"errorMessages": [NOT_LINKED.format(issue.key)], "errors": {}}
        raise Refused(Answer(told, 403, error="no permission"))
    wrong = _wrong(given)
    if wrong:
        raise Refused(Answer({"errorMessages": [], "errors": wrong}, 400, error=", ".join(wrong)))
    mark = given.get("globalId")
    before = next((n for n, each in enumerate(issue.links) if mark and each.get("globalId") == mark), None)
    if before is None:
        issue.links.append(dict(given))
    else:
        issue.links[before] = dict(given)
    number = 10_000 + (len(issue.links) - 1 if before is None else before)
    link: Json = {"id": number, "self": f"{site.api}/issue/{issue.id}/remotelink/{number}"}
    return Answer(link, 201 if before is None else 200)


def shown(issue: Issue, mark: str) -> Any:
    """All of an issue as a list; with a `globalId` the one that has it, or nothing."""
    numbered = [{"id": 10_000 + n, **each} for n, each in enumerate(issue.links)]
    return next((each for each in numbered if each.get("globalId") == mark), None) if mark else numbered


def _wrong(given: Json) -> dict[str, str]:
    """By field, what is wrong; unknown fields are refused where Jira would drop them silently."""
    target = given.get("object")
    if not isinstance(target, dict):
        return {"object": "'object' is required."}
    wrong = {name: f"Unrecognized field '{name}'" for name in sorted(set(given) - KNOWN | set(target) - OF_OBJECT)}
    mark = given.get("globalId")
    if mark is not None and (not isinstance(mark, str) or len(mark) > LONGEST):
        wrong["globalId"] = f"'globalId' exceeded its maximum length of {LONGEST} characters."
    title = target.get("title")
    if not isinstance(title, str) or not title.strip():
        wrong["title"] = "'title' is required."
    elif len(title) > LONGEST:
        wrong["title"] = f"'title' exceeded its maximum length of {LONGEST} characters."
    url = urlsplit(str(target.get("url") or ""))
    if url.scheme not in ("http", "https") or not url.netloc:
        wrong["url"] = "'url' is invalid." if target.get("url") else "'url' is required."
    return wrong
