"""Somebody clicks, submits or reacts: every listener there is, one a file, each registered here."""

from slack_bolt.async_app import AsyncApp

from listeners import (
    acknowledge,
    add_to_timeline,
    declare_form,
    declare_hint,
    declare_reaction,
    edit_form,
    groups,
    handover,
    home,
    join_bridge,
    lost_room,
    make_task,
    new_room,
    open_declare,
    open_resolve,
    open_room,
    open_task,
    pages,
    people,
    permits,
    pushpin,
    repair,
    resolve_form,
    role_menu,
    rooms,
    severity_form,
    shortcuts,
    similar,
    start_bridge,
    take_role,
    task_form,
    task_menu,
    task_reaction,
    try_again,
    undo_end,
    undo_merge,
    unheard,
)
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Register all listeners: what must be allowed comes first, the catch-all ones last."""
    permits.register(app, tools)
    take_role.register(app, tools)
    role_menu.register(app, tools)
    handover.register(app, tools)
    open_declare.register(app, tools)
    declare_form.register(app, tools)
    declare_hint.register(app, tools)
    acknowledge.register(app, tools)
    edit_form.register(app, tools)
    severity_form.register(app, tools)
    shortcuts.register(app, tools)
    add_to_timeline.register(app, tools)
    declare_reaction.register(app, tools)
    open_resolve.register(app, tools)
    resolve_form.register(app, tools)
    undo_end.register(app, tools)
    undo_merge.register(app, tools)
    similar.register(app, tools)
    open_task.register(app, tools)
    make_task.register(app, tools)
    task_form.register(app, tools)
    task_menu.register(app, tools)
    try_again.register(app, tools)
    task_reaction.register(app, tools)
    pushpin.register(app, tools)
    people.register(app, tools)
    groups.register(app, tools)
    rooms.register(app, tools)
    lost_room.register(app, tools)
    join_bridge.register(app, tools)
    start_bridge.register(app, tools)
    new_room.register(app, tools)
    open_room.register(app, tools)
    repair.register(app, tools)
    pages.register(app, tools)
    home.register(app, tools)
    unheard.register(app)
