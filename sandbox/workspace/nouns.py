"""What a workspace is made of: people, channels, messages, files, user groups and views."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["public", "private", "im", "mpim"]
BOT_MESSAGE = "bot_message"  # subtype of what an app says under another name


@dataclass
class User:
    id: str
    name: str
    team: str
    real_name: str = ""
    display_name: str = ""
    email: str = ""
    tz: str = "Etc/UTC"
    title: str = ""
    phone: str = ""
    is_bot: bool = False
    bot_id: str = ""
    deleted: bool = False
    admin: bool = False
    guest: bool = False
    single_channel: bool = False  # a guest who may be in one channel only
    updated: float = 0.0

    @property
    def is_guest(self) -> bool:
        """Of either kind: sees and enters only channels to which somebody has invited them."""
        return self.guest or self.single_channel


@dataclass
class Note:
    """A channel's topic or purpose."""

    value: str = ""
    creator: str = ""
    last_set: int = 0


@dataclass
class Message:
    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    subtype: str = ""
    bot_id: str = ""
    thread_ts: str = ""
    broadcast: bool = False
    files: list[str] = field(default_factory=list)
    metadata: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: Json | None = None
    seen_by: str = ""  # an ephemeral: the only person who sees it
    extra: Json = field(default_factory=dict)  # what only some carry: topic, inviter, a name of its own, …
    client_msg_id: str = ""
    earlier: list[list[Json]] = field(default_factory=list)  # blocks of former versions, for stale screens
    chosen: dict[str, Json] = field(default_factory=dict)  # input state: block id -> action id -> value
    offered: dict[str, Json] = field(default_factory=dict)  # option value -> option of an external select

    def wear(self, look: Json) -> None:
        """Shows an app's message under another name or picture; Slack names no user in such a one."""
        if look:
            self.subtype, self.extra = BOT_MESSAGE, self.extra | look

    @property
    def all_blocks(self) -> list[Json]:
        """Its own and those in its attachments."""
        return [*self.blocks, *(block for each in self.attachments for block in each.get("blocks", ()))]


@dataclass
class Pin:
    ts: str
    by: str
    at: float


@dataclass
class Channel:
    id: str
    name: str
    creator: str
    created: int
    kind: Kind = "public"
    is_general: bool = False
    is_archived: bool = False
    members: list[str] = field(default_factory=list)
    topic: Note = field(default_factory=Note)
    purpose: Note = field(default_factory=Note)
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)  # parent ts -> ts of what was replied
    bookmarks: list[Json] = field(default_factory=list)
    pins: list[Pin] = field(default_factory=list)
    canvas: str = ""  # the id of its own canvas
    last_us: int = 0


@dataclass
class Canvas:
    """A document in Markdown; one that hangs on a channel is read and written by whoever gets in there."""

    id: str
    creator: str
    created: int
    title: str = ""
    channel: str = ""  # where it is a tab
    thread: str = ""  # what Slack calls the quip thread behind it
    tab: str = ""
    updated: int = 0
    sections: dict[str, str] = field(default_factory=dict)  # id -> Markdown, from top to bottom
    deleted: bool = False

    @property
    def markdown(self) -> str:
        return "\n\n".join(self.sections.values())


@dataclass
class File:
    id: str
    name: str
    user: str
    created: int
    length: int
    title: str = ""
    mimetype: str = "text/plain"
    content: bytes | None = None  # nothing until the bytes were uploaded
    completed: bool = False  # its upload came to its end
    deleted: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)  # channel id -> ts of the messages it is in


@dataclass
class UserGroup:
    id: str
    handle: str
    name: str
    description: str = ""
    members: list[str] = field(default_factory=list)
    disabled: bool = False
    created: int = 0
    updated: int = 0
    channels: list[str] = field(default_factory=list)  # where its members are at home
    created_by: str = ""
    updated_by: str = ""


@dataclass
class View:
    id: str
    user: str
    body: Json  # as the app gave it, block and action ids filled in
    hash: str
    root: str
    previous: str = ""
    is_open: bool = True
    submitted: bool = False
    typed: dict[str, Json] = field(default_factory=dict)  # block id -> action id -> state value
    offered: dict[str, Json] = field(default_factory=dict)  # option value -> option of an external select

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.body["blocks"]
        return blocks
