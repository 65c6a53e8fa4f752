"""Sign in with Slack by the environment: whole, half or not at all; and the address that should be https."""

import pytest

from bot.config_error import ConfigError
from bot.preflight_sign_in import address, sign_in
from bot.settings import Settings

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-x", "SLACK_APP_TOKEN": "xapp-1-x"}
CLIENT = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "slack-secret"}


def settings(**variables: str) -> Settings:
    return Settings.from_env({**TOKENS, **variables})


async def found(**variables: str) -> list[tuple[bool, str]]:
    return [(each.fine, each.said) async for each in sign_in(settings(**variables))]


def test_the_client_is_slacks_own_unless_another_address_is_named() -> None:
    access = settings(**CLIENT).access.sign_in
    assert access
    assert (access.client_id, access.issuer) == ("1.2", "https://slack.com")
    assert "slack-secret" not in repr(settings(**CLIENT))
    local = settings(**CLIENT, SLACK_OPENID_URL="http://127.0.0.1:8100/").access.sign_in
    assert local
    assert local.issuer == "http://127.0.0.1:8100"


async def test_half_of_it_is_told_and_stops_nothing() -> None:
    said = "Nobody can sign in with Slack: SLACK_CLIENT_SECRET is missing (Slack app → Basic Information)."
    assert await found(SLACK_CLIENT_ID="1.2") == [(False, said)]
    assert settings(SLACK_CLIENT_ID="1.2").access.sign_in is None
    assert await found() == []


async def test_slack_that_is_not_there_is_told() -> None:
    ((fine, said),) = await found(**CLIENT, SLACK_OPENID_URL="http://127.0.0.1:1/")
    assert (fine, "cannot be reached" in said) == (False, True)


@pytest.mark.parametrize(
    ("variables", "fine"),
    [
        ({}, None), ({"WEB_HOST": "::1"}, None), ({"WEB_HOST": "0.0.0.0"}, False),
        ({"WEB_URL": "https://incidents.example.com/", "WEB_HOST": "0.0.0.0"}, True),
        ({"WEB_URL": "http://localhost:8080"}, True), ({"WEB_URL": "http://incidents.example.com"}, False),
    ],
)  # fmt: skip
def test_outside_of_this_machine_the_address_should_be_https(variables: dict[str, str], fine: bool | None) -> None:
    told = address(settings(**variables))
    assert (told.fine if told else None) == fine


@pytest.mark.parametrize(
    "value",
    ["incidents.example.com", "https://a.example/b", "https://u:p@a.example", "https://a.example#b", "ftp://a"],
)
def test_an_address_that_no_browser_would_name_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match="WEB_URL must be"):
        settings(WEB_URL=value)
