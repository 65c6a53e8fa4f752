"""Lists and timelines, page by page."""

import json

from blocks.listing import incident_list
from blocks.timeline import timeline
from incidents.listing import PAGE, Wanted
from tests.blocks import limits
from tests.blocks.given import HOSTILE_WORDS, NORMAL
from tests.rules.given import ADA, GRACE, holds, incident, later, without_room, wrote


def buttons(message):
    """By their words, what each carries."""
    found = [p for p in limits.parts(message.blocks) if p.get("type") == "button"]
    return {button["text"]["text"]: json.loads(button["value"]) for button in found}


def test_ic_14_sixty_open_incidents_can_all_be_reached_page_by_page():
    every = [incident(id=n) for n in range(60, 0, -1)]
    seen, wanted = [], Wanted(severity="sev2")
    for page in (1, 2, 3):
        message = incident_list(every[(page - 1) * PAGE : page * PAGE], 60, wanted, NORMAL, now=later(60))
        assert limits.message(message.payload()) == []
        assert f"page {page} of 3" in message.text
        seen += [t.split(" · ")[1] for t in limits.of_kind("text", message.blocks) if "INC-" in t]
        turns = buttons(message)
        assert list(turns) == [["Next"], ["Previous", "Next"], ["Previous"]][page - 1]
        wanted = Wanted.from_payload(turns.get("Next", {}))
        assert page == 3 or wanted == Wanted(severity="sev2", page=page + 1)
    assert seen == [f"INC-{n}" for n in range(60, 0, -1)]


def test_the_list_links_each_room_says_who_leads_and_counts_properly():
    led = incident(roles=[holds("commander", GRACE)])
    message = incident_list([led], 1, Wanted(), NORMAL, now=later(60))
    assert limits.of_kind("mrkdwn", message.blocks) == ["*1 open incident*"]
    assert [p["user_id"] for p in limits.parts(message.blocks) if p.get("type") == "user"] == [GRACE]
    both = incident_list([led, without_room()], 2, Wanted(), NORMAL, now=later(60))
    assert [p["channel_id"] for p in limits.parts(both.blocks) if p.get("type") == "channel"] == ["C042"]


def test_a_list_says_how_it_was_narrowed():
    wanted = Wanted(state="resolved", severity="sev1", person=ADA, words="check <out>")
    head = incident_list([incident()], 1, wanted, NORMAL, now=later(60)).text
    assert head == f"*1 resolved incident* · 🔴 SEV1 · of <@{ADA}> · with “check &lt;out&gt;” in title or services"


def test_an_empty_list_says_how_to_declare_or_how_to_look_wider():
    assert "`/incident declare`" in incident_list([], 0, Wanted(), NORMAL, now=later(60)).text
    assert "`/incident list all …`" in incident_list([], 0, Wanted(words="x"), NORMAL, now=later(60)).text
    assert (
        "`/incident list all …`"
        not in incident_list([], 0, Wanted(state="all", words="x"), NORMAL, now=later(60)).text
    )


def test_ic_14_all_of_sixty_events_can_be_reached_oldest_first():
    entries = [wrote(f"event {n} {HOSTILE_WORDS}", at=later(n), kind="status") for n in range(60)]
    seen, page = [], 1
    while page:
        message = timeline(incident(), entries, page)
        assert limits.message(message.payload()) == []
        seen += [t.split()[1] for t in limits.of_kind("text", message.blocks) if t.startswith(" event")]
        page = buttons(message).get("Next", {}).get("page")
    assert seen == [str(n) for n in range(60)]
    assert buttons(timeline(incident(), entries, 1))["Newest"] == {"incident": 42, "page": 3}
    assert "page 3 of 3" in timeline(incident(), entries, 999_999).text


def test_a_line_of_the_timeline_says_when_who_and_what_to_the_letter():
    told = wrote("gave the role Scribe to", kind="role", subject_id=GRACE)
    pinned = wrote("*R&D* <!here>", message_ts="1.1", permalink="https://x.example/1", incident_id=7)
    parts = list(limits.parts(timeline(incident(), [told, pinned], 1).blocks))
    assert [p["user_id"] for p in parts if p.get("type") == "user"] == [ADA, GRACE, ADA]
    assert [p["fallback"] for p in parts if p.get("type") == "date"] == ["2026-03-02 08:30 UTC"] * 2
    assert [p["url"] for p in parts if p.get("type") == "link"] == ["https://x.example/1"]
    words = [p["text"] for p in parts if p.get("type") == "text"]
    assert ": *R&D* <!here>" in words
    assert " (INC-7) 📌 " in words
