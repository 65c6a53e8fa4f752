"""Control calls that create or change people, channels and user groups."""

from sandbox.control.kit import Act, Order, Refused, takes
from sandbox.workspace import channels, ids, people
from sandbox.workspace.nouns import Json, Kind, UserGroup
from sandbox.workspace.space import Workspace

TEXTS = ("real_name", "display_name", "email", "tz", "team", "title", "phone")
FLAGS = ("admin", "guest", "single_channel", "deleted")


@takes("id", "user", "name", *TEXTS, *FLAGS)
def person(order: Order) -> Json:
    """Creates the person of that name or id, or changes what is given of them."""
    word = str(order.get("id") or order.get("user") or order.need("name")).removeprefix("@")
    found = order.space.find_user(word)
    user = found or people.new(order.space, word.lower())
    for name in TEXTS:
        if order.get(name) is not None:
            setattr(user, name, order.text(name))
    for name in FLAGS:
        if order.get(name) is not None:
            setattr(user, name, bool(order.get(name)))
    people.save(order.space, user)
    return {"id": user.id, "name": user.name, "created": found is None}


@takes("id", "name", "creator", "is_private", "members", "topic")
def channel(order: Order) -> Json:
    """Creates a channel as a person would, with these members, or changes who is in it."""
    found = order.space.find_channel(str(order.get("id") or order.need("name")))
    creator, name = order.somebody("creator"), order.text("name").removeprefix("#")
    if not found:
        problem = channels.name_problem(order.space, name)
        if problem:
            raise Refused(f"a channel cannot be called “{name}”: {problem}")
        kind: Kind = "private" if order.get("is_private") else "public"
        made = channels.create(order.space, name, creator, kind)
    if found and found.kind in ("im", "mpim"):
        raise Refused("who is in direct messages cannot be changed")
    target = found or made
    if order.get("members") is not None:
        wanted = [order.user_named(str(word)) for word in order.get("members")]
        for user in wanted:
            channels.join(order.space, target, user, creator)
        for user in [order.space.users[each] for each in target.members]:
            if found and user not in wanted:
                channels.leave(order.space, target, user)
    if order.get("topic") is not None:
        channels.set_topic(order.space, target, creator, order.text("topic"))
    return {"id": target.id, "name": target.name, "created": found is None}


@takes("id", "handle", "name", "description", "disabled", "members")
def usergroup(order: Order) -> Json:
    handle = order.text("handle").removeprefix("@")
    found = _group(order.space, order.text("id") or handle)
    if not found and not handle:
        raise Refused("“handle” is missing")
    now = int(order.space.clock.now())
    group = found or UserGroup(ids.settled("S", handle), handle, order.text("name", handle), created=now)
    before = list(found.members) if found else None
    group.handle, group.name = handle or group.handle, order.text("name", group.name)
    group.description = order.text("description", group.description)
    group.disabled = bool(order.get("disabled", group.disabled))
    if order.get("members") is not None:
        group.members = [order.user_named(str(word)).id for word in order.get("members")]
    people.save_group(order.space, group, before)
    return {"id": group.id, "handle": group.handle, "created": found is None}


def _group(space: Workspace, word: str) -> UserGroup | None:
    return next((each for each in space.usergroups.values() if word in (each.id, each.handle)), None)


TABLE: dict[tuple[str, str], Act] = {
    ("POST", "people"): person,
    ("POST", "channels"): channel,
    ("POST", "usergroups"): usergroup,
}
