"""Faults: a test orders that calls of a method fail, come late or lose their answer; chaos does so by dice."""

import random
from dataclasses import dataclass, field

from sandbox.workspace.nouns import Json

HTML = "<html><body><h1>Server Error</h1></body></html>"


class BadFault(ValueError):
    """A fault or chaos that cannot be; the sentence says why."""


@dataclass
class Fault:
    """`error` is Slack's code in a normal answer, `status` one of HTTP with `body` as it goes out;
    `drop` does the work and hangs up, `refuse` hangs up before it, `cut` lets a socket be lost beside the call.
    `probability` takes the place of `times`."""

    method: str
    times: int = 1
    error: str = ""
    status: int = 0
    retry_after: float | None = None
    latency_ms: float | list[float] = 0
    drop: bool = False
    refuse: bool = False
    cut: bool = False
    body: str | None = None
    probability: float | None = None

    @property
    def is_left(self) -> bool:
        return self.probability is not None or self.times > 0

    def kind(self) -> str:
        """In a word, what it does, for the journal."""
        words = {
            "refuse": self.refuse,
            "drop": self.drop,
            "cut": self.cut,
            str(self.status): self.status,
            self.error: self.error,
        }
        return next((word for word, does in words.items() if does), "latency")


KINDS: dict[str, Json] = {
    "error": {"error": "internal_error"},
    "ratelimited": {"status": 429, "retry_after": 1},
    "unavailable": {"status": 503, "body": HTML},
    "latency": {"latency_ms": [20.0, 600.0]},
    "drop": {"drop": True},
    "refuse": {"refuse": True},
    "cut": {"cut": True},
}


@dataclass
class Chaos:
    """Trouble on any call, of these kinds, in `rate` of them; the same seed makes the same again."""

    seed: int
    rate: float
    kinds: list[str]

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def take(self, method: str) -> Fault | None:
        hit, kind = self._chance.random() < self.rate, self._chance.choice(self.kinds)
        return Fault(method, **KINDS[kind]) if hit else None

    def as_json(self) -> Json:
        return {"seed": self.seed, "rate": self.rate, "kinds": self.kinds}


@dataclass
class Faults:
    chance: random.Random = field(default_factory=random.Random)
    ordered: list[Fault] = field(default_factory=list)
    chaos: Chaos | None = None

    def add(self, fault: Fault) -> None:
        self.ordered.append(fault)

    def clear(self) -> None:
        self.ordered.clear()

    def take(self, method: str) -> Fault | None:
        """The fault for this call, used up by one; what was ordered goes before chaos."""
        for fault in self.ordered:
            if fault.method in (method, "*") and self._hits(fault):
                self.ordered = [each for each in self.ordered if each.is_left]
                return fault
        return self.chaos.take(method) if self.chaos else None

    def _hits(self, fault: Fault) -> bool:
        if fault.probability is not None:
            return self.chance.random() < fault.probability
        fault.times -= 1
        return fault.times >= 0

    def latency_s(self, fault: Fault) -> float:
        ms = fault.latency_ms
        return (self.chance.uniform(*ms) if isinstance(ms, list) else ms) / 1000
