"""The Events API: wraps what happened, for subscribed events only, and delivers it until it is acked."""

import asyncio
from dataclasses import dataclass, field

from sandbox.delivery.sockets import Sockets
from sandbox.workspace import ids, subscriptions
from sandbox.workspace.nouns import Channel, Json
from sandbox.workspace.space import Happened, Notice, Workspace

RETRY_WAITS_S = (0.0, 60.0, 300.0)


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
        if not isinstance(notice, Happened):
            return
        event, channel, space = notice.event, notice.channel, self.space
        about = channel or space.channels.get(str(event.get("channel")))
        if subscriptions.heard(space.manifest, event, channel, about, space.bot.id):
            self._start(Delivery(self._wrapped(event, about), due=space.clock.now()))

    def _wrapped(self, event: Json, channel: Channel | None) -> Json:
        space = self.space
        authorization = {
            "enterprise_id": None, "team_id": space.team, "user_id": space.bot.id, "is_bot": True,
            "is_enterprise_install": False,
        }  # fmt: skip
        return {
            "token": "verification-token", "team_id": space.team, "api_app_id": space.app_id, "event": event,
            "type": "event_callback", "event_id": ids.fresh("Ev"), "event_time": int(space.clock.now()),
            "authorizations": [authorization], "is_ext_shared_channel": self._is_shared(channel),
            "context_team_id": space.team, "context_enterprise_id": None, "event_context": f"4-{ids.secret()}",
        }  # fmt: skip

    def _is_shared(self, channel: Channel | None) -> bool:
        """Slack Connect: somebody of another workspace is in there."""
        members = [self.space.users[each] for each in channel.members] if channel else []
        return any(member.team != self.space.team for member in members)

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
