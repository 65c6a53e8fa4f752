"""Every effect there is, in the field's words."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect
from incidents.installation import EnsureDigestChannel, ExamineInstallation
from incidents.withdrawal import LeaveRoom, WithdrawDigest


@dataclass(frozen=True, kw_only=True)
class OpenChannel(Effect):
    """Create the war room. `response_url` is where the declarer waits for the link.

    It is named by this title, however often it is tried: only so a room whose answer was lost is found again.
    """

    kind: ClassVar[str] = "open_channel"
    lane: ClassVar[str] = "room"
    step: ClassVar[str] = "open the war room"
    title: str = ""
    response_url: str | None = None
    asked_by: str = ""  # who wanted a room for an incident that went on without; they hear of it then


@dataclass(frozen=True, kw_only=True)
class RenameRoom(Effect):
    """Let the room's name follow this title, by which a second try recognises the name that the first one gave."""

    kind: ClassVar[str] = "rename_room"
    lane: ClassVar[str] = "room"
    step: ClassVar[str] = "rename the room"
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class InvitePeople(Effect):
    """Bring people and the members of user groups (Slack ids) into the room, in one batch."""

    kind: ClassVar[str] = "invite_people"
    lane: ClassVar[str] = "members"
    step: ClassVar[str] = "invite people"
    people: tuple[str, ...] | list[str] = ()
    groups: tuple[str, ...] | list[str] = ()
    services: tuple[str, ...] | list[str] = ()  # by name: whoever is on call for them
    invited_by: str = ""  # who hears of those who cannot come; the declarer where nobody asked


@dataclass(frozen=True, kw_only=True)
class InviteFollowers(Effect):
    """Bring those who are on call for its services, and those who follow such incidents, into the room."""

    kind: ClassVar[str] = "invite_followers"
    lane: ClassVar[str] = "members"
    step: ClassVar[str] = "invite the followers"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class BringOver(Effect):
    """Bring the members of another incident's room into this one; these people where that cannot be read.

    It stands in the lane of the room, so that a room that is still opening is there by then.
    """

    kind: ClassVar[str] = "bring_over"
    lane: ClassVar[str] = "room"
    step: ClassVar[str] = "bring people over"
    channel_id: str = ""
    people: tuple[str, ...] | list[str] = ()
    invited_by: str = ""


@dataclass(frozen=True, kw_only=True)
class RefreshSignpost(Effect):
    """Leave word in the room of a merged incident where it goes on, or take that back."""

    kind: ClassVar[str] = "refresh_signpost"
    lane: ClassVar[str] = "signpost"
    step: ClassVar[str] = "say where it goes on"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class TellMissing(Effect):
    """Tell the declarer in one message who could not be invited. It stands behind the invitations of its lane."""

    kind: ClassVar[str] = "tell_missing"
    lane: ClassVar[str] = "members"
    step: ClassVar[str] = "say who could not come"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class SetTopic(Effect):
    """Bring the room's topic in step."""

    kind: ClassVar[str] = "set_topic"
    lane: ClassVar[str] = "topic"
    step: ClassVar[str] = "set the topic"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class RefreshCard(Effect):
    """Post the living card, or bring it in step."""

    kind: ClassVar[str] = "refresh_card"
    lane: ClassVar[str] = "card"
    step: ClassVar[str] = "bring the card in step"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class PinCard(Effect):
    """Pin the card in the room: with this the room is ready."""

    kind: ClassVar[str] = "pin_card"
    lane: ClassVar[str] = "pin"
    step: ClassVar[str] = "pin the card"


@dataclass(frozen=True, kw_only=True)
class BookmarkCard(Effect):
    """Put the card into the room's bookmarks bar."""

    kind: ClassVar[str] = "bookmark_card"
    lane: ClassVar[str] = "bookmarks"
    step: ClassVar[str] = "bookmark the card"


@dataclass(frozen=True, kw_only=True)
class BookmarkBridge(Effect):
    """Keep the bridge in the room's bookmarks bar in step: put there, moved, or taken away."""

    kind: ClassVar[str] = "bookmark_bridge"
    lane: ClassVar[str] = "bookmarks"
    step: ClassVar[str] = "bookmark the bridge"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class StartBridge(Effect):
    """Make a meeting with the first of `ways` that can (a provider's word, or an address to fall back to).

    `take` tells this wish from earlier and later ones of the same incident; `missed` are sentences about the
    ways that were tried before. `instead_of`: the meeting that was found gone.
    """

    kind: ClassVar[str] = "start_bridge"
    lane: ClassVar[str] = "bridge"
    step: ClassVar[str] = "start the bridge"
    ways: tuple[str, ...] | list[str] = ()
    take: int = 0
    missed: tuple[str, ...] | list[str] = ()
    instead_of: str = ""


@dataclass(frozen=True, kw_only=True)
class EndMeeting(Effect):
    """End a meeting for everybody. Without its id it is sought by `tag`: its making may have been lost."""

    kind: ClassVar[str] = "end_meeting"
    lane: ClassVar[str] = "meetings"
    step: ClassVar[str] = "end the meeting"
    provider: str = ""
    meeting: str = ""
    tag: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.provider}/{self.meeting or self.tag}"


@dataclass(frozen=True, kw_only=True)
class RefreshCanvas(Effect):
    """Make the room's front page in its canvas, or bring it in step, where the workspace has canvases."""

    kind: ClassVar[str] = "refresh_canvas"
    lane: ClassVar[str] = "canvas"
    step: ClassVar[str] = "write the front page"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class RefreshDigest(Effect):
    """Tell the digest channel once, and keep that one message in step."""

    kind: ClassVar[str] = "refresh_digest"
    lane: ClassVar[str] = "digest"
    step: ClassVar[str] = "tell the digest channel"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class AnswerPerson(Effect):
    """Answer one person privately; `answer` names what they are told (`declared`, `resolved`…).

    `detail` is the part of the answer that the incident itself does not know.
    """

    kind: ClassVar[str] = "answer_person"
    lane: ClassVar[str] = "answers"
    step: ClassVar[str] = "answer somebody privately"
    private: ClassVar[bool] = True
    user_id: str = ""
    answer: str = ""
    detail: str = ""
    response_url: str | None = None

    def in_lane(self) -> str:
        return f"{self.lane}/{self.user_id}"


@dataclass(frozen=True, kw_only=True)
class ExamineRoom(Effect):
    """Compare the room with what it should be and, with `repair`, mend what is wrong.

    `user_id` asked for it and is answered. Nobody is when it follows from an outage.
    """

    kind: ClassVar[str] = "examine_room"
    lane: ClassVar[str] = "doctor"
    step: ClassVar[str] = "look at the room"
    private: ClassVar[bool] = True
    user_id: str = ""
    repair: bool = False
    response_url: str | None = None

    def in_lane(self) -> str:
        return f"{self.lane}/{self.user_id}"


@dataclass(frozen=True, kw_only=True)
class FetchPinned(Effect):
    """Fetch the text, author and permalink of a pinned message."""

    kind: ClassVar[str] = "fetch_pinned"
    lane: ClassVar[str] = "pins"
    step: ClassVar[str] = "read a message with 📌"
    channel_id: str = ""
    message_ts: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.message_ts}"


@dataclass(frozen=True, kw_only=True)
class RefreshPostmortem(Effect):
    """Post the post-mortem, edit it, or strike it through, as the incident's state asks."""

    kind: ClassVar[str] = "refresh_postmortem"
    lane: ClassVar[str] = "postmortem"
    step: ClassVar[str] = "post the post-mortem"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class UploadPostmortem(Effect):
    """Upload the post-mortem as a `.md` file under its message, in place of an older one."""

    kind: ClassVar[str] = "upload_postmortem"
    lane: ClassVar[str] = "postmortem"
    step: ClassVar[str] = "upload the post-mortem"


EFFECTS: dict[str, type[Effect]] = {
    effect.kind: effect
    for effect in (
        OpenChannel,
        RenameRoom,
        LeaveRoom,
        InvitePeople,
        InviteFollowers,
        BringOver,
        RefreshSignpost,
        TellMissing,
        SetTopic,
        RefreshCard,
        PinCard,
        BookmarkCard,
        BookmarkBridge,
        StartBridge,
        EndMeeting,
        RefreshCanvas,
        RefreshDigest,
        WithdrawDigest,
        EnsureDigestChannel,
        AnswerPerson,
        ExamineRoom,
        ExamineInstallation,
        FetchPinned,
        RefreshPostmortem,
        UploadPostmortem,
    )
}
