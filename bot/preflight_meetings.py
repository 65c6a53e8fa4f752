"""Looks at who makes meetings: whether their credentials are let in. Nothing is made there."""

from collections.abc import AsyncIterator

from bot.access import Access
from bot.providers import lacking, providers
from incidents.catalog import PROVIDERS, Catalog
from incidents.installation import Finding
from integrations.errors import OutsideError, Rejected
from integrations.meetings import Provider

MEND = {
    "invalid_client": "look at the client id and its secret",
    "invalid_request": "look at ZOOM_ACCOUNT_ID",
    "invalid_grant": "the refresh token was withdrawn, or the key of the service account deleted: make a new one",
    "unauthorized_client": "the service account lacks domain-wide delegation for the user",
    "4711": "add the missing scopes to the app in Zoom's marketplace",
    "1001": "name licensed users of the Zoom account as zoom_hosts",
}
"""What to do where a vendor says a code."""


async def meetings(access: Access, catalog: Catalog) -> AsyncIterator[Finding]:
    """A finding for each that is set up or half set up; nothing where nobody wants meetings."""
    for sentence in lacking(access, catalog):
        yield Finding("meetings", False, sentence)
    for way, provider in providers(access, catalog).items():
        yield await _tried(PROVIDERS[way], provider)


async def _tried(name: str, provider: Provider) -> Finding:
    try:
        return Finding(name, True, await provider.check())
    except Rejected as error:
        mend = MEND.get(error.code, "docs/install.md says what it needs")
        return Finding(name, False, f"refused ({error}): {mend}")
    except OutsideError as error:
        return Finding(name, False, f"cannot be reached ({error}): look at the network and at a proxy")
    finally:
        await provider.close()
