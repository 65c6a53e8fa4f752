"""The one workspace: its nouns, how they are found, and who is told when something changes."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.workspace import ids
from sandbox.workspace.clock import Clock
from sandbox.workspace.manifest import Manifest
from sandbox.workspace.nouns import Canvas, Channel, File, Json, Message, User, UserGroup

BOT_TOKEN = "xoxb-local"
APP_TOKEN = "xapp-local"
USER_TOKEN = "xoxp-local"  # known where the manifest has user scopes


@dataclass(frozen=True)
class Changed:
    """Something a screen shows is no longer as it was; `kind` is state, messages or views."""

    kind: str
    channel: str = ""
    user: str = ""


@dataclass(frozen=True)
class Happened:
    """An event of the Events API; with a channel it is only for apps that are in there."""

    event: Json
    channel: Channel | None = None


Notice = Changed | Happened
Observer = Callable[[Notice], None]


@dataclass
class Workspace:
    manifest: Manifest
    clock: Clock
    base_url: str = ""
    name: str = "SignalCraft Local"
    domain: str = "signalcraft-local"
    team: str = field(default_factory=lambda: ids.settled("T", "team"))
    app_id: str = field(default_factory=lambda: ids.settled("A", "app"))
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    usergroups: dict[str, UserGroup] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    canvases: dict[str, Canvas] = field(default_factory=dict)
    observers: list[Observer] = field(default_factory=list)
    broadcasts_refused: bool = False
    restricted: set[str] = field(default_factory=set)  # methods that are kept for admins
    canvas_plan: str = "all"  # what its plan allows: all, one a channel, or off
    _names: dict[str, Channel] = field(default_factory=dict)
    _talks: dict[frozenset[str], Channel] = field(default_factory=dict)  # direct and group messages by members
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        name = "".join(letter for letter in self.manifest.bot_name.lower() if letter.isalnum())
        bot = User(
            id=ids.settled("U", "bot"), name=name, team=self.team, real_name=self.manifest.bot_name,
            is_bot=True, bot_id=ids.settled("B", "bot"), updated=self.clock.now(),
        )  # fmt: skip
        self.users[bot.id] = bot
        self.bot = bot

    def tell(self, notice: Notice) -> None:
        for observer in list(self.observers):
            observer(notice)

    def state_changed(self) -> None:
        self.tell(Changed("state"))

    def number(self) -> int:
        return next(self._numbers)

    def ts(self, channel: Channel) -> str:
        """The next timestamp of a channel: unique and increasing there, and only there."""
        channel.last_us = max(channel.last_us + 1, int(self.clock.now() * 1_000_000))
        return moment(channel.last_us)

    def event_ts(self) -> str:
        return moment(int(self.clock.now() * 1_000_000) + self.number() % 10)

    def find_user(self, word: str) -> User | None:
        """By id or by name, with or without @."""
        name = word.removeprefix("@")
        if name in self.users:
            return self.users[name]
        return next((user for user in self.users.values() if name.lower() == user.name), None)

    def find_channel(self, word: str) -> Channel | None:
        """By id, by name with or without #, or `@ada` for the bot's direct messages with a person."""
        if word in self.channels:
            return self.channels[word]
        if word.startswith("@"):
            user = self.find_user(word)
            return self.direct(user, self.bot) if user else None
        return self.named(word.removeprefix("#"))

    def add(self, channel: Channel) -> Channel:
        """Keeps a new channel."""
        self.channels[channel.id] = channel
        if channel.kind in ("im", "mpim"):
            self._talks[frozenset(channel.members)] = channel
        else:
            self._names[channel.name] = channel
        return channel

    def forget(self, channel: Channel) -> None:
        """Of a channel that was deleted nothing is left; its name is free again."""
        del self.channels[channel.id], self._names[channel.name]
        for file in self.files.values():
            file.shares.pop(channel.id, None)
        for canvas in self.canvases.values():
            canvas.deleted = canvas.deleted or canvas.channel == channel.id

    def rename(self, channel: Channel, name: str) -> None:
        del self._names[channel.name]
        channel.name = name
        self._names[name] = channel

    def named(self, name: str) -> Channel | None:
        return self._names.get(name)

    def talk(self, people: list[User]) -> Channel | None:
        """The direct or group messages of exactly these."""
        return self._talks.get(frozenset(user.id for user in people))

    def direct(self, one: User, other: User) -> Channel | None:
        return self.talk([one, other])

    def permalink(self, message: Message) -> str:
        link = f"{self.base_url}archives/{message.channel}/p{message.ts.replace('.', '')}"
        if message.thread_ts and message.thread_ts != message.ts:
            link += f"?thread_ts={message.thread_ts}&cid={message.channel}"
        return link


def moment(microseconds: int) -> str:
    return f"{microseconds // 1_000_000:010d}.{microseconds % 1_000_000:06d}"
