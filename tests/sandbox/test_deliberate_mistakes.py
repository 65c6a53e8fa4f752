"""What careless bots do, one mistake a row: each is refused with Slack's own code."""

from typing import Any

import aiohttp
import pytest

from tests.sandbox.conftest import Box

Json = dict[str, Any]
Step = tuple[str, Json]
PLAIN = {"type": "plain_text", "text": "x"}
DIVIDER = {"type": "divider"}
PRESS = {"type": "actions", "elements": [{"type": "button", "action_id": "press", "text": PLAIN}]}
MODAL: Json = {"type": "modal", "title": PLAIN, "blocks": [PRESS]}
HOME: Json = {"type": "home", "blocks": [DIVIDER]}
OPEN: Step = ("views.open", {"trigger_id": "{trigger}", "view": MODAL})
PUSH: Step = ("views.push", {"trigger_id": "{pushing}", "view": MODAL})
INVITE = "conversations.invite"
LATER: Step = ("/clock", {"advance_s": 4})


def said(channel: str = "{room}", **more: Any) -> Step:
    return "chat.postMessage", {"channel": channel, "text": "x"} | more


def named(name: str) -> Step:
    return "conversations.create", {"name": name}


def invited(*people: str, **more: Any) -> Step:
    return INVITE, {"channel": "{room}", "users": ",".join(people)} | more


# The last step is the mistake; those before it lead there. A method is called as the SDK does unless a verb stands
# before it; a name with a slash is something that a person does.
MISTAKES: list[tuple[str, list[Step], str]] = [
    # how it calls
    ("posts with GET", [("GET chat.postMessage", said()[1])], "invalid_arguments"),
    ("invites with GET", [("GET " + INVITE, invited("{linus}")[1])], "invalid_arguments"),
    ("posts with PUT", [("PUT chat.postMessage", said()[1])], "invalid_arguments"),
    ("looks an address up with a JSON body", [("JSON users.lookupByEmail", {"email": "ada@example.com"})],
     "invalid_arguments"),
    ("asks for a person with a JSON body", [("JSON users.info", {"user": "{ada}"})], "user_not_found"),
    ("sends text/plain", [("TEXT chat.postMessage", said()[1])], "invalid_post_type"),
    ("misspells the method", [("chat.postmessage", said()[1])], "unknown_method"),
    ("indexes an array as PHP does", [("FORM chat.postMessage", {"channel": "{room}", "blocks[0]": "x"})],
     "invalid_array_arg"),
    ("forgets the text", [("chat.postMessage", {"channel": "{room}"})], "no_text"),
    ("forgets the channel", [("chat.postMessage", {"text": "x"})], "invalid_arguments"),
    ("posts as the user", [said(as_user=True)], "as_user_not_supported"),
    ("gives a number for a text", [("JSON chat.postMessage", {"channel": "{room}", "text": 5})],
     "invalid_arguments"),
    # with which token
    ("calls without a token", [said(token="")], "not_authed"),
    ("calls with somebody else's token", [said(token="xoxb-other")], "invalid_auth"),
    ("posts with the app's token", [said(token="xapp-local")], "not_allowed_token_type"),
    ("opens a socket with the bot's token", [("apps.connections.open", {"token": "xoxb-local"})],
     "not_allowed_token_type"),
    # where it posts
    ("posts to a channel that is none", [said("C0NOWHERE0")], "channel_not_found"),
    ("posts to a private channel from outside", [said("{secret}")], "channel_not_found"),
    ("posts to a public channel it never joined", [said("{elsewhere}")], "not_in_channel"),
    ("posts to an archived channel", [said("{shut}")], "is_archived"),
    ("posts to itself", [said("{bot}")], "channel_not_found"),
    ("writes to a deactivated person", [said("{gone}")], "channel_not_found"),
    ("writes to a person of another workspace", [said("{alien}")], "channel_not_found"),
    ("replies to what was never said", [said(thread_ts="1.000001")], "cannot_reply_to_message"),
    ("posts 51 blocks", [said(blocks=[DIVIDER] * 51)], "invalid_blocks"),
    ("posts blocks that are no JSON", [said(blocks="[{")], "invalid_blocks_format"),
    ("posts 101 attachments", [said(attachments=[{"text": "x"}] * 101)], "too_many_attachments"),
    ("gives text and markdown", [said(markdown_text="x")], "markdown_text_conflict"),
    ("sends metadata without a type", [said(metadata={"event_payload": {}})], "invalid_metadata_format"),
    ("whispers to somebody outside",
     [("chat.postEphemeral", {"channel": "{room}", "user": "{linus}", "text": "x"})], "user_not_in_channel"),
    ("whispers in a channel it is not in",
     [("chat.postEphemeral", {"channel": "{elsewhere}", "user": "{ada}", "text": "x"})], "not_in_channel"),
    # what it changes
    ("changes what a person wrote", [("chat.update", {"channel": "{room}", "ts": "{hers}", "text": "y"})],
     "cant_update_message"),
    ("deletes what a person wrote", [("chat.delete", {"channel": "{room}", "ts": "{hers}"})],
     "cant_delete_message"),
    ("changes what is deleted", [
        ("chat.delete", {"channel": "{room}", "ts": "{mine}"}),
        ("chat.update", {"channel": "{room}", "ts": "{mine}", "text": "y"})], "message_not_found"),
    ("changes a message in an archived channel", [
        ("/archive", {"user": "ada", "channel": "{room}"}),
        ("chat.update", {"channel": "{room}", "ts": "{mine}", "text": "y"})], "is_inactive"),
    ("gives an update 4,001 characters",
     [("chat.update", {"channel": "{room}", "ts": "{mine}", "text": "x" * 4001})], "msg_too_long"),
    ("asks for the link of nothing", [("chat.getPermalink", {"channel": "{room}", "message_ts": "1.000001"})],
     "message_not_found"),
    # channels
    ("names a channel with spaces", [named("war room")], "invalid_name_specials"),
    ("names a channel in capitals", [named("War-Room")], "invalid_name_specials"),
    ("gives a channel 81 letters", [named("x" * 81)], "invalid_name_maxlength"),
    ("gives a channel no name", [named("")], "invalid_name_required"),
    ("names a channel with dashes alone", [named("---")], "invalid_name_punctuation"),
    ("takes the name of an archived channel", [named("shut")], "name_taken"),
    ("renames a channel it did not make", [
        ("conversations.join", {"channel": "{elsewhere}"}),
        ("conversations.rename", {"channel": "{elsewhere}", "name": "mine"})], "not_authorized"),
    ("sets a topic of 251 characters", [("conversations.setTopic", {"channel": "{room}", "topic": "x" * 251})],
     "too_long"),
    ("archives from outside", [("conversations.archive", {"channel": "{elsewhere}"})], "not_in_channel"),
    ("archives twice", [("conversations.archive", {"channel": "{shut}"})], "already_archived"),
    ("reopens what it archived", [("conversations.unarchive", {"channel": "{shut}"})], "not_in_channel"),
    ("archives #general", [("conversations.archive", {"channel": "{general}"})], "cant_archive_general"),
    ("joins an archived channel", [("conversations.join", {"channel": "{shut}"})], "is_archived"),
    # people
    ("invites nobody", [invited()], "no_user"),
    ("invites itself", [invited("{bot}")], "cant_invite_self"),
    ("invites whoever is there already", [invited("{ada}")], "already_in_channel"),
    ("invites the deactivated", [invited("{gone}")], "cant_invite"),
    ("invites another workspace", [invited("{alien}")], "cant_invite"),
    ("invites a guest", [invited("{guest}")], "user_is_restricted"),
    ("invites a guest of another channel", [invited("{single}")], "ura_max_channels"),
    ("invites by name", [invited("linus")], "user_not_found"),
    ("invites one bad apple among good", [invited("{linus}", "{gone}")], "cant_invite"),
    ("forces in bad apples alone", [invited("{gone}", "{bot}", force=True)], "cant_invite"),
    ("invites to an archived channel", [(INVITE, {"channel": "{shut}", "users": "{linus}"})], "is_archived"),
    ("kicks itself", [("conversations.kick", {"channel": "{room}", "user": "{bot}"})], "cant_kick_self"),
    ("kicks somebody outside", [("conversations.kick", {"channel": "{room}", "user": "{linus}"})],
     "not_in_channel"),
    ("opens a talk with itself", [("conversations.open", {"users": "{bot}"})], "invalid_user_combination"),
    ("opens a talk with the deactivated", [("conversations.open", {"users": "{gone}"})], "user_disabled"),
    ("looks up an address nobody has", [("users.lookupByEmail", {"email": "no@example.com"})], "users_not_found"),
    # marks
    ("pins twice", [("pins.add", {"channel": "{room}", "timestamp": "{mine}"})] * 2, "already_pinned"),
    ("unpins what is not pinned", [("pins.remove", {"channel": "{room}", "timestamp": "{mine}"})], "no_pin"),
    ("reacts twice", [("reactions.add", {"channel": "{room}", "timestamp": "{mine}", "name": "eyes"})] * 2,
     "already_reacted"),
    ("takes a reaction away that is not there",
     [("reactions.remove", {"channel": "{room}", "timestamp": "{mine}", "name": "eyes"})], "no_reaction"),
    ("reacts with a word", [("reactions.add", {"channel": "{room}", "timestamp": "{mine}", "name": "no emoji"})],
     "invalid_name"),
    ("bookmarks from outside",
     [("bookmarks.add", {"channel_id": "{elsewhere}", "title": "x", "type": "link", "link": "https://x.example"})],
     "access_denied"),
    ("bookmarks what is no link",
     [("bookmarks.add", {"channel_id": "{room}", "title": "x", "type": "link", "link": "x"})], "invalid_link"),
    # reading
    ("pages with a cursor of another method",
     [("conversations.list", {"cursor": "bmV4dF90czoxLjAwMDAwMQ=="})], "invalid_cursor"),
    ("pages with a cursor it made up", [("conversations.history", {"channel": "{room}", "cursor": "next"})],
     "invalid_cursor"),
    ("asks for a kind of channel that is none", [("conversations.list", {"types": "public"})], "invalid_types"),
    ("reads what it is not in", [("conversations.history", {"channel": "{elsewhere}"})], "not_in_channel"),
    ("reads from a moment that is none", [("conversations.history", {"channel": "{room}", "oldest": "today"})],
     "invalid_ts_oldest"),
    ("reads a thread that is none", [("conversations.replies", {"channel": "{room}", "ts": "1.000001"})],
     "thread_not_found"),
    # views
    ("opens a form twice with one trigger", [OPEN, OPEN], "exchanged_trigger_id"),
    ("opens a form too late", [("/command", {}), LATER, OPEN], "expired_trigger_id"),
    ("makes a trigger up", [("views.open", {"trigger_id": "1.2.3", "view": MODAL})], "invalid_trigger_id"),
    ("pushes where nothing is open", [("views.push", {"trigger_id": "{trigger}", "view": MODAL})], "not_found"),
    ("pushes a fourth form", [OPEN, PUSH, PUSH, PUSH], "push_limit_reached"),
    ("changes a form that is stale", [OPEN, ("views.update", {"view_id": "{view}", "hash": "1.o", "view": MODAL})],
     "hash_conflict"),
    ("changes a form that is closed", [
        OPEN, ("/close", {"user": "ada", "view_id": "{view}"}),
        ("views.update", {"view_id": "{view}", "view": MODAL})],
     "not_found"),
    ("turns a form into a home", [OPEN, ("views.update", {"view_id": "{view}", "view": HOME})],
     "invalid_arguments"),
    ("publishes a form as a home", [("views.publish", {"user_id": "{ada}", "view": MODAL})], "invalid_arguments"),
    ("opens a form of more than 250 kB", [("views.open", {"trigger_id": "{trigger}", "view": MODAL | {
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 90}})],
     "view_too_large"),
    # files
    ("announces an empty file", [("files.getUploadURLExternal", {"filename": "a", "length": "0"})],
     "invalid_arguments"),
    ("completes what it never uploaded", [
        ("files.getUploadURLExternal", {"filename": "a", "length": "3"}),
        ("files.completeUploadExternal", {"files": [{"id": "{file}"}]})], "file_not_found"),
    ("completes a file twice", [("/store", {}), ("files.completeUploadExternal", {"files": [{"id": "{file}"}]}),
                                ("files.completeUploadExternal", {"files": [{"id": "{file}"}]})],
     "file_not_found"),
    ("shares a file where it is not", [("/store", {}), ("files.completeUploadExternal", {
        "files": [{"id": "{file}"}], "channel_id": "{elsewhere}"})], "not_in_channel"),
]  # fmt: skip


class Scene:
    """A workspace with one of everything that can go wrong, and the names by which the table calls them."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.names: dict[str, str] = {}

    async def set(self) -> None:
        box, names = self.box, self.names
        for name in ("ada", "linus"):
            names[name] = box.user(name)
        for name, kind in (("guest", {"guest": True}), ("single", {"single_channel": True}),
                           ("gone", {"deleted": True}), ("alien", {"team": "T0OTHER"})):  # fmt: skip
            names[name] = (await box.control("people", name=name, **kind))["id"]
        names |= {"bot": box.bot, "general": box.channel("general"), "room": await box.room("room", "ada")}
        await box.control("join", user=box.bot, channel="general")
        for name, more in (("elsewhere", {"members": ["single"]}), ("secret", {"is_private": True})):
            names[name] = (await box.control("channels", name=name, creator="ada", **more))["id"]
        names["shut"] = await box.room("shut", "ada")
        await box.api("conversations.archive", channel=names["shut"])
        names["mine"] = (await box.api("chat.postMessage", channel=names["room"], text="x"))["ts"]
        names["hers"] = (await box.control("message", user="ada", channel=names["room"], text="x"))["ts"]

    async def listen(self) -> None:
        """An app that keeps every trigger and opens nothing by itself."""
        app = await self.box.bolt()

        @app.command("/plain")
        async def plain(ack: Any, body: Any) -> Any:
            self.names["trigger"] = body["trigger_id"]
            return await ack()

        @app.action("press")
        async def press(ack: Any, body: Any) -> Any:
            self.names["pushing"] = body["trigger_id"]
            return await ack()

        await self.type()

    async def type(self) -> None:
        await self.box.control("command", user="ada", channel="general", command="/plain")

    async def step(self, name: str, args: Json) -> Json:
        if name == "/command":
            await self.listen()
            return {}
        if name == "/store":
            return await self._store()
        if name.startswith("/"):
            return await self.box.control(name[1:], **self._filled(args))
        if "{trigger}" in str(args) and "trigger" not in self.names:
            await self.listen()
        if "{pushing}" in str(args):
            await self._press()
        answer = await self._call(name, self._filled(args))
        self.names |= {"view": answer["view"]["id"]} if answer.get("view") else {}
        self.names |= {"file": answer["file_id"]} if "file_id" in answer else {}
        return answer

    async def _press(self) -> None:
        view = (await self.box.look("views", user="ada"))["stack"][-1]
        await self.box.control("click", user="ada", view_id=view["id"], action_id="press")

    async def _store(self) -> Json:
        given = await self.box.api("files.getUploadURLExternal", filename="a.txt", length="3")
        async with self.box.session.post(given["upload_url"], data=b"abc") as response:
            assert response.status == 200
        self.names["file"] = given["file_id"]
        return given

    def _filled(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._filled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._filled(each) for each in value]
        for name, told in self.names.items() if isinstance(value, str) else ():
            value = value.replace(f"{{{name}}}", told)
        return value

    async def _call(self, name: str, args: Json) -> Json:
        verb, _, method = name.rpartition(" ")
        if not verb:
            return await self.box.api(name, **args)
        url, headers = f"{self.box.running.api_url}{method}", {"Authorization": "Bearer xoxb-local"}
        bodies: dict[str, Json] = {"JSON": {"json": args}, "FORM": {"data": args}, "TEXT": {"data": "text=x"}}
        sent, verb = bodies.get(verb, {"params": args}), verb if verb in ("GET", "PUT") else "POST"
        async with self.box.session.request(verb, url, headers=headers, **sent) as response:
            answer: Json = await response.json()
            return answer


@pytest.fixture
async def scene(box: Box) -> Scene:
    found = Scene(box)
    await found.set()
    return found


@pytest.mark.parametrize(("does", "steps", "code"), MISTAKES, ids=[each[0] for each in MISTAKES])
async def test_a_bot_that(scene: Scene, does: str, steps: list[Step], code: str) -> None:
    for name, args in steps[:-1]:
        assert (await scene.step(name, args)).get("ok", True), name
    answer = await scene.step(*steps[-1])
    assert (answer.get("ok"), answer.get("error")) == (False, code), answer


FAMILIES: dict[str, Step] = {
    "chat:write": ("chat.postMessage", {"channel": "C0", "text": "x"}),
    "channels:manage": ("conversations.create", {"name": "x"}),
    "channels:history": ("conversations.history", {"channel": "C0"}),
    "channels:read": ("conversations.list", {}),
    "users:read": ("users.info", {"user": "U0"}),
    "users:read.email": ("users.lookupByEmail", {"email": "x"}),
    "reactions:write": ("reactions.add", {"channel": "C0", "name": "x", "timestamp": "1.1"}),
    "pins:write": ("pins.add", {"channel": "C0", "timestamp": "1.1"}),
    "bookmarks:write": ("bookmarks.add", {"channel_id": "C0", "title": "x", "type": "link"}),
    "usergroups:read": ("usergroups.list", {}),
    "files:write": ("files.completeUploadExternal", {"files": [{"id": "F0"}]}),
    "team:read": ("team.info", {}),
    "emoji:read": ("emoji.list", {}),
}


@pytest.mark.parametrize("scope", FAMILIES)
async def test_a_bot_whose_manifest_lacks_a_scope(open_box: Any, manifest: Any, scope: str) -> None:
    method, args = FAMILIES[scope]
    manifest["oauth_config"]["scopes"]["bot"] = ["commands"]
    box = await open_box(manifest, rate_limits=False)
    answer = await box.api(method, **args)
    assert (answer["error"], answer["provided"], scope in answer["needed"]) == ("missing_scope", "commands", True)


async def test_a_bot_that_publishes_a_home_it_does_not_have(open_box: Any, manifest: Any) -> None:
    manifest["features"]["app_home"] = {"home_tab_enabled": False}
    box = await open_box(manifest, rate_limits=False)
    assert (await box.api("views.publish", user_id=box.user("ada"), view=HOME))["error"] == "not_enabled"


async def test_a_bot_that_uses_one_socket_url_twice_or_opens_an_eleventh(box: Box) -> None:
    sockets = []
    for _ in range(10):
        url = (await box.api("apps.connections.open", token="xapp-local"))["url"]
        sockets.append(await box.session.ws_connect(url))
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await box.session.ws_connect(url)
    assert refused.value.status == 403
    eleventh = await box.session.ws_connect((await box.api("apps.connections.open", token="xapp-local"))["url"])
    assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
    for socket in (*sockets, eleventh):
        await socket.close()


async def test_a_bot_that_uploads_another_length_than_it_said(box: Box) -> None:
    given = await box.api("files.getUploadURLExternal", filename="a.txt", length="3")
    async with box.session.post(given["upload_url"], data=b"abcd") as response:
        assert response.status == 400
    wrong = {"Content-Type": "multipart/form-data; boundary=x"}
    async with box.session.post(given["upload_url"], data=b"no form", headers=wrong) as response:
        assert response.status == 400


async def test_a_bot_that_answers_a_sixth_time(scene: Scene) -> None:
    hook = scene.box.running.world.triggers.hook(scene.names["ada"], scene.names["room"])
    codes = []
    for _ in range(6):
        url = f"{scene.box.running.url}commands/T0/{hook}"
        async with scene.box.session.post(url, json={"text": "x"}) as response:
            codes.append((await response.json()).get("error"))
    assert codes == [None] * 5 + ["used_url"]
