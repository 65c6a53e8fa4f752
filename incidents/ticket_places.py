"""Where tickets belong: which project of the tracker, and as what."""

from collections.abc import Sequence

from incidents.catalog import Catalog
from incidents.tracker import Tracker


def ticket_place(catalog: Catalog, services: Sequence[str]) -> tuple[str, str]:
    """Project and type of a ticket: those of the first of these services that has its own, else those of all."""
    jira = catalog.jira or Tracker(project="")
    known = (catalog.service(name) for name in services)
    own = next((s for s in known if s and (s.jira_project or s.jira_type)), None)
    return (own.jira_project or jira.project, own.jira_type or jira.type) if own else (jira.project, jira.type)


def ticket_places(catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Every project and type that a ticket may go to."""
    of_services = (ticket_place(catalog, [service.name]) for service in catalog.services)
    return tuple(dict.fromkeys([ticket_place(catalog, ()), *of_services]))
