"""Jira: one client for Cloud and Data Center, which differ in credentials, texts, people and search.

The calls go through the `jira` package, in a thread, with a client of their own each: its sessions keep cookies
and are not made for several threads. What it makes of errors is left aside: it loses which field they are about.
"""

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from integrations.access import JiraAccess
from integrations.errors import Rejected, Unavailable
from integrations.jira_answers import (
    Issue,
    is_id,
    issue_of,
    missing_ids,
    names_of,
    never_sent,
    odd,
    refused,
)
from integrations.jira_fields import Asked, Options, asked, one_line
from integrations.slack_failures import seconds

PATIENCE = 10.0
"""Seconds to connect, and seconds to wait for more of an answer."""
AT_ONCE = 8
BATCH = 50
MOST = 2000
"""Fields of a screen, or types of a project."""
LAG_OF_CLOUD, LAG_OF_CENTER = 60.0, 15.0
"""By how many seconds a search may be behind what was made."""
Work = Callable[[Any], Any]


class Jira:
    """One site. All of it raises only `Unavailable` or `Rejected`, and repeats nothing."""

    def __init__(self, access: JiraAccess, *, patience: float = PATIENCE, lag: float | None = None) -> None:
        self._access = access
        self._patience = patience
        self._threads = ThreadPoolExecutor(AT_ONCE, "jira")  # a Jira that trickles holds up nothing else
        self.cloud = access.cloud
        self.lag = lag if lag is not None else LAG_OF_CLOUD if access.cloud else LAG_OF_CENTER

    async def create(self, fields: dict[str, Any]) -> Issue:
        """Make a ticket. A refusal has what Jira says of each field in its `answer`, by the id of the field."""
        made = await self._call("create", lambda jira: jira.create_issue(fields, prefetch=False).raw)
        return issue_of(made, self._access.url)

    async def find(self, label: str) -> Issue | None:
        """The ticket with this label, where an earlier try left one; a search may be behind by `lag`."""
        found = await self._search(f'labels = "{label}"') or await self._described(label)
        first = min(found, key=lambda raw: int(raw["id"]), default=None)
        return issue_of(first, self._access.url) if first else None

    async def _described(self, label: str) -> list[dict[str, Any]]:
        """Where labels are not on the screen, it stands in the text alone. A search for text finds more."""
        found = await self._search(f'description ~ "\\"{label}\\""', fields=("description",))
        word = re.compile(rf"(?<![\w-]){re.escape(label)}(?![\w-])")
        return [raw for raw in found if word.search(json.dumps(raw.get("fields")))]

    async def link(self, id_: str, *, mark: str, url: str, title: str) -> None:
        """Let a ticket lead somewhere. The same `mark` again changes the link that is there."""
        target: dict[str, Any] = {"url": url, "title": title}
        given: dict[str, Any] = {"globalId": mark, "relationship": "incident", "object": target}
        await self._call("link", partial(_posted, f"issue/{id_}/remotelink", given))

    async def states(self, ids: Sequence[str]) -> dict[str, Issue]:
        """How these tickets stand, by their ids; what is left out exists no more, or is hidden from us."""
        found: dict[str, Issue] = {}
        for start in range(0, len(ids), BATCH):
            found |= await self._states_of(ids[start : start + BATCH])
        return found

    async def questions(self, project: str, kind: str) -> tuple[Asked, ...]:
        """The fields of a new ticket of this type, with their names and what they may hold."""
        types = await self.types(project)
        id_ = next((id_ for id_, name in types if kind in (id_, name)), None)
        if id_ is None:
            there = ", ".join(name for _, name in types) or "none that we may use"
            raise Rejected("no_such_type", f"project {project} has no type “{kind}”; it has {there}")
        return asked(await self._pages(f"issue/createmeta/{project}/issuetypes/{id_}", "fields"))

    async def types(self, project: str) -> Options:
        """Of which types a ticket there may be, by id and name."""
        found = await self._pages(f"issue/createmeta/{project}/issuetypes", "issueTypes")
        known = [(one_line(each.get("id") or ""), one_line(each.get("name") or "")) for each in found]
        return tuple((id_, name) for id_, name in known if id_ and name)

    async def person(self, email: str) -> dict[str, str] | None:
        """Whom a ticket can be given to, as Jira names them; nobody where their address is hidden."""
        how = {"query": email} if self.cloud else {"user": email}
        found = await self._call("user search", lambda jira: [u.raw for u in jira.search_users(**how)])
        exact = [each for each in found if str(each.get("emailAddress") or "").casefold() == email.casefold()]
        one = exact or (found if len(found) == 1 else [])
        return names_of(one[0], cloud=self.cloud) if one else None

    async def check(self, places: Sequence[tuple[str, str]]) -> str:
        """Try the credentials, and whether these projects have these types."""
        me = await self._call("myself", lambda jira: jira.myself())
        for project, kind in places:
            await self.questions(project, kind)
        named = ", ".join(f"{project} ({kind})" for project, kind in places)
        return f"answers for {me.get('displayName') or me.get('name') or 'us'}; tickets go to {named}"

    async def _states_of(self, ids: Sequence[str]) -> dict[str, Issue]:
        """Jira refuses a search as a whole that names a ticket which is gone; so those are left out, and it is
        asked once more."""
        try:
            raw = await self._search(f"id in ({', '.join(ids)})", *ids)
        except Rejected as error:
            gone = missing_ids(error, ids)
            left = [each for each in ids if each not in gone]
            if not gone:
                raise
            raw = await self._search(f"id in ({', '.join(left)})", *left) if left else []
        return {str(each["id"]): issue_of(each, self._access.url) for each in raw}

    async def _search(self, jql: str, *ids: str, fields: Sequence[str] = ()) -> list[dict[str, Any]]:
        """On Cloud a search sees tickets at once that are named to it by id."""
        wanted = ["status", "summary", *fields]

        def search(jira: Any) -> Any:
            if self.cloud:
                named = [int(each) for each in ids if is_id(each)]
                return jira.enhanced_search_issues(
                    jql, maxResults=100, fields=wanted, reconcileIssues=named, json_result=True
                )
            return jira.search_issues(jql, maxResults=100, fields=wanted, json_result=True)

        found = (await self._call("search", search)).get("issues")
        if not isinstance(found, list) or not all(isinstance(e, dict) and is_id(str(e.get("id"))) for e in found):
            raise Unavailable("jira search: an answer without issues")
        return found

    async def _pages(self, path: str, word: str) -> list[dict[str, Any]]:
        """The package refuses these addresses on Cloud, where they are now, so it is only asked to fetch them."""
        found: list[dict[str, Any]] = []
        while True:
            params = {"startAt": len(found), "maxResults": BATCH}
            page = await self._call("createmeta", partial(_fetched, path, params))
            listed = page.get(word) or page.get("values") or []
            part = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
            found += part
            if not part or len(found) >= MOST or _is_last(page, len(found)):
                return found

    async def _call(self, what: str, work: Work) -> Any:
        """One call. What it raises holds neither credentials nor addresses."""
        try:
            async with asyncio.timeout(2 * self._patience + 1):  # also where an answer trickles in
                here = partial(_through_package, self._access, self._patience, work)
                told = await asyncio.get_running_loop().run_in_executor(self._threads, here)
        except TimeoutError:
            raise Unavailable(f"jira {what}: TimeoutError") from None
        if isinstance(told, _Failed):
            raise _meaning(what, told)
        if what != "user search" and not isinstance(told, dict):
            raise Unavailable(f"jira {what}: an odd answer")
        return told


def _is_last(page: dict[str, Any], so_far: int) -> bool:
    """Cloud and Data Center say it in different ways; who says nothing of it has said all."""
    if isinstance(page.get("isLast"), bool):
        return bool(page["isLast"])
    total = page.get("total")
    return not isinstance(total, int) or so_far >= total


def _fetched(path: str, params: dict[str, Any], jira: Any) -> Any:
    return jira._get_json(path, params=params)


def _posted(path: str, body: dict[str, Any], jira: Any) -> Any:
    """Its own way to make a link asks for application links first, which only admins may read."""
    return jira._session.post(jira._get_url(path), data=json.dumps(body)).json()


class _Failed:
    """What went wrong, and the response that came with it, if any."""

    def __init__(self, error: Exception, response: Any) -> None:
        self.error = error
        self.response = response


def _through_package(access: JiraAccess, patience: float, work: Work) -> Any:
    """The answer, or how it failed. Runs in a thread."""
    from jira import JIRA  # noqa: PLC0415 - heavy, and first needed here

    responses: list[Any] = []
    who: dict[str, Any] = {"token_auth": access.token}
    if access.cloud:
        who = {"basic_auth": (access.user, access.token)}
    options: dict[str, Any] = {"server": access.url, "rest_api_version": "3" if access.cloud else "2"}
    client = JIRA(options=options, max_retries=0, timeout=patience, get_server_info=False, logging=False, **who)
    client.deploymentType = "Cloud" if access.cloud else "Server"
    client._fields_cache_value = {"status": "status"}  # else each search would first fetch all fields there are
    client._session.hooks["response"].append(lambda response, **_: responses.append(response))
    try:
        return work(client)
    except Exception as error:  # the package trips over odd answers in ways of its own
        return _Failed(error, responses[-1] if responses else None)
    finally:
        client._session.close()


def _meaning(what: str, failed: _Failed) -> Exception:
    """A refusal or an outage, as the response says; what the package made of it does not matter."""
    response = failed.response
    if response is None:
        return Unavailable(f"jira {what}: {type(failed.error).__name__}", undone=never_sent(failed.error))
    status = int(response.status_code)
    if status == 429:
        return Unavailable(f"jira {what}: HTTP 429", seconds(response.headers.get("Retry-After")), undone=True)
    if status >= 500 or status == 408:
        return Unavailable(f"jira {what}: HTTP {status}", seconds(response.headers.get("Retry-After")))
    if status < 400:
        return Unavailable(f"jira {what}: {odd(response)}")
    return refused(what, status, response)
