"""Who we are in the workspace."""

from slack_sdk.web.async_client import AsyncWebClient

from jobs.desk import Identity


async def identify(client: AsyncWebClient) -> Identity:
    """Ask Slack who the bot token belongs to. Raises SlackApiError."""
    answer = await client.auth_test()
    return Identity(
        team_id=str(answer["team_id"]),
        team_url=str(answer["url"]),
        user_id=str(answer["user_id"]),
        bot_id=str(answer["bot_id"]),
    )
