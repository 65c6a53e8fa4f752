"""The client's own files, kept in memory until one of them is touched, and which of them the first look needs."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

PAGE = Path(__file__).parent / "page"
SHEET = "all.css"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
FIRST = "main.js"
RICH = "message/rich.js"  # draws what in messages is more than words
IMPORT = re.compile(r'^(?:import|export)\b[^;]*?"(\.[^"]+)";', re.MULTILINE)

Look = tuple[tuple[str, int], ...]


@dataclass
class Assets:
    """`look` is when each file was touched last; `version` another word whenever that changes."""

    look: Look = ()
    version: str = ""
    html: str = ""
    rich_links: str = ""
    bodies: dict[str, bytes] = field(default_factory=dict)

    def refresh(self) -> None:
        look = tuple(sorted(_touched(PAGE)))
        if look == self.look:
            return
        self.look = look
        self.version = "v" + hashlib.sha256(repr(look).encode()).hexdigest()[:12]
        self.bodies = {name: Path(PAGE, name).read_bytes() for name, _ in look if Path(name).suffix in KINDS}
        self.bodies[SHEET] = _sheets(self.bodies)
        self.html = self._html()
        known = set(_graph(self.bodies, FIRST))
        self.rich_links = self._links(name for name in _graph(self.bodies, RICH) if name not in known)

    def body(self, name: str) -> bytes | None:
        if name not in self.bodies:
            self.refresh()
        return self.bodies.get(name)

    def _html(self) -> str:
        text = (PAGE / "index.html").read_text(encoding="utf-8").replace("/client/", f"/client/{self.version}/")
        return text.replace("<!-- scripts -->", self._links(_graph(self.bodies, FIRST)))

    def _links(self, names: Iterable[str]) -> str:
        lines = (f'<link rel="modulepreload" href="/client/{self.version}/{name}" />' for name in names)
        return "\n    ".join(lines)


def _touched(folder: Path, before: str = "") -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _touched(Path(entry.path), f"{before}{entry.name}/")
            else:
                yield f"{before}{entry.name}", entry.stat().st_mtime_ns


def _graph(bodies: dict[str, bytes], first: str) -> list[str]:
    """What a script imports, directly or not, at its start; what it loads later is left out."""
    found, waiting = [first], [first]
    while waiting:
        name = waiting.pop()
        for path in IMPORT.findall(bodies[name].decode()):
            target = os.path.normpath(os.path.join(os.path.dirname(name), path))
            if target in bodies and target not in found:
                found.append(target)
                waiting.append(target)
    return found


def _sheets(bodies: dict[str, bytes]) -> bytes:
    """All style sheets as one: what everything is made of first, what small screens change last."""
    names = sorted((name for name in bodies if name.endswith(".css")), key=_rank)
    return b"\n".join(bodies[name] for name in names)


def _rank(name: str) -> tuple[bool, bool, bool, str]:
    path = Path(name)
    return path.stem == "phone", path.stem != "base", path.parent.name != "screen", name
