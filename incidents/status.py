"""Where an incident stands: investigating, identified, monitoring."""

from datetime import datetime
from difflib import get_close_matches

from incidents.change import NOTHING, Change, Entry
from incidents.incident import CANCELLED, MERGED, RESOLVED, STATUSES, Incident
from incidents.refusal import Refusal
from incidents.shown import everywhere
from incidents.wording import cut


def status_word(word: str) -> str:
    """The status somebody means, or a refusal with the nearest match."""
    wanted = word.strip().casefold()
    if wanted in STATUSES:
        return wanted
    if wanted in (CANCELLED, "canceled"):
        raise Refusal("A false alarm is called off with `/incident cancel`.")
    if wanted == MERGED:
        raise Refusal("An incident becomes a part of another with `/incident merge INC-7`.")
    near = get_close_matches(wanted, STATUSES, n=1)
    hint = f" Did you mean `{near[0]}`?" if near else ""
    choices = ", ".join(f"`{s}`" for s in STATUSES)
    raise Refusal(f"There is no status “{word.strip()[:40]}”.{hint} Choose one of {choices}.")


def set_status(incident: Incident, status: str, *, by: str, at: datetime) -> Change:
    """Move between the statuses of an open incident; resolving has its own rule."""
    must_be_open(incident)
    if status not in STATUSES or status == RESOLVED:
        raise Refusal(f"An open incident cannot be “{cut(status, 40)}”, so nothing was changed.", field="status")
    before = incident.status
    if status == before:
        return NOTHING
    incident.status = status
    entry = Entry(
        kind="status", text=f"changed status {before} → {status}", at=at, author_id=by, before=before, after=status
    )
    return Change(entries=(entry,), effects=everywhere(incident))


def must_be_open(incident: Incident) -> None:
    """Refuse to touch an incident whose clock was stopped."""
    if incident.resolved_at:
        raise Refusal(
            f"{incident.ref} is resolved, so nothing was changed. "
            f"If it broke again, `/incident {incident.ref} reopen`."
        )
    if incident.cancelled_at:
        raise Refusal(
            f"{incident.ref} was cancelled as a false alarm, so nothing was changed. "
            f"If it is real after all, `/incident {incident.ref} reopen`."
        )
    if incident.merged_into:
        into = f"INC-{incident.merged_into}"
        raise Refusal(
            f"{incident.ref} was merged into {into}, so nothing was changed. Go on there: `/incident {into} …`. "
            f"If it is a trouble of its own after all, `/incident {incident.ref} reopen`."
        )
