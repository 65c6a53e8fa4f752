"""The config file: severities, roles, services, how rooms are named and where the digest goes."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

from bot.config_bridges import order, own_bridges, standing, zoom_hosts
from bot.config_drill import drill
from bot.config_error import ConfigError
from bot.config_followers import followers
from bot.config_ids import GROUP, GROUP_MEANS, PERSON, PERSON_MEANS
from bot.config_permissions import permissions
from bot.config_reactions import reaction
from bot.config_table import Table
from bot.config_updates import second_person, templates, update_every
from incidents.catalog import DECLARER, NOBODY, ON_CALL, ROLES, SEVERITIES, Catalog, Role, Service, Severity
from incidents.naming import CHANNEL_NAME_LIMIT, slug

T = TypeVar("T", Severity, Role)

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
    "task_emoji",
    "declare_emoji",
    "severities",
    "roles",
    "services",
    "people",
    "followers",
    "permissions",
    "drill",
    "second_person",
    "templates",
)
SEVERITY_KEYS = ("key", "name", "description", "emoji", "update_every")
ROLE_KEYS = ("key", "name", "description", "brief", "remind_after")
SERVICE_KEYS = ("name", "people", "group", "bridge")

MOST = 20
"""Severities, and roles: more do not fit on a card."""
NAME = 40
DESCRIPTION = 75
"""What a line of Slack's menus shows."""
SERVICE_NAME = 100
FIRST_COMMANDERS = (NOBODY, DECLARER, ON_CALL)
BRIEF_LINES = 5
REMIND_MEANS = "minutes until the room is asked who takes the role"
DAY = 24 * 60
BRIEF = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,150}")
BRIEF_MEANS = "a line of at most 150 characters that a new holder should read"

KEY = re.compile(r"[a-z][a-z0-9_-]{0,19}")
KEY_MEANS = "1 to 20 characters: a letter a-z, then a-z, 0-9, - and _"
CHANNEL = re.compile(r"[CG][A-Z0-9]{6,}|[a-z0-9_-]{1,80}")
CHANNEL_MEANS = "a channel's name without # (a-z, 0-9, - and _, at most 80) or its id such as C012AB3CD"

_PICTURE = (
    "[©®\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
    "[\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
)
# A flag of two letters, a keycap, or pictures joined into one.
EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|(?![\U0001f1e6-\U0001f1ff]){_PICTURE}(?:\u200d{_PICTURE})*"
)
EMOJI_MEANS = "one emoji as a character, such as 🔴"

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
    catalog = _catalog(Table(_read(file), TOP_KEYS, mistakes))
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


def _catalog(top: Table) -> Catalog:
    top.only_known_keys()
    severities = _severities(top)
    services = _services(top)
    begins, slips = templates(top)
    defaults = Catalog()
    digest = defaults.digest_channel
    if "digest_channel" in top:
        digest = top.text("digest_channel", CHANNEL_MEANS, limit=80, pattern=CHANNEL)
    task = reaction(top, "task_emoji", defaults.task_emoji)
    return Catalog(
        severities=severities,
        default_severity=_default_severity(top, severities, defaults.default_severity),
        roles=_roles(top),
        first_commander=_first_commander(top),
        services=services,
        followers=followers(top, severities, services),
        channel_template=_template(top, services, defaults.channel_template),
        digest_channel=digest,
        rooms_from=_rooms_from(top, severities),
        bridge=standing(top),
        bridges=order(top),
        own_bridges=own_bridges(top),
        zoom_hosts=zoom_hosts(top),
        permissions=permissions(top),
        drill=drill(top),
        task_emoji=task,
        declare_emoji=reaction(top, "declare_emoji", defaults.declare_emoji, task=task),
        second_person=second_person(top, severities),
        templates=begins,
        slips=slips,
    )


def _severities(top: Table) -> tuple[Severity, ...]:
    if "severities" not in top:
        return SEVERITIES
    tables = top.tables("severities", SEVERITY_KEYS, most=MOST)
    found = tuple(_severity(table) for table in tables)
    _distinct(tables, found, Catalog(severities=found).severity)
    return found


def _severity(table: Table) -> Severity:
    return Severity(
        key=table.text("key", KEY_MEANS, limit=20, pattern=KEY),
        name=table.text("name", "a word or two", limit=NAME),
        description=table.text("description", "the plain question it answers", limit=DESCRIPTION),
        emoji=table.text("emoji", EMOJI_MEANS, limit=20, pattern=EMOJI),
        update_every=update_every(table),
    )


def _default_severity(top: Table, severities: Sequence[Severity], default: str) -> str:
    keys = [severity.key for severity in severities]
    choices = ", ".join(key for key in keys if key)
    if "default_severity" in top:
        default = top.text("default_severity", f"the key of a severity: {choices}", limit=20)
        if default and keys and all(keys) and default not in keys:
            top.wrong("default_severity", f"must be the key of a severity ({choices}), not “{default}”")
    elif keys and all(keys) and default not in keys:
        top.wrong("default_severity", f"is missing: without {default} it must name one of {choices}")
    return default


def _rooms_from(top: Table, severities: Sequence[Severity]) -> str | None:
    """The least severity that opens a room."""
    if "rooms_from" not in top:
        return None
    keys = [severity.key for severity in severities if severity.key]
    choices = ", ".join(keys)
    found = top.text("rooms_from", f"the key of a severity: {choices}", limit=20)
    if found and keys and found not in keys:
        top.wrong("rooms_from", f"must be the key of a severity ({choices}), not “{found}”")
    return found or None


def _roles(top: Table) -> tuple[Role, ...]:
    if "roles" not in top:
        return ROLES
    tables = top.tables("roles", ROLE_KEYS, most=MOST)
    found = tuple(_role(table) for table in tables)
    _distinct(tables, found, Catalog(roles=found).role)
    keys = [role.key for role in found]
    if keys and all(keys) and "commander" not in keys:
        top.wrong("roles", "must hold one with the key “commander”: somebody leads every incident")
    return found


def _first_commander(top: Table) -> str:
    means = f"one of {', '.join(FIRST_COMMANDERS)}"
    if "first_commander" not in top:
        return NOBODY
    return top.text("first_commander", means, limit=20, pattern=re.compile("|".join(FIRST_COMMANDERS)))


def _role(table: Table) -> Role:
    return Role(
        key=table.text("key", KEY_MEANS, limit=20, pattern=KEY),
        name=table.text("name", "a word or two", limit=NAME),
        description=table.text("description", "what they do", limit=DESCRIPTION),
        brief=_brief(table),
        remind_after=_minutes(table),
    )


def _minutes(table: Table) -> int:
    return table.number("remind_after", REMIND_MEANS, most=DAY) if "remind_after" in table else 0


def _brief(table: Table) -> tuple[str, ...]:
    """What a new holder reads. Without one they read the description."""
    lines = table.texts("brief", BRIEF_MEANS, BRIEF)
    if len(lines) > BRIEF_LINES:
        table.wrong("brief", f"may be at most {BRIEF_LINES} lines, not {len(lines)}")
    return lines


def _distinct(tables: Sequence[Table], found: Sequence[T], meant: Callable[[str], T]) -> None:
    """Every key and name must lead back to its own entry when somebody types it."""
    for table, item in zip(tables, found, strict=True):
        for field, word in (("key", item.key), ("name", item.name)):
            first = meant(word) if word else item
            if first is not item:
                table.wrong(field, f"“{word}” already means “{first.key}”: choose another word")


def _services(top: Table) -> tuple[Service, ...]:
    found: dict[str, Service] = {}
    for table in top.tables("services", SERVICE_KEYS):
        service = Service(
            name=table.text("name", "what people call it", limit=SERVICE_NAME),
            people=table.texts("people", PERSON_MEANS, PERSON),
            group=table.text("group", GROUP_MEANS, limit=20, pattern=GROUP) if "group" in table else None,
            bridge=standing(table),
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
