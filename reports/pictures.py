"""Pictures that were kept of an incident, as they go along with its documents."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

FOLDER = "pictures"
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A file that was kept: `id` stands in its address, `kind` is its media type."""

    id: int
    name: str
    kind: str
    data: bytes

    @property
    def path(self) -> str:
        """Where it stands beside the document, by a name that every system takes."""
        name = _UNFIT.sub("-", self.name).strip(".-")[-60:] or "picture"
        return f"{FOLDER}/{self.id}-{name}"

    @property
    def inline(self) -> str:
        """The same within a document."""
        return f"data:{self.kind};base64,{b64encode(self.data).decode()}"


def beside(text: str, number: int, pictures: Sequence[Picture]) -> str:
    """The text with addresses of these pictures as paths of files beside it."""
    paths = {str(each.id): each.path for each in pictures}
    address = re.compile(rf"(?<=\()/incidents/{number}/files/(\d{{1,10}})(?=[\s)])")
    return address.sub(lambda m: paths.get(m[1], m[0]), text)


def within(html: str, number: int, pictures: Sequence[Picture]) -> str:
    """The HTML with these pictures in it."""
    found = {str(each.id): each for each in pictures}
    shown = re.compile(rf'(?<=<img src=")/incidents/{number}/files/(\d{{1,10}})(?=")')
    return shown.sub(lambda m: found[m[1]].inline if m[1] in found else m[0], html)
