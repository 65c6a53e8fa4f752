"""Who came into the room: one calm line, nobody twice, and no flood."""

from incidents.coming import came_by_themselves, line_of
from incidents.incident import Incident
from incidents.inlaid import in_words, people_in
from incidents.inviting import people_invited
from tests.rules.given import ADA, AT, GRACE, LINUS, incident, later, led_by, line


def empty(**known: object) -> Incident:
    found = incident(**known)
    found.timeline = []
    return found


def told(found: Incident) -> list[str]:
    return [in_words(each.text or "", str) for each in found.timeline]


def test_whoever_joins_within_the_same_minutes_stands_in_one_line() -> None:
    found = empty()
    for person in (GRACE, LINUS, GRACE):
        came_by_themselves(found, person, at=later(1))
    assert told(found) == ["UGRACE and ULINUS joined the room"]
    assert found.timeline[0].at == later(1)


def test_each_is_told_of_once_however_often_they_leave_and_come() -> None:
    found = empty()
    assert came_by_themselves(found, GRACE, at=later(1))
    assert not came_by_themselves(found, GRACE, at=later(30))
    assert came_by_themselves(found, LINUS, at=later(30))
    assert told(found) == ["UGRACE joined the room", "ULINUS joined the room"]


def test_a_crowd_is_one_line_that_ends() -> None:
    found = empty()
    for number in range(300):
        came_by_themselves(found, f"U{number}", at=AT)
    [words] = told(found)
    assert words.startswith("U0, U1, U2")
    assert words.endswith("U19 and 280 more joined the room")
    assert len(people_in([found.timeline[0].text])) == 20
    assert found.timeline[0].once == line_of(AT)


def test_whoever_has_a_part_is_told_of_by_that_and_nobody_joins_what_has_ended() -> None:
    found = led_by(GRACE)
    found.timeline = []
    assert not came_by_themselves(found, GRACE, at=later(1))
    assert not came_by_themselves(found, ADA, at=later(1)), "she declared it"
    assert not came_by_themselves(empty(resolved_at=later(5)), LINUS, at=later(6))


def test_those_who_were_called_at_the_opening_are_one_line_without_the_declarer() -> None:
    found = incident()
    change = people_invited(found, came=[ADA, GRACE, LINUS], missing={}, at=AT)
    assert line(change) == "Called into the room: UGRACE and ULINUS"
    assert change.entries[0].author_id is None
    assert people_invited(found, came=[GRACE, LINUS], missing={}, at=later(1)).entries == ()


def test_whoever_brought_somebody_in_is_named_and_whoever_comes_in_themselves_is_not_brought() -> None:
    found = incident()
    brought = people_invited(found, came=[LINUS], missing={}, at=AT, by=GRACE)
    assert (line(brought), brought.entries[0].author_id) == ("brought in ULINUS", GRACE)
    alone = people_invited(found, came=[GRACE], missing={}, at=AT, by=GRACE)
    assert (line(alone), alone.entries[0].author_id) == ("joined the room", GRACE)
