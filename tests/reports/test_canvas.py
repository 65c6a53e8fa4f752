"""The front page of a room: what somebody who comes late looks for, in Markdown that a canvas takes."""

import pytest

from incidents.ending import resolve
from incidents.timeline import TimelineEntry
from reports.canvas import LATEST, front_page, mark
from reports.document import document
from reports.postmortem import markdown
from sandbox.blockkit import documents
from tests.blocks.given import CATALOGS, HOSTILE_WORDS, INCIDENTS
from tests.rules.given import ADA, AT, CATALOG, GRACE, holds, incident, later, wrote

NAMES = {ADA: "Ada", GRACE: "Grace *Hopper*"}
LINKS = {"Incident card": "https://example.slack.com/archives/C042/p11", "Bridge": "https://meet.example.com/x"}

WHOLE = """\
# 🟠 SEV2 · INC-42 · R&D \\<prod\\> is down

- **Status:** investigating
- **Severity:** SEV2 Major
- **Service:** Payments
- **Users affected:** About 300

## Roles

- Commander: Grace \\*Hopper\\*
- Scribe: nobody yet
- Liaison: nobody yet
- Tech Lead: nobody yet

## Summary

Nobody can pay.  
\\# Support has 12 tickets.

## Links

- [Incident card](https://example.slack.com/archives/C042/p11)
- [Bridge](https://meet.example.com/x)

## Latest (UTC)

- 08:35 Ada: restarted db1
- 08:34 Ada changed severity sev3 → sev2

## Times (UTC)

- Declared 2026-03-02 08:30 by Ada

_This page is written anew with every change. What shall stay goes into `/incident note`._
"""


def page(found, timeline=(), catalog=CATALOG):
    return front_page(found, timeline, NAMES, catalog, links=LINKS, now=later(5))


def test_the_page_says_where_things_stand_who_does_what_where_to_go_and_what_came_last():
    found = incident(
        title="R&D <prod> is down",
        summary="Nobody can pay.\n# Support has 12 tickets.",
        services=["Payments"],
        users_affected="About 300",
        roles=[holds("commander", GRACE)],
    )
    timeline = [
        wrote("declared the incident as sev3", kind="declared"),
        wrote("became Commander", kind="role"),
        wrote("changed severity sev3 → sev2", kind="severity", at=later(4)),
        wrote("restarted db1", at=later(5)),
    ]
    assert page(found, timeline) == WHOLE


def test_an_ended_incident_says_how_long_it_took_and_what_fixed_it_and_looks_for_nobody():
    found = incident(roles=[holds("scribe", ADA)])
    resolve(found, by=ADA, at=later(63), resolution="Rolled back")
    shown = page(found)
    assert "**Status:** resolved" in shown
    assert "**What fixed it:** Rolled back" in shown
    assert "- Resolved 2026-03-02 09:33, after 1 h 3 min" in shown
    assert "nobody yet" not in shown
    assert "- Scribe: Ada" in shown


def test_after_the_end_the_post_mortem_takes_the_place_of_what_was_of_account_on_the_way():
    found = incident(roles=[holds("scribe", ADA)])
    resolve(found, by=ADA, at=later(63), resolution="Rolled back")
    code = wrote("it says\n```\n- pool: 4\n```\nsince noon", kind="pinned", message_ts="1.1")
    whole = markdown(document(found, [wrote("restarted db1", kind="note"), code], NAMES, CATALOG, now=later(90)))[
        0
    ]
    shown = front_page(found, [], NAMES, CATALOG, links=LINKS, now=later(90), postmortem=whole)
    assert shown.startswith("# 🟠 SEV2 · INC-42 · Checkout is down\n\n- **Status:** resolved")
    assert "## Post-mortem INC-42: Checkout is down\n\n**Draft** · SEV2 Major" in shown
    assert "restarted db1" in shown
    assert documents.problem(shown) == ""
    long = front_page(found, [], NAMES, CATALOG, links={}, now=later(90), postmortem="# x\n" + "- line\n" * 90_000)
    assert long.endswith("- line\n\n_The page ends here; the file in the room has all of it._\n")


def test_the_latest_entries_come_first_and_a_long_story_ends_somewhere():
    timeline = [wrote(f"step {n}", at=later(n)) for n in range(30)]
    latest = page(incident(), timeline).split("## Latest (UTC)\n\n")[1].split("\n\n")[0].splitlines()
    assert len(latest) == LATEST
    assert latest[0].endswith("Ada: step 29")


def test_a_page_mentions_nobody_since_a_mention_in_a_canvas_calls_people():
    found = incident(title="<@UGRACE> ![](@UGRACE) @channel", roles=[holds("commander", "UUNKNOWN")])
    shown = page(found, [wrote("![](@UGRACE)")])
    assert "![](" not in shown
    assert "<@" not in shown.replace("\\<@", "")


def test_the_heading_tells_this_incidents_page_from_any_other():
    assert mark(incident()) in page(incident()).splitlines()[0]
    assert mark(incident(id=4)) not in page(incident())


@pytest.mark.parametrize("name", INCIDENTS)
def test_a_canvas_takes_every_page(name):
    found = INCIDENTS[name]
    timeline: list[TimelineEntry] = [
        wrote(HOSTILE_WORDS), wrote(found.title, kind="pinned", message_ts="1.1", permalink="https://x.example/p"),
        wrote("> - x\n#### y", at=AT),
    ]  # fmt: skip
    for catalog in CATALOGS.values():
        shown = page(found, timeline, catalog)
        assert documents.problem(shown) == ""
        assert len(shown.encode()) < 60_000
