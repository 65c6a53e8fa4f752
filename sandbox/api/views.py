"""views.*: open, push and change modals, publish a home tab."""

from typing import Any

from sandbox.api.registry import Call, SlackError, invalid, method
from sandbox.blockkit import validate
from sandbox.traffic.rates import T4
from sandbox.workspace.nouns import Json, User, View
from sandbox.workspace.shapes import view_json
from sandbox.workspace.triggers import Trigger
from sandbox.workspace.views import DEPTH


@method("views.open", tier=T4, required=("view",))
def open_view(call: Call) -> Json:
    body = _body(call)
    trigger = _spend(call)
    return _answer(call, call.world.modals.open(_user(call, trigger), body))


@method("views.push", tier=T4, required=("view",))
def push(call: Call) -> Json:
    body = _body(call)
    trigger = _peek(call)
    stack = call.world.modals.stack(trigger.user)
    if not trigger.view or not stack:
        raise SlackError("not_found")  # pushing needs a modal to push onto
    if len(stack) >= DEPTH:
        raise SlackError("push_limit_reached")
    trigger.used = True
    return _answer(call, call.world.modals.push(_user(call, trigger), body))


@method("views.update", tier=T4, required=("view",))
def update(call: Call) -> Json:
    view = _wanted(call)
    body = _body(call, home=view.body["type"] == "home", own=view)
    _check_hash(call, view)
    return _answer(call, call.world.modals.update(view, body))


@method("views.publish", tier=T4, required=("user_id", "view"))
def publish(call: Call) -> Json:
    user = call.user("user_id", "invalid_arguments")
    if not call.space.manifest.home_tab:
        raise SlackError("not_enabled")
    old = call.world.modals.homes.get(user.id)
    body = _body(call, home=True, own=old)
    if old:
        _check_hash(call, old)
    return _answer(call, call.world.modals.publish(user, body))


def _answer(call: Call, view: View) -> Json:
    return {"view": view_json(call.space, view)}


def _body(call: Call, *, home: bool = False, own: View | None = None) -> Json:
    body: Any = call.structure("view")
    refusal = validate.view_refusal(call.world.modals, body, own, home=home)
    if refusal:
        code, problems = refusal
        raise invalid(code, problems) if problems else SlackError(code)
    read: Json = body
    return read


def _peek(call: Call) -> Trigger:
    key = call.text("trigger_id")
    if not key:
        raise invalid("invalid_arguments", ["missing required field: trigger_id"])
    problem = call.world.triggers.problem(key)
    if problem:
        raise SlackError(problem)
    return call.world.triggers.triggers[key]


def _spend(call: Call) -> Trigger:
    trigger = _peek(call)
    trigger.used = True
    return trigger


def _user(call: Call, trigger: Trigger) -> User:
    return call.space.users[trigger.user]


def _wanted(call: Call) -> View:
    if call.text("view_id") and call.text("external_id"):
        raise invalid("invalid_arguments", ["Cannot provide both `view_id` and `external_id`"])
    view = call.world.modals.views.get(call.text("view_id"))
    if not call.text("view_id"):
        view = call.world.modals.by_external_id(call.text("external_id")) if call.text("external_id") else None
    if view is None or not view.is_open:
        raise SlackError("not_found")
    return view


def _check_hash(call: Call, view: View) -> None:
    if call.text("hash") and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")
