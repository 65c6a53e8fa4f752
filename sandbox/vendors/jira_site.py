"""One Jira site: its projects, fields, people and issues, and what people do there by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.workspace.nouns import Json, User
from sandbox.world import World

CLOUD, DATA_CENTER = "Cloud", "Server"
"""The words by which a site says what it is; a Data Center still calls itself Server."""
USER, API_TOKEN, ACCESS_TOKEN = "signalcraft@example.com", "local-jira-token", "local-jira-access-token"
PRIORITIES = {"1": "Highest", "2": "High", "3": "Medium", "4": "Low", "5": "Lowest"}
STATUSES = {"To Do": "new", "In Progress": "indeterminate", "Done": "done"}
"""By name, the category of each."""
TYPES = {"10001": "Task", "10002": "Bug"}
PROJECTS = {"OPS": "Operations", "PAY": "Payments"}
UNITS = {"10020": "Retail", "10021": "Wholesale"}
REGIONS, BELOW = {"10030": "Europe", "10032": "Asia"}, {"10030": {"10031": "Spain"}}


@dataclass
class Issue:
    id: str
    key: str
    project: str
    type: str
    fields: Json
    made_at: float
    status: str = "To Do"
    status_at: float = 0.0
    is_deleted: bool = False
    links: list[Json] = field(default_factory=list)


@dataclass
class Site:
    """`required`, `off_screen`: fields by id, as the project's admins have set them.

    `hidden`: e-mail addresses that their owners show to nobody. `index_lag_s`: by how much a search is behind.
    `no_links`: the account may not link issues.
    """

    world: World
    kind: str
    path: str
    issues: list[Issue] = field(default_factory=list)
    required: set[str] = field(default_factory=set)
    off_screen: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    no_links: bool = False
    index_lag_s: float = 0.0

    @property
    def is_cloud(self) -> bool:
        return self.kind == CLOUD

    @property
    def url(self) -> str:
        return f"{self.world.space.base_url}{self.path}"

    @property
    def api(self) -> str:
        return f"{self.url}/rest/api/{3 if self.is_cloud else 2}"

    @property
    def now(self) -> float:
        return self.world.clock.now()

    @property
    def people(self) -> list[User]:
        return [user for user in self.world.space.users.values() if not user.is_bot and not user.deleted]

    def account(self, user: User) -> str:
        return f"712020:{user.id.lower()}"

    def make(self, project: str, kind: str, fields: Json) -> Issue:
        number = 1 + sum(each.project == project for each in self.issues)
        id_ = str(10_000 + len(self.issues))
        issue = Issue(id_, f"{project}-{number}", project, kind, fields, self.now, status_at=self.now)
        self.issues.append(issue)
        return issue

    def find(self, word: str) -> Issue | None:
        """By id or key."""
        return next((each for each in self.there if word in (each.id, each.key)), None)

    @property
    def there(self) -> list[Issue]:
        return [each for each in self.issues if not each.is_deleted]

    @property
    def searched(self) -> list[Issue]:
        """What a search knows of by now."""
        return [each for each in self.there if each.made_at + self.index_lag_s <= self.now]

    def settle(self, issue: Issue, status: str) -> None:
        issue.status, issue.status_at = status, self.now

    def as_json(self) -> Json:
        """What a test may look at."""
        shown = [
            {
                "id": each.id, "key": each.key, "project": each.project, "type": each.type, "status": each.status,
                "is_deleted": each.is_deleted, "fields": each.fields, "links": each.links,
                "url": f"{self.url}/browse/{each.key}",
            }
            for each in self.issues
        ]  # fmt: skip
        return {
            "kind": self.kind, "issues": shown, "required": sorted(self.required), "hidden": sorted(self.hidden),
            "off_screen": sorted(self.off_screen), "index_lag_s": self.index_lag_s, "no_links": self.no_links,
        }  # fmt: skip


def stamp(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def shown(site: Site, issue: Issue, wanted: list[str]) -> Json:
    """An issue as it is got or found, with the fields that were asked for."""
    status: Json = {
        "name": issue.status, "statusCategory": {"key": STATUSES[issue.status], "name": issue.status},
    }  # fmt: skip
    fields: Json = issue.fields | {
        "status": status, "created": stamp(issue.made_at), "updated": stamp(issue.status_at),
        "resolution": {"name": "Done"} if STATUSES[issue.status] == "done" else None,
    }  # fmt: skip
    if wanted and "*all" not in wanted:
        fields = {name: value for name, value in fields.items() if name in wanted}
    return {"id": issue.id, "key": issue.key, "self": f"{site.api}/issue/{issue.id}", "fields": fields}


def person(site: Site, user: User) -> Json:
    """Somebody as the site shows them: on Cloud by account, on Data Center by name."""
    mail = "" if user.email in site.hidden else user.email
    if site.is_cloud:
        id_ = site.account(user)
        told: Json = {"self": f"{site.api}/user?accountId={id_}", "accountId": id_, "accountType": "atlassian"}
    else:
        told = {"self": f"{site.api}/user?username={user.name}", "name": user.name, "key": f"JIRAUSER{user.id}"}
    return told | {"displayName": user.real_name, "emailAddress": mail, "active": True}


def values(known: dict[str, str], site: Site, path: str, word: str) -> list[dict[str, Any]]:
    return [{"self": f"{site.api}/{path}/{id_}", word: name, "id": id_} for id_, name in known.items()]


def regions(site: Site) -> list[dict[str, Any]]:
    """A list with a second level."""
    found = values(REGIONS, site, "customFieldOption", "value")
    below = {id_: values(BELOW.get(id_, {}), site, "customFieldOption", "value") for id_ in REGIONS}
    return [each | {"children": below[each["id"]]} for each in found]
