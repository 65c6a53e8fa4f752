"""Bringing people into the room, and telling one person something."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


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
    joins: bool = False  # they only want to come in themselves: that they were in already is no news


@dataclass(frozen=True, kw_only=True)
class InviteFollowers(Effect):
    """Bring those who are on call for its services, and those who follow such incidents, into the room."""

    kind: ClassVar[str] = "invite_followers"
    lane: ClassVar[str] = "members"
    step: ClassVar[str] = "invite the followers"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class BringOver(Effect):
    """Bring the members of another room into this one; these people where that cannot be read.

    It stands in the lane of the room, so that a room that is still opening is there by then.
    """

    kind: ClassVar[str] = "bring_over"
    lane: ClassVar[str] = "room"
    step: ClassVar[str] = "bring people over"
    channel_id: str = ""
    people: tuple[str, ...] | list[str] = ()
    invited_by: str = ""


@dataclass(frozen=True, kw_only=True)
class TellMissing(Effect):
    """Tell the declarer in one message who could not be invited. It stands behind the invitations of its lane."""

    kind: ClassVar[str] = "tell_missing"
    lane: ClassVar[str] = "members"
    step: ClassVar[str] = "say who could not come"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class RefreshOffer(Effect):
    """Ask somebody directly to take a role (a key) over, or bring the message that asks them in step."""

    kind: ClassVar[str] = "refresh_offer"
    lane: ClassVar[str] = "offers"
    step: ClassVar[str] = "ask somebody to take a role over"
    living: ClassVar[bool] = True
    private: ClassVar[bool] = True
    role: str = ""
    user_id: str = ""

    def in_lane(self) -> str:
        return f"{self.lane}/{self.role}/{self.user_id}"


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
