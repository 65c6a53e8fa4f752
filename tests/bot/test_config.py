"""The config file: good defaults without one, and a sentence for every mistake in it."""

from pathlib import Path

import pytest

from bot.config import load_catalog
from bot.config_error import ConfigError
from incidents.catalog import Catalog, Following, Role, Service, Severity

GOOD = """
default_severity = "p2"
channel_template = "{date}-{service}-{number}-{slug}"
digest_channel = "C012AB3CD"

[[severities]]
key = "p1"
name = "Urgent"
description = "Customers cannot pay"
emoji = "🔥"

[[severities]]
key = "p2"
name = "Calm"
description = "It can wait until morning"
emoji = "👩🏽‍🚒"

[[roles]]
key = "commander"
name = "Commander"
description = "leads"
brief = ["Lead.", "Breathe first"]

[[services]]
name = "Checkout & payments"
people = ["U012AB3CD", "W012AB3CE"]
group = "S012AB3CD"

[[services]]
name = "Search"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "house.toml"


def mistakes(file: Path, text: str) -> list[str]:
    """The sentences about a text, without the file's name in front."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_catalog(file)
    prefix = f"{file}: "
    assert all(sentence.startswith(prefix) and sentence.endswith(".") for sentence in caught.value.sentences)
    return [sentence.removeprefix(prefix) for sentence in caught.value.sentences]


def severity(key: str = "sev1", name: str = "Bad", description: str = "It hurts", emoji: str = "🔴") -> str:
    return f'[[severities]]\nkey = "{key}"\nname = "{name}"\ndescription = "{description}"\nemoji = "{emoji}"\n'


def role(key: str, name: str) -> str:
    return f'[[roles]]\nkey = "{key}"\nname = "{name}"\ndescription = "does things"\n'


def test_without_a_file_the_defaults_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_catalog(None) == Catalog()


def test_a_file_in_the_current_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "signalcraft.toml").write_text('digest_channel = "fires"\n')
    assert load_catalog(None).digest_channel == "fires"


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read.*SIGNALCRAFT_CONFIG"):
        load_catalog(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_catalog(tmp_path)


def test_everything_can_be_set(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    assert load_catalog(file) == Catalog(
        default_severity="p2",
        channel_template="{date}-{service}-{number}-{slug}",
        digest_channel="C012AB3CD",
        severities=(
            Severity(key="p1", name="Urgent", description="Customers cannot pay", emoji="🔥"),
            Severity(key="p2", name="Calm", description="It can wait until morning", emoji="👩🏽‍🚒"),
        ),
        roles=(Role(key="commander", name="Commander", description="leads", brief=("Lead.", "Breathe first")),),
        services=(
            Service(name="Checkout & payments", people=("U012AB3CD", "W012AB3CE"), group="S012AB3CD"),
            Service(name="Search"),
        ),
    )


def test_an_empty_file_and_a_byte_order_mark_are_fine(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf# nothing yet\r\n")
    assert load_catalog(file) == Catalog()


@pytest.mark.parametrize("text", ['digest_channel = "a"\nx = = 1\n', "a = 1\n[[roles"])
def test_a_fault_of_syntax_names_line_and_column(file: Path, text: str) -> None:
    (said,) = mistakes(file, text)
    assert said.startswith("is not valid TOML")
    assert "line 2, column" in said


def test_a_file_that_is_not_utf8_is_called_so(file: Path) -> None:
    file.write_bytes(b'digest_channel = "caf\xe9"')
    with pytest.raises(ConfigError, match="UTF-8"):
        load_catalog(file)


def test_all_mistakes_are_collected(file: Path) -> None:
    said = mistakes(
        file,
        'defualt_severity = "sev1"\ndigest_channel = 5\n'
        + severity(key="SEV 1", emoji=":red_circle:")
        + '[[roles]]\nkey = "scribe"\nnmae = "Scribe"\n'
        + '[[services]]\nname = "Search"\npeople = ["ada", "U012AB3CD"]\ngroup = "search-team"\n',
    )
    starts = [sentence.split(" ")[0] for sentence in said]
    assert sorted(starts) == sorted(
        [
            "defualt_severity",
            "severities[1].key",
            "severities[1].emoji",
            "services[1].people[1]",
            "services[1].group",
            "digest_channel",
            "roles[1].nmae",
            "roles[1].name",
            "roles[1].description",
            "roles",
        ]
    )


def test_an_unknown_key_gets_the_nearest_one(file: Path) -> None:
    (said,) = mistakes(file, 'digest_chanel = "x"\n')
    assert "did you mean “digest_channel”?" in said
    (said,) = mistakes(file, severity(key="sev2") + 'emojy = "x"\n')
    assert said.startswith("severities[1].emojy")
    assert "did you mean “emoji”?" in said


def test_a_key_that_slipped_below_a_table_is_sent_back_up(file: Path) -> None:
    (said,) = mistakes(file, severity(key="sev2") + 'digest_channel = "x"\n')
    assert said.startswith("severities[1].digest_channel belongs at the top")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("severities = []", "severities must not be empty"),
        ("roles = []", "roles must not be empty"),
        ("services = []", "services must not be empty"),
        ('[severities]\nkey = "sev1"', "headed [[severities]] with two brackets, not a table"),
        ('roles = ["commander"]', "roles[1] must be a table headed [[roles]], not a text"),
        ("digest_channel = 5", "must be a text in quotes"),
        ("digest_channel = true", "not true or false"),
        ("digest_channel = 2026-01-31", "not a date or time"),
        ('digest_channel = ""', "digest_channel must not be empty"),
        ('digest_channel = "#incidents"', "without #"),
        ('[[services]]\nname = "A"\npeople = []', "services[1].people must not be empty"),
        ('[[services]]\nname = "A"\npeople = "U012AB3CD"', "must be a list in brackets"),
        ('[[services]]\nname = "A"\npeople = ["@ada"]', "Copy member ID"),
        ('[[services]]\nname = "A"\npeople = ["U1", "U1"]', "services[1].people[2] repeats “U1”"),
        ('[[services]]\nname = "A"\ngroup = "U012AB3CD"', "user group such as S012AB3CD"),
        ('[[services]]\nname = "A"\n[[services]]\nname = "a"', "services[2].name repeats the service “a”"),
        ('[[services]]\npeople = ["U1"]', "services[1].name is missing"),
        ('[[services]]\nname = "a\\nb"', "one line"),
        (f'[[services]]\nname = "{"a" * 101}"', "at most 100 characters long, not 101"),
    ],
)
def test_each_mistake_has_its_sentence(file: Path, text: str, words: str) -> None:
    (said,) = mistakes(file, text)
    assert words in said


@pytest.mark.parametrize("emoji", ["🔴", "⚠️", "🇪🇺", "1️⃣", "👩🏽‍🚒", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "‼️"])
def test_an_emoji_is_one_picture(file: Path, emoji: str) -> None:
    file.write_text(severity(key="sev2", emoji=emoji), encoding="utf-8")
    assert load_catalog(file).severities[0].emoji == emoji


@pytest.mark.parametrize("emoji", [":fire:", "🔴🔴", "!", "a", "1", "🇪", "🔴 "])
def test_anything_else_is_not_an_emoji(file: Path, emoji: str) -> None:
    (said,) = mistakes(file, severity(key="sev2", emoji=emoji))
    assert said.startswith("severities[1].emoji must be one emoji")


@pytest.mark.parametrize("key", ["Sev1", "1st", "sev 1", "sév", "a" * 21, "sev1\\n"])
def test_a_key_is_plain(file: Path, key: str) -> None:
    (said,) = mistakes(file, severity(key=key))
    assert said.startswith("severities[1].key must be")


def test_the_default_severity_must_exist(file: Path) -> None:
    (said,) = mistakes(file, 'default_severity = "sev9"')
    assert said == "default_severity must be the key of a severity (sev1, sev2, sev3, sev4), not “sev9”."
    (said,) = mistakes(file, severity(key="p1"))
    assert said == "default_severity is missing: without sev2 it must name one of p1."


def test_two_severities_never_answer_to_one_word(file: Path) -> None:
    (said,) = mistakes(file, severity(key="sev2") + severity(key="sev-2", name="Worse"))
    assert said.startswith("severities[2].key “sev-2” already means “sev2”")
    (said,) = mistakes(file, severity(key="sev2") + severity(key="other", name="SEV 2"))
    assert said.startswith("severities[2].name “SEV 2” already means “sev2”")


def test_a_commander_must_exist_and_roles_differ(file: Path) -> None:
    (said,) = mistakes(file, role("scribe", "Scribe"))
    assert "commander" in said
    (said,) = mistakes(file, role("commander", "Lead") + role("lead", "Boss"))
    assert said.startswith("roles[2].key “lead” already means “commander”")


@pytest.mark.parametrize(
    ("brief", "words"),
    [
        ('"Lead."', "roles[1].brief must be a list in brackets, each a line of at most 150 characters"),
        ('["a\\nb"]', "roles[1].brief[1] must be a line of at most 150"),
        ('[" "]', "roles[1].brief[1] must be a line of at most 150"),
        (f'["{"a" * 151}"]', "roles[1].brief[1] must be a line of at most 150"),
        ('["a", "b", "c", "d", "e", "f"]', "roles[1].brief may be at most 5 lines, not 6"),
    ],
)
def test_a_brief_is_a_few_short_lines(file: Path, brief: str, words: str) -> None:
    (said,) = mistakes(file, f"{role('commander', 'Commander')}brief = {brief}\n")
    assert said.startswith(words)


@pytest.mark.parametrize("template", ["{number}", "inc-{number}-{slug}", "{date}_{service}-{number}-{slug}"])
def test_good_templates(file: Path, template: str) -> None:
    file.write_text(f'channel_template = "{template}"')
    assert load_catalog(file).channel_template == template


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("inc-{slug}", "must hold {number}"),
        ("inc-{number}-{title}", "must not hold {title}: allowed are {number}, {slug}, {date}, {service}"),
        ("inc-{number:05}", "must not hold {number:05}"),
        ("inc-{number}-{}", "must not hold {}"),
        ("inc-{number!r}", "must not hold {number"),
        ("inc-{number.real}", "must not hold {number.real}"),
        ("Inc {number}", "only a-z, 0-9, - and _"),
        ("inc-{number", "without its partner"),
        ("inc-{number}}", "without its partner"),
        ("i" * 55 + "{number}", "20 must stay free"),
    ],
)
def test_bad_templates(file: Path, template: str, words: str) -> None:
    said = mistakes(file, f'channel_template = "{template}"')
    assert any(words in sentence for sentence in said)


def test_a_long_service_name_must_leave_the_title_room(file: Path) -> None:
    services = f'[[services]]\nname = "{"long " * 12}"\n'
    (said,) = mistakes(file, 'channel_template = "{service}-{number}"\n' + services)
    assert "up to 66 of the 80" in said


def test_the_least_severity_with_a_room_must_exist(file: Path) -> None:
    (said,) = mistakes(file, 'rooms_from = "sev9"')
    assert said == "rooms_from must be the key of a severity (sev1, sev2, sev3, sev4), not “sev9”."
    file.write_text('rooms_from = "sev3"')
    assert load_catalog(file).rooms_from == "sev3"


def test_a_standing_bridge_is_read_for_everybody_and_for_a_service(tmp_path):
    file = tmp_path / "signalcraft.toml"
    file.write_text(
        'bridge = "https://meet.example/all"\n[[services]]\nname = "Mail"\nbridge = "https://meet.example/mail"\n'
    )
    catalog = load_catalog(file)
    assert catalog.bridge == "https://meet.example/all"
    assert catalog.bridges_of(["Mail"], "UADA") == ("https://meet.example/mail",)


@pytest.mark.parametrize("url", ["zoom", "ftp://x", "https://ada:secret@meet.example"])
def test_a_bridge_that_is_no_address_is_a_mistake(tmp_path, url):
    file = tmp_path / "signalcraft.toml"
    file.write_text(f'bridge = "{url}"\n')
    with pytest.raises(ConfigError) as wrong:
        load_catalog(file)
    [sentence] = wrong.value.sentences
    assert "bridge must be the address of a standing meeting" in sentence


def test_followers_are_people_or_groups_of_a_severity_and_a_service(file: Path) -> None:
    file.write_text(
        '[[services]]\nname = "Checkout"\n[[followers]]\nperson = "U012AB3CD"\n'
        '[[followers]]\ngroup = "S012AB3CD"\nseverity = "SEV1"\nservice = "checkout"\n'
    )
    assert load_catalog(file).followers == (
        Following(slack_id="U012AB3CD"),
        Following(slack_id="S012AB3CD", severity="sev1", service="Checkout"),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('severity = "sev1"', "followers[1].person or group must be there, one of the two"),
        ('person = "U1"\ngroup = "S1"', "followers[1].person or group must be there, one of the two"),
        ('person = "@ada"', "followers[1].person must be a person's Slack id"),
        ('group = "S1"\nseverity = "sev9"', "must be one of the config's (sev1, sev2, sev3, sev4), not “sev9”"),
        ('group = "S1"\nservice = "Search"', "must be one of the config's (there are none), not “Search”"),
    ],
)
def test_a_follower_that_means_nobody_is_a_mistake(file: Path, text: str, words: str) -> None:
    (said,) = mistakes(file, f"[[followers]]\n{text}\n")
    assert words in said
