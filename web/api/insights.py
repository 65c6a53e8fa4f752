"""The figures, for programs: the same as on the page."""

import asyncio
from typing import Annotated

from fastapi import FastAPI, Query
from pydantic import BaseModel, ConfigDict, Field

from incidents.insights import DAYS, MOST_DAYS, Asked, insights
from web.api import shown
from web.api.caller import Reader
from web.api.reading import must_be_known
from web.front import Front
from web.insights.written import figures


class Asking(BaseModel):
    """Which figures: of so many days, and of one service or severity alone."""

    model_config = ConfigDict(extra="forbid")

    days: int = Field(DAYS, ge=1, le=MOST_DAYS, description="The days up to now; as many before are compared.")
    service: str = Field("", max_length=200, description="A service of the config.")
    severity: str = Field("", max_length=100, description="A key of the config, such as sev1.")


def register(api: FastAPI, front: Front) -> None:
    """Answer at `/insights`."""

    @api.get("/insights", summary="How fast, how often, and who carried it", tags=["insights"])
    async def figures_of(caller: Reader, asking: Annotated[Asking, Query()]) -> shown.Insights:
        """Cancelled and merged incidents and drills are left out."""
        must_be_known(front.catalog, severity=asking.severity, service=asking.service)
        asked = Asked(days=asking.days, service=asking.service, severity=asking.severity)
        source = await front.store.figures_of(asked, seen_by=caller.person, until=front.now())
        return shown.Insights.model_validate(figures(await asyncio.to_thread(insights, source)))
