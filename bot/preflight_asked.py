"""What every question to Slack shares: a refusal, or no answer at all, becomes a finding."""

from collections.abc import Awaitable, Callable

import aiohttp
from slack_sdk.errors import SlackApiError

from incidents.installation import Finding

TOKENS = {
    "SLACK_BOT_TOKEN": "Slack app → OAuth & Permissions → Bot User OAuth Token",
    "SLACK_APP_TOKEN": "Slack app → Basic Information → App-Level Tokens, with the scope connections:write",
}


async def asked(about: str, ask: Callable[[], Awaitable[Finding]], token: str = "SLACK_BOT_TOKEN") -> Finding:
    """The answer's finding, or what is wrong instead and where the token comes from."""
    try:
        return await ask()
    except SlackApiError as error:
        return Finding(about, False, f"Slack says {code(error)}: look at {token} ({TOKENS[token]})")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        why = str(error) or type(error).__name__
        return Finding(
            about, False, f"Slack cannot be reached ({why}): look at the network, a proxy, SLACK_API_URL"
        )


def code(error: SlackApiError) -> str:
    """Slack's own word for a refusal."""
    return str(error.response.get("error"))
