"""Permissions in the config file."""

from pathlib import Path

import pytest

from bot.config import load_catalog
from bot.config_error import ConfigError
from incidents.permissions import DEFAULTS, Policy
from tests.forks import signalcraft


def test_what_the_config_does_not_say_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text('[permissions]\nresolve = ["S012AB3CD", "U012AB3CD"]\nadminister = ["admins", "S012AB3CE"]\n')
    policy = load_catalog(file).permissions
    assert policy == Policy(resolve=("S012AB3CD", "U012AB3CD"), administer=("admins", "S012AB3CE"))
    assert policy.groups == ("S012AB3CD", "S012AB3CE")
    assert policy.named == ("S012AB3CD", "U012AB3CD", "S012AB3CE")
    file.write_text("[permissions]\n")
    assert load_catalog(file).permissions == DEFAULTS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('declare = ["admins"]', "permissions.declare[1] must be everyone, or the Slack id of a user group"),
        ('resolve = ["incident-leads"]', "permissions.resolve[1] must be everyone, or the Slack id"),
        ('change = ["everyone", "S012AB3CD"]', "permissions.change must hold “everyone” alone"),
        ("publish = []", "permissions.publish must not be empty"),
        ('publish = "everyone"', "permissions.publish must be a list in brackets"),
        ('resolv = ["everyone"]', "did you mean “resolve”?"),
        ('digest_channel = "x"', "permissions.digest_channel belongs at the top of the file"),
    ],
)
def test_what_is_wrong_with_permissions_gets_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text(f"[permissions]\n{text}\n")
    with pytest.raises(ConfigError) as caught:
        load_catalog(file)
    [sentence] = caught.value.sentences
    assert words in sentence


def test_permissions_are_one_table(tmp_path: Path) -> None:
    file = tmp_path / "signalcraft.toml"
    file.write_text('permissions = "everyone"\n')
    with pytest.raises(ConfigError, match=r"permissions must be a table headed \[permissions\], not a text"):
        load_catalog(file)


def test_the_command_line_asks_for_no_permission_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "signalcraft.toml").write_text('[permissions]\ndeclare = ["S012AB3CD"]\n')
    environ = {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}"}
    signalcraft("migrate", folder=tmp_path, environ=environ)
    code, said = signalcraft("declare", "Checkout down", folder=tmp_path, environ=environ)
    assert code == 0
    assert "permissions are not asked on the server" in said
