"""Every message and every form that the bot can send, by name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from typing import Any

from blocks import (
    answers,
    doctor,
    elsewhere,
    ending,
    facts,
    handover,
    ids,
    merging,
    offers,
    roles,
    rooms,
    severity_form,
    writing,
    writing_forms,
)
from blocks.card import card, state
from blocks.catchup import catch_up
from blocks.digest import digest
from blocks.drill import not_for_real
from blocks.edit_form import edit_form
from blocks.entry_form import entry_form
from blocks.forms import declare_form, resolve_form
from blocks.handover import handover_form
from blocks.home import home, mine
from blocks.insights import stats, week
from blocks.installation import examined_ourselves, looking_at_ourselves, not_for_them
from blocks.listing import incident_list
from blocks.message import Message
from blocks.missing import people_missing
from blocks.postmortem import postmortem, withdrawn
from blocks.private import made_private, room_closed
from blocks.task_answers import task_due, task_given, task_said
from blocks.task_forms import task_form, task_of_one_form
from blocks.tasks import task_list, task_shown, tasks_asked_for
from blocks.timeline import timeline
from blocks.timeline_form import timeline_form
from commands.guide import guide
from commands.registry import COMMANDS
from incidents.carried import Carried
from incidents.catalog import Catalog
from incidents.curating import correct_entry, hide_entry, mark_entry
from incidents.doctor import Finding
from incidents.effects.room import SetTopic
from incidents.home import OWN, SHOWN, Health, Home, Mine
from incidents.incident import Incident
from incidents.insights import Asked, Happened, Insights, Source, insights
from incidents.installation import Finding as Checked
from incidents.listing import PAGE, Wanted
from incidents.postmortem import Postmortem
from incidents.refusal import Refusal
from incidents.status_update import StatusUpdate
from incidents.task import Task
from incidents.timeline import TimelineEntry
from incidents.weekly import Left
from reports.document import document
from reports.postmortem import markdown
from tests.blocks import every_closing, every_found, every_ticket, every_update
from tests.blocks.given import HOSTILE_WORDS
from tests.rules.given import ADA, GRACE, LINUS, holds, later, wrote

Build = Callable[[Incident, Catalog], Message]
METADATA = '{"response_url": "https://hooks.slack.com/commands/T0123/0123456789/abcdefghijklmnopqrstuvwx"}'
NAMES = {ADA: "Ada <!here>", GRACE: "Grace & Co."}
PAGES = "https://incidents.example.com"


def _document(incident: Incident, catalog: Catalog) -> str:
    pinned = {"kind": "pinned", "message_ts": "1.1", "permalink": "https://example.slack.com/archives/C1/p11"}
    lines = [wrote(f"{n} {HOSTILE_WORDS[:200]}", at=later(n), **pinned) for n in range(5)]
    return markdown(document(incident, lines, NAMES, catalog, now=later(60)))[0]


def _figures(i: Incident) -> Insights:
    one = Happened(
        number=i.id or 1,
        title=i.title,
        severity=i.severity,
        status=i.status,
        declared_at=later(0),
        acknowledged_at=later(4),
        told_at=later(9),
        resolved_at=later(40),
        services=tuple(i.services),
    )
    return insights(Source(since=later(0), until=later(60), now=[one], before=[one, one]))


FOUND = [
    Finding(about="people", wrong="not in the room are", people=(ADA, GRACE) * 40, mends=(SetTopic(),)),
    *[Finding(about=f"thing {n}", wrong=HOSTILE_WORDS, mends=(SetTopic(),)) for n in range(9)],
]
NARROWED = Wanted(state="resolved", severity="severity-number-0000", person=ADA, words=HOSTILE_WORDS[:100])
WELL = Health(sockets=2, hello_at=later(5), waiting=0, given_up=0)
BESIDE = Health(sockets=None, hello_at=None, waiting=0, given_up=0)
SICK = Health(sockets=0, hello_at=None, waiting=12_000, given_up=3)


def _seen(incident: Incident) -> Home:
    """As much as a home ever shows."""
    own, tasks = [incident] * OWN, [(incident, _task(incident))] * OWN
    return Home(
        mine=Mine(person=ADA, roles=own, tasks=tasks, updates=own, declared=own, owed=own),
        open=[incident] * SHOWN,
        opened=500,
    )


def _entry(number: int) -> TimelineEntry:
    pinned = {"kind": "pinned", "message_ts": "1.1", "permalink": "https://example.slack.com/archives/C1/p11"}
    return wrote(HOSTILE_WORDS * 2, at=later(number), subject_id=GRACE, **(pinned if number % 2 else {}))


ENTRIES = [_entry(n) for n in range(120)]

MESSAGES: dict[str, Build] = {
    **every_update.MESSAGES,
    **every_ticket.MESSAGES,
    "card": lambda i, c: card(i, c, now=later(60), pages=PAGES),
    "card without a bridge": lambda i, c: card(i, replace(c, providers=("zoom",)), now=later(60)),
    "card with failures": lambda i, c: card(i, c, now=later(60), failures=[HOSTILE_WORDS, "&" * 3000] * 5),
    "card of one that others were merged into": lambda i, c: card(i, c, now=later(60), merged=[i] * 12),
    "signpost": lambda i, c: merging.signpost(i),
    "merged": lambda i, c: merging.merged(i),
    "parted": lambda i, c: merging.parted(i, "INC-7"),
    "state": lambda i, c: state(i, c, now=later(60), pages=PAGES),
    "digest": lambda i, c: digest(i, c, now=later(60)),
    "postmortem": lambda i, c: postmortem(i, c, _document(i, c), pages=PAGES),
    "postmortem, in review, with a broken template": lambda i, c: postmortem(
        _in_review(i), c, _document(i, c), broken=HOSTILE_WORDS
    ),
    "where_it_stands": lambda i, c: writing.where_it_stands(_in_review(i), c, pages=PAGES),
    "postmortem_given": lambda i, c: writing.postmortem_given(_in_review(i), c, GRACE, pages=PAGES),
    "postmortem_owed": lambda i, c: writing.postmortem_owed(_in_review(i), c),
    "review_wanted": lambda i, c: writing.review_wanted(_in_review(i), GRACE, pages=PAGES),
    "review_wanted, again": lambda i, c: writing.review_wanted(_in_review(i), "", again=True),
    "review_approved": lambda i, c: writing.review_approved(i, GRACE),
    "publish_asked": lambda i, c: writing.publish_asked(_in_review(i)),
    "postmortem_done": lambda i, c: writing.postmortem_done(_waived(i), c),
    "withdrawn": lambda i, c: withdrawn(i),
    "sentence": lambda i, c: answers.sentence(f"*{i.ref}* is *{i.status}*."),
    "refusal": lambda i, c: answers.refusal(Refusal(f"no {i.title[:40]} {{person}}", person=GRACE)),
    "refused severity": lambda i, c: answers.refusal(_refused(c.severity, HOSTILE_WORDS)),
    "refused role": lambda i, c: answers.refusal(_refused(c.role, HOSTILE_WORDS)),
    "declaring": lambda i, c: rooms.declaring(i),
    "delayed": lambda i, c: rooms.delayed(i),
    "delayed, in line": lambda i, c: rooms.delayed(i, ahead=179, wait=later(9) - later(0)),
    "declared": lambda i, c: rooms.declared(i, c),
    "declared, and three like it": lambda i, c: rooms.declared(i, c, [i, i, i]),
    "made_private": lambda i, c: made_private(i, anew=True),
    "made_private, twice": lambda i, c: made_private(i, anew=False),
    "room_closed": lambda i, c: room_closed(),
    "opening": lambda i, c: rooms.opening(i),
    "room": lambda i, c: rooms.room(i) if i.channel_id else rooms.opening(i),
    "no_room": lambda i, c: rooms.no_room(i, "restricted_action: <!channel> & co"),
    "no_room after much ado": lambda i, c: rooms.no_room(i, HOSTILE_WORDS * 3),
    "no_card": lambda i, c: rooms.no_card(i, HOSTILE_WORDS * 3),
    "offer": lambda i, c: offers.offer(Carried(channel_id="C1", message_ts="1.1", text=i.title + HOSTILE_WORDS)),
    "declared_before": lambda i, c: offers.declared_before(i),
    "added": lambda i, c: offers.added(i),
    "which": lambda i, c: elsewhere.which([i], "C7", "1.1"),
    "which of several": lambda i, c: elsewhere.which([i, i], "C7", "1.1"),
    "earlier": lambda i, c: elsewhere.earlier(i, {"C7": 2, "C8": 1}),
    "earlier_added": lambda i, c: elsewhere.earlier_added({"C7": 1}, "U7"),
    "acknowledged": lambda i, c: facts.acknowledged(i, anew=True),
    "acknowledged, twice": lambda i, c: facts.acknowledged(i, anew=False),
    "services": lambda i, c: facts.services(i),
    "affected": lambda i, c: facts.affected(i),
    "impact": lambda i, c: facts.impact(i, now=later(60), zone="UTC"),
    "title": lambda i, c: answers.title(i),
    "summary": lambda i, c: answers.summary(i),
    "bridge": lambda i, c: answers.bridge(i, c),
    "role_held": lambda i, c: roles.role_held(i, c.roles[0], "You are", briefed=True),
    "role_held already": lambda i, c: roles.role_held(i, c.roles[0], f"<@{GRACE}> is already"),
    "role_given": lambda i, c: roles.role_given(i, c.roles[0], GRACE),
    "role_given by the config": lambda i, c: roles.role_given(i, c.roles[0], "on-call"),
    "role_given again": lambda i, c: roles.role_given(i, c.roles[0], GRACE, again=True),
    "role_released": lambda i, c: roles.role_released(i, c.roles[-1], GRACE),
    "role_offered": lambda i, c: _role_offered(_offered(i, c), c),
    "no_longer_asked": lambda i, c: handover.no_longer_asked(_offered(i, c), c.roles[0], GRACE),
    "no_longer_asked, free": lambda i, c: handover.no_longer_asked(i, c.roles[-1], GRACE),
    "role_asked": lambda i, c: handover.role_asked(i, c.roles[0], GRACE),
    "roles_wanted": lambda i, c: roles.roles_wanted(i, c.roles),
    "roles_wanted, after an account was deactivated": lambda i, c: roles.roles_wanted(_left(i, c), c.roles),
    "card, after an account was deactivated": lambda i, c: card(_left(i, c), c, now=later(60)),
    "role_kept": lambda i, c: handover.role_kept(i, c.roles[0]),
    "role_declined": lambda i, c: handover.role_declined(i, c.roles[0]),
    "took_over": lambda i, c: handover.took_over(_taken_over(i, c), c.roles[0]),
    **{
        f"offer_ended, {how}": lambda i, c, how=how: handover.offer_ended(i, c.roles[0], how, GRACE)
        for how in ("accepted", "declined", "gone")
    },
    "offer_ended": lambda i, c: handover.offer_ended(i, c.roles[0], "", GRACE),
    "card, a role on offer": lambda i, c: card(_offered(i, c), c, now=later(60)),
    "task_list": lambda i, c: task_list(i, now=later(60), gone=[GRACE]),
    "tasks_asked_for": lambda i, c: tasks_asked_for(i, 1, now=later(60), gone=[GRACE]),
    "tasks_asked_for, a page beyond them": lambda i, c: tasks_asked_for(i, 999_999, now=later(60)),
    "task_shown": lambda i, c: task_shown(i, _task(i), now=later(60)),
    "task_given": lambda i, c: task_given(i, _task(i), ADA),
    "task_due": lambda i, c: task_due(i, _task(i), overdue=False, yours=True),
    "task_due, overdue, nobody's": lambda i, c: task_due(i, _task(i), overdue=True, yours=False),
    "task_said": lambda i, c: task_said(i, _task(i)),
    "task_said, in short": lambda i, c: task_said(i, _task(i), whole=False),
    "going_on": lambda i, c: rooms.going_on(i),
    "room_lost": lambda i, c: rooms.room_lost(i, GRACE),
    "room_lost, nobody knows by whom": lambda i, c: rooms.room_lost(i, ""),
    "people_missing": lambda i, c: people_missing(i, _missing(3)),
    "crowds missing": lambda i, c: people_missing(i, _missing(300)),
    "looking_at_ourselves": lambda i, c: looking_at_ourselves(),
    "not_for_real": lambda i, c: not_for_real(
        i.model_copy(update={"drill": True}), roles.role_given(i, c.roles[0], GRACE)
    ),
    "not_for_them": lambda i, c: not_for_them(Refusal("Nothing was done.")),
    "examined_ourselves": lambda i, c: examined_ourselves(
        [Checked("scopes", True, "all"), Checked("database", False, HOSTILE_WORDS)] * 9
    ),
    "looking": lambda i, c: doctor.looking(i),
    "examined": lambda i, c: doctor.examined(i, [Finding(about="topic")] * 7),
    "examined, all wrong": lambda i, c: doctor.examined(i, FOUND, failures=[HOSTILE_WORDS] * 9),
    "repairing": lambda i, c: doctor.repairing(i, FOUND),
    "closed_at_the_end": lambda i, c: doctor.closed_at_the_end(i),
    "ended": lambda i, c: ending.ended(i),
    "reopened": lambda i, c: ending.reopened(i),
    "undone": lambda i, c: ending.undone(i),
    "open_form_again": lambda i, c: answers.open_form_again(ids.OPEN_DECLARE, "open"),
    "open_form_again, for a severity": lambda i, c: answers.open_form_again(ids.SUGGEST_SEVERITY, "42"),
    "incident_list": lambda i, c: incident_list([i] * PAGE, 61, Wanted(page=2), c, now=later(60)),
    "incident_list, narrowed": lambda i, c: incident_list([i], 1, NARROWED, c, now=later(60)),
    "nothing to list": lambda i, c: incident_list([], 0, Wanted(), c, now=later(60)),
    "nothing to list, narrowed": lambda i, c: incident_list([], 0, NARROWED, c, now=later(60)),
    "a page beyond the list": lambda i, c: incident_list([], 61, Wanted(page=999_999), c, now=later(60)),
    "catch_up": lambda i, c: catch_up(i, ENTRIES[:61], [_told(i)] * 3, c, here=False, now=later(40)),
    "catch_up without a line": lambda i, c: catch_up(i, [], [], c, here=True, now=later(40)),
    "stats": lambda i, c: stats(_figures(i), Asked(severity="sev1", service=HOSTILE_WORDS), c, url=PAGES),
    "week": lambda i, c: week(_figures(i), Left(open=[i], opened=1, owed=[(i, ADA)]), c),
    "week, much is left": lambda i, c: week(_figures(i), _much_left(i), c),
    "week, quiet": lambda i, c: week(insights(Source(since=later(0), until=later(9))), Left(), c),
    "stats of nothing": lambda i, c: stats(insights(Source(since=later(0), until=later(9))), Asked(), c),
    "mine": lambda i, c: mine(_seen(i).mine, c, at=later(60)),
    "mine, nothing": lambda i, c: mine(Mine(person=ADA), c, at=later(60)),
    "timeline": lambda i, c: timeline(i, ENTRIES[:61], 2),
    **every_closing.MESSAGES,
    **every_found.MESSAGES,
    "timeline with what is hidden": lambda i, c: timeline(i, ENTRIES[1:2], 1, ENTRIES),
    "timeline without a line": lambda i, c: timeline(i, [], 1),
    "who_holds_what": lambda i, c: roles.who_holds_what(i, c),
    "severity_choices": lambda i, c: answers.severity_choices(i, c),
    "guide": lambda i, c: guide(COMMANDS),
    "guide to one": lambda i, c: guide(COMMANDS, "declare"),
    "guide to one with words of its own": lambda i, c: guide(COMMANDS, "postmortem"),
    "guide after a slip": lambda i, c: guide(COMMANDS, unknown=HOSTILE_WORDS),
}
VIEWS: dict[str, Callable[[Incident, Catalog], dict[str, Any]]] = {
    **every_update.VIEWS,
    **every_ticket.VIEWS,
    "declare_form": lambda i, c: declare_form(c, METADATA),
    "declare_form with a hint": lambda i, c: declare_form(c, METADATA, [i, i, i]),
    "declare_form, private": lambda i, c: declare_form(c, METADATA, private=True),
    "declare_form, a drill": lambda i, c: declare_form(c, METADATA, drill=True),
    "home": lambda i, c: home(_seen(i), c, at=later(60), pages=PAGES),
    "home of an admin": lambda i, c: home(_seen(i), c, health=SICK, at=later(60), pages=PAGES),
    "task_form": lambda i, c: task_form(i, METADATA, zone=UTC),
    "task_of_one_form": lambda i, c: task_of_one_form([i], c, METADATA, text=HOSTILE_WORDS),
    "task_of_one_form, of many": lambda i, c: task_of_one_form([i] * 120, c, METADATA, text=""),
    "task_form of one that is there": lambda i, c: task_form(i, METADATA, zone=UTC, task=_task(i)),
    "declare_form, from a message": lambda i, c: declare_form(c, METADATA, title=i.title, summary=HOSTILE_WORDS),
    "entry_form": lambda i, c: entry_form(i, ENTRIES[1]),
    "entry_form of what was put right": lambda i, c: entry_form(i, _put_right(i)),
    "entry_form of what is too long for Slack": lambda i, c: entry_form(i, wrote("x" * 4000, id=7)),
    "timeline_form": lambda i, c: timeline_form([i] * 100, c, HOSTILE_WORDS, METADATA),
    "home that another process hears for": lambda i, c: home(
        Home(mine=Mine(person=ADA)), c, health=BESIDE, at=later(60)
    ),
    "home in calm": lambda i, c: home(Home(mine=Mine(person=ADA)), c, health=WELL, at=later(60)),
    "part_form": lambda i, c: writing_forms.part_form(_in_review(i), "went_well"),
    "part_form, of the ladder": lambda i, c: writing_forms.part_form(_in_review(i), "whys"),
    "part_form, overtaken": lambda i, c: writing_forms.overtaken(_in_review(i), "went_well", "It was fine"),
    "part_form, of what is too long for Slack": lambda i, c: writing_forms.part_form(_in_review(i), "impact"),
    "review_form": lambda i, c: writing_forms.review_form(_in_review(i)),
    "owner_form": lambda i, c: writing_forms.owner_form(i),
    "waive_form": lambda i, c: writing_forms.waive_form(i),
    "resolve_form": lambda i, c: resolve_form(i, METADATA),
    "handover_form": lambda i, c: handover_form(i, c.roles[0], c, METADATA, now=later(60)),
    "edit_form": lambda i, c: edit_form(i, c, response_url="https://hooks.slack.com/commands/T0123/1/a"),
    "severity_form": lambda i, c: severity_form.opening(i, c),
    "severity_form, answered": lambda i, c: severity_form.severity_form(
        c, METADATA, ref=i.ref, chosen="gone", reach="many", harm="around"
    ),
}


def _in_review(incident: Incident) -> Incident:
    """With a post-mortem that holds as much as one may."""
    found = Incident(**incident.model_dump(), tasks=incident.tasks, roles=incident.roles)
    found.status, found.resolved_at = "resolved", found.resolved_at or later(60)
    found.postmortem = Postmortem(
        state="in_review",
        version=7,
        owner_id=ADA,
        reviewers=[GRACE, LINUS, *(f"U{n:010d}" for n in range(18))],
        approved={GRACE: 7},
        drafted_at=later(60),
        sections={"went_well": HOSTILE_WORDS[:2999], "impact": "x" * 40_000},
        whys=[{"why": HOSTILE_WORDS[:2999], "evidence": "https://x.example/1\n" * 20}] * 5,
    )
    return found


def _waived(incident: Incident) -> Incident:
    found = _in_review(incident)
    assert found.postmortem is not None
    found.postmortem.state, found.postmortem.waived_by = "waived", ADA
    found.postmortem.waive_reason = HOSTILE_WORDS[:300]
    return found


def _much_left(incident: Incident) -> Left:
    items = [(incident, _task(incident))] * 5
    return Left(open=[incident] * 5, opened=9, owed=[(incident, ADA)] * 9, late=items, lates=12)


def _task(incident: Incident) -> Task:
    """One of its tasks; of an incident without, one that is as long as may be."""
    made = Task(number=1, text=HOSTILE_WORDS[:3000], created_at=later(0), created_by=ADA, due_at=later(5))
    return next(iter(incident.tasks), made)


def _refused(choose: Callable[[str], object], word: str) -> Refusal:
    try:
        choose(word)
    except Refusal as refused:
        return refused
    raise AssertionError(f"{word} was understood")


def _told(incident: Incident) -> StatusUpdate:
    """Its latest update; of an incident without, one that is as long as may be."""
    made = StatusUpdate(
        number=1, author_id=ADA, written_at=later(3), posted_at=later(3), text=HOSTILE_WORDS, status=""
    )
    return incident.latest_update or made


def _put_right(incident: Incident) -> TimelineEntry:
    """Corrected, marked and hidden."""
    entry = wrote("restarted db1", id=7)
    incident.timeline = [entry]
    correct_entry(incident, 7, text=HOSTILE_WORDS[:500], by=ADA, at=later(1))
    mark_entry(incident, 7, is_key=True, by=GRACE, at=later(2))
    hide_entry(incident, 7, by=LINUS, at=later(3))
    return entry


def _offered(incident: Incident, catalog: Catalog) -> Incident:
    """With the first role held, and somebody asked to take it over."""
    found = Incident(**incident.model_dump(), roles=[])
    held = holds(catalog.roles[0].key, ADA)
    held.offered_to, held.offered_by, held.offer_note = GRACE, LINUS, HOSTILE_WORDS[:1500]
    found.roles.append(held)
    return found


def _role_offered(offered: Incident, catalog: Catalog) -> Message:
    return handover.role_offered(offered, offered.roles[0], catalog.roles[0], catalog, now=later(60))


def _left(incident: Incident, catalog: Catalog) -> Incident:
    """Everybody's account was deactivated."""
    found = Incident(**incident.model_dump(), roles=[])
    for role in catalog.roles:
        found.roles.append(holds(role.key, f"U{'A' * 20}", until=later(5)))
        found.roles[-1].account_gone = True
    return found


def _taken_over(incident: Incident, catalog: Catalog) -> Incident:
    found = _offered(incident, catalog)
    found.roles[0].released_at = later(5)
    found.roles.append(holds(catalog.roles[0].key, GRACE, since=later(5)))
    return found


def _missing(number: int) -> str:
    return "\n".join(f"U{n:010d} {'user_disabled' if n % 2 else 'new_code_<&>'}" for n in range(number))
