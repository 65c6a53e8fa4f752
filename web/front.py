"""What every page and every call of the API has at hand."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from incidents.catalog import Catalog
from incidents.refusal import Refusal
from integrations.sign_in import SignInWithSlack
from storage.store import Store
from storage.where import Where
from web.heard import Heard


async def nothing_new(user_id: str) -> None:
    """Nobody can be asked."""


@dataclass(frozen=True, kw_only=True)
class Front:
    """The tools of all pages. `url` is where people reach them, without a slash at its end."""

    store: Store
    catalog: Catalog
    now: Callable[[], datetime]
    url: str
    team_id: str
    heard: Callable[[], Heard]
    team_url: str = ""
    """Where the workspace is in a browser."""
    slack: SignInWithSlack | None = None
    """Who says who people are; nobody, where sign-in with Slack is not set up."""
    refresh: Callable[[str], Awaitable[None]] = nothing_new
    """Asks Slack how somebody is called now, and whether their account is there, as far as it answers in time."""

    calls_a_minute: int = 300
    """How many calls of the API one token may make."""

    @property
    def secure(self) -> bool:
        """Whether people reach us by https, so that what browsers carry never travels in the clear."""
        return self.url.startswith("https://")

    def cookie(self, name: str) -> str:
        """What a cookie is called: by https so that no other host, and nobody in the clear, can set it."""
        return f"__Host-{name}" if self.secure else name

    async def may(self, person: str, act: str, *, about: Where | None = None) -> bool:
        """Whether somebody may do this, as it is shown; whoever does it is asked again (`store.permit`)."""
        try:
            await self.store.permit(act, person, self.catalog.permissions, about=about)
        except Refusal:
            return False
        return True
