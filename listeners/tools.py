"""What every listener has at hand."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from incidents.catalog import Catalog
from incidents.permissions import PUBLISH, telling
from incidents.refusal import Refusal
from integrations.slack_forms import open_form
from listeners.clicks import Body
from storage.store import Store
from storage.where import Where


@dataclass(frozen=True)
class Tools:
    """The store, the choices of this installation, the clock, and Slack for opening forms and for answering."""

    store: Store
    catalog: Catalog
    client: AsyncWebClient
    now: Callable[[], datetime]
    respond: Callable[[str, dict[str, Any]], Awaitable[None]]
    """Sends a message to a response_url. Raises OutsideError."""
    colleague: Callable[[str, str | None], Awaitable[None]]
    """Raises a Refusal for whoever cannot be given a part, beside the field (an id) in which they were chosen."""
    pages: str = ""
    """Where people reach the pages, if that is known."""

    async def tz(self, person: str) -> str | None:
        """The name of the zone in which somebody lives, where we know them."""
        known = (await self.store.people([person])).get(person)
        return known.tz if known else None

    async def open_form(self, body: Body, form: dict[str, Any], instead: str) -> None:
        """For whoever clicked; where Slack was too slow they are told what to do `instead`."""
        if not await open_form(self.client, body["trigger_id"], form):
            raise Refusal(f"Slack was too slow to open the form. {instead}")

    async def may_tell(
        self, person: str, audience: str, *, about: Where, waits: bool = False, field: str | None = None
    ) -> None:
        """Raise the Refusal, beside the `field`, of whoever may not post an update for them, or let it wait.

        Who was never met may be an admin, which only Slack knows.
        """
        act = telling(audience, self.catalog.permissions, waits=waits)
        if act == PUBLISH:
            await self.colleague(person, field)
        await self.store.permit(act, person, self.catalog.permissions, about=about, field=field)
