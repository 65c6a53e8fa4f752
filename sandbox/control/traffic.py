"""Control calls that read the journal: what went between app and workspace, as it goes and as a file."""

from sandbox.control.kit import Act, Order, Refused, takes
from sandbox.workspace.nouns import Json

LIMIT = 200


def calls(order: Order) -> Json:
    return {"calls": order.world.journal.calls()}


@takes("since", "limit")
def traffic(order: Order) -> Json:
    """Without `since` the last entries; with it those changed after that revision, `rev` being how far it got."""
    journal, limit = order.world.journal, _number(order, "limit", LIMIT)
    if order.get("since") is None:
        return {"rev": journal.rev, "entries": [each.as_json() for each in journal.last(limit)]}
    changed = journal.since(_number(order, "since", 0), limit)
    rev = changed[-1].rev if len(changed) == limit else journal.rev
    return {"rev": rev, "entries": [each.as_json() for each in changed]}


def journal(order: Order) -> Json:
    """Everything, the acts of people and tests among it."""
    space = order.space
    app = {"id": space.app_id, "name": space.manifest.name, "bot_user": space.bot.id}
    return {"team": space.team, "app": app} | order.world.journal.as_json()


def _number(order: Order, name: str, default: int) -> int:
    try:
        number = int(order.get(name, default))
    except (TypeError, ValueError):
        raise Refused(f"“{name}” must be a whole number") from None
    if number < 0 or (name == "limit" and number == 0):
        raise Refused(f"“{name}” is too small")
    return number


TABLE: dict[tuple[str, str], Act] = {
    ("GET", "calls"): calls,
    ("GET", "traffic"): traffic,
    ("GET", "journal"): journal,
}
