"""How pages are put together: templates, in which strangers' words are escaped."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from incidents.wording import stamp

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(request: Request, template: str, *, status: int = 200, **known: Any) -> HTMLResponse:
    """A page; `visitor` is among what is known where somebody is signed in."""
    told = {"visitor": None, "path": request.url.path, "stamp": stamp} | known
    return HTMLResponse(TEMPLATES.get_template(template).render(**told), status_code=status)
