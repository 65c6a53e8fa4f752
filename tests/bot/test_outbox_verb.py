"""`signalcraft outbox` shows what waits and what was given up, and tries the latter again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from incidents.change import Change
from incidents.effects.digest import EnsureDigestChannel
from incidents.effects.room import PinCard, SetTopic
from incidents.incident import Incident
from storage.store import Store
from storage.where import NEW
from tests.forks import signalcraft

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def declared(incident: Incident) -> Change:
    incident.title, incident.severity, incident.declared_by = "checkout [bold]down", "sev2", "U1"
    incident.declared_at, incident.channel_id = NOW, "C1"
    return Change(effects=(SetTopic(), PinCard()))


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """A store with one incident: its topic was refused for good, its card waits to be pinned."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    store = Store(url, clock=lambda: NOW)
    await store.start()
    await store.change(NEW, declared)
    topic = next(row for row in await store.claim("test", 10) if row.kind == "set_topic")
    await store.bury(topic, "restricted_action [/red]")
    await store.close()
    return url


def outbox(url: str, *flags: str, columns: int = 80) -> str:
    environ = {"DATABASE_URL": url, "COLUMNS": str(columns)}
    code, said = signalcraft("outbox", *flags, folder=Path("/"), environ=environ)
    assert code == 0, said
    return said


async def test_it_names_the_step_its_state_and_slacks_reason(url: str) -> None:
    shown = outbox(url)
    [topic] = [line for line in shown.splitlines() if "set the topic" in line]
    assert "INC-1" in topic
    assert "given up" in topic
    assert "11-25 12:00" in topic
    assert "restricted_action [/red]" in shown
    [pin] = [line for line in shown.splitlines() if "pin the card" in line]
    assert "waits" in pin


@pytest.mark.parametrize("columns", [80, 140])
async def test_a_step_and_slacks_reason_stand_in_a_line_each_on_any_terminal(url: str, columns: int) -> None:
    lines = [line.strip() for line in outbox(url, columns=columns).splitlines()]
    [topic] = [at for at, line in enumerate(lines) if "set the topic" in line]
    assert lines[topic].split() == ["INC-1", "set", "the", "topic", "given", "up", "11-25", "12:00", "1"]
    assert lines[topic + 1] == "restricted_action [/red]"
    assert max(map(len, lines)) <= 80


async def test_retry_lets_what_was_given_up_wait_again(url: str) -> None:
    assert "Trying again: 1 step." in outbox(url, "--retry")
    assert "given up" not in outbox(url)
    assert "Trying again: 0 steps." in outbox(url, "--retry")


async def test_an_empty_outbox_says_so(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'new.db'}", clock=lambda: NOW)
    await store.start()
    await store.close()
    assert outbox(f"sqlite:///{tmp_path / 'new.db'}") == "Nothing waits and nothing was given up.\n"


def refused(url: str) -> str:
    """What is said where there is nothing to show."""
    code, said = signalcraft("outbox", folder=Path("/"), environ={"DATABASE_URL": url})
    assert code != 0
    assert "Traceback" not in said
    return said


def test_a_mistyped_address_is_no_calm_outbox_and_makes_no_database(tmp_path: Path) -> None:
    assert "there is no incident database at" in refused(f"sqlite:///{tmp_path / 'mistyped.db'}")
    assert not (tmp_path / "mistyped.db").exists()


def test_a_database_that_is_down_is_said_in_a_sentence() -> None:
    assert "database" in refused("postgresql://somebody:secret@127.0.0.1:1/signalcraft")


async def test_a_step_of_no_incident_is_tried_again_too(url: str) -> None:
    store = Store(url, clock=lambda: NOW)
    await store.start()
    await store.enqueue(EnsureDigestChannel())
    row = next(row for row in await store.claim("test", 10) if row.incident_id is None)
    await store.bury(row, "name_taken")
    await store.close()
    assert "Trying again: 2 steps" in outbox(url, "--retry")
    assert "Trying again: 0 steps" in outbox(url, "--retry")
