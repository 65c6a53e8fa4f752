"""What was found in past post-mortems, as whoever looked for it sees it."""

from urllib.parse import parse_qs, urlsplit

from blocks.found import SHOWN, postmortems_found
from incidents.ending import resolve
from incidents.found import FOUND, Found
from tests.blocks import limits
from tests.blocks.given import HOSTILE_WORDS, NORMAL
from tests.rules.given import ADA, incident, later

PAGES = "https://incidents.example.com"


def hit(number=42, *snippet, **more):
    found = incident(id=number, **more)
    resolve(found, by=ADA, at=later(60))
    return Found(incident=found, snippet=snippet or ((False, "the "), (True, "disk"), (False, " was full")))


def parts(message, kind):
    return [part for part in limits.parts(message.blocks) if part.get("type") == kind]


def test_each_is_named_with_title_date_and_state_and_leads_to_its_page():
    message = postmortems_found([hit()], "disk", NORMAL, pages=PAGES)
    assert message.text == "*1 post-mortem* with “disk”, the best first"
    [link] = parts(message, "link")
    assert link["text"] == "INC-42 · Checkout is down"
    assert link["url"] == f"{PAGES}/incidents/42/postmortem"
    assert [each["timestamp"] for each in parts(message, "date")] == [int(later(0).timestamp())]
    assert " · ✍️ draft" in limits.of_kind("text", message.blocks)


def test_the_words_stand_in_bold_in_what_is_around_them_to_the_letter():
    message = postmortems_found([hit(42, (False, HOSTILE_WORDS[:60]), (True, "disk"))], "disk", NORMAL)
    [quote] = parts(message, "rich_text_quote")
    assert [(part["text"], part.get("style")) for part in quote["elements"]] == [
        (HOSTILE_WORDS[:60], None),
        ("disk", {"bold": True}),
    ]


def test_what_is_more_than_a_message_shows_stands_on_the_page():
    message = postmortems_found([hit(n) for n in range(12)], "full & <disk>", NORMAL, pages=PAGES)
    assert len(parts(message, "link")) == SHOWN
    [more] = [each for each in limits.of_kind("mrkdwn", message.blocks) if " more " in each]
    assert more.startswith("4 more <")
    assert parse_qs(urlsplit(more).query.partition("|")[0]) == {"q": ["full & <disk>"]}
    assert "4 more; say more to find fewer" in str(
        postmortems_found([hit(n) for n in range(12)], "x", NORMAL).blocks
    )
    assert "*50 post-mortems or more*" in postmortems_found([hit()] * FOUND, "x", NORMAL).text


def test_a_private_one_bears_its_lock_and_nothing_found_says_what_to_do():
    assert "🔒 INC-42 · Checkout is down" in limits.of_kind(
        "text", postmortems_found([hit(private=True)], "disk", NORMAL).blocks
    )
    nothing = postmortems_found([], "full & <disk>", NORMAL, pages=PAGES).text
    assert nothing == (
        "No post-mortem has all of these words: “full &amp; &lt;disk&gt;”. Fewer of them find more. "
        f"<{PAGES}/postmortems|All of them> stand in the browser."
    )
