"""A file of a message on the timeline, kept with the incident: pictures of graphs say more than their names."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime
from incidents.wording import TURNS, cut, storable

LONGEST_NAME = 120
ANYTHING = "application/octet-stream"
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""What a page shows by itself. Whatever else a file holds (SVG and HTML may hold scripts) is only handed out."""
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_ENDINGS = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
}
_ENDING = re.compile(r".\.\w{1,10}$")
_IN_PATHS = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """How much is kept of the files of pinned messages: of one, and of all of an incident."""

    max_mb: int = 10
    total_mb: int = 200


KEEPING = Keeping()


FOR_GOOD = ("too_large", "elsewhere", "another_file")
"""Why a file is refused that no other try would bring; all else may be put right: a scope, room, Slack itself."""
TRIED_FOR = timedelta(days=2)


class KeptFile(SQLModel, table=True):
    """One file. `hash` (SHA-256) and `size` are those of the bytes; `refused` says why there are none.

    `kept_at` is when it was tried for the first time.
    """

    __tablename__ = "kept_file"
    __table_args__ = (UniqueConstraint("incident_id", "channel_id", "message_ts", "slack_id"),)

    id: int | None = Field(default=None, primary_key=True)
    incident_id: int = Field(foreign_key="incident.id", index=True)
    channel_id: str
    message_ts: str
    slack_id: str
    name: str
    media_type: str = ANYTHING
    size: int = 0
    hash: str = ""
    kept_at: datetime = Field(sa_type=UTCDateTime)
    refused: str = ""

    @property
    def may_come(self) -> bool:
        """Whether it is not here, and another try might bring it."""
        return bool(self.refused) and self.refused.partition(":")[0] not in FOR_GOOD

    @property
    def is_picture(self) -> bool:
        """Whether a page may show it."""
        return not self.refused and self.media_type in PICTURES


class FileBytes(SQLModel, table=True):
    """What a file holds, apart from it: lists of files need none of that."""

    __tablename__ = "file_bytes"

    file_id: int = Field(primary_key=True, foreign_key="kept_file.id")
    content: bytes


def media_type(content: bytes) -> str:
    """By the first bytes: neither a name nor anybody's word says what a file is."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in _SIGNS if content.startswith(sign)), ANYTHING)


def harmless(name: str) -> str:
    """A name that is no path, hides no ending behind marks of direction, and fits anywhere."""
    plain = storable(name).translate(TURNS).translate(_IN_PATHS)
    shown = "".join(each for each in plain if unicodedata.category(each) not in ("Cf", "Zl", "Zp"))
    return short(" ".join(shown.split()).lstrip("."), LONGEST_NAME) or "file"


def short(name: str, longest: int) -> str:
    """At most so long; what is too much is cut before its ending."""
    if len(name) <= longest:
        return name
    ending = name[found.start() + 1 :] if (found := _ENDING.search(name)) else ""
    return cut(name.removesuffix(ending), longest - len(ending)) + ending


def with_ending(name: str, kind: str) -> str:
    """With the ending of what the file is (`media_type`), whatever the name says."""
    endings = _ENDINGS.get(kind, ("",))
    return name if name.casefold().endswith(endings) else short(name + endings[0], LONGEST_NAME)
