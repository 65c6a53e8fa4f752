"""Reminders: of what, and when. What they say is for the rule of each (`incidents/due.py`).

They are kept on the incident, so that a promise and its reminder are one transaction, and each comes once, however
many processes look.
"""

from datetime import datetime, timedelta

from incidents.incident import Incident

MOST = 3
"""How often one comes while nobody does anything. Then it sleeps: nobody is there."""
AFTER_THE_END = ("postmortem", "archive")
"""What is still to be done when an incident has ended. These never sleep: they come until it is done."""
GRACE = timedelta(minutes=10)
"""Whoever is there again is not reminded at once of all that was missed."""


def remind(incident: Incident, about: str, *, at: datetime) -> None:
    """Let the reminder called `about` (`update`, `task:3`) come at this time, in place of an earlier one."""
    _keep(incident, {**incident.reminders, about: (at.isoformat(), 0)})


def forget(incident: Incident, *about: str) -> None:
    """There is nothing left to be reminded of."""
    if incident.reminders.keys() & {*about}:
        _keep(incident, {name: one for name, one in incident.reminders.items() if name not in about})


def reminded_at(incident: Incident, about: str) -> datetime | None:
    """When it is due; also while it sleeps."""
    due, _ = incident.reminders.get(about, (None, 0))
    return datetime.fromisoformat(due) if due else None


def take_due(incident: Incident, *, at: datetime) -> dict[str, int]:
    """Take away what is due by now, the earliest first: what it is about, and how often it came before."""
    awake = {name: one for name, one in incident.reminders.items() if _counts(incident, name)}
    due = {name: one for name, one in awake.items() if _is_due(*one, at)}
    forget(incident, *due)
    return {name: due[name][1] for name in sorted(due, key=lambda name: datetime.fromisoformat(due[name][0]))}


def came_again(incident: Incident, about: str, *, before: int) -> None:
    """It has come, and its rule has set when it comes next, if it does: one that came too often sleeps."""
    when, _ = incident.reminders.get(about, (None, 0))
    if when and about not in AFTER_THE_END:
        _keep(incident, {**incident.reminders, about: (when, before + 1)})


def somebody_is_there(incident: Incident, *, at: datetime) -> None:
    """A person has done something: what slept is awake, and comes after a while."""
    all_asleep = incident.remind_at is None  # also those of an incident that had ended
    if not all_asleep and not any(came for _, came in incident.reminders.values()):
        return
    soon = (at + GRACE).isoformat()
    slept = {name for name, (_, came) in incident.reminders.items() if all_asleep or came >= MOST}
    woken = {
        name: (max(due, soon, key=datetime.fromisoformat) if name in slept else due, 0)
        for name, (due, _) in incident.reminders.items()
    }
    _keep(incident, woken)


def look_again(incident: Incident, *, at: datetime) -> bool:
    """Nothing was due though the clock came: set it anew, and say whether that was needed."""
    if incident.remind_at is None or incident.remind_at > at:
        return False
    _keep(incident, incident.reminders)
    return True


def _counts(incident: Incident, about: str) -> bool:
    """Whether it has a say: of an ended incident only what comes after the end."""
    return incident.is_open or about in AFTER_THE_END


def _is_due(due: str, came: int, at: datetime) -> bool:
    return came < MOST and datetime.fromisoformat(due) <= at


def _keep(incident: Incident, reminders: dict[str, tuple[str, int]]) -> None:
    """A new dict, so that the change is noticed, and when the clock has to look at this incident again."""
    awake = {name: due for name, (due, came) in reminders.items() if came < MOST and _counts(incident, name)}
    incident.reminders = reminders
    incident.remind_at = min(map(datetime.fromisoformat, awake.values()), default=None)
