"""What the config says of status updates: how often, with which words, and who looks at them."""

from pathlib import Path

import pytest

from bot.config import load_catalog
from bot.config_error import ConfigError
from incidents.catalog import Catalog
from incidents.status_update import INTERNAL, PUBLIC

SEVERITY = '[[severities]]\nkey = "sev2"\nname = "Bad"\ndescription = "It hurts"\nemoji = "🔴"\n'
OURS = Catalog().template("identified")


def loaded(folder: Path, text: str) -> Catalog:
    file = folder / "house.toml"
    file.write_text(text, encoding="utf-8")
    return load_catalog(file)


def test_how_often_people_hear_whose_updates_wait_and_what_they_begin_with(tmp_path: Path) -> None:
    text = 'second_person = ["public", "sev2"]\n' + SEVERITY + "update_every = 45\n"
    found = loaded(tmp_path, text + '[[templates]]\nstatus = "identified"\ntext = """\n{ref}:\n- cause\n"""\n')
    assert str(found.update_every("sev2")) == "0:45:00"
    assert found.update_every("gone") is None
    assert found.wants_second_person(PUBLIC, "x")
    assert found.wants_second_person(INTERNAL, "sev2")
    assert not found.wants_second_person(INTERNAL, "x")
    assert found.template("identified") == "{ref}:\n- cause\n"
    assert found.template("monitoring") == Catalog().template("monitoring")
    assert found.slips == ()


def test_a_severity_of_ones_own_asks_for_updates_only_where_it_says_so(tmp_path: Path) -> None:
    assert loaded(tmp_path, SEVERITY).update_every("sev2") is None


def test_a_broken_template_says_where_and_the_one_that_comes_along_is_used(tmp_path: Path) -> None:
    good = '[[templates]]\nstatus = "monitoring"\ntext = "We watch {title}"\n'
    found = loaded(tmp_path, good + '[[templates]]\nstatus = "identified"\ntext = "{cause} found"\n')
    [slip] = found.slips
    assert slip.startswith("templates[2].text must not hold {cause}: allowed are {ref}, {title}, ")
    assert slip.endswith(": the template that comes with SignalCraft is used instead.")
    assert (found.template("identified"), found.template("monitoring")) == (OURS, "We watch {title}")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('second_person = ["everybody"]', "second_person[1] must be one of internal, public, sev1, "),
        (SEVERITY + "update_every = 0", "severities[1].update_every must be from 1 to 1440 (minutes), not 0."),
        (SEVERITY + 'update_every = "30m"', "severities[1].update_every must be a whole number (minutes), "),
        ('[[templates]]\nstatus = "fixed"\ntext = "x"', "templates[1].status must be one of investigating, "),
        ('[[templates]]\nstatus = "resolved"', "templates[1].text is missing: what an update of this status"),
        ('[[templates]]\nstatus = "resolved"\ntext = ["x"]', "templates[1].text must be a text in quotes"),
        ('[[templates]]\nstatus = "resolved"\ntext = " "', "templates[1].text must not be empty"),
    ],
)
def test_every_other_mistake_gets_its_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)
    assert [each for each in caught.value.sentences if sentence in each]
