"""Declaring: with a title, through the form, and what the declarer sees until the room is there."""

import asyncio
import re

from blocks.reading import unescape
from incidents.catalog import Catalog, Service
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, options, words


async def test_a_title_is_enough_and_the_private_answer_turns_into_the_link(either: World, ada: Person) -> None:
    answer = await ada.types("general", "/incident declare checkout is down")
    assert "Declared *INC-1*. Opening the war room" in answer["text"]
    await either.settles()
    [room] = await either.rooms()
    [told] = await ada.private("general")
    assert words(told) == f"🚨 *INC-1* is declared. The war room is <#{room['id']}>."
    assert ada.id in room["members"]
    incident = await either.incident()
    assert (incident.title, incident.severity, incident.declared_by) == ("checkout is down", "sev2", ada.id)
    assert (incident.status, incident.channel_id, incident.channel_name) == (
        "investigating",
        room["id"],
        "inc-1-checkout-is-down",
    )


async def test_a_severity_may_stand_before_the_title_and_is_chosen_in_the_form(world: World, ada: Person) -> None:
    await ada.types("general", "/incident declare SEV1 checkout is down")
    first = await world.incident()
    assert (first.title, first.severity) == ("checkout is down", "sev1")
    await ada.types("general", "/incident declare sev4")
    await ada.submits(await ada.form(), title="slow search")
    assert (await world.incident(2)).severity == "sev4"
    await ada.types("general", "/incident INC-2 severity sev3 more reports came in")
    assert (await world.timeline(2))[-1].text == "changed severity sev4 → sev3: more reports came in"


async def test_the_default_severity_is_the_one_of_the_config(open_world: Open, sqlite_url: str) -> None:
    world = await open_world(sqlite_url, Catalog(default_severity="sev3"))
    ada = world.person("ada")
    await ada.types("general", "/incident declare slow search")
    assert (await world.incident()).severity == "sev3"
    await ada.types("general", "/incident declare")
    chosen = (await ada.form())["blocks"][1]["element"]["initial_option"]["value"]
    assert chosen == "sev3"


async def test_without_a_title_a_form_asks_for_what_is_broken(world: World, ada: Person) -> None:
    assert await ada.types("general", "/incident declare") == {}
    form = await ada.form()
    assert form["title"]["text"] == "Declare an incident"
    fields = {block["block_id"]: block["label"]["text"] for block in form["blocks"]}
    assert list(fields) == [
        "title",
        "severity",
        "summary",
        "private",
        "drill",
    ]  # no service: the config names none
    severities = {o["value"]: o["description"]["text"] for o in options(form, "severity")}
    assert list(severities) == ["sev1", "sev2", "sev3", "sev4"]
    assert "Customers cannot use the product" in severities["sev1"]


async def test_what_the_form_holds_becomes_the_incident(open_world: Open, sqlite_url: str) -> None:
    services = (Service(name="Checkout"), Service(name="Search"))
    world = await open_world(sqlite_url, Catalog(services=services))
    grace = world.person("grace")
    await grace.types("general", "/incident declare")
    form = await grace.form()
    errors = await grace.submits(
        form, title="Search is & slow", severity="sev1", summary="Since 9:00\n<b>all</b> queries", service="1"
    )
    assert errors == {}
    assert await grace.forms() == []
    await world.settles()
    incident = await world.incident()
    assert (incident.title, incident.severity) == ("Search is & slow", "sev1")
    assert (incident.summary, incident.services) == ("Since 9:00\n<b>all</b> queries", ["Search"])
    [room] = await world.rooms()
    assert "Since 9:00\n<b>all</b> queries" in words(await world.card(room["id"]))
    assert "*Service*\nSearch" in words(await world.card(room["id"]))
    assert f"<#{room['id']}>" in await grace.told("general")


async def test_a_blank_title_is_told_under_its_field_and_what_was_typed_stays(world: World, ada: Person) -> None:
    await ada.types("general", "/incident declare")
    form = await ada.form()
    errors = await ada.submits(form, title="   ", severity="sev1", summary="long story")
    assert list(errors) == ["title"]
    assert "needs a title" in errors["title"]
    kept = (await ada.form())["state"]["values"]
    assert kept["summary"]["value"]["value"] == "long story"
    assert kept["severity"]["value"]["selected_option"]["value"] == "sev1"
    assert await ada.submits(form, title="now with a title") == {}
    await world.settles()
    assert (await world.incident()).summary == "long story"
    assert len(await world.rooms()) == 1


async def test_a_form_submitted_twice_declares_once_and_the_next_form_once_more(world: World, ada: Person) -> None:
    await ada.types("general", "/incident declare")
    form = await ada.form()
    await ada.submits(form, title="checkout is down")
    await ada.submits(form)
    await world.sends_again("interactive")
    await world.settles()
    assert len(await world.rooms()) == 1
    await ada.types("general", "/incident declare")
    await ada.submits(await ada.form(), title="checkout is down")
    await world.settles()
    assert [room["name"] for room in await world.rooms()] == ["inc-1-checkout-is-down", "inc-2-checkout-is-down"]


async def test_one_command_that_comes_twice_is_done_once(either: World, ada: Person) -> None:
    await ada.types("general", "/incident declare checkout is down")
    again = await either.sends_again("slash_commands")
    assert again is not None
    await either.settles()
    assert len(await either.rooms()) == 1
    await ada.types("general", "/incident declare checkout is down")
    await either.settles()
    assert len(await either.rooms()) == 2


async def test_a_form_that_opens_too_late_is_offered_again_by_a_button(world: World, ada: Person) -> None:
    await world.fault("views.open", error="expired_trigger_id")
    await ada.types("general", "/incident declare")
    [told] = await ada.private("general")
    assert "too slow to open the form" in words(told)
    assert actions(told) == {"open_declare": "Open the form"}
    await ada.clicks(told, "open_declare")
    await ada.submits(await ada.form(), title="checkout is down")
    await world.settles()
    [room] = await world.rooms()
    assert f"<#{room['id']}>" in await ada.told("general")


async def test_a_form_that_slack_opens_only_after_three_seconds_leaves_nobody_in_silence(
    world: World, ada: Person
) -> None:
    await world.fault("views.open", latency_ms=3200)
    await ada.types("general", "/incident declare")
    [told] = await ada.private("general")
    assert actions(told) == {"open_declare": "Open the form"}


async def test_two_late_forms_in_a_row_are_told_too(world: World, ada: Person) -> None:
    await world.fault("views.open", times=2, error="expired_trigger_id")
    await ada.types("general", "/incident declare")
    [told] = await ada.private("general")
    await ada.clicks(told, "open_declare")
    assert "Click once more" in await ada.told("general")


async def test_a_hundred_and_twenty_services_can_all_be_chosen(open_world: Open, sqlite_url: str) -> None:
    services = tuple(Service(name=f"service {n:03d}") for n in range(120))
    world = await open_world(sqlite_url, Catalog(services=services))
    ada = world.person("ada")
    await ada.types("general", "/incident declare")
    form = await ada.form()
    offered = options(form, "service")
    assert {o["text"]["text"] for o in offered} == {s.name for s in services}
    last = next(o for o in offered if o["text"]["text"] == "service 119")
    await ada.submits(form, title="down", service=last["value"])
    await world.settles()
    assert (await world.incident()).services == ["service 119"]


TITLES = (
    "checkout " * 55 + "fails",
    "🔥🔥🔥",
    "👩‍👩‍👧‍👦",
    "@channel login is down",
    "<!channel> login is down",
    "R&D <prod> > 5% &amp; &lt;",
    "`rm -rf` ate ```everything```",
    "Büro Zürich: café à la crème",
    'DB: "orders" – élan / crash! (50%)',
    "*bold* _italic_ ~struck~ <@U123> <#C1|x>",
    "--- -",
    "{number} {0} {person}",
    "データベースが落ちた",
    "tab\there and a line\nbreak",
)


async def test_any_title_opens_its_room_and_stands_whole_in_the_store(either: World, ada: Person) -> None:
    await either.control("policy", broadcasts="refused")
    for number, title in enumerate(TITLES, start=1):
        await ada.types("general", f"/incident declare {title}")
        await either.settles()
        await _stands_everywhere(either, ada, number, " ".join(title.split()))


async def _stands_everywhere(world: World, ada: Person, number: int, title: str) -> None:
    """Whole in the store, cut where Slack needs it, literal in each place, and nobody pinged."""
    incident = await world.incident(number)
    assert incident.title == title
    assert await world.store.failed(number) == [], title
    room = await world.channel(incident.channel_id or "")
    assert re.fullmatch(r"inc-\d+(-[a-z0-9]+)*", room["name"]), title
    assert len(room["name"]) <= 80
    shown = title[:200]
    digest = (await world.named("digest", "incidents"))[-1]
    for text in (room["topic"], words(await world.card(room["id"])), words(digest)):
        assert shown in text
    assert title[:100] in unescape(digest["text"])
    assert "<!" not in digest["text"]
    assert f"<#{room['id']}>" in await ada.told("general")


async def test_many_who_declare_at_once_each_get_their_room(either: World) -> None:
    names = ("ada", "grace", "linus", "margaret", "alan", "barbara", "katherine", "dennis")
    people = [either.person(name) for name in names]
    await asyncio.gather(*(p.types("general", "/incident declare checkout is down") for p in people))
    await either.settles()
    rooms = await either.rooms()
    assert len({room["name"] for room in rooms}) == len(people)
    for room in rooms:
        assert (len(room["pins"]), len(room["bookmarks"])) == (1, 1)
        assert "The war room is" in await either.person(await _declarer(either, room)).told("general")
    assert len(await either.named("digest", "incidents")) == len(people)


async def _declarer(world: World, room: dict[str, str]) -> str:
    return (await world.incident(int(room["name"].split("-")[1]))).declared_by


async def test_a_form_filled_in_over_half_an_hour_still_brings_the_link(world: World, ada: Person) -> None:
    await ada.types("general", "/incident declare")
    await world.passes(seconds=40 * 60)
    await ada.submits(await ada.form(), title="checkout is down")
    await world.settles()
    [room] = await world.rooms()
    assert f"The war room is <#{room['id']}>" in await ada.told_anywhere(room["id"])


async def test_a_form_that_slack_does_not_open_at_all_is_told(world: World, ada: Person) -> None:
    for fault in ({"status": 503}, {"drop": True}):
        await world.fault("views.open", **fault)
        assert "open_declare" in actions(await ada.types("general", "/incident declare"))
    await world.fault("views.open", error="invalid_arguments")
    answer = await ada.types("general", "/incident declare")
    assert "That did not work, and nothing was changed." in words(answer)
    await ada.types("general", "/incident declare checkout is down")
    await world.settles()
    assert len(await world.rooms()) == 1


async def test_two_long_titles_alike_give_two_rooms(world: World, ada: Person) -> None:
    first, second = await ada.declares("a" * 75), await ada.declares("a" * 75)
    assert first["name"] != second["name"]
    assert max(len(first["name"]), len(second["name"])) <= 80


async def test_a_long_description_is_cut_where_slack_needs_it_and_whole_in_the_store(
    world: World, ada: Person
) -> None:
    for number, summary in enumerate(("&" * 2999, "x" * 3000, "line\n" * 599), start=1):
        await ada.types("general", "/incident declare")
        await ada.submits(await ada.form(), title="too much", summary=summary)
        await world.settles()
        assert (await world.incident(number)).summary == summary.strip()
        assert await world.store.failed(number) == []
        await ada.types("general", f"/incident INC-{number} resolve done")
        await world.settles()
        [room] = [r for r in await world.rooms() if r["name"].startswith(f"inc-{number}-")]
        assert summary.strip().splitlines()[-1] in await world.document(room["id"])


async def test_the_room_opens_after_two_round_trips_and_the_card_is_pinned_after_three(
    world: World, ada: Person
) -> None:
    await world.settles()
    before = len(await world.calls())
    await ada.declares()
    made = [c["method"] for c in (await world.calls())[before:]]
    assert made[0] == "conversations.create"
    assert made.index("conversations.invite") <= 5
    assert sorted(made) == sorted(
        [
            "conversations.create",
            "conversations.invite",
            "conversations.setTopic",
            "chat.postMessage",
            "chat.postMessage",
            "response_url",
            "pins.add",
            "bookmarks.add",
            "users.info",
            "conversations.canvases.create",
        ]
    )


async def test_a_flag_that_nobody_knows_is_asked_about_and_nothing_is_declared(world: World, ada: Person) -> None:
    for typed, flag, meant in (
        ("--public foo", "public", "foo"),
        ("—public foo", "public", "foo"),
        ("foo --sev1", "sev1", "sev1 foo"),
        ("--prviate layoffs", "prviate", "--private layoffs"),
        ("sev1 –secret layoffs", "secret", "--private sev1 layoffs"),
        ("--private --quiet layoffs", "quiet", "--private layoffs"),
        ("rsync --delete wiped it", "delete", "rsync wiped it"),
        ("--public", "public", ""),
    ):
        told = words(await ada.types("general", f"/incident declare {typed}"))
        assert told.startswith(
            f"Nothing was declared, for there is no flag “--{flag}”. There are `--private` and `--drill`"
        )
        assert told.endswith(f"Did you mean `{f'/incident declare {meant}'.strip()}`?"), typed
    assert await world.rooms() == []
    for typed in ("--sev1 checkout — the EU one — is down", "load over 9 -- or --10"):  # dashes of a sentence
        await ada.types("general", f"/incident declare {typed}")
    assert (await world.incident(1)).severity == "sev1"
    assert (await world.incident(2)).title == "load over 9 -- or --10"
    await world.settles()


async def test_a_title_that_begins_with_private_is_public_and_the_answer_says_so_until_it_is_made_private(
    world: World, ada: Person
) -> None:
    line = "\nIt is public. `/incident INC-1 private` makes it private."
    assert words(await ada.types("general", "/incident declare sev1 Private: layoffs")).endswith(line)
    await world.settles()
    [told] = await ada.private("general")
    assert words(told).endswith(line)
    assert "is public" not in words(await ada.types("general", "/incident declare our private beta is down"))
    assert "is public" not in words(await ada.types("general", "/incident declare --private secret layoffs"))
    await world.settles()
