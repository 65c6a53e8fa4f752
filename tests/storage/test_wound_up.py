"""Which rooms are still to be looked at when the config lets rooms be archived, on both databases."""

from itertools import count

from incidents.change import SILENT, Change, Rule
from incidents.incident import Incident
from incidents.postmortem import PUBLISHED, Postmortem
from incidents.refs import LEFT_ALONE, LOST
from storage.store import Store
from storage.where import NEW
from tests.storage.given import AT, declare

ROOMS = count()


def over(*, state: str = PUBLISHED, room: bool = True, cancelled: bool = False, ref: str = "") -> Rule:
    def rule(incident: Incident) -> Change:
        change = declare("checkout")(incident)
        incident.channel_id = f"C{next(ROOMS)}" if room else None
        if cancelled:
            incident.cancelled_at, incident.status = AT, "cancelled"
        else:
            incident.resolved_at, incident.status = AT, "resolved"
            incident.postmortem = Postmortem(state=state, drafted_at=AT)
        incident.reminders, incident.remind_at = {}, None
        if ref:
            incident.remember(ref, "1")
        return change

    return rule


def reminded(incident: Incident) -> Change:
    over()(incident)
    incident.remind_at = AT
    return SILENT


async def test_those_about_which_all_is_said_and_whose_room_is_open_and_no_others(store: Store) -> None:
    wanted = [over(), over(cancelled=True), over(state="waived")]
    others = [over(state="draft"), over(room=False), over(ref=LOST), over(ref=LEFT_ALONE), reminded, declare()]
    for rule in (*wanted, *others):
        await store.change(NEW, rule)
    assert await store.without_clock(waived_for=()) == [3, 2, 1]
    assert await store.without_clock(waived_for=("sev2",)) == [4, 3, 2, 1], "nobody began it, and none is owed"
