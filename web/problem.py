"""Errors as programs read them: `application/problem+json` (RFC 9457), never more than a sentence."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

API = "/api/"
"""Whatever stands below is asked for by programs."""
PROBLEM_JSON = "application/problem+json"


class Wrong(BaseModel):
    """One thing that is wrong in what was sent."""

    field: str = Field(description="Where it stands: a field of the body, or a parameter.", examples=["severity"])
    detail: str = Field(description="What is wrong with it.", examples=["Choose one of sev1, sev2, sev3, sev4."])


class Problem(BaseModel):
    """Why nothing was done, as RFC 9457 has it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Conflict",
                    "status": 409,
                    "detail": "INC-42 is resolved already.",
                    "errors": [],
                }
            ]
        }
    )

    type: str = Field(default="about:blank", description="Always this: `status` and `detail` say it all.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The same as that of the answer.")
    detail: str = Field(description="A sentence for a person: why, and what to do instead.")
    errors: list[Wrong] = Field(default_factory=list, description="What is wrong in what was sent, if that is it.")


def problem(
    status: int, detail: str, *, errors: Sequence[Wrong] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """The answer."""
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors))
    return Response(
        told.model_dump_json(), status_code=status, headers=dict(headers or {}), media_type=PROBLEM_JSON
    )
