"""Acts that write down what is known: status, severity, title, summary, services, users affected, impact."""

from collections.abc import Callable
from typing import Any

from incidents import acknowledging, editing
from incidents.editing import Editor, edit, marks
from incidents.permissions import CHANGE
from incidents.services import named
from incidents.severity import set_severity
from incidents.wording import stamp
from storage.store import Changed
from web.acts import wanted as w
from web.acts.doing import Act, Doing


async def _edited(doing: Doing, name: str, value: str, seen: str | None) -> Changed:
    """As the form that edits everything in Slack does it: who is late hears how it stands now."""
    catalog, by, at = doing.catalog, doing.person, doing.at

    def rule(incident: Any) -> Any:
        shown = {name: marks(incident, catalog)[name] if seen is None else seen}
        return edit(Editor(incident=incident, catalog=catalog, by=by, at=at), {name: value}, shown)

    return await doing.change(rule)


def _as_typed(name: str) -> Callable[[Doing, Any], Any]:
    async def run(doing: Doing, wanted: Any) -> Changed:
        return await _edited(doing, name, getattr(wanted, name), wanted.seen)

    return run


async def _services(doing: Doing, wanted: w.Services) -> Changed:
    names = named(doing.catalog, ", ".join(wanted.services)) if wanted.services else []
    return await _edited(doing, editing.SERVICES, "\n".join(sorted(names)), wanted.seen)


async def _impact(doing: Doing, wanted: w.Impact) -> Changed:
    words = wanted.impact.strip()
    start = editing.minute(await doing.moment(words, editing.IMPACT, past=True)) if words else ""
    return await _edited(doing, editing.IMPACT, start, wanted.seen)


async def _severity(doing: Doing, wanted: w.Severity) -> Changed:
    key, by, at = doing.catalog.severity(wanted.severity).key, doing.person, doing.at
    return await doing.change(
        lambda i: set_severity(i, key, doing.catalog, by=by, at=at, why=wanted.why, seen=wanted.seen)
    )


async def _acknowledge(doing: Doing, wanted: w.Nothing) -> Changed:
    return await doing.change(lambda i: acknowledging.acknowledge(i, by=doing.person, at=doing.at))


FACTS = (
    Act(
        name="acknowledge",
        needs=CHANGE,
        does="says that you have seen it and look into it; the first one counts",
        wants=w.Nothing,
        run=_acknowledge,
        said=lambda i: f"{i.ref} is acknowledged.",
    ),
    Act(
        name="status",
        needs=CHANGE,
        does="moves it on",
        wants=w.Status,
        run=_as_typed(editing.STATUS),
        said=lambda i: f"{i.ref} is {i.standing}.",
    ),
    Act(
        name="severity",
        needs=CHANGE,
        does="says how bad it is, and why",
        wants=w.Severity,
        run=_severity,
        said=lambda i: f"{i.ref} is {i.severity}.",
    ),
    Act(
        name="title",
        needs=CHANGE,
        does="says better what is broken; the room's name follows",
        wants=w.Title,
        run=_as_typed(editing.TITLE),
        said=lambda i: f"{i.ref} is called “{i.title}”.",
    ),
    Act(
        name="summary",
        needs=CHANGE,
        does="writes down what is happening",
        wants=w.Summary,
        run=_as_typed(editing.SUMMARY),
        said=lambda i: f"The summary of {i.ref} is {'written down' if i.summary else 'taken away'}.",
    ),
    Act(
        name="services",
        needs=CHANGE,
        does="says what is broken; who is on call for it comes",
        wants=w.Services,
        run=_services,
        said=lambda i: f"Broken by {i.ref}: {', '.join(i.services) or 'nothing that is known'}.",
    ),
    Act(
        name="affected",
        needs=CHANGE,
        does="says how many users it hits",
        wants=w.Affected,
        run=_as_typed(editing.AFFECTED),
        said=lambda i: f"Users affected by {i.ref}: {i.users_affected or 'not known'}.",
    ),
    Act(
        name="impact",
        needs=CHANGE,
        does="says since when it hurts",
        wants=w.Impact,
        run=_impact,
        said=lambda i: f"{i.ref} hurts since {stamp(i.hurts_since)}.",
    ),
)
