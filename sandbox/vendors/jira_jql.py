"""JQL as far as an app that files tickets needs it: labels, keys and ids, projects, joined by AND."""

import json
import re
from collections.abc import Iterator

from sandbox.vendors.jira_site import PROJECTS, Issue, Site

_WORD = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|[^\s,()"\'=!<>~]+'
_CLAUSE = re.compile(rf"\s*([A-Za-z]+)\s*(=|~|in)\s*(\((?:\s*(?:{_WORD})\s*,?)+\)|{_WORD})\s*", re.IGNORECASE)
_ORDER = re.compile(r"\s+order\s+by\s+[A-Za-z]+(\s+(asc|desc))?\s*$", re.IGNORECASE)
KNOWN = ("labels", "key", "issuekey", "issue", "id", "project", "description")
UNBOUNDED = "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."


class WrongJql(Exception):
    """A query that Jira would not run; its sentences say why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)


def found(site: Site, jql: str) -> list[Issue]:
    """The issues that a search finds by now, the latest first."""
    clauses = list(_clauses(_ORDER.sub("", jql)))
    if not clauses:
        raise WrongJql(UNBOUNDED)
    wrong = [told for field, words in clauses for told in _unknown(site, field, words)]
    if wrong:
        raise WrongJql(*wrong)
    hits = (each for each in site.searched if all(_fits(each, field, words) for field, words in clauses))
    return sorted(hits, key=lambda each: -each.made_at)


def _clauses(jql: str) -> Iterator[tuple[str, list[str]]]:
    at = 0
    while jql[at:].strip():
        read = _CLAUSE.match(jql, at)
        if read is None:
            raise WrongJql(f"Error in the JQL Query: Expecting a field name or operator at character {at + 1}.")
        field, at = read[1].casefold(), read.end()
        if field not in KNOWN:
            raise WrongJql(f"Field '{read[1]}' does not exist or you do not have permission to view it.")
        if (read[2] == "~") != (field == "description"):
            raise WrongJql(f"The operator '{read[2]}' is not supported by the '{read[1]}' field.")
        yield field, [_bare(word) for word in re.findall(_WORD, read[3])]
        joined = re.compile(r"and\b", re.IGNORECASE).match(jql, at)
        if joined is None and jql[at:].strip():
            raise WrongJql(
                f"Error in the JQL Query: Expecting either 'OR' or 'AND' but got '{jql[at : at + 20]}'."
            )
        at = joined.end() if joined else at


def _bare(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word[:1] in ("'", '"') else word


def _unknown(site: Site, field: str, words: list[str]) -> Iterator[str]:
    """A search for what does not exist is refused as a whole."""
    for word in words:
        if field == "project" and word not in PROJECTS:
            yield f"The value '{word}' does not exist for the field 'project'."
        elif field in ("key", "issuekey", "issue", "id") and site.find(word) is None:
            kind = "A value with ID" if word.isdigit() else "An issue with key"
            yield f"{kind} '{word}' does not exist for the field '{field}'."


def _fits(issue: Issue, field: str, words: list[str]) -> bool:
    if field == "description":  # a phrase, as it stands there
        told = json.dumps(issue.fields.get("description") or "", ensure_ascii=False).casefold()
        return all(word.strip('"').casefold() in told for word in words)
    if field == "labels":
        return bool(set(words) & set(issue.fields.get("labels") or []))
    return issue.project in words if field == "project" else issue.key in words or issue.id in words
