"""Turns what a person typed into what Slack hands on: escaped, with mentions and links as codes."""

import re

from sandbox.workspace.space import Workspace

BROADCASTS = ("channel", "here", "everyone")
PATTERN = re.compile(r"(?P<link>https?://[^\s<>|]+)|(?<![\w@#])(?P<sign>[@#])(?P<name>[\w.-]*\w)")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed(space: Workspace, text: str, *, labels: bool) -> str:
    """Escapes and codes a text; `labels` adds the name to a person's code, as slash commands do."""
    done, last = [], 0
    for match in PATTERN.finditer(text):
        done += [escaped(text[last : match.start()]), _coded(space, match, labels)]
        last = match.end()
    return "".join(done) + escaped(text[last:])


def _coded(space: Workspace, match: "re.Match[str]", labels: bool) -> str:
    if match["link"]:
        return f"<{escaped(match['link'])}>"
    code = _channel(space, match["name"]) if match["sign"] == "#" else _mention(space, match["name"], labels)
    return code or match[0]


def _channel(space: Workspace, name: str) -> str:
    channel = space.named(name)
    return f"<#{channel.id}|{channel.name}>" if channel else ""


def _mention(space: Workspace, name: str, labels: bool) -> str:
    if name in BROADCASTS:
        return f"<!{name}>"
    group = next((each for each in space.usergroups.values() if each.handle == name and not each.disabled), None)
    if group:
        return f"<!subteam^{group.id}|@{group.handle}>"
    user = next((each for each in space.users.values() if each.name == name.lower()), None)
    if not user:
        return ""
    return f"<@{user.id}|{user.name}>" if labels else f"<@{user.id}>"
