"""A post-mortem as one file that shows itself: in any browser, light and dark, on paper, without any network."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from pathlib import Path

from incidents.wording import one_line
from reports.html import html
from reports.pictures import Picture, within

STYLE = Path(__file__).with_name("templates").joinpath("postmortem.css").read_text(encoding="utf-8")
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""It runs nothing and asks nobody, wherever it is opened."""


def html_page(markdown: str, *, title: str, pictures: Sequence[Picture] = ()) -> str:
    """The document as one page, with its pictures in it."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(one_line(title))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{within(html(markdown), pictures)}</main>\n</body>\n</html>\n"
    )
