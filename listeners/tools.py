"""What every listener has at hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from incidents.catalog import Catalog
from storage.store import Store


@dataclass(frozen=True)
class Tools:
    """The store, the choices of this installation, the clock, and Slack for opening forms."""

    store: Store
    catalog: Catalog
    client: AsyncWebClient
    now: Callable[[], datetime]
