"""The bridge: a sound address, set, moved, ended, and always in the topic."""

import pytest

from blocks.topic import topic
from incidents.bridge import bridge_url, end_bridge, set_bridge
from incidents.catalog import Catalog, Service
from incidents.declare import declare
from incidents.ending import resolve
from incidents.refusal import Refusal
from incidents.room import room_opened
from tests.rules.given import ADA, AT, CATALOG, GRACE, blank, incident, kinds, later, line, without_room

URL = "https://meet.example.com/checkout"
SHOWN = ["refresh_card", "set_topic", "refresh_digest", "refresh_canvas", "bookmark_bridge"]


@pytest.mark.parametrize(
    "word",
    [URL, f" {URL} ", f"<{URL}>", f"<{URL}|meet>", "http://10.0.0.1:8080/room?pwd=1&a=2", "HTTPS://Zoom.us/j/1"],
)
def test_web_addresses_are_bridges(word):
    assert bridge_url(word) == word.strip().strip("<>").partition("|")[0]


@pytest.mark.parametrize(
    "word",
    [
        "",
        "zoom",
        "zoom.us/j/1",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://a b",
        'https://a"b',
        "ftp://x.example",
    ],
)
def test_other_words_are_refused_with_an_example(word):
    with pytest.raises(Refusal, match=r"such as `https://meet\.example\.com/checkout`"):
        bridge_url(word)


def test_an_address_with_a_password_or_too_long_for_a_topic_is_refused():
    with pytest.raises(Refusal, match="everybody would see it"):
        bridge_url("https://ada:secret@meet.example.com/")
    with pytest.raises(Refusal, match="there is room for 150"):
        bridge_url(f"https://meet.example.com/{'x' * 150}")


def test_a_bridge_is_started_moved_and_ended():
    found = incident()
    change = set_bridge(found, URL, by=ADA, at=AT)
    assert (line(change), kinds(change)) == (f"started the bridge {URL}", SHOWN)
    assert not set_bridge(found, URL, by=GRACE, at=later(1))
    assert line(set_bridge(found, f"{URL}2", by=GRACE, at=later(1))) == f"moved the bridge to {URL}2"
    assert line(end_bridge(found, by=ADA, at=later(2))) == "ended the bridge"
    assert found.conference_url is None
    with pytest.raises(Refusal, match="has no bridge"):
        end_bridge(found, by=ADA, at=later(3))


def test_an_ended_incident_needs_no_bridge():
    found = incident()
    resolve(found, by=ADA, at=later(1))
    with pytest.raises(Refusal, match="is resolved"):
        set_bridge(found, URL, by=ADA, at=later(2))


@pytest.mark.parametrize("title", ["Checkout down", "x" * 300, "é" * 250])
def test_the_address_survives_in_a_topic_of_250_characters(title):
    found = incident(title=title, conference_url=f"https://meet.example.com/{'y' * 120}")
    words = topic(found, CATALOG)
    assert words.endswith(f" · {found.conference_url}")
    assert len(words) <= 250


def test_the_standing_bridge_is_there_from_the_start():
    catalog = Catalog(
        bridge=URL, services=(Service(name="Search", bridge="https://search.example"), Service(name="Mail"))
    )
    assert catalog.bridges_of(["Search"], ADA) == ("https://search.example",)
    assert catalog.bridges_of(["Mail"], ADA) == catalog.bridges_of([], ADA) == (URL,)
    found = blank()
    declare(found, catalog, title="x", severity="sev2", by=ADA, at=AT, services=["Mail"])
    assert found.conference_url == URL
    opened = without_room(conference_url=URL)
    assert "bookmark_bridge" in kinds(room_opened(opened, channel_id="C7", name="inc-42"))
