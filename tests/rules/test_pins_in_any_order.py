"""Pins put on and taken away in a hurry, told in any order, twice, or only by reading the room again."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.incident import Incident
from incidents.pins import message_deleted, message_edited, pin, pinned_fetched, pins_seen, unpin
from tests.rules.given import ADA, AT, GRACE, LINUS, ROOM, incident, later

TS = "1772440200.000100"
PEOPLE = (ADA, GRACE, LINUS)
EMOJI = ("pushpin", "pushpin::skin-tone-4", "memo")

Event = tuple[int, str, str, bool]
events = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(EMOJI), st.booleans()), min_size=1, max_size=12
).map(lambda steps: [(n, *step) for n, step in enumerate(steps, 1)])


def tell(found: Incident, event: Event) -> None:
    n, by, emoji, on = event
    rule = pin if on else unpin
    rule(found, channel_id=ROOM, message_ts=TS, by=by, event_ts=f"{n}.5", at=AT, emoji=emoji)


def stands(happened: list[Event]) -> bool:
    """Whether anybody's any emoji was left on it."""
    last = {(by, emoji): on for _, by, emoji, on in happened}
    return any(last.values())


def is_shown(found: Incident) -> bool:
    return any(entry.shown for entry in found.timeline)


def fetch(found: Incident) -> None:
    pinned_fetched(
        found, message_ts=TS, text="x", author_id=ADA, author_name="Ada", permalink="https://p", at=later(1)
    )


@given(events, st.data())
def test_ic_45_whatever_the_order_and_however_often_it_ends_as_it_happened(happened, data):
    found = incident()
    again = data.draw(st.lists(st.sampled_from(happened), max_size=6))
    for event in data.draw(st.permutations([*happened, *again])):
        tell(found, event)
        if data.draw(st.booleans()):
            fetch(found)
    fetch(found)
    assert is_shown(found) is stands(happened)
    assert len(found.timeline) == 1


@given(events, st.data())
def test_what_was_missed_is_made_up_for_by_reading_and_late_events_change_nothing(happened, data):
    found = incident()
    heard = data.draw(st.lists(st.sampled_from(happened), unique=True))
    for event in heard:
        tell(found, event)
    last = {(by, emoji): on for _, by, emoji, on in happened}
    left = [by if emoji == "pushpin" else f"{by} {emoji}" for (by, emoji), on in last.items() if on]
    pins_seen(found, channel_id=ROOM, message_ts=TS, pinners=left, asked_at=later(1))
    fetch(found)
    assert is_shown(found) is stands(happened)
    for event in data.draw(st.permutations(happened)):
        tell(found, event)
    assert is_shown(found) is stands(happened)


@given(events, st.data())
def test_a_deletion_among_them_leaves_no_word_wherever_it_comes(happened, data):
    found = incident()
    steps = [lambda event=event: tell(found, event) for event in happened]
    steps += [
        lambda: message_deleted(found, message_ts=TS, at=later(2)),
        lambda: message_edited(found, channel_id=ROOM, message_ts=TS),
        lambda: fetch(found),
    ]
    for step in data.draw(st.permutations(steps)):
        step()
    message_deleted(found, message_ts=TS, at=later(3))
    fetch(found)
    assert all("x" not in entry.told.split() for entry in found.timeline)
