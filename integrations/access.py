"""What it takes to be let in by each vendor. Read at the start, so nothing here loads a client."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class ZoomAccess:
    """What an app of the kind Server-to-Server OAuth has, and where Zoom is."""

    account_id: str
    client_id: str
    client_secret: str = field(repr=False)
    api_url: str
    oauth_url: str


@dataclass(frozen=True, kw_only=True)
class GoogleAccess:
    """Either the key of a service account and the user for whom it acts, or that user's refresh token."""

    token_url: str
    meet_url: str
    user: str = ""
    key: Mapping[str, str] = field(default_factory=dict, repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class SlackSignIn:
    """Our own Slack app as a client of OpenID Connect. `issuer` is Slack, without a slash at its end."""

    client_id: str
    client_secret: str = field(repr=False)
    issuer: str


@dataclass(frozen=True, kw_only=True)
class JiraAccess:
    """Where Jira is, without a slash at its end. With a user it is Jira Cloud, else a Data Center."""

    url: str
    user: str = ""
    token: str = field(repr=False)

    @property
    def cloud(self) -> bool:
        """Whether it is Jira Cloud: there a token belongs to an e-mail address."""
        return bool(self.user)
