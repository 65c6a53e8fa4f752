"""Signing in elsewhere with an account of this workspace: codes that work once, tokens, and the signing key."""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sandbox.workspace.nouns import Json, User
from sandbox.workspace.shapes import team_pictures, user_pictures
from sandbox.workspace.space import Workspace

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "1000000000.2000000000", "local-slack-secret"
SCOPES = ("openid", "profile", "email")
CODE_LASTS_S = 600
PAPER_LASTS_S = 300
"""Seconds that an id_token is good for."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SLACK = "https://slack.com/"
"""What Slack puts before the names of its own claims, wherever it runs."""


@dataclass(frozen=True)
class Grant:
    """What one person has let the app know, where the answer goes, and when that was."""

    user: str
    scopes: tuple[str, ...]
    redirect_uri: str
    nonce: str
    at: float


@dataclass
class OpenId:
    """What was granted and not yet used up. `issuer` is the workspace's address, without a slash at its end."""

    space: Workspace
    _codes: dict[str, Grant] = field(default_factory=dict)
    _tokens: dict[str, Grant] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return self.space.base_url.rstrip("/")

    def code(self, grant: Grant) -> str:
        code = f"1000000000.{secrets.token_hex(32)}"
        self._codes[code] = grant
        return code

    def redeem(self, code: str) -> Grant | None:
        """The grant of a code, which is spent by asking; None for one that is unknown, used or too old."""
        grant = self._codes.pop(code, None)
        return grant if grant and self.space.clock.now() - grant.at < CODE_LASTS_S else None

    def token(self, grant: Grant) -> str:
        token = f"xoxp-{secrets.token_hex(24)}"
        self._tokens[token] = grant
        return token

    def holder(self, token: str) -> Grant | None:
        return self._tokens.get(token)

    @cached_property
    def key(self) -> "RSAKey":
        from joserfc.jwk import RSAKey  # noqa: PLC0415 - heavy, and seldom asked for

        return RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)

    def paper(self, grant: Grant, access_token: str) -> str:
        """The id_token: who signed in, for whom, when, signed with the key."""
        from joserfc import jwt  # noqa: PLC0415 - heavy, and seldom asked for

        now = int(self.space.clock.now())
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        claims: Json = {
            "iss": self.issuer, "aud": CLIENT_ID, "exp": now + PAPER_LASTS_S, "iat": now, "auth_time": now,
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
        }  # fmt: skip
        claims |= {"nonce": grant.nonce} if grant.nonce else {}
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims | told_of(self.space, grant), self.key)


def told_of(space: Workspace, grant: Grant) -> Json:
    """What the app hears of the person, as far as they have let it."""
    user = space.users[grant.user]
    told: Json = {"sub": user.id, f"{SLACK}user_id": user.id, f"{SLACK}team_id": user.team}
    if "email" in grant.scopes:
        told |= {"email": user.email, "email_verified": True, "date_email_verified": int(user.updated)}
    return told | (_profile(space, user) if "profile" in grant.scopes else {})


def _profile(space: Workspace, user: User) -> Json:
    first, _, last = user.real_name.partition(" ")
    pictures = user_pictures(space, user)
    return {
        "name": user.real_name, "picture": pictures["image_512"], "given_name": first, "family_name": last,
        "locale": "en-US", f"{SLACK}team_name": space.name, f"{SLACK}team_domain": space.domain,
        **{f"{SLACK}user_{name}": url for name, url in pictures.items()},
        **{f"{SLACK}team_{name}": url for name, url in team_pictures(space).items()},
        f"{SLACK}team_image_default": True,
    }  # fmt: skip


def fits(redirect_uri: str, named: Sequence[str]) -> bool:
    """Whether people may be sent back there: one that the manifest names, or its path on this very machine."""
    try:
        parts = urlsplit(redirect_uri)
        at_home = parts.scheme == "http" and parts.hostname in LOOPBACK and not parts.username
    except ValueError:
        return False
    if parts.fragment:
        return False
    if at_home:
        return not parts.query and parts.path in {urlsplit(each).path for each in named}
    return parts.scheme == "https" and redirect_uri in named


def environ(url: str) -> dict[str, str]:
    """The variables with which an app lets people sign in through the workspace at this address."""
    return {"SLACK_CLIENT_ID": CLIENT_ID, "SLACK_CLIENT_SECRET": CLIENT_SECRET, "SLACK_OPENID_URL": url}
