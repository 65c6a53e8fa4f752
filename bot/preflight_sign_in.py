"""Looks at how people come to the pages: by https, and through Slack."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bot.settings import Settings
from incidents.installation import Finding
from integrations.errors import OutsideError, Rejected
from integrations.sign_in import SignInWithSlack

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ADDRESS, SIGN_IN = "web address", "sign-in"


async def sign_in(settings: Settings, *, ask: bool = True) -> AsyncIterator[Finding]:
    """A finding for the address and one for Sign in with Slack, where either is set up or should be.

    `ask`: whether Slack is asked, which a bot that runs need not do before somebody signs in.
    """
    found = address(settings)
    if found:
        yield found
    for sentence in settings.access.sign_in_lacking:
        yield Finding(SIGN_IN, False, sentence)
    if settings.access.sign_in and ask:
        slack = SignInWithSlack(settings.access.sign_in, lambda: datetime.now(UTC))
        try:
            yield Finding(SIGN_IN, True, await slack.check())
        except Rejected as error:
            yield Finding(SIGN_IN, False, f"refused ({error}): look at SLACK_OPENID_URL")
        except OutsideError as error:
            yield Finding(SIGN_IN, False, f"Slack cannot be reached ({error}): look at the network and at a proxy")
        finally:
            await slack.close()


def address(settings: Settings) -> Finding | None:
    """Whoever is on the way can read what travels by http, the cookie that signs in among it."""
    here = settings.web_host in LOOPBACK
    if not settings.web_url:
        said = f"others reach the pages on {settings.web_host}: set WEB_URL, by https (docs/sign-in.md)"
        return None if here else Finding(ADDRESS, False, said)
    parts = urlsplit(settings.web_url)
    if parts.scheme == "https" or parts.hostname in LOOPBACK:
        return Finding(ADDRESS, True, settings.web_url)
    said = f"{settings.web_url} is not https: a proxy in front of the bot sees to that (docs/sign-in.md)"
    return Finding(ADDRESS, False, said)
