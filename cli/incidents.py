"""`signalcraft list`, `show`, `update` and, away from the server, `declare`: by the API, in words or as JSON."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.config_error import ConfigError
from bot.settings import api_access
from cli.remote import Remote, Trouble
from cli.running import FAILED, MISCONFIGURED, STOPPED, complain
from incidents.wording import spoken, storable

NOWHERE = (
    "This goes to a running bot: set SIGNALCRAFT_URL to its web address, and SIGNALCRAFT_TOKEN to a token "
    "(page /tokens there, or `signalcraft token create` on the server)."
)
ENTRIES = 10
"""Lines of the timeline that `show` prints."""
Shown = Callable[[Console, Any], None]


def run_list(environ: Mapping[str, str], asked: Mapping[str, Any], *, as_json: bool) -> int:
    """A page of what is open, or of what was asked for."""
    return _told(environ, lambda bot: bot.get("/incidents", **asked), _list, as_json=as_json)


def run_show(environ: Mapping[str, str], ref: str, *, as_json: bool) -> int:
    """One incident: how it stands, what is to be done, and what happened last."""

    def work(bot: Remote) -> Any:
        at = f"/incidents/{number_of(ref)}"
        whole = bot.get(at)
        return {**whole, **bot.get(f"{at}/tasks"), "timeline": bot.get(f"{at}/timeline")["entries"][:ENTRIES]}

    return _told(environ, work, _whole, as_json=as_json)


def run_update(environ: Mapping[str, str], ref: str, body: Mapping[str, Any], *, as_json: bool) -> int:
    """Tell people how things stand."""
    return _told(
        environ, lambda bot: bot.post(f"/incidents/{number_of(ref)}/update", body), _done, as_json=as_json
    )


def run_remote_declare(bot: Remote, body: Mapping[str, Any], *, as_json: bool) -> int:
    """Declare as the token's person."""
    return _asked(bot, lambda bot: bot.post("/incidents", body), _done, as_json=as_json)


def number_of(ref: str) -> int:
    """What is meant by `INC-42`, `#42` or `42`. Raises Trouble."""
    digits = ref.strip().casefold().removeprefix("#").removeprefix("inc-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise Trouble(f"“{ref}” names no incident. Say its number: INC-42 or 42.")
    return int(digits)


def _told(environ: Mapping[str, str], work: Callable[[Remote], Any], shown: Shown, *, as_json: bool) -> int:
    try:
        url, token = api_access(environ)
    except ConfigError as error:
        return complain(error.sentences, MISCONFIGURED)
    if not url:
        return complain([NOWHERE], MISCONFIGURED)
    return _asked(Remote(url=url, token=token), work, shown, as_json=as_json)


def _asked(bot: Remote, work: Callable[[Remote], Any], shown: Shown, *, as_json: bool) -> int:
    try:
        answer = work(bot)
    except Trouble as trouble:
        return complain([storable(trouble.sentence)], FAILED)
    if as_json:
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        shown(Console(highlight=False), answer)
    return STOPPED


# How it looks


def _list(console: Console, page: Any) -> None:
    if not page["incidents"]:
        return console.print("Nothing is open." if not page["total"] else "This page is empty.")
    table = Table("incident", "sev", "status", "title", "leads", "since", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for each in page["incidents"]:
        since = _ago(each["declared_at"])
        table.add_row(
            each["ref"],
            safe(each["severity"]),
            each["status"],
            safe(each["title"]),
            _who(each["commander"]),
            since,
        )
    console.print(table)
    if page["pages"] > 1:
        console.print(f"Page {page['page']} of {page['pages']}, {page['total']} in all. --page turns.")


def _whole(console: Console, now: Any) -> None:
    console.print(f"[bold]{now['ref']} {safe(now['title'])}[/bold]")
    console.print(f"{safe(now['severity'])}, {now['status']}, declared {_ago(now['declared_at'])} ago", end="")
    console.print(f" by {_who(now['declared_by'])}" if now["declared_by"] else "")
    for word, value in (
        ("Services", ", ".join(now["services"])),
        ("Summary", now["summary"]),
        ("Affected", now["users_affected"]),
        ("Fixed by", now["resolution"]),
        ("Room", now["room_url"]),
        ("Bridge", now["bridge_url"]),
        ("Page", now["url"]),
    ):
        if value:
            console.print(f"{word + ':':<10}{safe(value)}")
    for held in now["roles"]:
        console.print(f"{safe(held['role']) + ':':<10}{_who(held['person'])}")
    if now["latest_update"]:
        told = now["latest_update"]
        console.print(
            f"\n[bold]Update {told['number']}[/bold], {_clock(told['written_at'])}: {safe(told['text'])}"
        )
    for task in now["tasks"]:
        done = "done" if task["done_at"] else "open"
        console.print(f"Task {task['number']} ({done}): {safe(task['text'])} ({_who(task['assignee'])})")
    for sentence in now["failures"]:
        console.print(f"[red]{safe(sentence)}[/red]")
    console.print("\n[bold]Timeline[/bold] (UTC), the latest first")
    for entry in now["timeline"]:
        author = f" {_who(entry['author'])}:" if entry["author"] else ""
        console.print(f"{_clock(entry['at'])}{author} {safe(entry['text'])}")


def _done(console: Console, done: Any) -> None:
    console.print(safe(done["said"]))
    console.print(safe(done["incident"]["url"]), soft_wrap=True)


def safe(words: Any) -> str:
    """Strangers' words in a terminal: no markup of ours, and nothing that it would obey."""
    return escape(storable(str(words)))


def _who(person: Any) -> str:
    return "nobody" if person is None else safe(person["name"] or person["id"])


def _ago(moment: str) -> str:
    return spoken(datetime.now(UTC) - datetime.fromisoformat(moment))


def _clock(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%m-%d %H:%M}"
