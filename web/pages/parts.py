"""The living parts of an incident's page: drawn once for each change, and the same for whoever looks."""

from incidents.wording import spoken, stamp
from web.looks import TEMPLATES
from web.pages.war import War

PARTS = ("head", "facts", "known", "roles", "tasks", "updates", "timeline", "people", "failed")
"""Each is a template in `parts/`, and stands in an element with the id `part-NAME`."""


def rendered(war: War) -> dict[str, str]:
    """All of them, by name."""
    known = {"war": war, "incident": war.incident, "stamp": stamp, "spoken": spoken}
    return {name: TEMPLATES.get_template(f"parts/{name}.html").render(**known) for name in PARTS}
