"""A catch-up answers what people ask who come late."""

from blocks.catchup import catch_up
from incidents.status_update import StatusUpdate
from incidents.task import Task
from tests.blocks import limits
from tests.blocks.given import NORMAL
from tests.rules.given import ADA, GRACE, holds, incident, later, wrote


def shown(found, *entries, updates=()):
    message = catch_up(found, entries, updates, NORMAL, here=True, now=later(40))
    return message, "\n".join(limits.texts(message.blocks))


def test_it_says_where_it_stands_who_leads_and_what_is_known():
    found = incident(
        summary="Orders pile up.",
        services=["Checkout"],
        users_affected="300",
        conference_url="https://meet.example.com/a",
        roles=[holds("commander", ADA), holds("scribe", GRACE)],
    )
    message, text = shown(found)
    assert text.startswith("🟠 SEV2 · INC-42 · Checkout is down\n")
    assert "🔎 *investigating*, for 40 min · Checkout · 300 affected" in text
    assert f"*Commander: <@{ADA}>* · Scribe: <@{GRACE}>" in text
    assert "Liaison" not in text
    assert "<#C042>" not in text  # they are there
    assert "Orders pile up." in text
    [button] = [p for p in limits.parts(message.blocks) if p.get("type") == "button"]
    assert button["url"] == "https://meet.example.com/a"


def test_it_says_who_does_what():
    task = Task(number=3, text="restart it", assignee_id=GRACE, created_at=later(0), created_by=ADA)
    message, text = shown(incident(tasks=[task]))
    assert "Doing\n3 · restart it" in text
    assert GRACE in [p.get("user_id") for p in limits.parts(message.blocks)]


def test_it_says_what_people_were_told_last_and_when_they_will_hear_more():
    texts = ["It is\nthe bank. " + "x" * 400, "We look.", "It began.", "Too old."]
    told = [
        StatusUpdate(
            number=9 - n, author_id=GRACE, written_at=later(30 - n), posted_at=later(30 - n), text=text, status=""
        )
        for n, text in enumerate(texts)
    ]
    _, text = shown(incident(next_update_at=later(50)), updates=told)
    assert "Updates\n" in text
    assert "It is the bank. xxx" in text
    assert "We look." in text
    assert "It began." in text
    assert "Too old." not in text
    assert "Next update: <!date^" in text


def test_that_nobody_leads_is_said():
    assert "*Commander: nobody yet*" in shown(incident())[1]


def test_the_newest_five_of_what_tells_the_story_are_shown_oldest_first():
    story = [wrote(f"step {n}.", at=later(n)) for n in range(9)]
    small = [wrote("became Scribe", kind="role", at=later(20)), wrote("declared it", kind="declared")]
    _, text = shown(incident(), *story, *small)
    assert [n for n in range(9) if f"step {n}." in text] == [4, 5, 6, 7, 8]
    assert text.index("step 4.") < text.index("step 8.")
    assert "became Scribe" not in text
