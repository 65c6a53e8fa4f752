"""Vendors by the environment: whole, half or of a dead method; and no secret in any sentence."""

import json
from pathlib import Path

import pytest

from bot.config_error import ConfigError
from bot.providers import knowing, lacking, providers
from bot.settings import Settings
from bot.tickets import lacking_tickets, tickets
from incidents.catalog import Catalog
from incidents.tracker import Tracker

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-x", "SLACK_APP_TOKEN": "xapp-1-x"}
ZOOM = {"ZOOM_ACCOUNT_ID": "account", "ZOOM_CLIENT_ID": "client", "ZOOM_CLIENT_SECRET": "zoom-secret"}
GOOGLE = {
    "GOOGLE_CLIENT_ID": "client", "GOOGLE_CLIENT_SECRET": "google-secret", "GOOGLE_REFRESH_TOKEN": "fresh-secret",
}  # fmt: skip
HOSTED = Catalog(zoom_hosts=("a@x.example",))


def settings(**variables: str) -> Settings:
    return Settings.from_env({**TOKENS, **variables})


def told(catalog: Catalog = HOSTED, **variables: str) -> list[str]:
    """What is lacking for meetings."""
    return list(lacking(settings(**variables).access, catalog))


def test_nobody_is_set_up_and_nothing_is_said_where_nobody_wants_meetings() -> None:
    assert told(Catalog()) == []
    assert providers(settings().access, Catalog()) == {}


def test_who_is_set_up_whole_can_be_asked() -> None:
    access = settings(**ZOOM, **GOOGLE).access
    assert list(providers(access, HOSTED)) == ["zoom", "meet"]
    assert knowing(access, HOSTED).providers == ("zoom", "meet")
    assert list(lacking(access, HOSTED)) == []
    assert access.zoom
    assert (access.zoom.api_url, access.zoom.oauth_url) == (
        "https://api.zoom.us/v2/", "https://zoom.us/oauth/token"
    )  # fmt: skip
    assert "secret" not in repr(settings(**ZOOM, **GOOGLE))


def test_half_of_it_is_told_and_stops_nothing_else() -> None:
    half = {"ZOOM_ACCOUNT_ID": "account", "GOOGLE_CLIENT_ID": "client"}
    assert told(**half) == [
        "No meetings at Zoom: ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET are missing.",
        "No meetings at Google Meet: GOOGLE_CLIENT_SECRET and GOOGLE_REFRESH_TOKEN are missing.",
    ]
    assert knowing(settings(**half).access, HOSTED).providers == ()


def test_hosts_and_credentials_need_each_other() -> None:
    [said] = told(Catalog(), **ZOOM)
    assert "signalcraft.toml has no zoom_hosts" in said
    [said] = told(HOSTED)
    assert "signalcraft.toml has zoom_hosts, but no credentials" in said
    assert providers(settings(**ZOOM).access, Catalog()) == {}


def test_ic_71_the_start_says_that_server_to_server_oauth_is_needed() -> None:
    [said] = told(ZOOM_API_KEY="old-key", ZOOM_API_SECRET="old-secret")
    assert "Server-to-Server OAuth is needed" in said
    assert "old-" not in said
    assert told(**ZOOM, ZOOM_API_KEY="left over") == []


def test_a_service_account_needs_a_key_file_and_a_user(tmp_path: Path) -> None:
    file = tmp_path / "key.json"
    by_key = {"GOOGLE_SERVICE_ACCOUNT_FILE": str(file)}
    assert told(Catalog(), **by_key) == ["No meetings at Google Meet: GOOGLE_USER is missing."]
    by_key["GOOGLE_USER"] = "incidents@x.example"
    [said] = told(Catalog(), **by_key)
    assert "cannot be read (No such file or directory)" in said
    file.write_text("no json: secret")
    [said] = told(Catalog(), **by_key)
    assert "is no key of a service account" in said
    assert "secret" not in said
    file.write_text(json.dumps({"client_email": "a@b", "private_key": "key-secret"}))
    assert told(Catalog(), **by_key) == []
    assert "secret" not in repr(settings(**by_key))


@pytest.mark.parametrize("name", ["ZOOM_API_URL", "ZOOM_OAUTH_URL", "GOOGLE_TOKEN_URL", "GOOGLE_MEET_URL"])
def test_an_address_that_is_none_is_a_mistake(name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} must be a web address"):
        settings(**ZOOM, **{name: "zoom.us"})


JIRA = {"JIRA_URL": "https://x.atlassian.net", "JIRA_USER": "bot@x.example", "JIRA_TOKEN": "jira-secret"}
TRACKED = Catalog(jira=Tracker(project="OPS"))


def no_tickets(catalog: Catalog, **variables: str) -> list[str]:
    return list(lacking_tickets(settings(**variables).access, catalog))


def test_with_a_user_jira_is_cloud_and_without_one_a_data_center() -> None:
    access = settings(**JIRA).access
    assert access.jira
    assert (access.jira.url, access.jira.cloud) == ("https://x.atlassian.net", True)
    assert "secret" not in repr(settings(**JIRA))
    center = settings(**(JIRA | {"JIRA_USER": ""})).access
    assert center.jira
    assert not center.jira.cloud
    assert knowing(access, TRACKED).jira == TRACKED.jira
    assert tickets(access, TRACKED)


def test_without_jira_nothing_of_it_is_offered_and_half_of_it_is_told() -> None:
    assert no_tickets(Catalog()) == []
    assert knowing(settings().access, TRACKED).jira is None
    assert tickets(settings().access, TRACKED) is None
    [said] = no_tickets(TRACKED)
    assert "has [jira], but JIRA_URL and JIRA_TOKEN are not set" in said
    [said] = no_tickets(Catalog(), **JIRA)
    assert "signalcraft.toml has no [jira]" in said
    assert no_tickets(TRACKED, JIRA_USER="bot@x.example") == [
        "No tickets in Jira: JIRA_URL and JIRA_TOKEN are missing (docs/jira.md)."
    ]
