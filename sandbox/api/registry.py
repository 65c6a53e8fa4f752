"""What a Web API method is, how it is registered, and what it finds out about its call."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.traffic.rates import T3, Tier
from sandbox.workspace import strict_json
from sandbox.workspace.messages import TOMBSTONE
from sandbox.workspace.nouns import Channel, Json, Message, User
from sandbox.workspace.openid import Grant
from sandbox.workspace.space import Workspace
from sandbox.world import World


class SlackError(Exception):
    """An answer with ok=false: Slack's error code and whatever goes with it."""

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


def invalid(code: str, messages: list[str]) -> SlackError:
    """`invalid_blocks` or `invalid_arguments` with the sentences Slack sends along."""
    marked = [f"[ERROR] {message}" for message in messages]
    errors = {"errors": messages} if code == "invalid_blocks" else {}
    return SlackError(code, response_metadata={"messages": marked}, **errors)


PREFIXES = {"public": "channels:", "private": "groups:", "im": "im:", "mpim": "mpim:"}
TRUE = (True, 1, "1", "true", "True")


@dataclass(frozen=True)
class Method:
    """`scopes`: any one of them will do; `app_token`: takes the app-level token and no other.

    `user_token`: takes that of a person who has signed in, and `scopes` are what they let the app know.
    `no_token`: the arguments say who calls.
    `required` arguments may not be empty, `present` ones may; `json`: a JSON body is read; `get`: it changes
    nothing and may be called with GET.
    """

    name: str
    run: "Callable[[Call], Json]"
    scopes: tuple[str, ...]
    tier: Tier
    required: tuple[str, ...]
    present: tuple[str, ...]
    app_token: bool
    json: bool
    get: bool
    user_token: bool
    no_token: bool


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, tier: Tier = T3, required: tuple[str, ...] = (), present: tuple[str, ...] = (),
    app_token: bool = False, json: bool = True, get: bool = False,
    user_token: bool = False, no_token: bool = False,
) -> "Callable[[Callable[[Call], Json]], Callable[[Call], Json]]":  # fmt: skip
    def register(run: "Callable[[Call], Json]") -> "Callable[[Call], Json]":
        METHODS[name] = Method(
            name, run, scopes, tier, required, present, app_token, json, get, user_token, no_token
        )
        return run

    return register


def reading(
    name: str, *scopes: str, tier: Tier = T3, required: tuple[str, ...] = (), json: bool = False
) -> "Callable[[Callable[[Call], Json]], Callable[[Call], Json]]":
    """A method that changes nothing; hardly any of them reads a JSON body."""
    return method(name, *scopes, tier=tier, required=required, json=json, get=True)


@dataclass(frozen=True)
class Call:
    world: World
    method: Method
    args: Json
    grant: Grant | None = None
    """What the person of the token has let the app know."""

    @property
    def space(self) -> Workspace:
        return self.world.space

    @property
    def bot(self) -> User:
        return self.space.bot

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        return self.args[name] in TRUE if name in self.args else default

    def number(self, name: str, default: int) -> int:
        value = self.args.get(name)
        return default if value in (None, "") else int(value)

    def words(self, name: str) -> list[str]:
        """A list, given with commas; the same word twice counts once."""
        parts = (part.strip() for part in self.text(name).split(","))
        return list(dict.fromkeys(part for part in parts if part))

    def structure(self, name: str) -> Any:
        """JSON, given as such or as a string in a form; None when absent."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return strict_json.loads(value) if value else None
        except ValueError:
            code = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
            raise invalid(code, [f"must be valid JSON [json-pointer:/{name}]"]) from None

    def need_scope(self, kind: str) -> None:
        """Slack wants the scope of the channel's own kind: channels:… groups:… im:…"""
        fitting = [scope for scope in self.method.scopes if scope.startswith(PREFIXES[kind])]
        if fitting and not self.space.manifest.scopes.intersection(fitting):
            raise missing_scope(self.space, fitting)

    def channel(self, name: str = "channel", *, member: bool = False, writing: bool = False) -> Channel:
        """The channel meant, by id; `writing`: it must not be archived, `member`: the bot must be inside."""
        return self.check(self.space.channels.get(self.text(name)), member=member, writing=writing)

    def check(self, channel: Channel | None, *, member: bool, writing: bool) -> Channel:
        inside = channel is not None and self.bot.id in channel.members
        if channel is None or (channel.kind != "public" and not inside):
            raise SlackError("channel_not_found")
        self.need_scope(channel.kind)
        if writing and channel.is_archived:
            raise SlackError("is_archived")
        if member and not inside:
            raise SlackError("not_in_channel")
        return channel

    def message(self, channel: Channel, name: str = "ts") -> Message:
        message = channel.messages.get(self.text(name))
        if message is None or message.seen_by or message.subtype == TOMBSTONE:
            raise SlackError("message_not_found")
        return message

    def user(self, name: str = "user", code: str = "user_not_found") -> User:
        user = self.space.users.get(self.text(name))
        if user is None:
            raise SlackError(code)
        return user


def missing_scope(space: Workspace, needed: list[str] | tuple[str, ...]) -> SlackError:
    return SlackError("missing_scope", needed=",".join(needed), provided=",".join(sorted(space.manifest.scopes)))
