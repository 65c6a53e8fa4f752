"""The views people see: a stack of modals and a home tab for each."""

from dataclasses import dataclass, field

from sandbox.workspace import ids
from sandbox.workspace.elements import elements, everywhere, with_ids
from sandbox.workspace.keeping import KEPT
from sandbox.workspace.nouns import Json, User, View
from sandbox.workspace.space import Changed, Workspace

DEPTH = 3
HERE = {
    "conversations_select": ("selected_conversation", False),
    "multi_conversations_select": ("selected_conversations", True),
}


@dataclass
class Modals:
    space: Workspace
    views: dict[str, View] = field(default_factory=dict)  # the open ones and the last closed, by id
    stacks: dict[str, list[View]] = field(default_factory=dict)  # by user, the visible one last
    homes: dict[str, View] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # by user, the channel they last did something in

    def stack(self, user: str) -> list[View]:
        return self.stacks.setdefault(user, [])

    def open(self, user: User, body: Json) -> View:
        """A first modal; what that person had open before makes way."""
        self.close_all(user.id)
        return self.push(user, body)

    def push(self, user: User, body: Json) -> View:
        stack = self.stack(user.id)
        view_id = ids.fresh("V")
        root, previous = (stack[0].id, stack[-1].id) if stack else (view_id, "")
        view = View(view_id, user.id, _filled(body), self._hash(), root, previous)
        view.typed = _here(view.blocks, self.places.get(user.id, ""))
        self._forget_one()
        self.views[view.id] = view
        stack.append(view)
        self._show(user.id)
        return view

    def publish(self, user: User, body: Json) -> View:
        old = self.homes.get(user.id)
        view_id = old.id if old else ids.fresh("V")
        view = View(view_id, user.id, _filled(body), self._hash(), view_id)
        self.views[view_id] = self.homes[user.id] = view
        self._show(user.id)
        return view

    def update(self, view: View, body: Json) -> View:
        """Replaces what a view shows; input stays where block and action id stay."""
        view.body, view.hash = _filled(body), self._hash()
        keys = {
            (block["block_id"], element["action_id"])
            for block in everywhere(view.blocks)
            for element in elements(block)
        }
        kept = {
            block_id: {action_id: value for action_id, value in values.items() if (block_id, action_id) in keys}
            for block_id, values in view.typed.items()
        }
        view.typed = {block_id: values for block_id, values in kept.items() if values}
        self._show(view.user)
        return view

    def close(self, view: View) -> None:
        stack = self.stack(view.user)
        if view in stack:
            stack.remove(view)
        view.is_open = False
        self._show(view.user)

    def close_all(self, user: str) -> list[View]:
        closed = self.stacks.pop(user, [])
        for view in closed:
            view.is_open = False
        self._show(user)
        return closed

    def by_external_id(self, external_id: str) -> View | None:
        visible = [*self.homes.values(), *(view for stack in self.stacks.values() for view in stack)]
        return next((view for view in visible if view.body.get("external_id") == external_id), None)

    def _forget_one(self) -> None:
        """Makes room: what was closed first goes first."""
        if len(self.views) >= KEPT:
            closed = next((key for key, view in self.views.items() if not view.is_open), "")
            self.views.pop(closed, None)

    def _hash(self) -> str:
        return f"{int(self.space.clock.now())}.{ids.short()}{self.space.number()}"

    def _show(self, user: str) -> None:
        self.space.tell(Changed("views", user=user))


def _here(blocks: list[Json], channel: str) -> dict[str, Json]:
    """The state of selects that begin with the conversation in which the modal was opened."""
    state: dict[str, Json] = {}
    for block in blocks if channel else ():
        element = block.get("element") or block.get("accessory") or {}
        kind = element.get("type")
        if element.get("default_to_current_conversation") and kind in HERE:
            key, many = HERE[kind]
            state[block["block_id"]] = {element["action_id"]: {"type": kind, key: [channel] if many else channel}}
    return state


def _filled(body: Json) -> Json:
    return body | {"blocks": with_ids(body["blocks"])}
