"""Pictures that were kept of an incident, as they go along with its documents."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.kept_file import short, with_ending
from incidents.wording import TURNS

FOLDER = "pictures"
LONGEST = 60
"""Characters of a name beside a document."""
MOST_WITHIN = 25 * 1024 * 1024
"""Bytes of pictures in one HTML file; whatever is more stands there by its name."""
_ADDRESS = r"/incidents/\d{1,10}/files/\d{1,10}"
_IN_TEXT = re.compile(rf"(?<=\(){_ADDRESS}(?=[\s)])")
_IN_HTML = re.compile(rf'(?<=<img src="){_ADDRESS}(?=")')
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A file that was kept of an `incident`: `id` stands in its address, `kind` is its media type."""

    incident: int
    id: int
    name: str
    kind: str
    data: bytes

    @property
    def address(self) -> str:
        """Where a page shows it."""
        return f"/incidents/{self.incident}/files/{self.id}"

    @property
    def path(self) -> str:
        """Where it stands beside the document."""
        return f"{FOLDER}/{self.id}-{beside_name(self.name, self.kind)}"

    @property
    def inline(self) -> str:
        """The same within a document."""
        return f"data:{self.kind};base64,{b64encode(self.data).decode()}"


def beside_name(name: str, kind: str) -> str:
    """A file's name as every system takes it, with the ending of what it is (its media type)."""
    fit = with_ending(_UNFIT.sub("-", name.translate(TURNS)).strip(".-") or "file", kind)
    return _UNFIT.sub("-", short(fit, LONGEST))


def beside(text: str, pictures: Sequence[Picture]) -> str:
    """The text with addresses of these pictures as paths of files beside it."""
    paths = {each.address: each.path for each in pictures}
    return _IN_TEXT.sub(lambda m: paths.get(m[0], m[0]), text)


def within(html: str, pictures: Sequence[Picture]) -> str:
    """The HTML with these pictures in it, as far as they fit."""
    found, left = dict[str, Picture](), MOST_WITHIN
    for each in pictures:
        left -= len(each.data)
        if left >= 0:
            found[each.address] = each
    return _IN_HTML.sub(lambda m: found[m[0]].inline if m[0] in found else m[0], html)
