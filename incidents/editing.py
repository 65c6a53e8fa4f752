"""The form in which everything of an incident can be changed: of it only what this person has changed is done.

So two people who change different things both get what they want. For the same thing the first one does, and the
second hears how it stands; what they typed stays in their form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from incidents.catalog import Catalog
from incidents.change import NOTHING, Change, together
from incidents.facts import set_impact_start, set_users_affected
from incidents.incident import Incident
from incidents.refusal import OPEN_AGAIN, Refusal
from incidents.services import set_services
from incidents.severity import set_severity
from incidents.status import must_be_open, set_status
from incidents.wording import cut, one_line, stamp, storable
from incidents.words import set_summary, set_title

TITLE, SUMMARY, SEVERITY, STATUS = "title", "summary", "severity", "status"
SERVICES, AFFECTED, IMPACT = "services", "users_affected", "impact"
WHILE_OPEN = (SEVERITY, STATUS)
"""What is settled when an incident ends; everything else is a fact that may be learnt later."""
QUOTED = 300


@dataclass(frozen=True, kw_only=True)
class Editor:
    """Who edits what, when, with which choices. `response_url`: where they hear of a room that opens by it."""

    incident: Incident
    catalog: Catalog
    by: str
    at: datetime
    response_url: str | None = None


def stands(incident: Incident, catalog: Catalog) -> dict[str, str]:
    """Everything that can be edited, each as one text, as a form gives it back when nobody has touched it."""
    known = [service.name for name in incident.services if (service := catalog.service(name))]
    return {
        TITLE: incident.title,
        SUMMARY: incident.summary,
        SEVERITY: incident.severity,
        STATUS: incident.status,
        SERVICES: "\n".join(sorted(known if catalog.services else incident.services)),
        AFFECTED: incident.users_affected,
        IMPACT: minute(incident.hurts_since),
    }


def minute(moment: datetime) -> str:
    """A form knows no seconds."""
    return str(int(moment.timestamp()) // 60)


def mark(value: str) -> str:
    """What stands for a value in the little that a form can carry."""
    return sha256(value.encode()).hexdigest()[:8]


def marks(incident: Incident, catalog: Catalog) -> dict[str, str]:
    """What a form has shown, for when it comes back."""
    return {name: mark(value) for name, value in stands(incident, catalog).items()}


def edit(editor: Editor, typed: Mapping[str, str], shown: Mapping[str, str]) -> Change:
    """Do what was changed in the form (`typed`, all its values) since it opened (`shown`, their marks)."""
    now = stands(editor.incident, editor.catalog)
    read = {name: READ.get(name, str)(value) for name, value in typed.items()}
    wanted = {name: value for name, value in read.items() if mark(value) != shown.get(name) and value != now[name]}
    for name in wanted:
        _must_fit(editor.incident, name, now[name], shown.get(name, ""))
    return together(_set(editor, name, value) for name, value in wanted.items())


def _must_fit(incident: Incident, name: str, now: str, shown: str) -> None:
    """Nobody has changed it meanwhile, and it can still be changed."""
    if name in WHILE_OPEN:
        _in_field(name, lambda: must_be_open(incident))
    if mark(now) != shown:
        present = stamp(datetime.fromtimestamp(int(now) * 60, UTC)) if name == IMPACT else now
        how = f"it is “{cut(one_line(present), QUOTED)}” now" if present else "it is empty now"
        raise Refusal(
            f"Somebody has changed this since you opened the form: {how}. Nothing was saved, and what you typed "
            f"stands here. {OPEN_AGAIN}",
            field=name,
        )


def _set(editor: Editor, name: str, value: str) -> Change:
    return _in_field(name, lambda: SET[name](editor, value)) or NOTHING


def _in_field(name: str, do: Callable[[], Change | None]) -> Change | None:
    """A rule that is asked by a form refuses at the field that it is about."""
    try:
        return do()
    except Refusal as refused:
        raise Refusal(refused.sentence, person=refused.person, field=name) from None


def _title(editor: Editor, value: str) -> Change:
    return set_title(editor.incident, value, by=editor.by, at=editor.at)


def _summary(editor: Editor, value: str) -> Change:
    return set_summary(editor.incident, value, by=editor.by, at=editor.at)


def _severity(editor: Editor, value: str) -> Change:
    return set_severity(
        editor.incident,
        value,
        editor.catalog,
        by=editor.by,
        at=editor.at,
        response_url=editor.response_url,
    )


def _status(editor: Editor, value: str) -> Change:
    return set_status(editor.incident, value, by=editor.by, at=editor.at)


def _services(editor: Editor, value: str) -> Change:
    """Those that the config no longer knows could not be chosen, so they stay; the others in their order."""
    chosen, catalog = value.splitlines(), editor.catalog
    gone = [name for name in editor.incident.services if catalog.services and not catalog.service(name)]
    stay = [name for name in editor.incident.services if name in chosen or name in gone]
    return set_services(editor.incident, [*stay, *chosen], by=editor.by, at=editor.at)


def _affected(editor: Editor, value: str) -> Change:
    return set_users_affected(editor.incident, value, by=editor.by, at=editor.at)


def _impact(editor: Editor, value: str) -> Change:
    start = datetime.fromtimestamp(int(value) * 60, UTC) if value else None
    return set_impact_start(editor.incident, start, by=editor.by, at=editor.at)


def _lines(value: str) -> str:
    return storable(value.replace("\r\n", "\n")).strip()


READ: dict[str, Callable[[str], str]] = {TITLE: one_line, SUMMARY: _lines, AFFECTED: one_line}
"""As the rules will keep it, so that what differs in blanks alone is not a change."""
SET: dict[str, Callable[[Editor, str], Change]] = {
    TITLE: _title,
    SUMMARY: _summary,
    SEVERITY: _severity,
    STATUS: _status,
    SERVICES: _services,
    AFFECTED: _affected,
    IMPACT: _impact,
}
