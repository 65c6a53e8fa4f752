"""Everything one running sandbox holds, in one place that is handed around."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.delivery.events import Events
from sandbox.delivery.sockets import Sockets
from sandbox.traffic.faults import Faults
from sandbox.traffic.journal import Journal
from sandbox.traffic.rates import Rates
from sandbox.workspace import manifest, seed, subscriptions
from sandbox.workspace.clock import Clock
from sandbox.workspace.manifest import Manifest
from sandbox.workspace.nouns import Json
from sandbox.workspace.openid import OpenId
from sandbox.workspace.space import Changed, Workspace
from sandbox.workspace.triggers import Triggers
from sandbox.workspace.views import Modals


class WrongManifest(Exception):
    """A manifest that Slack would not take; a sentence for each mistake."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass
class World:
    space: Workspace
    sockets: Sockets
    events: Events
    modals: Modals
    triggers: Triggers
    rates: Rates
    journal: Journal
    openid: OpenId
    faults: Faults = field(default_factory=Faults)
    latency_s: float = 0.0
    vendors: dict[str, Callable[[], Json]] = field(default_factory=dict)
    """What exists at each vendor's stand-in, by its name."""
    hands: dict[str, Callable[[Json], str]] = field(default_factory=dict)
    """What people do there by hand: says what is wrong with it, or nothing."""

    @property
    def warnings(self) -> list[str]:
        """For what the app would wait in vain, as its manifest is."""
        return subscriptions.problems(self.space.manifest)

    @property
    def clock(self) -> Clock:
        return self.space.clock

    async def stop(self) -> None:
        self.clock.stop()
        self.journal.stop()
        self.events.stop()
        await self.sockets.stop()


def build(
    manifest_path: Path, *, latency_ms: float = 0, rate_limits: bool = True, rate_speed: float = 1.0,
    people: int = 8, channels: int = 2, random_seed: int | None = None,
) -> World:  # fmt: skip
    """A workspace with its people and channels; the same `random_seed` makes the same choices again."""
    clock = Clock()
    space = Workspace(_manifest(manifest_path), clock)
    seed.fill(space, people=people, channels=channels)
    journal = Journal(clock, [lambda: space.tell(Changed("traffic"))])
    sockets = Sockets(space.app_id, clock, journal, chance=_chance(random_seed, "sockets"))
    sockets.on_change.append(space.state_changed)
    return World(
        space, sockets, Events(space, sockets), Modals(space), Triggers(clock),
        Rates(clock, rate_limits, speed=rate_speed), journal, OpenId(space),
        Faults(_chance(random_seed, "faults")), latency_ms / 1000,
    )  # fmt: skip


def _manifest(path: Path) -> Manifest:
    try:
        read = manifest.read(path)
    except OSError as error:
        raise WrongManifest([f"{path} cannot be read: {error.strerror}"]) from None
    except ValueError as error:
        raise WrongManifest([f"{path} cannot be read: {error}"]) from None
    mistakes = subscriptions.mistakes(read)
    if mistakes:
        raise WrongManifest([f"{path.name}: {mistake}" for mistake in mistakes])
    return read


def _chance(seed: int | None, of: str) -> random.Random:
    """Dice of its own for each room: how often one is thrown changes nothing in the other."""
    return random.Random(None if seed is None else f"{seed}/{of}")
