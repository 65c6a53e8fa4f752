"""Files of the timeline on the pages: shown as pictures or handed out, and nothing in them can do anything."""

from incidents.kept_file import KeptFile
from incidents.pins import message_deleted, pin, pinned_fetched
from storage.store import Store
from storage.where import NEW, numbered
from tests.storage.given import declare
from tests.web.calling import program, token
from tests.web.conftest import NOW, SignIn
from web.front import Front

PLACE = ("C1", "1.1")
MESSAGE = numbered(1, message=PLACE)


async def with_file(store: Store, name: str, media_type: str, content: bytes) -> None:
    await store.change(NEW, declare("checkout is down"))
    known = {"message_ts": "1.1", "text": f"📎 {name}", "author_id": "UADA", "author_name": "Ada"}
    await store.change(MESSAGE, lambda i: pin(i, channel_id="C1", message_ts="1.1", by="U1", event_ts="2", at=NOW))
    await store.change(MESSAGE, lambda i: pinned_fetched(i, **known, files=[("F1", name)]))
    where = {"incident_id": 1, "channel_id": "C1", "message_ts": "1.1", "slack_id": "F1"}
    await store.keep_file(
        KeptFile(**where, name=name, media_type=media_type, size=len(content), kept_at=NOW), content
    )


async def test_ic_47_a_picture_is_shown_on_the_page(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await with_file(store, "graph.png", "image/png", b"pixels")
    assert '<img src="/incidents/1/files/1" alt="graph.png"' in (await ada.get("/incidents/1")).text
    answer = await ada.get("/incidents/1/files/1")
    assert (answer.content, answer.headers["Content-Type"]) == (b"pixels", "image/png")
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_svg_and_html_are_only_handed_out(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await with_file(store, 'a"; filename=b.svg', "application/octet-stream", b"<svg onload=alert(1)>")
    assert "<img" not in (await ada.get("/incidents/1")).text
    answer = await ada.get("/incidents/1/files/1")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%22%3B%20filename%3Db.svg"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_the_file_of_a_deleted_message_is_nowhere(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await with_file(store, "graph.png", "image/png", b"pixels")
    await store.change(MESSAGE, lambda i: message_deleted(i, message_ts="1.1", at=NOW))
    assert (await ada.get("/incidents/1/files/1")).status_code == 404, "also before the bytes are dropped"
    assert "graph.png" not in (await ada.get("/incidents/1")).text


async def test_a_file_of_another_incident_is_none_of_this_one(signs_in: SignIn, store: Store) -> None:
    ada = await signs_in()
    await with_file(store, "graph.png", "image/png", b"pixels")
    await store.change(NEW, declare("search is slow"))
    assert (await ada.get("/incidents/2/files/1")).status_code == 404


async def test_programs_read_which_files_there_are_and_fetch_them(front: Front) -> None:
    await with_file(front.store, 'graph"; x="1.svg', "application/octet-stream", b"<svg onload=alert(1)>")
    async with program(front, await token(front)) as ada:
        [file] = (await ada.get("/incidents/1/files")).json()["files"]
        assert (file["name"], file["size"], file["media_type"]) == (
            'graph"; x="1.svg', 21, "application/octet-stream"
        )  # fmt: skip
        whole = await ada.get(file["url"].removeprefix("/api/v1"))
        assert whole.content == b"<svg onload=alert(1)>"
        assert whole.headers["Content-Disposition"].startswith("attachment;")
        assert "sandbox" in whole.headers["Content-Security-Policy"]
        assert whole.headers["X-Content-Type-Options"] == "nosniff"
        assert (await ada.get("/incidents/1/files/2")).status_code == 404
        await front.store.change(MESSAGE, lambda i: message_deleted(i, message_ts="1.1", at=NOW))
        assert (await ada.get("/incidents/1/files")).json() == {"files": []}
        assert (await ada.get("/incidents/1/files/1")).status_code == 404
