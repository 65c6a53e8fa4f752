"""Writes the tables of `docs/workspace.md`; run it after a change of methods or differences."""

import json
import re
from pathlib import Path

from sandbox.api.catalogue import METHODS
from sandbox.api.registry import Method
from sandbox.traffic import rates
from tests.conformance.differences import DIFFERS, LEFT_OUT, OURS

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs/workspace.md"
EXAMPLES: dict[str, list[str]] = json.loads((HERE / "example_keys.json").read_text())
TIERS = {rates.T1: "1", rates.T2: "2", rates.T3: "3", rates.T4: "4"}


def methods() -> str:
    lines = ["| Method | Tier | Scopes, one of | Compared with | Differs from Slack |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(_row(METHODS[name]) for name in sorted(METHODS))])


def _row(method: Method) -> str:
    scopes = ", ".join(f"`{scope}`" for scope in method.scopes) or (
        "app token" if method.app_token else "the client's secret" if method.no_token else "any token"
    )
    keys = len(EXAMPLES.get(method.name, ()))
    compared = "types" + (f", {keys} key{'s' if keys > 1 else ''} of Slack's example" if keys else "")
    tier = TIERS.get(method.tier, f"{method.tier.per_minute}/min")
    return f"| `{method.name}` | {tier} | {scopes} | {compared} | {'; '.join(_differs(method.name))} |"


def _differs(method: str) -> list[str]:
    lacking = EXAMPLES.get(method, [])
    said = [DIFFERS[method]] if method in DIFFERS else []
    for pattern, reason in LEFT_OUT.items():
        paths = [path for path in lacking if re.search(pattern, f"{method} {path}")]
        if paths:
            said.append(f"no {_short(paths)} ({reason})")
    return said


def _short(paths: list[str]) -> str:
    """`user.profile.image_24` and its like as the outermost names alone."""
    outer = [
        path
        for path in paths
        if not any(path != each and path.startswith((f"{each}.", f"{each}[")) for each in paths)
    ]
    names = dict.fromkeys(f"`{path.rsplit('.', 1)[-1].removesuffix('[]')}`" for path in outer)
    return ", ".join(names)


def types() -> str:
    lines = ["| Where Slack's types say otherwise | Why it stays |", "|---|---|"]
    return "\n".join(
        [*lines, *(f"| `{each.pattern.replace('|', chr(92) + '|')}` | {each.reason} |" for each in OURS)]
    )


TABLES = {"methods": methods, "types": types}


def written(page: str) -> str:
    """The page with its tables made anew."""
    for name, table in TABLES.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
        page = pattern.sub(lambda found, made=table: f"{found[1]}{made()}\n{found[2]}", page)
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
