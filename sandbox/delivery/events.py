"""The Events API: wraps what happened, for subscribed events only, and delivers it until it is acked."""

import asyncio
from dataclasses import dataclass, field

from sandbox.delivery.sockets import Sockets
from sandbox.workspace import ids
from sandbox.workspace.nouns import Channel, Json
from sandbox.workspace.space import Happened, Notice, Workspace

RETRY_WAITS_S = (0.0, 60.0, 300.0)
MESSAGE_NAMES = {
    "public": "message.channels",
    "private": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
SCOPES = {  # an event whose scope is not granted never comes, subscribed or not
    "message.channels": "channels:history", "message.groups": "groups:history", "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read", "reaction_removed": "reactions:read",
    "app_mention": "app_mentions:read",
    "channel_created": "channels:read", "channel_rename": "channels:read", "channel_archive": "channels:read",
    "channel_unarchive": "channels:read", "group_rename": "groups:read", "group_archive": "groups:read",
    "group_unarchive": "groups:read", "pin_added": "pins:read", "pin_removed": "pins:read",
    "user_change": "users:read", "team_join": "users:read", "subteam_created": "usergroups:read",
    "subteam_updated": "usergroups:read", "subteam_members_changed": "usergroups:read",
    "file_shared": "files:read",
    "file_deleted": "files:read",
}  # fmt: skip


@dataclass(eq=False)
class Delivery:
    payload: Json
    attempt: int = 0
    due: float = 0.0  # when this attempt was, or is, to be made


@dataclass
class Events:
    space: Workspace
    sockets: Sockets
    _waiting: list[Delivery] = field(default_factory=list)  # while nobody is connected
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.space.observers.append(self._observe)
        self.sockets.on_connect.append(self._connected)

    def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()

    def _observe(self, notice: Notice) -> None:
        if isinstance(notice, Happened) and self._wanted(notice.event, notice.channel):
            self._start(Delivery(self._wrapped(notice.event), due=self.space.clock.now()))

    def _wanted(self, event: Json, channel: Channel | None) -> bool:
        name: str = event["type"]
        if name == "message" and channel:
            name = MESSAGE_NAMES[channel.kind]
        elif name.startswith("member_") and channel:
            return name in self.space.manifest.events and self._inside(channel)
        granted = SCOPES.get(name) is None or SCOPES[name] in self.space.manifest.scopes
        return name in self.space.manifest.events and granted and (channel is None or self._inside(channel))

    def _inside(self, channel: Channel) -> bool:
        return self.space.bot.id in channel.members

    def _wrapped(self, event: Json) -> Json:
        space = self.space
        authorization = {
            "enterprise_id": None, "team_id": space.team, "user_id": space.bot.id, "is_bot": True,
            "is_enterprise_install": False,
        }  # fmt: skip
        return {
            "token": "verification-token", "team_id": space.team, "api_app_id": space.app_id, "event": event,
            "type": "event_callback", "event_id": ids.fresh("Ev"), "event_time": int(space.clock.now()),
            "authorizations": [authorization], "is_ext_shared_channel": False, "context_team_id": space.team,
            "context_enterprise_id": None, "event_context": f"4-{ids.secret()}",
        }  # fmt: skip

    def _start(self, delivery: Delivery) -> None:
        if not self.sockets.usable:
            return self._park(delivery)
        task = asyncio.create_task(self._deliver(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return None

    async def _deliver(self, delivery: Delivery) -> None:
        reason = "timeout" if delivery.attempt else ""
        ack = await self.sockets.ask(
            "events_api", delivery.payload, False, retry_attempt=delivery.attempt, retry_reason=reason
        )
        if ack is None:
            self._failed(delivery)

    def _failed(self, delivery: Delivery) -> None:
        if delivery.attempt >= len(RETRY_WAITS_S):
            return self.sockets.give_up("events_api", delivery.payload, delivery.attempt)
        self._next(delivery)
        self.space.clock.call_at(delivery.due, lambda: self._start(delivery))
        return None

    def _next(self, delivery: Delivery) -> None:
        delivery.due += RETRY_WAITS_S[delivery.attempt]
        delivery.attempt += 1

    def _park(self, delivery: Delivery) -> None:
        """Nobody is there: this chance is missed; the next goes to who connects, or passes in its time too."""
        if delivery.attempt == len(RETRY_WAITS_S):
            return self._failed(delivery)
        delivery.attempt = max(1, delivery.attempt)
        self._waiting.append(delivery)
        passes = delivery.due + RETRY_WAITS_S[delivery.attempt]
        self.space.clock.call_at(passes, lambda: self._passed(delivery))
        return None

    def _passed(self, delivery: Delivery) -> None:
        if delivery in self._waiting:
            self._waiting.remove(delivery)
            self._next(delivery)
            self._start(delivery)

    def _connected(self) -> None:
        waiting, self._waiting = self._waiting, []
        for delivery in waiting:
            self._start(delivery)
