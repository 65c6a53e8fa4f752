"""Evidence that is a message says when it was, and no word of it: who deletes a message deletes what it said.

It was written with the message's words until now. What is found by words is written anew by the clock.
"""

import json
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MESSAGE = re.compile(
    r"\[(\d\d:\d\d) (?:[^\]\\\n]|\\.)*\]\((https?://[^()\s]+/archives/[A-Z0-9]+/p\d{16}[^()\s]*)\)"
)
"""A message of the timeline that was chosen as evidence, as a link in Markdown."""
KEYS = {"postmortem": ("incident_id",), "postmortem_edit": ("id",), "kept_document": ("incident_id", "name")}
TEXTS = {"postmortem": ("whys",), "postmortem_edit": ("before", "after"), "kept_document": ("content",)}


def without_words(text: str) -> str:
    """The same text, in which such links keep their time and their address."""
    return MESSAGE.sub(r"[\1](\2)", text)


def upgrade() -> None:
    """Rewrite what holds such links, and nothing else. It may be done twice."""
    bind = op.get_bind()
    for name, keys in KEYS.items():
        table = sa.table(name, *map(sa.column, keys), *map(_column, TEXTS[name]))
        for row in bind.execute(sa.select(table)).mappings().all():
            new = {each: _renewed(row[each], row.get("name", "")) for each in TEXTS[name]}
            changed = {each: value for each, value in new.items() if value != row[each]}
            if changed:
                bind.execute(sa.update(table).where(*(table.c[key] == row[key] for key in keys)).values(**changed))
            if changed and name == "postmortem":
                found = sa.table("postmortem_text", sa.column("incident_id"))
                bind.execute(sa.delete(found).where(found.c.incident_id == row["incident_id"]))


def _column(name: str) -> sa.ColumnClause[Any]:
    return sa.column(name, sa.JSON() if name == "whys" else sa.String())


def _renewed(value: Any, name: str) -> Any:
    """A document of JSON is taken apart for it: there a link is written otherwise."""
    if not name.endswith(".json"):
        return _walked(value)
    found = json.loads(value)
    walked = _walked(found)
    return value if walked == found else json.dumps(walked, ensure_ascii=False, indent=2) + "\n"


def _walked(value: Any) -> Any:
    if isinstance(value, str):
        return without_words(value)
    if isinstance(value, list):
        return [_walked(each) for each in value]
    return {name: _walked(each) for name, each in value.items()} if isinstance(value, dict) else value


def downgrade() -> None:
    """The words stay away: an older version shows the time alone."""
