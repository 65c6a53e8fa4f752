"""`signalcraft export`: all post-mortems as a folder for Git, from the store, also while the bot is down."""

import asyncio
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from bot.config import load_catalog
from bot.config_error import ConfigError
from bot.settings import config_file
from cli.incidents import number_of
from cli.remote import Trouble
from cli.running import FAILED, MISCONFIGURED, STOPPED, complain
from cli.stored import with_store
from incidents.catalog import Catalog
from incidents.naming import slug
from reports.as_json import as_json
from reports.document import Document
from reports.markdown import literal
from reports.pictures import FOLDER, beside
from reports.postmortem import markdown
from storage.store import Store
from web.documents import document_of, pictures_of

TEXT, DATA, INDEX = "postmortem.md", "postmortem.json", "README.md"
OURS = re.compile(r"INC-(\d{4,10})(-[a-z0-9-]*)?")
"""A folder of an incident; others are left alone."""
LONGEST = 60
NOTHING = "Nothing was exported"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was typed after `signalcraft export`. No `refs`: all; `since` is a day."""

    folder: Path
    refs: Sequence[str] = ()
    since: str = ""
    private: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether what is not among them is gone."""
        return not (self.refs or self.since)


@dataclass
class Done:
    """What has come of it, counted in incidents."""

    written: int = 0
    same: int = 0
    removed: int = 0
    unlike: dict[int, str] = field(default_factory=dict)
    """By number, why one does not look as the config's template wants it."""

    def __str__(self) -> str:
        return f"{self.written} written, {self.same} as before, {self.removed} removed"


def run_export(environ: Mapping[str, str], asked: Asked) -> int:
    """Write the folder, or what has changed of it."""
    try:
        catalog = load_catalog(config_file(environ))
        numbers = [number_of(ref) for ref in asked.refs]
        since = datetime.combine(date.fromisoformat(asked.since), time.min, UTC) if asked.since else None
    except ConfigError as error:
        return complain(error.sentences, MISCONFIGURED)
    except Trouble as trouble:
        return complain([f"{NOTHING}. {trouble.sentence}"])
    except ValueError:
        return complain([f"{NOTHING}: “{asked.since}” is no day. Write it as 2026-03-02."])
    return with_store(environ, NOTHING, lambda store: _export(store, catalog, asked, numbers, since))


async def _export(
    store: Store, catalog: Catalog, asked: Asked, wanted: Sequence[int], since: datetime | None
) -> int:
    there = await store.with_postmortem(since=since, private=asked.private)
    missing = [number for number in wanted if number not in there]
    if missing:
        return complain([f"{NOTHING}: {_why_not(missing)}"])
    numbers = [number for number in there if not wanted or number in wanted]
    try:
        done = await _written(store, catalog, asked, numbers)
    except OSError as error:
        return complain([f"Not all was exported: {error.filename or asked.folder}: {error.strerror}."], FAILED)
    print(f"{len(numbers)} post-mortem{'' if len(numbers) == 1 else 's'} in {asked.folder}: {done}.")
    slips = [*_of_the_template(catalog, done)]
    return complain(slips, FAILED) if slips else STOPPED


def _of_the_template(catalog: Catalog, done: Done) -> Iterator[str]:
    """A template that cannot be used, as a whole or for some, costs nobody the export, but is no success."""
    yield from (slip for slip in catalog.slips if slip.startswith("postmortem."))
    if done.unlike:
        number, why = next(iter(done.unlike.items()))
        rest = len(done.unlike) - 1
        others = f", nor for {rest} more" if rest else ""
        yield (
            f"postmortem.template cannot be used for INC-{number}{others}: {why}; "
            "the template that comes with SignalCraft is used instead."
        )


def _why_not(missing: Sequence[int]) -> str:
    refs = ", ".join(f"INC-{number}" for number in missing)
    return f"there is no post-mortem of {refs}. It comes when it is resolved; a private one needs --private."


async def _written(store: Store, catalog: Catalog, asked: Asked, numbers: Sequence[int]) -> Done:
    done, kept = Done(), set[str]()
    asked.folder.mkdir(parents=True, exist_ok=True)
    shown = Console(stderr=True)
    for number in track(numbers, "Exporting", console=shown, transient=True, disable=not shown.is_terminal):
        name, files, broken = await _files(store, catalog, number)
        if broken:
            done.unlike[number] = broken
        changed = await asyncio.to_thread(_put, asked.folder / name, files)
        done.written, done.same = done.written + changed, done.same + (not changed)
        kept.add(name)
    done.removed = await asyncio.to_thread(_cleared, asked, {*numbers}, kept)
    await asyncio.to_thread(_put_index, asked.folder)
    return done


async def _files(store: Store, catalog: Catalog, number: int) -> tuple[str, dict[str, bytes], str]:
    """The folder of an incident and what is in it: the same bytes as long as the incident is as it was.

    Last, why the config's template could not be used for it; else blank.
    """
    material = await store.material(number, seen_by=None)
    found = await document_of(material, catalog, now=material.incident.changed_at or material.incident.declared_at)
    pictures = await pictures_of(store, material)
    text, broken = await asyncio.to_thread(markdown, found, catalog.writing.template)
    files = {each.path: each.data for each in pictures}
    files[TEXT] = beside(text, pictures).encode()
    files[DATA] = as_json(found).encode()
    return _named(found), files, broken


def _named(found: Document) -> str:
    """`INC-0042-checkout-is-down`."""
    return "-".join(filter(None, (f"INC-{found.number:04}", slug(found.title)[:LONGEST].strip("-"))))


def _put(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Write what is not there yet just so, and take away what was ours; whether anything had to be done."""
    changed = False
    for name, data in files.items():
        changed |= _put_one(folder / name, data)
    for old in [each for each in _of_ours(folder) if each.relative_to(folder).as_posix() not in files]:
        old.unlink()
        changed = True
    return changed


def _put_one(path: Path, data: bytes) -> bool:
    """Nobody ever reads half a file."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(data)
    fresh.replace(path)
    return True


def _of_ours(folder: Path) -> Iterator[Path]:
    """What an export has put into the folder of an incident; whatever else people keep there stays."""
    yield from (folder / name for name in (TEXT, DATA) if (folder / name).is_file())
    yield from (each for each in (folder / FOLDER).glob("*") if each.is_file())


def _cleared(asked: Asked, numbers: set[int], kept: set[str]) -> int:
    """Take away the folders of incidents that are gone from view, and those of an older title."""
    removed = 0
    for folder in _folders(asked.folder):
        number = int(OURS.fullmatch(folder.name)[1])  # type: ignore[index]  # it is one of those that match
        if folder.name in kept or not (number in numbers or asked.is_whole):
            continue
        removed += number not in numbers
        _remove(folder)
    return removed


def _folders(within: Path) -> list[Path]:
    return [each for each in sorted(within.iterdir()) if OURS.fullmatch(each.name) and (each / DATA).is_file()]


def _remove(folder: Path) -> None:
    for each in [*_of_ours(folder)]:
        each.unlink()
    for each in (folder / FOLDER, folder):
        if each.is_dir() and not any(each.iterdir()):
            each.rmdir()


# The index


def _put_index(folder: Path) -> None:
    """What is in the folder, by month, the latest first."""
    there = [(each.name, json.loads((each / DATA).read_bytes())) for each in _folders(folder)]
    there.sort(key=lambda each: (each[1]["declared_at"], each[1]["number"]), reverse=True)
    _put_one(folder / INDEX, "\n".join(_index(there)).encode())


def _index(there: Iterable[tuple[str, Any]]) -> Iterator[str]:
    yield "# Post-mortems\n"
    month = ""
    for name, found in there:
        if found["declared_at"][:7] != month:
            month = found["declared_at"][:7]
            yield f"\n## {month}\n"
        facts = (found["declared_at"][:10], found["severity"], ", ".join(found["services"]), found["state"])
        told = " · ".join(literal(fact) for fact in facts if fact)
        yield f"- [{found['ref']} {literal(found['title'])}]({name}/{TEXT}) · {told}"
    yield ""
