"""Faults that a test orders: the next calls of a method fail, come late, or lose their answer."""

from dataclasses import dataclass, field


@dataclass
class Fault:
    """`error` is Slack's code in a normal answer, `status` one of HTTP, `drop` does the work and hangs up."""

    method: str
    times: int = 1
    error: str = ""
    status: int = 0
    retry_after: float | None = None
    latency_ms: float = 0
    drop: bool = False


@dataclass
class Faults:
    ordered: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        self.ordered.append(fault)

    def clear(self) -> None:
        self.ordered.clear()

    def take(self, method: str) -> Fault | None:
        """The fault for this call, used up by one."""
        fault = next((each for each in self.ordered if each.method in (method, "*") and each.times > 0), None)
        if fault:
            fault.times -= 1
        return fault
