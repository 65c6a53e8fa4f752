"""The post-mortem in Markdown: what the document knows, through a template."""

from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from incidents.drill import MARK
from incidents.grade import passed
from incidents.postmortem import PUBLISHED, STATES, WAIVED
from reports.document import Document
from reports.example import examples
from reports.markdown import Markdown, literal
from reports.parts import Rung
from reports.template import BrokenTemplate, rendered

OURS = Path(__file__).with_name("templates") / "postmortem.md"
LONGEST = 100_000
"""Characters of a template."""
DAY, DAY_AND_TIME = "%H:%M", "%Y-%m-%d %H:%M"


def markdown(found: Document, template: str = "") -> tuple[str, str]:
    """The document, and why the `template` of the config could not be used, in which case ours was; else blank."""
    if template:
        try:
            return rendered(template, variables(found)), ""
        except BrokenTemplate as broken:
            return rendered(_ours(), variables(found)), str(broken)
    return rendered(_ours(), variables(found)), ""


def unsound(template: str) -> str:
    """Why a template cannot be used, with its line; blank if it can, as far as examples show."""
    if len(template) > LONGEST:
        return f"it has more than {LONGEST:,} characters"
    for found in examples():
        _, broken = markdown(found, template)
        if broken:
            return broken
    return ""


def variables(found: Document) -> dict[str, Any]:
    """What a template may use, by name (docs/postmortem.md): every field of the Document, and these."""
    known = {each.name: getattr(found, each.name) for each in fields(found)}
    days = {moment.at.date() for moment in found.timeline if not moment.minor}
    writing = found.state not in (STATES[PUBLISHED], STATES[WAIVED])
    terms = [term for part in found.people for term in part.terms]
    handed = {found.declared_at, *(moment for term in terms for moment in (term.since, term.until) if moment)}
    return {
        **known,
        "heading": _heading(found),
        "declared": _declared(found),
        "standing": _standing(found),
        "writing": writing,
        "blank": Markdown("_To be filled in._" if writing else "_Not known._"),
        "to_fill": _to_fill(found) if writing else [],
        "answered": _answered(found),
        "key_moments": [moment for moment in found.timeline if moment.key],
        "only_day": f"{min(days):%Y-%m-%d}" if len(days) == 1 else "",
        "time_form": DAY if len(days) == 1 else DAY_AND_TIME,
        "changed_hands": any(term.until for term in terms),
        "term_form": DAY if len({moment.date() for moment in handed}) == 1 else DAY_AND_TIME,
        "passed": passed(found.grade) if found.grade else "",
    }


def _heading(found: Document) -> Markdown:
    mark = f"{MARK} · " if found.drill else ""
    return Markdown(f"{mark}Post-mortem {found.ref}: {literal(found.title)}")


def _declared(found: Document) -> Markdown:
    """`by Ada`, or from where nobody in person declared it."""
    by = f"by {literal(found.declared_by)}" if found.declared_by or not found.declared_from else ""
    where = f"from {literal(found.declared_from)}" if found.declared_from else ""
    return Markdown(f"{by} {where}".strip())


def _standing(found: Document) -> Markdown:
    """How far it is: the first thing to know of a document that goes around."""
    words = f"**{found.state.capitalize() or 'Open'}**"
    if found.state == STATES[PUBLISHED] and found.published_at:
        by = f" by {literal(found.published_by)}" if found.published_by else ""
        words += f" {found.published_at:%Y-%m-%d}{by}"
    if found.state == STATES[WAIVED] and found.waive_reason:
        words += f": {literal(found.waive_reason)}"
    return Markdown(words)


def _to_fill(found: Document) -> list[str]:
    """What nobody has written or set yet."""
    parts = {
        "the summary": found.summary,
        "what fixed it": found.fixed,
        "since when it hurt": found.began_at,
        "users affected": found.users_affected,
        "services": found.services,
        "the five whys": _answered(found),
        "action items": found.actions,
        "contributing factors": found.contributing,
        "what went well": found.went_well,
        "what could have gone better": found.went_badly,
    }
    return [name for name, known in parts.items() if not known]


def _answered(found: Document) -> Sequence[Rung]:
    """The rungs up to the last one that anybody has answered."""
    known = [rung.number for rung in found.whys if rung.why or rung.evidence]
    return found.whys[: max(known, default=0)]


def ending(found: Document, text: str) -> str:
    """The grade of a drill, if the document ends with it: people wait for that part of it."""
    _, mark, rest = text.rpartition("\n## Grade: ") if found.grade else ("", "", "")
    return mark + rest if mark else ""


@lru_cache(maxsize=1)
def _ours() -> str:
    return OURS.read_text(encoding="utf-8")
