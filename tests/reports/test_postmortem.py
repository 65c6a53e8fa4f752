"""The post-mortem document: what happened in the right order, blanks where nobody knows yet, times in UTC."""

import re

import pytest

from incidents.ending import resolve
from incidents.incident import Incident
from incidents.reviewing import publish
from incidents.timeline import TimelineEntry
from reports.document import document as known
from reports.postmortem import markdown
from tests.rules.given import ADA, AT, CATALOG, GRACE, LINUS, holds, incident, later, wrote

BLANK = "_To be filled in._"
NAMES = {ADA: "Ada", GRACE: "Grace Hopper", LINUS: "Linus"}

WHOLE = """\
# Post-mortem INC-42: R&D \\<prod\\> is \\*down\\*

**Draft** · SEV1 Critical · incident of 2026-03-02 · Payments · Owner: Linus

_To be filled in by Linus: the five whys, action items, contributing factors, what went well, \
what could have gone better._

## Summary

Nobody can pay.  
Support has 12 tickets.

**What fixed it:** Rolled back release 7

## Impact

- **Duration:** 57 min, from 2026-03-02 08:13 UTC to 09:10, when it was mitigated
- **Time to detect:** 17 min
- **Time to acknowledge:** 2 min, by Grace Hopper
- **Time to mitigate:** 57 min
- **Time to repair:** 1 h 20 min, until it was resolved at 09:33
- **Severity:** SEV1 Critical
- **Users affected:** About 300
- **Services:** Payments

## Root Cause (5 Whys)

_To be filled in._

## Contributing factors

_To be filled in._

## What went well

_To be filled in._

## What could have gone better

_To be filled in._

## Action Items

_To be filled in._

## Timeline (UTC, 2026-03-02)

- 08:13 the impact began
- 08:30 Ada declared the incident as sev2
- 08:40 Grace Hopper changed severity sev2 → sev1
- [08:52](https://example.slack.com/archives/C042/p1) Linus: restarted \\<db\\>, see [x.example/a_b](https://x.example/a_b)

  ```
  - pool: 4
  ```
- 09:10 Ada changed status identified → monitoring (mitigated)
- 09:33 Linus resolved the incident: Rolled back release 7

## People (UTC)

- Declared by Ada
- Commander: Grace Hopper 08:30–09:20, Linus from 09:20
- Scribe: Ada
"""


def pinned(text: str, *, minutes: float = 22, **known: object) -> TimelineEntry:
    return wrote(text, at=later(minutes), kind="pinned", message_ts="1.1", **known)


def resolved(**changed: object) -> Incident:
    found = incident(**changed)
    resolve(found, by=LINUS, at=later(63), resolution="Rolled back release 7")
    return found


def document(found: Incident, *timeline: TimelineEntry, names: dict[str, str] = NAMES) -> str:
    return markdown(known(found, timeline, names, CATALOG, now=later(120)))[0]


def section(text: str, title: str) -> str:
    """What stands under a heading that begins with `title`."""
    return text.partition(f"\n## {title}")[2].partition("\n\n")[2].partition("\n\n## ")[0]


def test_a_whole_document_reads_like_this():
    found = resolved(
        title="R&D <prod> is *down*",
        severity="sev1",
        summary="Nobody can pay.\nSupport has 12 tickets.",
        services=["Payments"],
        users_affected="About 300",
        impact_started_at=later(-17),
        acknowledged_at=later(2),
        acknowledged_by=GRACE,
        roles=[
            holds("commander", GRACE, until=later(50)),
            holds("scribe", ADA),
            holds("commander", LINUS, since=later(50)),
        ],
    )
    text = document(
        found,
        wrote("declared the incident as sev2", kind="declared"),
        wrote("gave the role Commander to", at=later(1), kind="role", subject_id=GRACE),
        wrote("changed severity sev2 → sev1", at=later(10), kind="severity", author_id=GRACE),
        pinned(
            "restarted <db>, see https://x.example/a_b\n```\n- pool: 4\n```",
            author_id=LINUS,
            permalink="https://example.slack.com/archives/C042/p1",
        ),
        wrote("changed status identified → monitoring", at=later(40), kind="status", after="monitoring"),
        wrote("resolved the incident: Rolled back release 7", at=later(63), kind="resolved", author_id=LINUS),
        wrote("filed OPS-2 for task 1", at=later(70), kind="task"),
    )
    assert text == WHOLE


def test_ic_50_an_incident_of_which_nobody_said_anything_has_every_section_with_its_blanks():
    found = incident()
    resolve(found, by=ADA, at=later(1))
    text = document(found)
    headings = re.findall(r"^## (.*)$", text, re.M)
    assert headings == [
        "Summary", "Impact", "Root Cause (5 Whys)", "Contributing factors", "What went well",
        "What could have gone better", "Action Items", "Timeline (UTC)", "People",
    ]  # fmt: skip
    assert section(text, "Summary") == f"{BLANK}\n\n**What fixed it:** {BLANK}"
    assert f"**Users affected:** {BLANK}" in text
    assert f"**Services:** {BLANK}" in text
    assert section(text, "Timeline") == "Nothing was recorded."


def test_ic_50_two_incidents_of_one_title_have_documents_of_two_names():
    first, second = (document(resolved(id=n)).splitlines()[0] for n in (1, 2))
    assert first == "# Post-mortem INC-1: Checkout is down"
    assert first != second


def test_ic_14_sixty_entries_all_stand_in_the_timeline_oldest_first():
    text = document(resolved(), *(wrote(f"step {n}", at=later(n)) for n in range(60)))
    assert re.findall(r"step (\d+)", text) == [str(n) for n in range(60)]


def test_an_incident_that_spans_days_shows_the_day_with_each_time():
    text = document(resolved(), wrote("one"), wrote("two", at=later(24 * 60)))
    assert "## Timeline (UTC)\n" in text
    assert section(text, "Timeline") == "- 2026-03-02 08:30 Ada: one\n- 2026-03-03 08:30 Ada: two"


def test_a_line_of_an_incident_that_was_merged_into_this_one_says_where_it_comes_from():
    text = document(resolved(), wrote("one", incident_id=42), wrote("two", incident_id=43, at=later(1)))
    assert section(text, "Timeline") == "- 08:30 Ada: one\n- 08:31 (INC-43) Ada: two"


def test_ic_52_times_are_utc_and_durations_are_elapsed_time():
    found = resolved()
    text = document(found, wrote("one", at=later(-1)), wrote("two", at=later(6 * 60)))
    assert "**Duration:** 1 h 3 min, from 2026-03-02 08:30 UTC to 09:33" in text
    assert "- 08:29 Ada: one\n- 14:30 Ada: two" in text


def test_an_incident_that_is_open_again_counts_until_now():
    assert "**Duration:** 2 h, from 2026-03-02 08:30 UTC; still open" in document(incident())


def test_ic_43_a_pinned_line_shows_author_words_and_a_link():
    text = document(resolved(), pinned("look at _this_", author_id=GRACE, permalink="https://x.example/p1"))
    assert section(text, "Timeline") == "- [08:52](https://x.example/p1) Grace Hopper: look at \\_this\\_"


def test_ic_43_an_author_without_a_slack_name_is_shown_by_the_name_at_pin_time():
    text = document(resolved(), pinned("x", author_id="U404", author_name="Margaret"))
    assert section(text, "Timeline") == "- 08:52 Margaret: x"


def test_a_pinned_line_of_a_bot_shows_its_name_and_needs_no_link():
    text = document(resolved(), pinned("disk full", author_id=None, author_name="Grafana <bot>"))
    assert section(text, "Timeline") == "- 08:52 Grafana \\<bot\\>: disk full"


def test_ic_47_a_pin_of_a_file_alone_shows_its_name_and_the_way_to_it():
    text = document(resolved(), pinned("📎 graph_1.png", author_id=ADA, permalink="https://x.example/p1"))
    assert section(text, "Timeline") == "- [08:52](https://x.example/p1) Ada: 📎 graph_1.png"


def test_ic_35_a_person_whose_name_nobody_knows_is_shown_by_id_and_the_document_is_written():
    text = document(resolved(roles=[holds("commander", "U404")]), names={})
    assert "- Declared by UADA\n- Commander: U404" in text


def test_a_role_that_left_the_config_still_says_who_held_it():
    assert "- pilot: Ada" in document(resolved(roles=[holds("pilot", ADA)]))


def test_a_role_that_one_person_held_twice_names_them_once():
    roles = [holds("commander", ADA, until=later(1)), holds("commander", ADA)]
    assert "- Commander: Ada\n" in document(resolved(roles=roles))


def test_a_while_is_as_long_as_the_moments_that_are_shown_say():
    seconds = 1 / 60
    text = document(resolved(impact_started_at=later(-10 + 10 * seconds), declared_at=later(50 * seconds)))
    assert "**Time to detect:** 10 min" in text
    assert "from 2026-03-02 08:20 UTC to 09:33" in text
    assert "**Time to detect:** 45 s" in document(resolved(impact_started_at=AT, declared_at=later(45 * seconds)))
    assert "**Time to detect:** 1 min" in document(
        resolved(impact_started_at=later(50 * seconds), declared_at=later(80 * seconds))
    )


def test_it_was_mitigated_when_only_watching_was_left():
    watched = wrote("changed status identified → monitoring", at=later(20), kind="status", after="monitoring")
    again = wrote("changed status monitoring → identified", at=later(30), kind="status", after="identified")
    assert "**Time to mitigate:** 20 min" in document(resolved(), watched)
    assert "to 08:50, when it was mitigated" in document(resolved(), watched)
    assert "mitigate" not in document(resolved(), watched, again)
    assert "mitigate" not in document(incident(status="monitoring"), watched)
    of_another = wrote("x", at=later(20), kind="status", after="monitoring", incident_id=43)
    assert "mitigate" not in document(resolved(), of_another)


def test_the_books_that_are_kept_on_the_way_are_left_out_unless_somebody_marks_a_line():
    books = [
        wrote(kind, kind=kind) for kind in ("joined", "role", "task", "services", "affected", "room", "bridge")
    ]
    gone = pinned("(this message was deleted)", deleted_at=later(40))
    after = wrote("changed severity sev2 → sev1", at=later(70), kind="severity")
    assert section(document(resolved(), *books, gone, after), "Timeline") == "Nothing was recorded."
    assert "08:30 ⭐ Ada role" in section(
        document(resolved(), wrote("role", kind="role", is_key=True)), "Timeline"
    )
    late = wrote("the bank answers again", at=later(70), kind="note")
    assert "Ada: the bank answers again" in section(document(resolved(), late), "Timeline")


def test_when_it_began_stands_in_the_timeline_with_who_has_found_out():
    told = wrote("set the start", at=later(40), kind="impact", author_id=GRACE)
    text = document(resolved(impact_started_at=later(-17)), wrote("declared it", kind="declared"), told)
    assert section(text, "Timeline") == "- 08:13 the impact began (set by Grace Hopper)\n- 08:30 Ada declared it"


def test_whoever_was_heard_and_held_no_role_is_named():
    said = pinned("x", author_id=GRACE), pinned("y", author_id=None, author_name="Grafana")
    assert section(document(resolved(), *said), "People").endswith("- Also there: Grace Hopper\n")
    assert "Also there" not in document(resolved(roles=[holds("scribe", GRACE)]), *said)


def test_a_published_document_has_no_blanks_and_says_by_whom():
    found = resolved()
    publish(found, by=ADA, at=later(90))
    text = document(found)
    assert "**Published** 2026-03-02 by Ada · SEV2 Major · incident of 2026-03-02" in text
    assert "filled in" not in text
    assert "## What went well" not in text
    assert "**What fixed it:** Rolled back release 7" in text
    assert section(text, "Action Items") == "None."
    assert section(text, "Root Cause") == "_Not known._"


def test_a_role_that_somebody_takes_on_another_day_is_told_with_the_day():
    roles = [holds("commander", ADA, until=later(60)), holds("commander", GRACE, since=later(26 * 60))]
    assert "Grace Hopper from 2026-03-03 10:30" in document(resolved(roles=roles))


def test_a_severity_that_left_the_config_is_written_by_its_key():
    assert "**Severity:** SEV9" in document(resolved(severity="sev9"))


@pytest.mark.parametrize("words", ["one\n\ntwo", "# not a heading\n- not a list\n===", "<script>"])
def test_ic_12_a_long_or_hostile_summary_stays_inside_its_section(words):
    text = document(resolved(summary=words, resolution=words, users_affected=words))
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert len(headings) == 10


def test_ic_12_the_full_text_stands_in_the_document():
    assert "z" * 10_000 in document(resolved(summary="z" * 10_000))
    assert "&" * 2999 in document(resolved(summary="&" * 2999))


def test_a_multi_line_note_stays_one_line_of_the_timeline():
    text = document(resolved(), wrote("one\n- two\n# three"))
    assert section(text, "Timeline") == "- 08:30 Ada: one - two # three"
