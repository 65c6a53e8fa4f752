"""The store as the app uses it: whatever meets an incident there says in its log line which one it was."""

import structlog

from incidents.change import Change, Rule, RuleOfTwo
from incidents.incident import Incident
from storage.store import Changed, Store
from storage.where import Where


class LoggedStore(Store):
    """Binds the incident's ref to the command, click, event or effect at hand, also when a rule refuses it."""

    async def change(self, where: Where, rule: Rule, *, once: str | None = None) -> Changed:
        met: list[int | None] = []

        def noted(incident: Incident) -> Change:
            met.append(incident.id)
            return rule(incident)

        try:
            changed = await super().change(where, noted, once=once)
            met.append(changed.incident.id)
            return changed
        finally:
            _bind(met[-1] if met else where.number)

    async def change_both(
        self, where: Where, other: Where, rule: RuleOfTwo, *, once: str | None = None
    ) -> tuple[Changed, Changed]:
        """The line names the first of the two."""
        met: list[int | None] = []

        def noted(incident: Incident, second: Incident) -> tuple[Change, Change]:
            met.append(incident.id)
            return rule(incident, second)

        try:
            return await super().change_both(where, other, noted, once=once)
        finally:
            _bind(met[-1] if met else where.number)

    async def incident(self, where: Where) -> Incident:
        incident = await super().incident(where)
        _bind(incident.id)
        return incident


def _bind(number: int | None) -> None:
    if number is not None:
        structlog.contextvars.bind_contextvars(incident=f"INC-{number}")
