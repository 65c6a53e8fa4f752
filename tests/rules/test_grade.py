"""How well a drill went, line by line."""

from datetime import timedelta

import pytest

from incidents.catalog import Catalog, Targets
from incidents.grade import Line, Told, grade, passed
from incidents.incident import Incident
from tests.rules.given import ADA, CATALOG, GRACE, holds, incident, later

ROLES = [role.key for role in CATALOG.roles]
WANTED = Catalog(drill=Targets(commander_minutes=5, update_minutes=15, resolve_minutes=60))


def drill(minutes: float = 42, *, led: float | None = 3, roles: list[str] = ROLES, real: bool = False) -> Incident:
    """A drill that lasted so long, whose roles were taken so soon."""
    found = incident(drill=not real, resolved_at=later(minutes), status="resolved")
    for role in roles if led is not None else []:
        held = holds(role, ADA)
        held.assigned_at = later(led or 0)
        found.roles.append(held)
    return found


def told(*when: tuple[float, float | None]) -> list[Told]:
    """Updates by the minute at which they came, and the minute for which the next was promised."""
    return [Told(at=later(at), next_at=None if then is None else later(then)) for at, then in when]


def line(lines: list[Line], about: str) -> tuple[bool, str]:
    [found] = [each for each in lines if each.about == about]
    return found.passed, found.figure


def test_a_drill_that_went_well_passes_every_line() -> None:
    lines = grade(drill(), told((10, 30), (30, None)), WANTED)
    assert [each.about for each in lines] == [
        "Commander",
        "First update",
        "Resolved",
        "Roles",
        "Updates as promised",
    ]
    assert passed(lines) == "5 of 5 passed"


@pytest.mark.parametrize(
    ("minutes", "figure", "well"),
    [
        (0, "after 0 s; wanted within 5 min", True),
        (5, "after 5 min; wanted within 5 min", True),
        (5.1, "after 5 min 6 s; wanted within 5 min", False),
        (90, "after 1 h 30 min; wanted within 5 min", False),
        (None, "nobody took it; wanted within 5 min", False),
    ],
)
def test_the_first_commander_counts_from_the_declaring(minutes: float | None, figure: str, well: bool) -> None:
    assert line(grade(drill(200, led=minutes), [], WANTED), "Commander") == (well, figure)


def test_who_took_over_later_does_not_make_the_first_one_late() -> None:
    found = drill(led=2)
    again = holds("commander", GRACE)
    again.assigned_at = later(40)
    found.roles.insert(0, again)
    assert line(grade(found, [], WANTED), "Commander") == (True, "after 2 min; wanted within 5 min")


@pytest.mark.parametrize(
    ("minutes", "figure", "well"),
    [(60, "after 1 h; wanted within 1 h", True), (61, "after 1 h 1 min; wanted within 1 h", False)],
)
def test_the_end_counts_from_the_declaring(minutes: float, figure: str, well: bool) -> None:
    assert line(grade(drill(minutes), [], WANTED), "Resolved") == (well, figure)


@pytest.mark.parametrize(
    ("updates", "figure", "well"),
    [
        (told(), "there was none; wanted within 15 min", False),
        (told((15, None)), "after 15 min; wanted within 15 min", True),
        (told((16, None), (20, None)), "after 16 min; wanted within 15 min", False),
    ],
)
def test_the_first_update_counts_from_the_declaring(updates: list[Told], figure: str, well: bool) -> None:
    assert line(grade(drill(), updates, WANTED), "First update") == (well, figure)


@pytest.mark.parametrize(
    ("updates", "figure", "well"),
    [
        (told((15, None)), "none was promised", True),
        (told((1, 10), (11, 20), (30, None)), "1 of 2 came in time", False),
        (told((1, 30)), "0 of 1 came in time", False),  # the end came at 42
        (told((1, 50)), "1 of 1 came in time", True),
    ],
)
def test_a_promise_is_kept_by_the_next_update_or_by_the_end(updates: list[Told], figure: str, well: bool) -> None:
    assert line(grade(drill(), updates, WANTED), "Updates as promised") == (well, figure)


def test_roles_that_nobody_ever_held_are_named_and_released_ones_count() -> None:
    found = drill(roles=["commander", "scribe"])
    found.roles[1].released_at = found.roles[1].assigned_at + timedelta(minutes=1)
    assert line(grade(found, [], WANTED), "Roles") == (False, "never filled: Liaison, Tech Lead")
    assert line(grade(drill(), [], WANTED), "Roles") == (True, "all 4 were filled")


def test_only_a_drill_that_is_over_has_a_grade() -> None:
    assert grade(drill(real=True), [], WANTED) == []
    assert grade(incident(drill=True), [], WANTED) == []
