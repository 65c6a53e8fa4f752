"""Stop: channels, made, filled, named, listed, archived, by the bot and by people."""

from tests.conformance.tour.guide import Guide


async def visit(guide: Guide) -> None:
    channel = await guide.room("tour-room", "ada", "grace")
    await _shape(guide, channel)
    await _canvas(guide, channel)
    await _members(guide, channel)
    await _private(guide)
    await _direct(guide)
    await _by_hand(guide)
    await _end(guide, channel)


async def _shape(guide: Guide, channel: str) -> None:
    slack = guide.slack
    await slack.conversations_setTopic(channel=channel, topic="🔴 SEV1 · investigating")
    await slack.conversations_setPurpose(channel=channel, purpose="To see everything once")
    await slack.conversations_rename(channel=channel, name="tour-renamed")
    await slack.conversations_info(channel=channel, include_num_members=True, include_locale=True)
    page = await slack.conversations_list(limit=1, types="public_channel,private_channel,im,mpim")
    await slack.conversations_list(limit=1, cursor=page["response_metadata"]["next_cursor"])
    assert await guide.refused("conversations.create", name="tour-renamed") == "name_taken"
    assert await guide.refused("conversations.create", name="Not Allowed!") == "invalid_name_specials"
    assert await guide.refused("conversations.setTopic", channel=channel, topic="x" * 251) == "too_long"
    assert await guide.refused("conversations.info", channel="C0NOBODY00") == "channel_not_found"


async def _canvas(guide: Guide, channel: str) -> None:
    content = {"type": "markdown", "markdown": "# Front page"}
    made = await guide.call("conversations.canvases.create", channel_id=channel, document_content=content)
    change = {"operation": "insert_at_end", "document_content": content}
    await guide.call("canvases.edit", canvas_id=made["canvas_id"], changes=[change])
    await guide.call("canvases.sections.lookup", canvas_id=made["canvas_id"], criteria={"section_types": ["h1"]})
    await guide.slack.conversations_info(channel=channel)
    alone = await guide.call("canvases.create", title="Alone", document_content=content)
    await guide.call("canvases.delete", canvas_id=alone["canvas_id"])
    twice = await guide.refused("conversations.canvases.create", channel_id=channel)
    assert twice == "channel_canvas_already_exists"


async def _members(guide: Guide, channel: str) -> None:
    slack, ada, linus = guide.slack, guide.user("ada"), guide.user("linus")
    words = [linus, ada, "U0NOBODY00", guide.bot, guide.user("leaver")]
    partly = await slack.conversations_invite(channel=channel, users=words, force=True)
    assert {each["error"] for each in partly["errors"]} >= {"already_in_channel", "user_not_found"}
    assert await guide.refused("conversations.invite", channel=channel, users=ada) == "already_in_channel"
    page = await slack.conversations_members(channel=channel, limit=2)
    await slack.conversations_members(channel=channel, limit=2, cursor=page["response_metadata"]["next_cursor"])
    await slack.conversations_kick(channel=channel, user=linus)
    await guide.control("leave", user="grace", channel=channel)
    await guide.control("join", user="grace", channel=channel)


async def _private(guide: Guide) -> None:
    slack, control = guide.slack, guide.control
    left = await slack.conversations_create(name="tour-left", is_private=True)
    await slack.conversations_invite(channel=left["channel"]["id"], users=[guide.user("ada")])
    await control("kick", user="ada", target=guide.bot, channel=left["channel"]["id"])
    made = await slack.conversations_create(name="tour-private", is_private=True)
    channel = made["channel"]["id"]
    await slack.conversations_invite(channel=channel, users=[guide.user("ada")])
    await slack.conversations_setTopic(channel=channel, topic="between us")
    await control("message", user="ada", channel=channel, text="here <@bot> nobody listens")
    await control("rename", user="ada", channel=channel, name="tour-hidden")
    await slack.conversations_history(channel=channel)
    await control("archive", user="ada", channel=channel)
    await control("unarchive", user="ada", channel=channel)
    assert await guide.refused("chat.postMessage", channel=channel, text="late") == "channel_not_found"


async def _direct(guide: Guide) -> None:
    slack = guide.slack
    opened = await slack.conversations_open(users=[guide.user("ada")], return_im=True)
    await slack.conversations_open(users=[guide.user("ada")])
    await slack.conversations_info(channel=opened["channel"]["id"])
    await slack.conversations_list(types="im,mpim,public_channel")
    await slack.users_conversations(types="im,mpim,public_channel,private_channel")
    await slack.chat_postMessage(channel=guide.user("ada"), text="hello Ada")
    await guide.control("message", user="ada", channel=f"@{guide.running.workspace.bot.name}", text="hello bot")
    group = await slack.conversations_open(users=[guide.user("ada"), guide.user("grace")], return_im=True)
    await slack.conversations_info(channel=group["channel"]["id"])
    await slack.chat_postMessage(channel=group["channel"]["id"], text="hello both")
    await guide.control("message", user="ada", channel=group["channel"]["id"], text="hello to you")


async def _by_hand(guide: Guide) -> None:
    """What people do to channels, with the bot inside and outside."""
    slack, control = guide.slack, guide.control
    made = await control("channels", name="by-hand", creator="ada", members=["ada", "grace"])
    channel = made["id"]
    await slack.conversations_join(channel=channel)
    await slack.conversations_join(channel=channel)
    await control("topic", user="ada", channel=channel, topic="<by hand> & more")
    await control("rename", user="ada", channel=channel, name="by-hand-too")
    await control("archive", user="ada", channel=channel)
    await control("unarchive", user="ada", channel=channel)
    await control("join", user="ada", channel=channel)
    await slack.conversations_join(channel=channel)
    await control("kick", user="ada", target=guide.bot, channel=channel)
    assert await guide.refused("conversations.history", channel=channel) == "not_in_channel"
    await slack.conversations_join(channel=channel)
    await slack.conversations_leave(channel=channel)
    await guide.refused("conversations.leave", channel=channel)


async def _end(guide: Guide, channel: str) -> None:
    await guide.slack.conversations_archive(channel=channel)
    assert await guide.refused("conversations.archive", channel=channel) == "already_archived"
    # A bot never gets back in: archiving has removed it.
    assert await guide.refused("conversations.unarchive", channel=channel) == "not_in_channel"
    await guide.control("unarchive", user="ada", channel=channel)
    await guide.control("remove", user="ada", channel=channel)
    assert await guide.refused("conversations.info", channel=channel) == "channel_not_found"
    made = await guide.slack.conversations_create(name="tour-removed", is_private=True)
    await guide.control("remove", user="ada", channel=made["channel"]["id"])
