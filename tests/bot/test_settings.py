"""Settings from the environment: what is missing or wrong is said in sentences, and no secret leaks."""

from pathlib import Path

import pytest

from bot.config_error import ConfigError
from bot.settings import Settings, database_url

BOT = "xoxb-1-secret"
APP = "xapp-1-secret"
TOKENS = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}


def mistakes(**variables: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        Settings.from_env({**TOKENS, **variables})
    return caught.value.sentences


def test_the_two_tokens_are_enough() -> None:
    settings = Settings.from_env(TOKENS)
    assert (settings.bot_token, settings.app_token) == (BOT, APP)
    assert settings.api_url == "https://slack.com/api/"
    assert settings.limiter
    assert settings.database_url == "sqlite:///signalcraft.db"
    assert settings.config is None
    assert (settings.log_level, settings.log_format) == ("info", "json")
    assert (settings.web_host, settings.web_port) == ("127.0.0.1", 8080)


def test_who_leaves_hearing_slack_to_others_needs_no_app_level_token() -> None:
    settings = Settings.from_env({"SLACK_BOT_TOKEN": BOT}, sockets=False)
    assert (settings.app_token, settings.sockets) == ("", False)


def test_every_variable_is_read() -> None:
    settings = Settings.from_env(
        {
            **TOKENS,
            "SLACK_API_URL": "http://127.0.0.1:9000/api",
            "SLACK_LIMITER": "off",
            "DATABASE_URL": "postgresql://u:p@db/signalcraft",
            "SIGNALCRAFT_CONFIG": "elsewhere.toml",
            "LOG_FORMAT": "Console",
            "LOG_LEVEL": "debug",
            "WEB_HOST": "0.0.0.0",
            "WEB_PORT": "0",
        }
    )
    assert settings.api_url == "http://127.0.0.1:9000/api/"
    assert not settings.limiter
    assert settings.database_url == "postgresql://u:p@db/signalcraft"
    assert settings.config == Path("elsewhere.toml")
    assert (settings.log_format, settings.log_level) == ("console", "debug")
    assert (settings.web_host, settings.web_port) == ("0.0.0.0", 0)


def test_a_blank_variable_is_as_good_as_none() -> None:
    settings = Settings.from_env({**TOKENS, "DATABASE_URL": " ", "WEB_PORT": "", "SIGNALCRAFT_CONFIG": ""})
    assert settings.database_url == "sqlite:///signalcraft.db"
    assert settings.web_port == 8080
    assert settings.config is None


def test_logs_are_for_people_at_a_terminal_and_for_machines_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert Settings.from_env(TOKENS).log_format == "console"
    monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    assert Settings.from_env(TOKENS).log_format == "json"


def test_all_that_is_missing_is_said_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        Settings.from_env({"WEB_PORT": "many"})
    first, second, third = caught.value.sentences
    assert first.startswith("SLACK_BOT_TOKEN is missing")
    assert "xoxb-" in first
    assert second.startswith("SLACK_APP_TOKEN is missing")
    assert "xapp-" in second
    assert third == "WEB_PORT must be a port number from 0 to 65535, not “many”."
    assert str(caught.value) == "\n".join((first, second, third))


def test_swapped_tokens_are_called_swapped() -> None:
    said = mistakes(SLACK_BOT_TOKEN=APP, SLACK_APP_TOKEN=BOT)
    assert len(said) == 2
    assert all("swapped" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("xoxp-9-private", "user token"),
        ("xoxe.xoxb-9-private", "rotates"),
        ("xoxb-", "whole"),
        ("xoxb-9 private", "whole"),
        ("private", "starts with xoxb-"),
    ],
)
def test_a_wrong_token_is_named_by_kind_and_never_shown(token: str, words: str) -> None:
    (said,) = mistakes(SLACK_BOT_TOKEN=token)
    assert words in said
    assert "private" not in said


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SLACK_API_URL", "slack.com/api", "web address"),
        ("SLACK_API_URL", "http://[::1", "web address"),
        ("SLACK_LIMITER", "maybe", "on, off"),
        ("LOG_FORMAT", "xml", "console, json"),
        ("LOG_LEVEL", "loud", "debug, info, warning, error"),
        ("WEB_PORT", "65536", "0 to 65535"),
        ("WEB_PORT", "-1", "0 to 65535"),
        ("DATABASE_URL", "mysql://u:secret@db/x", "sqlite:///"),
        ("DATABASE_URL", "sqlite://", "sqlite:///"),
        ("DATABASE_URL", "secret", "postgresql://"),
    ],
)
def test_a_wrong_value_gets_a_sentence_with_what_is_allowed(name: str, value: str, words: str) -> None:
    (said,) = mistakes(**{name: value})
    assert said.startswith(f"{name} must be ")
    assert words in said
    assert "secret" not in said


def test_no_secret_shows_in_the_repr() -> None:
    shown = repr(Settings.from_env({**TOKENS, "DATABASE_URL": "postgresql://u:secret@db/x"}))
    assert "secret" not in shown
    assert "xoxb" not in shown
    assert "xapp" not in shown


def test_the_database_alone_can_be_asked_for_without_tokens() -> None:
    assert database_url({}) == "sqlite:///signalcraft.db"
    assert database_url({"DATABASE_URL": "postgres://db/x"}) == "postgres://db/x"
    with pytest.raises(ConfigError):
        database_url({"DATABASE_URL": "mysql://db/x"})
