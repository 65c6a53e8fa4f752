"""Where the Slack app's manifest lies: light, because the local workspace alone needs it, too."""

from pathlib import Path


def manifest_path() -> Path:
    """`manifest.yml` of the checkout, or the copy inside an installed package."""
    here = Path(__file__).resolve().parent
    checkout = here.parent / "manifest.yml"
    return checkout if checkout.exists() else here / "manifest.yml"
