"""Stand-ins for what an app calls besides Slack: Zoom, Google and Jira, with their own words for every refusal."""

from sandbox.vendors import google, jira_site
from sandbox.vendors.zoom_account import ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET


def environ(url: str) -> dict[str, str]:
    """The variables with which an app reaches all stand-ins of the workspace at this address."""
    return zoom_environ(url) | {
        "GOOGLE_CLIENT_ID": google.CLIENT_ID,
        "GOOGLE_CLIENT_SECRET": google.CLIENT_SECRET,
        "GOOGLE_REFRESH_TOKEN": google.REFRESH_TOKEN,
        "GOOGLE_TOKEN_URL": f"{url}google/token",
        "GOOGLE_MEET_URL": f"{url}google/meet/",
        **jira_environ(url),
    }


def zoom_environ(url: str) -> dict[str, str]:
    """Those for Zoom alone."""
    return {
        "ZOOM_ACCOUNT_ID": ACCOUNT_ID,
        "ZOOM_CLIENT_ID": CLIENT_ID,
        "ZOOM_CLIENT_SECRET": CLIENT_SECRET,
        "ZOOM_API_URL": f"{url}zoom/v2/",
        "ZOOM_OAUTH_URL": f"{url}zoom/oauth/token",
    }


def jira_environ(url: str, *, cloud: bool = True) -> dict[str, str]:
    """Those for Jira alone."""
    if cloud:
        return {"JIRA_URL": f"{url}jira/", "JIRA_USER": jira_site.USER, "JIRA_TOKEN": jira_site.API_TOKEN}
    return {"JIRA_URL": f"{url}jira-dc/", "JIRA_TOKEN": jira_site.ACCESS_TOKEN}
