"""What the environment has for vendors. What lacks something stops that vendor alone, with one sentence."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from integrations.access import GoogleAccess, JiraAccess, SlackSignIn, ZoomAccess

ZOOM_NEEDS = ("ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET")
ZOOM_API = "https://api.zoom.us/v2/"
ZOOM_OAUTH = "https://zoom.us/oauth/token"
OLD_ZOOM = tuple(f"ZOOM_API_{word}" for word in ("KEY", "SECRET"))
"""Not ours: they are known only to be told why they do nothing."""
GOOGLE_NEEDS = ("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "GOOGLE_REFRESH_TOKEN")
SERVICE_ACCOUNT, USER = "GOOGLE_SERVICE_ACCOUNT_FILE", "GOOGLE_USER"
GOOGLE_TOKEN = "https://oauth2.googleapis.com/token"
GOOGLE_MEET = "https://meet.googleapis.com/"

JIRA_NEEDS = ("JIRA_URL", "JIRA_TOKEN")
JIRA_USER = "JIRA_USER"
JIRA = "https://example.atlassian.net/"
"""No default: it only shows what an address looks like."""

SIGN_IN_NEEDS = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
SLACK = "https://slack.com/"

Text = Callable[[str], str]
"""The value of a variable, or nothing."""
Address = Callable[[str, str], str]
"""The address in a variable, ending with a slash, or the default; a wrong one is noted."""


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who lets us in. `lacking`: a sentence for each who is meant to and cannot."""

    zoom: ZoomAccess | None
    google: GoogleAccess | None
    lacking: tuple[str, ...]
    sign_in: SlackSignIn | None = None
    sign_in_lacking: tuple[str, ...] = ()
    jira: JiraAccess | None = None
    jira_lacking: tuple[str, ...] = ()


NOBODY = Access(zoom=None, google=None, lacking=())


class Lacking(Exception):
    """An integration that is half there."""


def access(text: Text, address: Address) -> Access:
    """Everything that the environment says of vendors."""
    lacking: list[str] = []
    zoom = google = None
    try:
        zoom = _zoom(text, address)
    except Lacking as error:
        lacking.append(f"No meetings at Zoom: {error}.")
    try:
        google = _google(text, address)
    except Lacking as error:
        lacking.append(f"No meetings at Google Meet: {error}.")
    sign_in, half = _sign_in(text, address)
    jira, half_jira = _jira(text, address)
    return Access(
        zoom=zoom,
        google=google,
        lacking=tuple(lacking),
        sign_in=sign_in,
        sign_in_lacking=half,
        jira=jira,
        jira_lacking=half_jira,
    )


def _sign_in(text: Text, address: Address) -> tuple[SlackSignIn | None, tuple[str, ...]]:
    """Sign in with Slack, and why not, where it is meant to be."""
    issuer = address("SLACK_OPENID_URL", SLACK).rstrip("/")
    if not any(map(text, SIGN_IN_NEEDS)):
        return None, ()
    try:
        client_id, client_secret = _all_of(text, SIGN_IN_NEEDS)
    except Lacking as error:
        return None, (f"Nobody can sign in with Slack: {error} (Slack app → Basic Information).",)
    return SlackSignIn(client_id=client_id, client_secret=client_secret, issuer=issuer), ()


def _zoom(text: Text, address: Address) -> ZoomAccess | None:
    if not any(map(text, ZOOM_NEEDS)):
        if any(map(text, OLD_ZOOM)):
            raise Lacking(
                f"{' and '.join(OLD_ZOOM)} are of a JWT app, which Zoom no longer accepts. "
                f"Server-to-Server OAuth is needed: {', '.join(ZOOM_NEEDS)} (docs/install.md)"
            )
        return None
    account_id, client_id, client_secret = _all_of(text, ZOOM_NEEDS)
    return ZoomAccess(
        account_id=account_id,
        client_id=client_id,
        client_secret=client_secret,
        api_url=address("ZOOM_API_URL", ZOOM_API),
        oauth_url=address("ZOOM_OAUTH_URL", ZOOM_OAUTH).rstrip("/"),
    )


def _google(text: Text, address: Address) -> GoogleAccess | None:
    token_url = address("GOOGLE_TOKEN_URL", GOOGLE_TOKEN).rstrip("/")
    meet_url = address("GOOGLE_MEET_URL", GOOGLE_MEET)
    if text(SERVICE_ACCOUNT):
        (user,) = _all_of(text, (USER,))
        key = _key(Path(text(SERVICE_ACCOUNT)).expanduser())
        return GoogleAccess(token_url=token_url, meet_url=meet_url, user=user, key=key)
    if not any(map(text, GOOGLE_NEEDS)):
        return None
    client_id, client_secret, refresh_token = _all_of(text, GOOGLE_NEEDS)
    return GoogleAccess(
        token_url=token_url,
        meet_url=meet_url,
        client_id=client_id,
        client_secret=client_secret,
        refresh_token=refresh_token,
    )


def _jira(text: Text, address: Address) -> tuple[JiraAccess | None, tuple[str, ...]]:
    """Jira, and why not, where it is meant to be."""
    if not any(map(text, (*JIRA_NEEDS, JIRA_USER))):
        return None, ()
    try:
        _, token = _all_of(text, JIRA_NEEDS)
    except Lacking as error:
        return None, (f"No tickets in Jira: {error} (docs/jira.md).",)
    return JiraAccess(url=address("JIRA_URL", JIRA).rstrip("/"), user=text(JIRA_USER), token=token), ()


def _all_of(text: Text, names: tuple[str, ...]) -> list[str]:
    missing = [name for name in names if not text(name)]
    if missing:
        raise Lacking(f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing")
    return [text(name) for name in names]


def _key(file: Path) -> Mapping[str, str]:
    """The key file as Google hands it out. Nothing of it gets into a sentence."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Lacking(f"{SERVICE_ACCOUNT} cannot be read ({error.strerror})") from None
    except ValueError:
        told = None
    if not isinstance(told, dict) or not {"client_email", "private_key"} <= told.keys():
        raise Lacking(f"{SERVICE_ACCOUNT} is no key of a service account: Google hands it out as a JSON file")
    return {name: str(value) for name, value in told.items()}
