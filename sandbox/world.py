"""Everything one running sandbox holds, in one place that is handed around."""

from dataclasses import dataclass, field
from pathlib import Path

from sandbox.delivery.events import Events
from sandbox.delivery.sockets import Sockets
from sandbox.traffic.faults import Faults
from sandbox.traffic.journal import Journal
from sandbox.traffic.rates import Rates
from sandbox.workspace import manifest, seed
from sandbox.workspace.clock import Clock
from sandbox.workspace.space import Workspace
from sandbox.workspace.triggers import Triggers
from sandbox.workspace.views import Modals


@dataclass
class World:
    space: Workspace
    sockets: Sockets
    events: Events
    modals: Modals
    triggers: Triggers
    rates: Rates
    journal: Journal
    faults: Faults = field(default_factory=Faults)
    latency_s: float = 0.0

    @property
    def clock(self) -> Clock:
        return self.space.clock

    async def stop(self) -> None:
        self.clock.stop()
        self.events.stop()
        await self.sockets.stop()


def build(manifest_path: Path, *, latency_ms: float = 0, rate_limits: bool = True) -> World:
    clock = Clock()
    space = Workspace(manifest.read(manifest_path), clock)
    seed.fill(space)
    sockets = Sockets(space.app_id)
    sockets.on_change.append(space.state_changed)
    return World(
        space, sockets, Events(space, sockets), Modals(space), Triggers(clock), Rates(clock, rate_limits),
        Journal(clock), latency_s=latency_ms / 1000,
    )  # fmt: skip
