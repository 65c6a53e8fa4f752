"""Stand-ins for what an app calls besides Slack: Zoom and Google, with their own words for every refusal."""

from sandbox.vendors.zoom_account import ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET


def environ(url: str) -> dict[str, str]:
    """The variables with which an app reaches the stand-ins of the workspace at this address."""
    return {
        "ZOOM_ACCOUNT_ID": ACCOUNT_ID,
        "ZOOM_CLIENT_ID": CLIENT_ID,
        "ZOOM_CLIENT_SECRET": CLIENT_SECRET,
        "ZOOM_API_URL": f"{url}zoom/v2/",
        "ZOOM_OAUTH_URL": f"{url}zoom/oauth/token",
    }
