"""What authors took out of their messages is quoted nowhere: not as evidence, nor by what people have put right.

Evidence was written with the message's words until now; its time and address stay. What is found by words is
written anew by the clock. Words that people had put right before an edit go to the history, for admins.
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
LISTS = ("history", "corrections")


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
    _put_away(bind)


def _put_away(bind: sa.Connection) -> None:
    """As `incidents/said_before.py` does it with each edit from now on."""
    entry = sa.table("timeline_entry", sa.column("id"), *map(_column, ("message_ts", "text", *LISTS)))
    for row in bind.execute(sa.select(entry).where(entry.c.message_ts.is_not(None))).mappings().all():
        edits = [done for done in row["history"] if "after" in done]
        quoted = [
            done for done in row["corrections"] if edits and "text" in done and done["at"] <= edits[-1]["at"]
        ]
        if not quoted:
            continue
        moved = [{"did": f"corrected by {d['by']}", "at": d["at"], "before": d["text"]} for d in quoted]
        right = [_without_words(done) if done in quoted else done for done in row["corrections"]]
        meant = any(done.get("text") != done.get("text_after") for done in row["corrections"])
        new = {"history": [*moved, *row["history"]], "corrections": right}
        new |= {} if meant else {"text": edits[-1]["after"]}
        bind.execute(sa.update(entry).where(entry.c.id == row["id"]).values(**new))


def _without_words(done: dict[str, str]) -> dict[str, str]:
    reworded = {"reworded": "yes"} if done["text"] != done.get("text_after") else {}
    return {name: value for name, value in {**done, **reworded}.items() if name not in ("text", "text_after")}


def _column(name: str) -> sa.ColumnClause[Any]:
    return sa.column(name, sa.JSON() if name in ("whys", *LISTS) else sa.String())


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
