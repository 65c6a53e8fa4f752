"""Files and pictures of pinned messages: kept with the incident, bounded, and shown only where they may be."""

import base64
from dataclasses import replace
from typing import Any

from incidents.catalog import Catalog
from incidents.kept_file import ANYTHING, Keeping
from storage.where import numbered
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.test_pins import pinned

Json = dict[str, Any]
PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" * 10


async def uploads(world: World, channel: str, *files: tuple[str, bytes], text: str = "") -> Json:
    given = [{"name": name, "base64": base64.b64encode(content).decode()} for name, content in files]
    return await world.control("upload", user="ada", channel=channel, files=given, text=text)


async def kept(world: World, number: int = 1) -> dict[str, Any]:
    return {file.name: file for file in await world.store.files([number])}


async def test_ic_47_files_of_a_pinned_message_are_kept_and_go_when_it_is_deleted(
    either: World, ada: Person
) -> None:
    room = await ada.declares()
    svg = b"<svg onload='alert(1)'/>"
    said = await uploads(either, room["id"], ("graph.png", PNG), ("../evil.svg", svg), ("fake.png", b"<html>hi"))
    await ada.reacts(said)
    await either.settles()
    files = await kept(either)
    kinds = {name: file.media_type for name, file in files.items()}
    assert kinds == {"graph.png": "image/png", ".._evil.svg".lstrip("."): ANYTHING, "fake.png": ANYTHING}
    assert (await either.store.file(numbered(1, seen_by=ada.id), files["graph.png"].id)) is not None
    [entry] = await pinned(either)
    assert "graph.png" in entry.told
    await either.control("delete", user="ada", channel=room["id"], ts=said["ts"])
    await either.settles()
    assert await kept(either) == {}
    assert await either.store.bytes_kept(1) == 0


async def test_what_is_too_large_or_cannot_be_read_is_named_and_costs_no_other_file(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog(files=Keeping(max_mb=1, total_mb=2)))
    ada = world.person("ada")
    room = await ada.declares()
    big, half = PNG + b"x" * (1024 * 1024), PNG + b"x" * (900 * 1024)
    said = await uploads(world, room["id"], ("big.png", big), *[(f"{n}.png", half) for n in (1, 2, 3)])
    await ada.reacts(said)
    await world.settles()
    assert sorted(await kept(world)) == ["1.png", "2.png"]
    refused = {f.name: f.refused for f in await world.store.files_of(1, room["id"], said["ts"]) if f.refused}
    assert "larger than 1 MB" in refused["big.png"]
    assert "more than 2 MB" in refused["3.png"]
    assert "⚠️" not in str(await world.card(room["id"]))


async def test_a_page_for_signing_in_is_no_file(world: World, ada: Person) -> None:
    """Slack sends whoever may not read a file there, with a redirect or as if it were the file."""
    room = await ada.declares()
    said = await uploads(world, room["id"], ("graph.png", PNG))
    manifest = world.running.workspace.manifest
    world.running.workspace.manifest = replace(manifest, scopes=manifest.scopes - {"files:read"})
    await ada.reacts(said)
    await world.settles()
    assert await kept(world) == {}
    [file] = await world.store.files_of(1, room["id"], said["ts"])
    assert "missing_scope" in file.refused
