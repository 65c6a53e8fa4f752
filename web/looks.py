"""How pages are put together: templates, in which strangers' words are escaped."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from incidents.inlaid import pieces
from incidents.wording import stamp
from web.as_written import as_written

TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that turn around how what follows them is read."""


def straight(value: Any) -> Any:
    """Words as they stand on a page: without marks by which a name turns the rest of the line around."""
    if isinstance(value, str) and not value.isascii():
        return type(value)(value.translate(TURNING))
    return value


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    finalize=straight,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


TEMPLATES.globals["pieces"] = pieces
TEMPLATES.filters["as_written"] = as_written


def page(request: Request, template: str, *, status: int = 200, **known: Any) -> HTMLResponse:
    """A page; `visitor` is among what is known where somebody is signed in."""
    away = request.app.state.front.heard().away
    told = {"visitor": None, "path": request.url.path, "stamp": stamp, "slack_away": away} | known
    return HTMLResponse(TEMPLATES.get_template(template).render(**told), status_code=status)
