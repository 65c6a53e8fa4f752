"""What a post-mortem still lacks, in sentences."""

from incidents.ending import resolve
from incidents.incident import Incident
from incidents.lint import lint
from incidents.postmortem import Why
from incidents.reviewing import ask_review
from incidents.task import Task
from incidents.writing import write_section, write_whys
from tests.rules.given import ADA, AT, GRACE, incident, later

ITEM = {"number": 3, "text": "Limit the pool", "created_at": AT, "created_by": ADA}


def resolved(**known: object) -> Incident:
    found = incident(**known)
    resolve(found, by=ADA, at=later(60))
    return found


def said(found: Incident) -> list[str]:
    return [lack.said for lack in lint(found)]


def test_of_a_bare_one_everything_is_missing():
    assert said(resolved()) == [
        "“Summary” is blank.",
        "“Contributing factors” is blank.",
        "“What went well” is blank.",
        "The impact is unknown: nobody has said who was affected.",
        "No service is named.",
        "When it began is unknown, so nobody knows how long it went unnoticed.",
        "The root cause is unknown: no why is answered.",
        "There is no action item: nothing would be different the next time.",
    ]


def test_a_complete_one_lacks_nothing():
    found = resolved(
        summary="Nobody could pay", users_affected="300", impact_started_at=AT, services=["checkout"],
        tasks=[Task(**ITEM, assignee_id=GRACE, due_at=later(9999))],
    )  # fmt: skip
    write_section(found, "contributing", "Black Friday", by=ADA, at=later(61))
    write_section(found, "went_well", "Quick rollback", by=ADA, at=later(61))
    write_whys(found, [Why(why="x", evidence="https://x.example")] * 3, by=ADA, at=later(61))
    assert said(found) == []


def test_why_3_has_no_evidence_and_why_2_is_blank():
    found = resolved()
    write_whys(found, [Why(why="a", evidence="b"), Why(), Why(why="c")], by=ADA, at=later(61))
    assert [each for each in said(found) if each.startswith(("Why", "Only"))] == [
        "Why 2 is blank.",
        "Why 3 has no evidence.",
        "Only 2 whys are answered: ask on, until it is something you can change.",
    ]


def test_an_action_item_wants_an_owner_and_a_date_until_it_is_done():
    found = resolved(tasks=[Task(**ITEM)])
    assert said(found)[-2:] == ["Action item 3 has no owner.", "Action item 3 has no due date."]
    dated = {"due_at": later(9999), "carried_at": later(60)}
    found.tasks += [Task(**{**ITEM, "number": number}, **dated) for number in (4, 5)]
    assert said(found)[-2:] == ["Action items 3, 4 and 5 have no owner.", "Action item 3 has no due date."]
    for item in found.tasks:
        item.done_at = later(70)
    assert not [each for each in said(found) if "Action item" in each]


def test_reviewers_who_have_not_read_it_are_counted():
    found = resolved()
    ask_review(found, [ADA, GRACE], by=ADA, at=later(61))
    assert said(found)[-1] == "2 of 2 reviewers have not approved it yet."


def test_what_many_lack_is_one_sentence_and_of_very_many_not_each_is_named():
    found = resolved(tasks=[Task(**{**ITEM, "number": number}, assignee_id=GRACE) for number in range(1, 31)])
    write_whys(found, [Why(why="a"), Why(why="b")], by=ADA, at=later(61))
    assert "Whys 1 and 2 have no evidence." in said(found)
    assert said(found)[-1] == "Action items 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 20 more have no due date."
