"""What people do in Jira by hand: move a ticket, delete it, and set their project up otherwise."""

from collections.abc import Callable
from typing import Any

from sandbox.vendors.jira_fields import NAMES
from sandbox.vendors.jira_site import STATUSES, Site
from sandbox.workspace.nouns import Json

SETS = ("required", "off_screen", "hidden")


def by_hand(site: Site) -> Callable[[Json], str]:
    """Does it, and says what is wrong with what was asked; nothing when it was done."""

    def act(asked: Json) -> str:
        for name, value in asked.items():
            told = _set(site, name, value) if name != "issue" else ""
            if told:
                return told
        return _moved(site, asked) if "issue" in asked else ""

    return act


def _set(site: Site, name: str, value: Any) -> str:
    if name in SETS:
        if not isinstance(value, list) or (name != "hidden" and not set(value) <= set(NAMES)):
            return f"“{name}” is a list of {'e-mail addresses' if name == 'hidden' else ', '.join(NAMES)}"
        setattr(site, name, set(value))
    elif name == "index_lag_s":
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            return "“index_lag_s” is a number of seconds"
        site.index_lag_s = float(value)
    elif name == "no_links":
        if not isinstance(value, bool):
            return "“no_links” is true or false"
        site.no_links = value
    elif name not in ("status", "delete", "key"):
        return f"“{name}” cannot be set: there are {', '.join(SETS)}, no_links and index_lag_s"
    return ""


def _moved(site: Site, asked: Json) -> str:
    issue = site.find(str(asked["issue"]))
    if issue is None:
        return f"there is no issue {asked['issue']}"
    if asked.get("delete"):
        issue.is_deleted = True
    if "key" in asked:
        issue.key = str(asked["key"])
    if "status" in asked:
        if asked["status"] not in STATUSES:
            return f"“status” is one of {', '.join(STATUSES)}"
        site.settle(issue, asked["status"])
    return ""
