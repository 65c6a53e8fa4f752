"""Writing the post-mortem: what people put into its parts, so that two who write lose nothing."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from incidents.change import NOTHING, Change, Effect
from incidents.clock import stop_clock, told_channels
from incidents.drill import counts
from incidents.editing import mark
from incidents.effects.documents import RefreshCanvas, RefreshPostmortem
from incidents.incident import Incident
from incidents.postmortem import (
    DRAFT,
    RUNGS,
    SECTIONS,
    SUMMARY,
    WHYS,
    Postmortem,
    PostmortemEdit,
    Section,
    Why,
)
from incidents.refusal import Overtaken, Refusal
from incidents.reminders import forget, remind
from incidents.shown import has_room
from incidents.wording import cut, one_line, storable

ABOUT = "postmortem"
"""What the reminder is called."""
FIRST_REMINDER = timedelta(days=1)
LONGEST = 40_000
"""Characters of a section; of a rung, that many in a tenth."""
MOST_RUNGS = 10
QUOTED = 300
Words = str | Sequence[Why]
"""What somebody has written: a section, or the rungs of the ladder."""
_WHY, _EVIDENCE = "    ", "  ↳ "


def draft(incident: Incident, *, at: datetime) -> None:
    """The incident was resolved: its post-mortem begins, or goes on after it was reopened."""
    written = incident.postmortem
    if written is None:
        incident.postmortem = _begun(incident, at)
    elif written.is_finished:  # there is more to tell now
        written.state, written.published_at, written.published_by = DRAFT, None, None
        written.waived_at, written.waived_by, written.waive_reason = None, None, ""
    if counts(incident):
        remind(incident, ABOUT, at=at + FIRST_REMINDER)


def expect(incident: Incident, *, at: datetime) -> tuple[Effect, ...]:
    """It is waited for from now on, so a reminder comes, and its room stays. For that of a drill nobody waits."""
    if not counts(incident):
        return ()
    remind(incident, ABOUT, at=at + FIRST_REMINDER)
    return stop_clock(incident)


def put_aside(incident: Incident) -> None:
    """The incident goes on: nobody has to write about it now, and what was written stays.

    Who agreed with it did so before there was more to tell.
    """
    forget(incident, ABOUT)
    if incident.postmortem:
        incident.postmortem.approved = {}


def written_in(incident: Incident, key: str) -> str:
    """What stands in a section: what people wrote, else the draft from what was known."""
    kept = incident.postmortem.sections.get(key) if incident.postmortem else None
    if kept is not None:
        return kept
    return incident.summary if key == SUMMARY.key else ""


def ladder_of(incident: Incident) -> Sequence[Why]:
    """The rungs that people have written."""
    return incident.postmortem.ladder if incident.postmortem else ()


def as_text(incident: Incident, key: str) -> str:
    """What stands in a section, or in the ladder (`whys`)."""
    return in_words(ladder_of(incident)) if key == WHYS else written_in(incident, key)


def mark_of(incident: Incident, key: str) -> str:
    """Stands for that in a form that changes it."""
    return mark(as_text(incident, key))


def write_section(
    incident: Incident, key: str, text: str, *, by: str, at: datetime, seen: str | None = None
) -> Change:
    """Put these words (Markdown) in place of a section's; blank ones bring the draft back.

    `seen`: the `mark_of` what the form showed. Whoever was overtaken hears what stands there now.
    """
    section = section_called(key)
    written = must_be_there(incident, at)
    words = storable(text).strip()
    if len(words) > LONGEST:
        raise Refusal(
            f"“{section.title}” has at most {LONGEST:,} characters, and this has {len(words):,}.", field=key
        )
    before = written_in(incident, key)
    if words == before:
        return NOTHING
    _must_be_as_seen(before, seen, key)
    kept = {name: value for name, value in written.sections.items() if name != key}
    written.sections = {**kept, key: words} if words else kept
    return _edited(incident, written, key, before, written_in(incident, key), by, at)


def write_whys(
    incident: Incident, whys: Iterable[Why], *, by: str, at: datetime, seen: str | None = None
) -> Change:
    """Put these rungs in place of the ladder's, the first why first."""
    written = must_be_there(incident, at)
    rungs = _sound_rungs(whys)
    if rungs == [*written.ladder]:
        return NOTHING
    before, after = in_words(written.ladder), in_words(rungs)
    _must_be_as_seen(before, seen, WHYS)
    written.whys = [{"why": rung.why, "evidence": rung.evidence} for rung in rungs]
    return _edited(incident, written, WHYS, before, after, by, at)


def is_overtaken(incident: Incident, key: str, wanted: Words, seen: str) -> bool:
    """Whether a part says something else by now than it did in the form, and than what is `wanted`."""
    words = storable(wanted).strip() if isinstance(wanted, str) else in_words(_sound_rungs(wanted))
    return seen != mark_of(incident, key) and words != as_text(incident, key)


def in_words(ladder: Iterable[Why]) -> str:
    """The ladder as one text, for its history: what follows a number stands to the right of it."""
    lines = []
    for number, rung in enumerate(ladder, 1):
        first, *rest = rung.why.split("\n")
        lines += [f"{number}. {first}", *(f"{_WHY}{line}" for line in rest)]
        lines += [f"{_EVIDENCE}{line}" for line in rung.evidence.split("\n") if line.strip()]
    return "\n".join(line.rstrip() for line in lines)


def from_words(words: str) -> list[Why]:
    """The ladder that `in_words` wrote down."""
    rungs: list[tuple[list[str], list[str]]] = []
    for line in words.split("\n"):
        number = f"{len(rungs) + 1}."
        if line == number or line.startswith(f"{number} "):
            rungs.append(([line.removeprefix(number)[1:]], []))
        elif rungs and line.startswith(_EVIDENCE):
            rungs[-1][1].append(line.removeprefix(_EVIDENCE))
        elif rungs:
            rungs[-1][0].append(line.removeprefix(_WHY))
    return [Why(why="\n".join(why).strip(), evidence="\n".join(evidence).strip()) for why, evidence in rungs]


def section_called(key: str) -> Section:
    """The section of this key, or a refusal."""
    section = next((each for each in SECTIONS if each.key == key), None)
    if section is None:
        known = ", ".join(f"`{each.key}`" for each in SECTIONS)
        raise Refusal(f"A post-mortem has no part “{cut(one_line(key), 40)}”. It has {known} and `{WHYS}`.")
    return section


def follows(incident: Incident) -> tuple[Effect, ...]:
    """What shows the post-mortem: its message and file, the page of the room, and what channels were told."""
    page = (RefreshCanvas(),) if has_room(incident) else ()
    return (RefreshPostmortem(), *page, *told_channels(incident))


def must_be_there(incident: Incident, at: datetime) -> Postmortem:
    """The post-mortem of a resolved incident, begun now where it is older than post-mortems are; or a refusal."""
    if incident.resolved_at is None:
        raise Refusal(_too_early(incident))
    if incident.postmortem is None:
        incident.postmortem = _begun(incident, at)
    return incident.postmortem


def _begun(incident: Incident, at: datetime) -> Postmortem:
    return Postmortem(drafted_at=at, owner_id=incident.leader or incident.declared_by or None)


def _too_early(incident: Incident) -> str:
    if incident.merged_into:
        return f"{incident.ref} was merged into INC-{incident.merged_into}: its post-mortem is written there."
    if incident.cancelled_at:
        return f"{incident.ref} was cancelled as a false alarm, so no post-mortem is owed."
    return (
        f"{incident.ref} is still open. Its post-mortem is drafted when it is resolved; until then "
        f"`/incident {incident.ref} note` and 📌 keep what shall stand in it."
    )


def _must_be_as_seen(now: str, seen: str | None, field: str) -> None:
    if seen is not None and seen != mark(now):
        raise Overtaken(
            f"Somebody was faster: here it says “{cut(one_line(now), QUOTED) or 'nothing'}” now. "
            "Nothing was saved, and what you typed stands here.",
            field=field,
        )


def _sound_rungs(whys: Iterable[Why]) -> list[Why]:
    """Without blank ones at the end; a blank one in between stays, since its number is known."""
    rungs = [Why(why=storable(each.why).strip(), evidence=storable(each.evidence).strip()) for each in whys]
    while rungs and not (rungs[-1].why or rungs[-1].evidence):
        rungs.pop()
    if len(rungs) > MOST_RUNGS:
        raise Refusal(f"The ladder has at most {MOST_RUNGS} rungs, {RUNGS} are usual.", field=WHYS)
    too_long = next((n for n, r in enumerate(rungs, 1) if max(len(r.why), len(r.evidence)) > LONGEST // 10), None)
    if too_long:
        raise Refusal(f"Why {too_long} is longer than {LONGEST // 10:,} characters.", field=WHYS)
    return rungs


def _edited(
    incident: Incident, written: Postmortem, section: str, before: str, after: str, by: str, at: datetime
) -> Change:
    written.version += 1
    begun = written.version == 1 and written.state == DRAFT  # whatever the config waives, this one is owed now
    waited = expect(incident, at=at) if begun else ()
    edit = PostmortemEdit(version=written.version, section=section, by=by, at=at, before=before, after=after)
    return Change(effects=(*follows(incident), *waited), edits=(edit,))
