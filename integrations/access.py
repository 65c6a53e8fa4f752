"""What it takes to be let in by each vendor. Read at the start, so nothing here loads a client."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class ZoomAccess:
    """What an app of the kind Server-to-Server OAuth has, and where Zoom is."""

    account_id: str
    client_id: str
    client_secret: str = field(repr=False)
    api_url: str
    oauth_url: str
