"""The config file: severities, roles, services, how rooms are named and where the digest goes."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter
from typing import Any

from bot.config_bridges import order, own_bridges, standing, zoom_hosts
from bot.config_digest import digest
from bot.config_drill import drill
from bot.config_error import ConfigError
from bot.config_files import files
from bot.config_followers import followers
from bot.config_ids import GROUP, GROUP_MEANS, PERSON, PERSON_MEANS
from bot.config_jira import PROJECT, PROJECT_MEANS, TYPE_LENGTH, jira
from bot.config_permissions import permissions
from bot.config_postmortem import postmortem
from bot.config_reactions import reactions
from bot.config_table import Table
from bot.config_updates import second_person, templates
from bot.config_words import default_severity, first_commander, roles, rooms_from, severities
from incidents.catalog import Catalog, Service
from incidents.naming import CHANNEL_NAME_LIMIT, slug

DEFAULT_FILE = Path("signalcraft.toml")
TOP_KEYS = (
    "default_severity",
    "rooms_from",
    "first_commander",
    "channel_template",
    "digest_channel",
    "bridge",
    "bridges",
    "zoom_hosts",
    "timeline_emoji",
    "taken_emoji",
    "task_emoji",
    "action_item_emoji",
    "declare_emoji",
    "severities",
    "roles",
    "services",
    "people",
    "followers",
    "permissions",
    "drill",
    "files",
    "postmortem",
    "digest",
    "jira",
    "second_person",
    "templates",
)
SERVICE_KEYS = ("name", "people", "group", "bridge", "jira_project", "jira_type")

SERVICE_NAME = 100
CHANNEL = re.compile(r"[CG][A-Z0-9]{6,}|[a-z0-9_-]{1,80}")
CHANNEL_MEANS = "a channel's name without # (a-z, 0-9, - and _, at most 80) or its id such as C012AB3CD"

PLACEHOLDERS = ("number", "slug", "date", "service")
DATE = len("2026-01-31")
HIGHEST_NUMBER = len("999999")
ROOM_FOR_TITLE = 20
"""Characters of a channel name that stay free for the title and for a suffix like `-12`."""


def load_catalog(path: Path | None) -> Catalog:
    """The choices of this installation: from `path`, else from `signalcraft.toml` here, else the defaults.

    Raises ConfigError with a sentence for every mistake in the file, or when `path` cannot be read.
    """
    if path is None and not DEFAULT_FILE.exists():
        return Catalog()
    file = path or DEFAULT_FILE
    mistakes: list[str] = []
    catalog = _catalog(Table(_read(file), TOP_KEYS, mistakes), file.parent)
    if mistakes:
        raise ConfigError(f"{file}: {mistake}" for mistake in mistakes)
    return catalog


def _read(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError([f"{file}: must be text in UTF-8 (byte {error.start} is not)."]) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ConfigError([f"{file}: cannot be read ({why}). SIGNALCRAFT_CONFIG names this file."]) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        lines = text.splitlines() or [""]
        end = f"at the end of the file, line {len(lines)}, column {len(lines[-1]) + 1}"
        reason = str(error).replace("at end of document", end)
        raise ConfigError([f"{file}: is not valid TOML: {reason}."]) from None


def _catalog(top: Table, folder: Path) -> Catalog:
    top.only_known_keys()
    levels = severities(top)
    writing, more_slips = postmortem(top, levels, folder)
    services = _services(top)
    begins, slips = templates(top)
    defaults = Catalog()
    channel = defaults.digest_channel
    if "digest_channel" in top:
        channel = top.text("digest_channel", CHANNEL_MEANS, limit=80, pattern=CHANNEL)
    return Catalog(
        severities=levels,
        default_severity=default_severity(top, levels, defaults.default_severity),
        roles=roles(top),
        first_commander=first_commander(top),
        services=services,
        followers=followers(top, levels, services),
        channel_template=_template(top, services, defaults.channel_template),
        digest_channel=channel,
        weekly=digest(top),
        jira=jira(top, levels),
        rooms_from=rooms_from(top, levels),
        bridge=standing(top),
        bridges=order(top),
        own_bridges=own_bridges(top),
        zoom_hosts=zoom_hosts(top),
        permissions=permissions(top),
        drill=drill(top),
        writing=writing,
        files=files(top),
        **reactions(top, defaults),
        second_person=second_person(top, levels),
        templates=begins,
        slips=(*slips, *more_slips),
    )


def _services(top: Table) -> tuple[Service, ...]:
    found: dict[str, Service] = {}
    for table in top.tables("services", SERVICE_KEYS):
        service = Service(
            name=table.text("name", "what people call it", limit=SERVICE_NAME),
            people=table.texts("people", PERSON_MEANS, PERSON),
            group=table.text("group", GROUP_MEANS, limit=20, pattern=GROUP) if "group" in table else None,
            bridge=standing(table),
            jira_project=table.text("jira_project", PROJECT_MEANS, limit=TYPE_LENGTH, pattern=PROJECT)
            if "jira_project" in table
            else "",
            jira_type=table.text("jira_type", "a type of ticket", limit=TYPE_LENGTH)
            if "jira_type" in table
            else "",
        )
        if service.name.casefold() in found and service.name:
            table.wrong("name", f"repeats the service “{service.name}”")
        found.setdefault(service.name.casefold(), service)
    return tuple(found.values())


def _template(top: Table, services: Sequence[Service], default: str) -> str:
    if "channel_template" not in top:
        return default
    means = f"a channel's name with {{number}} in it, such as {default}"
    template = top.text("channel_template", means, limit=CHANNEL_NAME_LIMIT)
    try:
        parts = [(literal, name, spec or kind) for literal, name, spec, kind in Formatter().parse(template)]
    except ValueError:
        top.wrong("channel_template", "has a brace { or } without its partner")
        return default
    for why in _template_mistakes(parts, services) if template else ():
        top.wrong("channel_template", why)
    return template


def _template_mistakes(
    parts: Sequence[tuple[str, str | None, str | None]], services: Sequence[Service]
) -> Iterator[str]:
    names = [name for _, name, _ in parts if name is not None]
    allowed = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    for _, name, extra in parts:
        if name is not None and (name not in PLACEHOLDERS or extra):
            written = f"{{{name}{':' if extra else ''}{extra or ''}}}"
            yield f"must not hold {written}: allowed are {allowed}, just as written here"
    if "number" not in names:
        yield "must hold {number}, so that no two rooms have the same name"
    if any(not re.fullmatch(r"[a-z0-9_-]*", literal) for literal, _, _ in parts):
        yield "may hold only a-z, 0-9, - and _ around its placeholders"
    longest = max((len(slug(service.name)) for service in services), default=0)
    widths = {"number": HIGHEST_NUMBER, "date": DATE, "service": longest}
    taken = sum(len(literal) + widths.get(name or "", 0) for literal, name, _ in parts)
    if taken > CHANNEL_NAME_LIMIT - ROOM_FOR_TITLE:
        yield (
            f"leaves too little room: without the title it takes up to {taken} of the {CHANNEL_NAME_LIMIT} "
            f"characters of a channel's name, and {ROOM_FOR_TITLE} must stay free"
        )
