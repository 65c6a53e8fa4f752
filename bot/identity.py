"""Who we are in the workspace, and whether we may do what we must."""

from typing import Any

import structlog
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot.manifest import manifest_path
from jobs.desk import Identity

log = structlog.get_logger("identity")


async def identify(client: AsyncWebClient) -> Identity:
    """Ask Slack who the bot token belongs to. Raises SlackApiError."""
    answer = await client.auth_test()
    _check_scopes(answer.headers.get("x-oauth-scopes", ""))
    return Identity(
        team_id=str(answer["team_id"]),
        team_url=str(answer["url"]),
        user_id=str(answer["user_id"]),
        bot_id=str(answer["bot_id"]),
    )


def _check_scopes(granted: str) -> None:
    """An app installed from an older manifest misses scopes; better told now than by a failing step."""
    manifest: dict[str, Any] = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    missing = set(manifest["oauth_config"]["scopes"]["bot"]) - {s.strip() for s in granted.split(",")}
    if missing and granted:
        log.warning("scopes missing: install the app again from manifest.yml", missing=sorted(missing))
