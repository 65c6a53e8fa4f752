"""The digest channel, and the one message of an incident in it."""

from dataclasses import dataclass
from typing import ClassVar

from incidents.change import Effect


@dataclass(frozen=True, kw_only=True)
class EnsureDigestChannel(Effect):
    """Create the digest channel when it is missing. Belongs to no incident."""

    kind: ClassVar[str] = "ensure_digest_channel"
    lane: ClassVar[str] = "workspace/digest"
    step: ClassVar[str] = "make the digest channel"


@dataclass(frozen=True, kw_only=True)
class RefreshDigest(Effect):
    """Tell the digest channel once, and keep that one message in step."""

    kind: ClassVar[str] = "refresh_digest"
    lane: ClassVar[str] = "digest"
    step: ClassVar[str] = "tell the digest channel"
    living: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class WithdrawDigest(Effect):
    """Take the incident out of the digest channel, with the post-mortem that stood under its message."""

    kind: ClassVar[str] = "withdraw_digest"
    lane: ClassVar[str] = "digest"
    step: ClassVar[str] = "take the digest message down"
    messages: tuple[str, ...] | list[str] = ()
