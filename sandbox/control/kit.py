"""What control calls share: reading an order's users, channels, messages and views, and refusing clearly."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.workspace.channels import direct
from sandbox.workspace.nouns import Channel, Json, Message, User, View
from sandbox.workspace.space import Workspace
from sandbox.workspace.spelling import nearest
from sandbox.world import World


class Refused(Exception):
    """A control call that cannot be done, with a sentence that says why."""

    def __init__(self, sentence: str, status: int = 400, **more: object) -> None:
        super().__init__(sentence)
        self.status = status
        self.more = more


@dataclass(frozen=True)
class Order:
    world: World
    body: Json

    @property
    def space(self) -> Workspace:
        return self.world.space

    def get(self, name: str, default: Any = None) -> Any:
        value = self.body.get(name)
        return default if value is None else value

    def need(self, name: str) -> str:
        value = self.body.get(name)
        if value in (None, ""):
            raise Refused(f"“{name}” is missing")
        return str(value)

    def text(self, name: str, default: str = "") -> str:
        return str(self.get(name, default))

    def user(self, name: str = "user") -> User:
        return self.user_named(self.need(name))

    def user_named(self, word: str) -> User:
        user = self.space.find_user(word)
        if not user:
            raise Refused(f"there is no user “{word}”", 404)
        return user

    def person(self) -> User:
        """Who acts; a deactivated account cannot."""
        return self._active(self.user())

    def _active(self, user: User) -> User:
        if user.deleted:
            raise Refused(f"{user.name} is deactivated")
        return user

    def somebody(self, name: str = "user") -> User:
        """The user named, or whoever comes first where it does not matter."""
        if self.get(name):
            return self._active(self.user(name))
        return next(user for user in self.space.users.values() if not user.is_bot)

    def channel(self, name: str = "channel") -> Channel:
        word = self.need(name)
        channel = self.space.find_channel(word)
        if not channel:
            raise Refused(f"there is no channel “{word}”", 404)
        return channel

    def visible_channel(self, user: User) -> Channel:
        """A channel that this person can see: any public one unless a guest, else only from inside."""
        if self.need("channel") == f"@{self.space.bot.name}":
            return direct(self.space, user, self.space.bot)
        channel = self.channel()
        if (channel.kind != "public" or user.is_guest) and user.id not in channel.members:
            raise Refused(f"{user.name} is not in “{channel.name or channel.id}” and cannot see it", 404)
        return channel

    def message(self, channel: Channel) -> Message:
        ts = self.need("ts")
        message = channel.messages.get(ts)
        if not message:
            raise Refused(f"there is no message {ts} in “{channel.name or channel.id}”", 404)
        return message

    def view(self, user: User) -> View:
        view_id = self.need("view_id")
        view = self.world.modals.views.get(view_id)
        if not view or view.user != user.id:
            raise Refused(f"{user.name} has no view {view_id}", 404)
        return view

    def open_view(self, user: User) -> View:
        view = self.view(user)
        if not view.is_open:
            raise Refused(f"view {view.id} is closed", 404)
        return view


Act = Callable[[Order], Json | Awaitable[Json]]
A = TypeVar("A", bound=Act)
KEYS: dict[Act, tuple[str, ...]] = {}


def takes(*keys: str) -> Callable[[A], A]:
    """Declares which keys a call reads; any other is refused."""

    def declare(act: A) -> A:
        KEYS[act] = keys
        return act

    return declare


def refuse_unknown(name: str, act: Act, body: Json) -> None:
    known = KEYS.get(act, ())
    for key in body:
        if key not in known and not key.startswith("{"):
            meant = nearest(key, known) or "."
            raise Refused(f"“{key}” is no key of {name}{meant} It takes {', '.join(known) or 'none'}")


def among(words: Collection[str]) -> str:
    """What there is instead, as the end of a refusal."""
    return f"; there are: {', '.join(dict.fromkeys(words))}" if words else "; there are none"
