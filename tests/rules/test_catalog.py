"""What people may type for a severity, a role or a service."""

import pytest

from incidents.catalog import ROLES, SEVERITIES, Catalog, Service, Severity
from incidents.refusal import Refusal

CATALOG = Catalog(services=(Service(name="Payments", people=("U1",)), Service(name="Suche", group="S1")))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sev1", "sev1"),
        ("SEV1", "sev1"),
        ("Sev-1", "sev1"),
        ("sev 1", "sev1"),
        ("1", "sev1"),
        ("critical", "sev1"),
        (" Critical ", "sev1"),
        ("MAJOR", "sev2"),
        ("sev_3", "sev3"),
        ("low", "sev4"),
    ],
)
def test_ic_91_the_spelling_of_a_severity_does_not_matter(typed, meant):
    assert CATALOG.severity(typed).key == meant


@pytest.mark.parametrize("typed", ["sev9", "page", "P1", "none", "", "!!!", "10", "sev", "<!channel>"])
def test_ic_91_an_unknown_severity_is_refused_with_every_choice(typed):
    with pytest.raises(Refusal) as refused:
        CATALOG.severity(typed)
    assert refused.value.field == "severity"
    for severity in SEVERITIES:
        assert f"`{severity.key}` ({severity.name})" in refused.value.sentence


def test_an_endless_word_is_cut_in_the_refusal():
    with pytest.raises(Refusal) as refused:
        CATALOG.severity("x" * 4000)
    assert len(refused.value.sentence) < 300


def test_every_severity_can_be_chosen_by_key_name_and_number():
    for severity in SEVERITIES:
        for word in (severity.key, severity.name, severity.key[-1]):
            assert CATALOG.severity(word) is severity


def test_severities_of_another_house_are_found_by_their_own_words():
    house = Catalog(
        severities=(
            Severity(key="p1", name="Alles steht", description="", emoji="🔥"),
            Severity(key="p2", name="重大", description="", emoji="💧"),
        ),
        default_severity="p2",
    )
    assert [house.severity(w).key for w in ("P1", "alles steht", "重大")] == ["p1", "p1", "p2"]


def test_a_severity_without_letters_is_not_meant_by_every_sign():
    house = Catalog(
        severities=(Severity(key="sev", name="🔥", description="", emoji="🔥"),), default_severity="sev"
    )
    with pytest.raises(Refusal):
        house.severity("?!")


def test_a_severity_that_left_the_config_is_still_shown():
    gone = CATALOG.shown_severity("sev9")
    assert (gone.label, gone.emoji) == ("SEV9", "⚪")
    assert CATALOG.shown_severity("sev1") is SEVERITIES[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("commander", "commander"),
        ("COMMANDER", "commander"),
        ("tech_lead", "tech_lead"),
        ("tech-lead", "tech_lead"),
        ("Tech Lead", "tech_lead"),
        ("techlead", "tech_lead"),
        ("TECH_LEAD", "tech_lead"),
    ],
)
def test_the_spelling_of_a_role_does_not_matter(typed, meant):
    assert CATALOG.role(typed).key == meant


def test_a_misspelt_role_is_refused_with_the_nearest_and_every_choice():
    with pytest.raises(Refusal, match="Did you mean `commander`") as refused:
        CATALOG.role("comander")
    for role in ROLES:
        assert f"`{role.key}`" in refused.value.sentence


def test_a_far_off_role_gets_no_wild_guess():
    with pytest.raises(Refusal) as refused:
        CATALOG.role("<!here>")
    assert "Did you mean" not in refused.value.sentence


def test_a_service_is_found_by_its_name_whatever_its_case():
    assert CATALOG.service("payments") is CATALOG.services[0]
    assert CATALOG.service("mail") is None


@pytest.mark.parametrize(
    ("typed", "meant", "rest"),
    [
        ("sev1 checkout is down", "sev1", "checkout is down"),
        ("  SEV-2  two  blanks", "sev2", "two  blanks"),
        ("sev3", "sev3", ""),
        ("critical failure in search", None, "critical failure in search"),
        ("1 of 3 nodes is down", None, "1 of 3 nodes is down"),
        ("sev12 is no severity", None, "sev12 is no severity"),
        ("", None, ""),
    ],
)
def test_words_may_begin_with_a_severity(typed, meant, rest):
    severity, left = CATALOG.severity_first(typed)
    assert (severity.key if severity else None, left) == (meant, rest)


def test_a_key_that_is_a_word_is_the_first_of_a_title():
    minor = Severity(key="minor", name="Minor", description="?", emoji="🔵")
    assert Catalog(severities=(minor,), default_severity="minor").severity_first("minor glitch") == (
        None, "minor glitch",
    )  # fmt: skip
