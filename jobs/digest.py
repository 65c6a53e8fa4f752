"""The digest channel, and each incident's one message in it."""

from blocks.digest import digest
from blocks.text import is_channel_id
from incidents.change import Rule
from incidents.roomless import digest_posted
from integrations.errors import Rejected
from jobs.closed import CLOSED
from jobs.desk import Desk, Order
from jobs.posts import post_or_edit


async def ensure_digest_channel(order: Order) -> Rule | None:
    """Make the channel at the first start, so that people can follow it before anything breaks."""
    await digest_channel(order.desk)
    return None


async def refresh_digest(order: Order) -> Rule | None:
    """Tell the digest channel once; edit that message from then on. It never hears of a private incident."""
    incident, desk = order.incident, order.desk
    if incident.private:
        return None
    message = digest(incident, desk.catalog, now=desk.now())
    channel, ts = incident.refs.get("digest_channel"), incident.refs.get("digest")
    try:
        channel = channel or await digest_channel(desk)
        ts = await post_or_edit(order, name="digest", channel=channel, message=message, ts=ts)
    except Rejected as error:
        if error.code not in CLOSED:
            raise
        channel = await digest_channel(desk, anew=True)
        ts = await post_or_edit(order, name="digest", channel=channel, message=message, ts=None)
    return lambda i: digest_posted(i, ts=ts, channel=channel)


async def digest_channel(desk: Desk, *, anew: bool = False) -> str:
    """Its id: from the config, known already, created now, or found among the bot's own channels.

    `anew`: the one we knew is gone (deleted, or archived, which took us out of it).

    Never by listing the workspace: that takes minutes where there are thousands of channels.
    """
    name = desk.catalog.digest_channel
    known = None if anew and not is_channel_id(name) else await present_digest_channel(desk)
    if known:
        return known
    channel_id = await _create_or_find(desk, name)
    await desk.store.keep(f"digest_channel:{name}", channel_id)
    return channel_id


async def present_digest_channel(desk: Desk) -> str | None:
    """Its id as far as it is known: None before it was made or found."""
    name = desk.catalog.digest_channel
    return name if is_channel_id(name) else await desk.store.known(f"digest_channel:{name}")


async def _create_or_find(desk: Desk, name: str) -> str:
    try:
        answer = await desk.slack.call("conversations.create", name=name)
        return str(answer["channel"]["id"])
    except Rejected as error:
        if error.code != "name_taken":
            raise
    async for channel in desk.slack.pages(
        "users.conversations", "channels", types="public_channel", exclude_archived=True, limit=200
    ):
        if channel.get("name") == name:
            return str(channel["id"])
    raise Rejected(
        "digest_channel_taken",
        f"#{name} exists and the bot is not in it: invite the bot there, or put the channel's id "
        "as digest_channel into signalcraft.toml",
    )
