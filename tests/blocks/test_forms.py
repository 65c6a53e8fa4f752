"""The forms: what they ask, what can be chosen, and what they carry along."""

from blocks import ids
from blocks.edit_form import edit_form
from blocks.forms import declare_form, resolve_form
from incidents.catalog import Catalog, Service
from tests.blocks import limits
from tests.blocks.given import HUGE, NORMAL
from tests.rules.given import incident


def asked(view: dict) -> dict[str, dict]:
    """The inputs by block id."""
    return {block["block_id"]: block for block in view["blocks"]}


def options(view: dict, block_id: str) -> list[dict]:
    element = asked(view)[block_id]["element"]
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group["options"]]


def with_services(number: int) -> Catalog:
    return Catalog(services=tuple(Service(name=f"Service {n:03d} {'x' * 80}") for n in range(number)))


def test_declaring_asks_for_title_severity_and_what_is_happening():
    form = asked(declare_form(NORMAL, ""))
    assert list(form) == [ids.TITLE, ids.SEVERITY, ids.SUMMARY, ids.PRIVATE, ids.DRILL]
    assert [name for name, block in form.items() if block.get("optional")] == [ids.SUMMARY, ids.PRIVATE, ids.DRILL]


def test_the_box_for_a_private_incident_is_empty_unless_it_was_asked_for():
    assert "initial_options" not in asked(declare_form(NORMAL, ""))[ids.PRIVATE]["element"]
    box = asked(declare_form(NORMAL, "", private=True))[ids.PRIVATE]["element"]
    assert box["initial_options"] == box["options"]


def test_the_severities_stand_with_their_plain_question_and_the_usual_one_is_chosen():
    view = declare_form(NORMAL, "")
    assert [o["value"] for o in options(view, ids.SEVERITY)] == ["sev1", "sev2", "sev3", "sev4"]
    chosen = asked(view)[ids.SEVERITY]["element"]["initial_option"]
    assert (chosen["value"], chosen["text"]["text"]) == ("sev2", "🟠 SEV2 Major")
    assert chosen["description"]["text"] == "An important part is broken for many customers"
    assert chosen in options(view, ids.SEVERITY), "Slack wants it to the letter"


def test_ic_16_a_hundred_and_twenty_services_can_all_be_chosen():
    view = declare_form(with_services(120), "")
    assert limits.view(view) == []
    assert sorted(int(o["value"]) for o in options(view, ids.SERVICE)) == list(range(120))


def test_ic_16_a_hundred_services_still_make_one_list_and_one_more_makes_groups():
    assert len(asked(declare_form(with_services(100), ""))[ids.SERVICE]["element"]["options"]) == 100
    groups = asked(declare_form(with_services(101), ""))[ids.SERVICE]["element"]["option_groups"]
    assert [len(group["options"]) for group in groups] == [100, 1]
    assert groups[0]["label"]["text"].startswith("Service 000")


def test_the_value_of_a_service_is_its_place_in_the_config():
    catalog = Catalog(services=(Service(name="Web"), Service(name="Api")))
    assert [(o["text"]["text"], o["value"]) for o in options(declare_form(catalog, ""), ids.SERVICE)] == [
        ("Web", "0"),
        ("Api", "1"),
    ]


def test_names_of_services_and_severities_are_literal():
    texts = [o["text"]["text"] for o in options(declare_form(HUGE, ""), ids.SERVICE)]
    assert all("&_<!here>_" in text for text in texts)


def test_ic_18_the_title_of_a_form_fits_also_with_a_long_number():
    view = resolve_form(incident(id=10**17), "")
    assert view["title"]["text"] == "Resolve INC-10000000000…"
    assert limits.view(view) == []


def test_resolving_asks_what_fixed_it_and_who_was_affected_and_both_may_stay_empty():
    form = asked(resolve_form(incident(), ""))
    assert list(form) == [ids.RESOLUTION, ids.USERS_AFFECTED]
    assert all(block["optional"] for block in form.values())


def test_what_is_known_of_the_users_is_filled_in():
    element = asked(resolve_form(incident(users_affected="R&D <all>"), ""))[ids.USERS_AFFECTED]["element"]
    assert element["initial_value"] == "R&D <all>"


def test_a_form_carries_where_its_answer_goes():
    assert declare_form(NORMAL, "m1")["private_metadata"] == "m1"
    assert resolve_form(incident(), "m2")["private_metadata"] == "m2"
    assert declare_form(NORMAL, "")["callback_id"] == ids.DECLARE_FORM
    assert resolve_form(incident(), "")["callback_id"] == ids.RESOLVE_FORM


def test_ic_16_several_of_a_hundred_and_twenty_services_can_be_chosen_where_everything_is_edited():
    catalog = with_services(120)
    view = edit_form(incident(services=[catalog.services[7].name, catalog.services[119].name, "gone"]), catalog)
    assert limits.view(view) == []
    assert sorted(int(o["value"]) for o in options(view, ids.SERVICES)) == list(range(120))
    assert {o["value"] for o in asked(view)[ids.SERVICES]["element"]["initial_options"]} == {"7", "119"}


def test_a_severity_that_the_config_no_longer_has_need_not_be_chosen_anew():
    severity = asked(edit_form(incident(severity="gone"), NORMAL))[ids.SEVERITY]
    assert severity["optional"]
    assert "initial_option" not in severity["element"]
    assert not asked(edit_form(incident(), NORMAL))[ids.SEVERITY].get("optional")


def test_a_summary_that_no_form_can_show_is_not_cut_by_one():
    view = edit_form(incident(summary="x" * 3001), NORMAL)
    assert ids.SUMMARY not in [block.get("block_id") for block in view["blocks"]]
    assert any("too long for a form" in str(block) for block in view["blocks"])
