"""The post-mortem to take along, on the pages and for programs."""

import json
from io import BytesIO
from zipfile import ZipFile

from incidents.change import SILENT, Change
from incidents.incident import Incident
from incidents.kept_file import KeptFile
from incidents.timeline import TimelineEntry
from storage.where import numbered
from tests.web.calling import program, token
from tests.web.conftest import NOW, SignIn
from tests.web.fast.doing import ADA, GRACE, ROOM, Acting
from web.front import Front

PAGE = "/incidents/1/postmortem"


async def test_it_can_be_taken_along_as_text_page_and_data(ended: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    await ended("postmortem-write", section="went_well", text="the **pager** <b>")
    shown = (await ada.get(PAGE)).text
    text, page, data = [await ada.get(f"{PAGE}.{form}") for form in ("md", "html", "json")]
    assert all(f'href="{PAGE}.{form}"' in shown for form in ("md", "html", "json"))
    assert text.headers["content-disposition"] == 'attachment; filename="INC-1-postmortem.md"'
    assert text.headers["content-type"] == "text/markdown; charset=utf-8"
    assert text.text.startswith("# Post-mortem INC-1: Checkout is down\n")
    assert "the **pager** \\<b>" in text.text
    assert "the <strong>pager</strong> &lt;b&gt;" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert data.json()["went_well"] == "the **pager** \\<b>"
    assert data.headers["content-type"] == "application/json"


async def test_programs_read_it_with_what_it_takes_to_write_it(ended: Acting, front: Front) -> None:
    async with program(front, await token(front)) as client:
        found = (await client.get("/incidents/1/postmortem")).json()
        assert (found["ref"], found["state"]) == ("INC-1", "draft")
        sent = {"section": "summary", "text": "Disk", "seen": found["marks"]["summary"]}
        assert (await client.post("/incidents/1/postmortem-write", json=sent)).status_code == 200
        sent["text"] = "Else"
        assert (await client.post("/incidents/1/postmortem-write", json=sent)).status_code == 409
        text = await client.get("/incidents/1/postmortem", headers={"Accept": "text/markdown"})
        assert text.headers["content-type"] == "text/markdown; charset=utf-8"
        assert "## Summary\n\nDisk\n" in text.text


async def test_what_is_hidden_on_the_timeline_is_in_none_of_them(ended: Acting, signs_in: SignIn) -> None:
    ada = await signs_in(ADA)
    entry = next(each for each in await ended.entries() if each.text == "restarted db1")
    assert "restarted db1" in (await ada.get(f"{PAGE}.md")).text
    await ended("entry-hide", entry=entry.id)
    for form in ("md", "html", "json"):
        assert "restarted db1" not in (await ada.get(f"{PAGE}.{form}")).text


async def test_nobody_takes_along_what_they_may_not_see(ended: Acting, signs_in: SignIn) -> None:
    await ended("private")
    grace = await signs_in(GRACE, "Grace")
    assert (await ended.front.store.incident(numbered(1))).private
    for form in ("md", "html", "json"):
        assert (await grace.get(f"{PAGE}.{form}")).status_code == 404
    ada = await signs_in(ADA)
    assert json.loads((await ada.get(f"{PAGE}.json")).text)["private"] is True


async def with_files(front: Front) -> None:
    """A pinned message with a picture and another file."""

    def pinned(incident: Incident) -> Change:
        message = {"channel_id": ROOM, "message_ts": "1772461800.000100"}
        entry = TimelineEntry(kind="pinned", text="see", at=NOW, recorded_at=NOW, author_id=ADA, **message)
        incident.timeline.append(entry)
        return SILENT

    await front.store.change(numbered(1, message=(ROOM, "1772461800.000100")), pinned)
    for name, kind, data in (("load of <db>.png", "image/png", b"\x89PNG"), ("log.txt", "text/plain", b"x")):
        file = KeptFile(
            incident_id=1,
            channel_id=ROOM,
            message_ts="1772461800.000100",
            slack_id=name,
            name=name,
            media_type=kind,
            size=len(data),
            kept_at=NOW,
        )
        await front.store.keep_file(file, data)


async def test_its_pictures_go_along(ended: Acting, front: Front, signs_in: SignIn) -> None:
    await with_files(front)
    ada = await signs_in(ADA)
    packed = await ada.get(f"{PAGE}.md")
    assert packed.headers["content-disposition"] == 'attachment; filename="INC-1-postmortem.zip"'
    with ZipFile(BytesIO(packed.content)) as files:
        folder = "INC-1-postmortem"
        assert files.namelist() == [f"{folder}/postmortem.md", f"{folder}/pictures/1-load-of-db-.png"]
        assert files.read(f"{folder}/pictures/1-load-of-db-.png") == b"\x89PNG"
        text = files.read(f"{folder}/postmortem.md").decode()
    assert "![load of \\<db\\>.png](pictures/1-load-of-db-.png) (📎 log.txt)" in text
    assert 'src="data:image/png;base64,iVBORw=="' in (await ada.get(f"{PAGE}.html")).text
    assert ["/incidents/1/files/1", "/incidents/1/files/2"] in [
        moment["files"] for moment in (await ada.get(f"{PAGE}.json")).json()["timeline"]
    ]


async def test_what_was_stored_at_the_archive_is_handed_out_with_its_files(
    ended: Acting, front: Front, signs_in: SignIn
) -> None:
    ada, kept = await signs_in(ADA), f"{PAGE}/kept.zip"
    assert kept not in (await ada.get(PAGE)).text
    assert "Nothing is stored of INC-1 yet" in (await ada.get(kept)).text
    await with_files(front)
    await front.store.keep_documents(1, {"INC-1-postmortem.md": "# It & <b>", "INC-1-postmortem.json": "{}"})
    assert f'<a href="{kept}">' in (await ada.get(PAGE)).text
    packed = await ada.get(kept)
    assert packed.headers["content-disposition"] == 'attachment; filename="INC-1-stored.zip"'
    with ZipFile(BytesIO(packed.content)) as files:
        assert {name.removeprefix("INC-1-stored/"): files.read(name) for name in files.namelist()} == {
            "INC-1-postmortem.md": b"# It & <b>",
            "INC-1-postmortem.json": b"{}",
            "files/1-load-of-db-.png": b"\x89PNG",
            "files/2-log.txt": b"x",
        }
    await ended("private")
    assert (await (await signs_in(GRACE, "Grace")).get(kept)).status_code == 404
    assert (await ada.get(kept)).status_code == 200
