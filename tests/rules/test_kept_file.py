"""Files of pinned messages: known by their bytes, harmless in name, kept and dropped with their message."""

import pytest

from incidents.kept_file import ANYTHING, KeptFile, harmless, media_type, with_ending
from incidents.pins import message_deleted, pin, pinned_fetched
from tests.rules.given import ADA, AT, GRACE, ROOM, incident, kinds, later

TS = "1772440200.000100"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", ANYTHING),
        (b"<!doctype html><script>alert(1)</script>", ANYTHING),
        (b"", ANYTHING),
        (b"RIFF", ANYTHING),
    ],
)
def test_what_a_file_is_is_told_by_its_first_bytes(content: bytes, kind: str) -> None:
    assert media_type(content) == kind


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("graph.png", "graph.png"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\a.exe", "C__Windows_a.exe"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("a\r\nSet-Cookie: x=1", "a Set-Cookie_ x=1"),
        ('"><img src=x>.png', "___img src=x_.png"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("", "file"),
        ("x\u0000\u200by.txt", "xy.txt"),
        ("é" * 400, "é" * 119 + "…"),
        ("é" * 400 + ".tar.gz", "é" * 116 + "….gz"),
    ],
)
def test_hostile_names_are_made_harmless(name: str, kept: str) -> None:
    assert harmless(name) == kept


def test_a_name_ends_as_what_the_file_is() -> None:
    assert with_ending("reportgnp.exe", "image/png") == "reportgnp.exe.png"
    assert with_ending("graph.JPEG", "image/jpeg") == "graph.JPEG"
    assert with_ending("notes.exe", ANYTHING) == "notes.exe"
    assert with_ending("x" * 120, "image/gif") == "x" * 115 + "….gif"


def test_only_pictures_are_shown_and_no_file_that_was_refused() -> None:
    where = {"incident_id": 1, "channel_id": ROOM, "message_ts": TS, "slack_id": "F1", "name": "a", "kept_at": AT}
    assert KeptFile(**where, media_type="image/png").is_picture
    assert not KeptFile(**where, media_type="image/svg+xml").is_picture
    assert not KeptFile(**where, media_type="image/png", refused="too large").is_picture


def test_files_are_kept_with_the_words_and_dropped_when_they_go() -> None:
    found = incident()
    pin(found, channel_id=ROOM, message_ts=TS, by=ADA, event_ts="10.1", at=AT)
    known = {
        "message_ts": TS,
        "text": "📎 a.png",
        "author_id": GRACE,
        "author_name": "Grace",
        "permalink": "https://p",
    }
    assert "keep_files" in kinds(pinned_fetched(found, **known, files=[("F1", "a.png")]))
    assert found.timeline[0].files == [{"id": "F1", "name": "a.png"}]
    assert "keep_files" not in kinds(pinned_fetched(found, **known, files=[("F1", "a.png")]))
    assert "keep_files" in kinds(pinned_fetched(found, **known, files=[])), "one was deleted in Slack"
    pinned_fetched(found, **known, files=[("F2", "b.png")])
    assert "keep_files" in kinds(message_deleted(found, message_ts=TS, at=later(3)))
    assert found.timeline[0].files == []
