"""Whatever is typed, clicked or submitted: an answer in time, in plain words, and nothing broken behind it.

`SIGNALCRAFT_EXAMPLES=500 make test ARGS="-k test_any_input"` looks longer, and elsewhere each time.
"""

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from commands.registry import COMMANDS
from incidents.carried import Carried
from jobs.worker import FAULT
from tests.blocks.every import MESSAGES, VIEWS
from tests.blocks.given import NORMAL, STATES
from tests.conversations.anything import filled, lines, offered
from tests.conversations.driver import Person, World
from tests.rules.given import incident

Json = dict[str, Any]

EXAMPLES = int(os.environ.get("SIGNALCRAFT_EXAMPLES", "0"))
"""Of each command, button and form; the fixed few of the suite where it is not set."""
AT_ONCE = 4
METADATA = {"incident": 1, "number": 1, "role": "commander", "holder": None, "seen": "sev2"}
"""What the forms know, where their sample in `every.py` does not say."""
CARRIED = {"message": Carried(channel_id="C404", message_ts="1.1", text="down").packed(), "action_ts": "1.1"}
FORMS = [name for name, view in VIEWS.items() if view(incident(), NORMAL)["type"] == "modal"]


def examples(strategy: st.SearchStrategy[Any], few: int) -> list[Any]:
    """The same few each time, or as many as one asks for, and others each time."""
    found: list[Any] = []

    @settings(max_examples=EXAMPLES or few, deadline=None, database=None, derandomize=not EXAMPLES,
              suppress_health_check=list(HealthCheck), phases=[Phase.generate])  # fmt: skip
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found


@contextmanager
def no_error_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A listener's fault is logged with its id, and so is one of a job: neither may happen."""
    with capture_logs() as logged:
        yield
    wrong = [entry for entry in logged if entry["log_level"] in ("error", "critical")]
    assert [(each.get("event"), repr(each.get("exc_info"))) for each in wrong] == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


class Stranger:
    """Sends what a person's Slack would send, with anything in it."""

    def __init__(self, world: World, person: Person, room: Json, card: Json) -> None:
        self.world, self.person, self.room, self.card = world, person, room, card
        self._count = 0

    def trigger(self) -> str:
        self._count += 1
        return f"{self._count}.{self.person.id}.any"

    def real(self, written: str) -> str:
        """With ids that exist."""
        return written.replace("{ada}", self.person.id).replace("{room}", str(self.room["id"]))

    async def types(self, line: str, channel: str) -> None:
        """A command, through the control API as a person types it."""
        written = self.real(line).encode(errors="replace").decode()
        order = {"user": self.person.name, "channel": channel, "command": "/incident", "text": written}
        async with self.world.session.post(f"{self.world.running.url}_control/command", json=order) as response:
            answer = await response.json()
        if "is archived" in str(answer) or "channel_is_archived" in str(answer):
            return  # what another line has done to the room meanwhile
        self.is_answered(line, answer, answer.get("response"))

    async def interacts(self, said: object, payload: Json, *, accepts: bool = False) -> None:
        """A click or a form as an envelope of its own: the screen of ours need not be able to send it."""
        user = {"id": self.person.id, "name": self.person.name, "team_id": self.world.running.workspace.team}
        team = {"id": self.world.running.workspace.team, "domain": "local"}
        shared = {"user": user, "team": team, "trigger_id": self.trigger(), "api_app_id": "A1", "token": "t"}
        ack = await self.world.sends("interactive", shared | payload, accepts)
        assert ack, f"never acked: {said}"
        self.is_answered(said, {}, ack.payload)

    def can_click(self, number: int) -> list[tuple[Json, str]]:
        """Whatever our messages and views offer about an incident in each of its states, and where."""
        of = {"id": number, "channel_id": self.room["id"] if number == 1 else "C404"}
        found: dict[str, tuple[Json, str]] = {}
        for state in ("open", "crowded", "resolved", "cancelled", "merged", "private"):
            for build in MESSAGES.values():
                for done in offered(build(STATES[state](**of), NORMAL).blocks):
                    found[json.dumps(done)] = done, ("room", "elsewhere")[len(found) % 2]
            for view in VIEWS.values():
                for done in offered(view(STATES[state](**of), NORMAL)):
                    found[json.dumps(done)] = done, "view"
        return [each for told, each in found.items() if "null" not in told]  # of an incident that was not merged

    def seen_at(self, place: str) -> Json:
        """What a click says of where it was made: the card, a message elsewhere, or a view."""
        if place == "view":
            view = {"id": "V1", "type": "modal", "hash": "1.1", "blocks": [], "state": {"values": {}}}
            view["private_metadata"] = json.dumps(METADATA | CARRIED)
            return {"container": {"type": "view", "view_id": "V1"}, "view": view}
        channel, ts = (self.room["id"], self.card["ts"]) if place == "room" else ("C404", "1.1")
        return {
            "container": {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False},
            "channel": {"id": channel, "name": place},
            "message": {"ts": ts, "text": "", "blocks": []},
            "response_url": f"{self.world.running.url}actions/none",
        }

    def is_answered(self, said: object, answer: Json, response: Any) -> None:
        assert not answer.get("error"), (said, answer)
        assert "(error " not in json.dumps(response or {}), (said, response)


@pytest.fixture
async def stranger(world: World, ada: Person) -> Stranger:
    room = await ada.declares()
    return Stranger(world, ada, room, await world.card(room["id"]))


async def side_by_side(work: list[Any]) -> None:
    for start in range(0, len(work), AT_ONCE):
        await asyncio.gather(*work[start : start + AT_ONCE])


async def nothing_is_broken(world: World) -> None:
    """All that followed is done, nothing of it by a fault of ours, and every incident is whole."""
    await world.settles()
    found, _ = await world.store.incidents(seen_by=None, open_only=False, limit=500)
    for each in found:
        rows = await world.store.failed(each.id or 0)
        assert [row.kind for row in rows if (row.last_error or "").startswith(FAULT)] == []
        held = [role.role for role in each.roles if role.released_at is None]
        assert len(held) == len(set(held)), each.ref
        assert await world.store.timeline(each.id or 0), each.ref


async def test_any_line_is_answered(world: World, stranger: Stranger, caplog: Any) -> None:
    await world.control("channels", name="elsewhere", creator="ada", members=["ada"], is_private=True)
    places = ["general", str(stranger.room["id"]), "elsewhere", f"@{world.running.workspace.bot.name}"]
    words = ["", "nonsense", "DECLARE", *(command.word for command in COMMANDS)]
    typed = [
        (f"{named}{word} {tail}", places[number % 4])
        for word in words
        for number, (named, tail) in enumerate(examples(lines, 6))
    ]
    with no_error_is_logged(caplog):
        await side_by_side([stranger.types(line, place) for line, place in typed])
        await nothing_is_broken(world)


async def test_any_click_is_answered(world: World, stranger: Stranger, caplog: Any) -> None:
    """Of any message and any state, on cards that are stale or of an incident that is not there any more."""
    clicked = [(done, place) for number in (1, 404) for done, place in stranger.can_click(number)]
    chosen = clicked if EXAMPLES else clicked[::2]

    async def click(done: Json, place: str) -> None:
        payload = {"type": "block_actions", "actions": [done], **stranger.seen_at(place)}
        await stranger.interacts((done["action_id"], done, place), payload)

    with no_error_is_logged(caplog):
        await side_by_side([click(*each) for each in chosen])
        await nothing_is_broken(world)


async def test_any_form_is_answered(world: World, stranger: Stranger, caplog: Any) -> None:
    of = incident(id=1, channel_id=stranger.room["id"])
    views = [(name, VIEWS[name](of, NORMAL)) for name in FORMS]
    sent = [(name, view, state) for name, view in views for state in examples(filled(view["blocks"]), 8)]

    async def submit(name: str, view: Json, state: Json) -> None:
        about = CARRIED if name.startswith("timeline_form") else {}
        known = METADATA | about | json.loads(view.get("private_metadata") or "{}")
        known["response_url"] = f"{world.running.url}actions/none"
        shown = {**view, "id": f"V{stranger.trigger()}", "state": {"values": state}}
        shown["private_metadata"] = json.dumps(known)
        await stranger.interacts((name, state), {"type": "view_submission", "view": shown}, accepts=True)

    with no_error_is_logged(caplog):
        await side_by_side([submit(*each) for each in sent])
        await nothing_is_broken(world)
