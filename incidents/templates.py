"""What an update begins with: a few words for each status, with what the incident knows put in."""

from collections.abc import Iterator
from datetime import datetime
from string import Formatter

from incidents.incident import Incident
from incidents.wording import cut, spoken

TEMPLATES = (
    ("investigating", "We are looking into it: {title}."),
    ("identified", "We have found the cause and are working on a fix: "),
    ("monitoring", "A fix is in place, and we are watching whether it holds: "),
    ("resolved", "It is fixed, after {duration}: "),
)
VARIABLES = ("ref", "title", "severity", "status", "services", "users_affected", "summary", "duration")
"""What a template may hold between braces."""
LONGEST = 3000
"""Characters of a form's field."""


def unsound(template: str) -> Iterator[str]:
    """What is wrong with a template, each as it goes on from its key; nothing for one that can be used."""
    try:
        parts = [(name, spec or conversion) for _, name, spec, conversion in Formatter().parse(template)]
    except ValueError:
        yield "has a brace { or } without its partner"
        return
    allowed = ", ".join(f"{{{name}}}" for name in VARIABLES)
    for name, extra in parts:
        if name is not None and (name not in VARIABLES or extra):
            yield f"must not hold {{{name}{':' + extra if extra else ''}}}: allowed are {allowed}"


def filled(template: str, incident: Incident, *, status: str, now: datetime) -> str:
    """The template with what is known; what nobody knows yet is left out."""
    known = {
        "ref": incident.ref,
        "title": incident.title,
        "severity": incident.severity.upper(),
        "status": status,
        "services": ", ".join(incident.services),
        "users_affected": incident.users_affected,
        "summary": incident.summary,
        "duration": spoken(incident.duration(now)),
    }
    return cut(template.format(**known), LONGEST)
