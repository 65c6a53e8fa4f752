"""Jira as far as tickets need it, Cloud and Data Center side by side: each with its own ways and its own words."""

import base64
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.answering import Answer, later
from sandbox.traffic.faults import Fault
from sandbox.vendors import jira_jql, jira_links, jira_page, vendor
from sandbox.vendors.jira_fields import STRICT, meta, mistakes, project_of, type_of
from sandbox.vendors.jira_hands import by_hand
from sandbox.vendors.jira_site import (
    ACCESS_TOKEN,
    API_TOKEN,
    CLOUD,
    DATA_CENTER,
    PROJECTS,
    TYPES,
    USER,
    Issue,
    Site,
    person,
    shown,
)
from sandbox.vendors.vendor import Refused
from sandbox.workspace.nouns import Json
from sandbox.world import World

MISSING = "Issue does not exist or you do not have permission to see it."
UNKNOWN_PROJECT = "No project could be found with key '{}'."
PAGE = 50
Perform = Callable[[Site, Json], Answer]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def route(app: web.Application, world: World) -> None:
    for name, path, kind in (("jira", "jira", CLOUD), ("jira-dc", "jira-dc", DATA_CENTER)):
        site = Site(world, kind, path)
        world.vendors[name] = site.as_json
        world.hands[name] = by_hand(site)
        _route(app, site)


def _route(app: web.Application, site: Site) -> None:
    base = f"/{site.path}/rest/api/{3 if site.is_cloud else 2}"
    types = f"{base}/issue/createmeta/{{project}}/issuetypes"
    calls: dict[tuple[str, str], tuple[str, Perform]] = {
        ("GET", f"{base}/serverInfo"): ("serverInfo", _server),
        ("GET", f"{base}/myself"): ("myself", _myself),
        ("GET", f"{base}/project/{{project}}"): ("project.get", _project),
        ("GET", types): ("createmeta.types", _types),
        ("GET", f"{types}/{{type}}"): ("createmeta.fields", _fields),
        ("GET", f"{base}/user/search"): ("user.search", _users),
        ("GET", f"{base}/search/jql" if site.is_cloud else f"{base}/search"): ("search", _search),
        ("POST", f"{base}/issue"): ("issue.create", _create),
        ("GET", f"{base}/issue/{{issue}}"): ("issue.get", _get),
        ("POST", f"{base}/issue/{{issue}}/remotelink"): ("remotelink.create", _link),
        ("GET", f"{base}/issue/{{issue}}/remotelink"): ("remotelink.list", _links),
    }
    for (verb, path), (name, perform) in calls.items():
        app.router.add_route(verb, path, _handler(site, f"jira.{name}", perform))

    async def page(request: web.Request) -> web.StreamResponse:
        return jira_page.whole(site, request.match_info.get("issue", ""))

    app.router.add_get(f"/{site.path}/", page)
    app.router.add_get(f"/{site.path}/browse/{{issue}}", page)


def _handler(site: Site, name: str, perform: Perform) -> Handler:
    """A call that needs credentials; what the URL, the query and the body say comes to it as one."""

    async def handle(request: web.Request) -> web.StreamResponse:
        given = await vendor.body(request)
        query: Json = dict(request.query) | {"fields": request.query.getall("fields", [])}
        args = {key: value for key, value in query.items() if value} | dict(request.match_info)
        told = args | ({"body": given} if given else {})

        def answer() -> Answer:
            _let_in(site, request)
            if given is None:
                raise refused(400, "Unexpected character while reading the request body.")
            return perform(site, args | {"body": given})

        return await vendor.call(site.world, request, name, told, answer, failed)

    return handle


def _let_in(site: Site, request: web.Request) -> None:
    """By API token on Cloud, by access token on Data Center; the other way is no way in."""
    basic = base64.b64encode(f"{USER}:{API_TOKEN}".encode()).decode()
    expected = f"Basic {basic}" if site.is_cloud else f"Bearer {ACCESS_TOKEN}"
    if request.headers.get("Authorization") == expected:
        return
    if site.is_cloud:
        body: Json = {"message": "Client must be authenticated to access this resource.", "status-code": 401}
        raise Refused(Answer(body, 401, error="401"))
    page = "<html><head><title>Unauthorized (401)</title></head><body>Unauthorized (401)</body></html>"
    raise Refused(Answer({}, 401, text=page, content_type="text/html", error="401"))


def _server(site: Site, _: Json) -> Answer:
    version = [1001, 0, 0] if site.is_cloud else [9, 12, 5]
    told: Json = {"baseUrl": site.url, "version": ".".join(map(str, version)), "versionNumbers": version}
    return Answer(told | {"deploymentType": site.kind, "serverTitle": "Jira"})


def _myself(site: Site, _: Json) -> Answer:
    told: Json = {"accountId": "712020:bot"} if site.is_cloud else {"name": "signalcraft", "key": "JIRAUSER1"}
    return Answer(told | {"displayName": "SignalCraft", "emailAddress": USER, "active": True})


def _project(site: Site, args: Json) -> Answer:
    key = _known_project(args)
    return Answer({"id": str(10_000 + list(PROJECTS).index(key)), "key": key, "name": PROJECTS[key]})


def _types(site: Site, args: Json) -> Answer:
    _known_project(args)
    types = [{"id": id_, "name": name, "subtask": False} for id_, name in TYPES.items()]
    return _paged(site, "issueTypes", types, args)


def _fields(site: Site, args: Json) -> Answer:
    _known_project(args)
    if args["type"] not in TYPES:
        raise refused(404, f"The issue type with id '{args['type']}' does not exist.")
    return _paged(site, "fields", meta(site), args)


def _paged(site: Site, word: str, every: list[Json], args: Json) -> Answer:
    """Cloud calls the list by what is in it, Data Center calls it values."""
    start, size = int(args.get("startAt", 0)), min(int(args.get("maxResults", PAGE)), PAGE)
    told: Json = {"startAt": start, "maxResults": size, "total": len(every)}
    part = every[start : start + size]
    last: Json = {} if site.is_cloud else {"isLast": start + size >= len(every)}
    return Answer(told | last | {word if site.is_cloud else "values": part})


def _known_project(args: Json) -> str:
    if args["project"] not in PROJECTS:
        raise refused(404, UNKNOWN_PROJECT.format(args["project"]))
    return str(args["project"])


def _users(site: Site, args: Json) -> Answer:
    """By a part of the name, or the whole of an address that its owner shows."""
    if site.is_cloud and "username" in args:
        raise refused(400, STRICT)
    word = str(args.get("query" if site.is_cloud else "username", "")).casefold()
    if not word:
        needed = "query" if site.is_cloud else "username"
        raise refused(400, f"The {needed} query parameter was not provided")
    told = [person(site, each) for each in site.people]
    hits = [each for each in told if word in f"{each['displayName']} {each['emailAddress']}".casefold()]
    return Answer({}, text=json.dumps(hits), content_type="application/json", shown={"users": len(hits)})


def _search(site: Site, args: Json) -> Answer:
    try:
        found = jira_jql.found(site, str(args.get("jql", "")))
    except jira_jql.WrongJql as wrong:
        raise Refused(Answer({"errorMessages": wrong.sentences, "errors": {}}, 400, error="jql")) from None
    size = min(int(args.get("maxResults", PAGE)), 100)
    start = int(args.get("nextPageToken" if site.is_cloud else "startAt", 0))
    fields = [name for each in args.get("fields", []) for name in each.split(",")]
    if site.is_cloud and not fields:
        fields = ["id"]  # it tells nothing that was not asked for
    issues = [shown(site, each, fields) for each in found[start : start + size]]
    if not site.is_cloud:
        return Answer({"startAt": start, "maxResults": size, "total": len(found), "issues": issues})
    last = start + size >= len(found)
    return Answer({"issues": issues, "isLast": last} | ({} if last else {"nextPageToken": str(start + size)}))


def _create(site: Site, args: Json) -> Answer:
    given = args["body"].get("fields")
    if not isinstance(given, dict) or set(args["body"]) - {"fields", "update"}:
        raise refused(400, "Field 'fields' is required.")
    wrong = mistakes(site, given)
    if wrong:
        raise Refused(Answer({"errorMessages": [], "errors": wrong}, 400, error=", ".join(wrong)))
    kept = {name: value for name, value in given.items() if name not in ("project", "issuetype")}
    issue = site.make(project_of(given), type_of(given), kept)
    return Answer({"id": issue.id, "key": issue.key, "self": f"{site.api}/issue/{issue.id}"}, 201)


def _get(site: Site, args: Json) -> Answer:
    return Answer(shown(site, _issue(site, args), []))


def _link(site: Site, args: Json) -> Answer:
    return jira_links.create(site, _issue(site, args), args["body"])


def _links(site: Site, args: Json) -> Answer:
    found = jira_links.shown(_issue(site, args), str(args.get("globalId", "")))
    if found is None:
        raise refused(404, "The remote issue link was not found.")
    return Answer({}, text=json.dumps(found), content_type="application/json")


def _issue(site: Site, args: Json) -> Issue:
    issue = site.find(str(args["issue"]))
    if issue is None:
        raise refused(404, MISSING)
    return issue


def refused(status: int, *sentences: str) -> Refused:
    return Refused(Answer({"errorMessages": list(sentences), "errors": {}}, status, error=sentences[0]))


def failed(fault: Fault) -> Answer | None:
    """An ordered fault in Jira's words. A `body` that is JSON goes out as JSON, anything else as a page."""
    if not fault.status and not fault.error:
        return None
    status, words = fault.status or 400, fault.error or "An ordered fault."
    body: Json = {"errorMessages": [words], "errors": {}}
    kind = "application/json" if (fault.body or "").lstrip()[:1] in ("{", "[", '"', "n") else "text/html"
    return Answer(body, status, later(fault), fault.body, kind, error=words)
