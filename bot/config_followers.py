"""The part of the config that names who is invited to new war rooms without having to ask for it."""

from collections.abc import Sequence

from bot.config_ids import GROUP, GROUP_MEANS, PERSON, PERSON_MEANS
from bot.config_table import Table
from incidents.catalog import Following, Service, Severity

FOLLOWER_KEYS = ("person", "group", "severity", "service")


def followers(top: Table, severities: Sequence[Severity], services: Sequence[Service]) -> tuple[Following, ...]:
    """One for each table; the same twice is the same once."""
    found = (_follower(table, severities, services) for table in top.tables("followers", FOLLOWER_KEYS))
    return tuple(dict.fromkeys(found))


def _follower(table: Table, severities: Sequence[Severity], services: Sequence[Service]) -> Following:
    return Following(
        slack_id=_who(table),
        severity=_one_of(table, "severity", [severity.key for severity in severities]),
        service=_one_of(table, "service", [service.name for service in services]),
    )


def _who(table: Table) -> str:
    if ("person" in table) == ("group" in table):
        table.wrong("person", "or group must be there, one of the two: whom it is about")
        return ""
    if "person" in table:
        return table.text("person", PERSON_MEANS, limit=20, pattern=PERSON)
    return table.text("group", GROUP_MEANS, limit=20, pattern=GROUP)


def _one_of(table: Table, key: str, known: Sequence[str]) -> str:
    """One that the config knows, however it is spelt; blank, which means all, when the key is left out."""
    if key not in table:
        return ""
    choices = ", ".join(each for each in known if each) or "there are none"
    value = table.text(key, f"one of the config's: {choices}", limit=100)
    found = next((each for each in known if each and each.casefold() == value.casefold()), "")
    if value and not found:
        table.wrong(key, f"must be one of the config's ({choices}), not “{value[:40]}”")
    return found
