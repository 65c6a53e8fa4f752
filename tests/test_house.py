"""The house: floors, sizes, habits, and docs that say what the code does."""

import ast
import importlib
import itertools
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from bot import config
from bot.config import load_catalog
from incidents.effects import EFFECTS
from incidents.permissions import ACTS

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ROOMS: list[str] = PROJECT["tool"]["importlinter"]["root_packages"]
MIGRATIONS = ROOT / "storage/migrations/versions"  # history: never shortened afterwards
MODULE_LINES, TEST_LINES, FUNCTION_LINES = 300, 400, 40

APP = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SCRIPTS = [path for ending in ("js", "css") for path in sorted((ROOT / "sandbox").rglob(f"*.{ending}"))]
DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS_PAGE = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
MANIFEST = ROOT / "manifest.yml"


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tracked() -> list[Path]:
    """What belongs to the project: tracked, or new and not ignored; where git cannot say, what we know of."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return [*APP, *TESTS, *SCRIPTS, *DOCS, *(path for path in ROOT.iterdir() if path.is_file())]
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


# The floors


def test_imports_only_go_down() -> None:
    lint = Path(sysconfig.get_path("scripts")) / "lint-imports"
    ran = subprocess.run(
        [sys.executable, lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_room_stands_on_a_floor() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    floors = {room.strip() for layer in layers for room in layer.split("|")}
    assert folders == set(ROOMS) == floors | {"sandbox"}
    assert folders == set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])


def test_whoever_asks_for_an_incident_by_number_says_for_whom() -> None:
    """Else a private incident would be shown to everybody: only our own work may see all."""
    anonymous = [
        f"{shown(path)}:{node.lineno}"
        for room in ("commands", "listeners", "web")
        for path in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("numbered", "Where")
        if "seen_by" not in {keyword.arg for keyword in node.keywords}
    ]
    assert anonymous == []


# Sizes and habits


def test_no_module_is_long() -> None:
    limits = [(path, TEST_LINES if path in TESTS else MODULE_LINES) for path in [*APP, *TESTS, *SCRIPTS]]
    lengths = [(shown(p), len(p.read_text(encoding="utf-8").splitlines()), limit) for p, limit in limits]
    assert [entry for entry in lengths if entry[1] > entry[2]] == []


def test_no_function_is_long() -> None:
    long = [
        f"{shown(path)}: {f.name}"
        for path in [*APP, *TESTS]
        if not path.is_relative_to(MIGRATIONS)
        for f in functions(path)
        if (f.end_lineno or 0) - f.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


def test_every_module_opens_with_a_sentence() -> None:
    silent = []
    for path in [*APP, *TESTS]:
        text = ast.get_docstring(tree(path)) or ""
        empty = path.name == "__init__.py" and not path.read_text(encoding="utf-8").strip()
        if not empty and not re.match(r"\S.*?[.?!](\s|$)", text.split("\n\n")[0], re.DOTALL):
            silent.append(shown(path))
    assert silent == []


def test_imports_inside_functions_say_why() -> None:
    """Only the command line imports on use; elsewhere a reason stands beside it."""
    unexplained = []
    for path in [p for p in [*APP, *TESTS] if not p.is_relative_to(ROOT / "cli")]:
        lines = path.read_text(encoding="utf-8").splitlines()
        imports = (n for f in functions(path) for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom))
        unexplained += [
            f"{shown(path)}:{n.lineno}"
            for n in imports
            if not re.search(r"# noqa: PLC0415 - \w+", lines[n.lineno - 1])
        ]
    assert unexplained == []


def naive(call: ast.Call) -> bool:
    """A time without a zone: `now()` with nothing, `utcnow`, `today`, or a stamp read without its zone."""
    if not isinstance(call.func, ast.Attribute) or ast.unparse(call.func.value) not in (
        "datetime",
        "datetime.datetime",
        "date",
        "datetime.date",
    ):
        return False
    zoned = any(keyword.arg in ("tz", None) for keyword in call.keywords)
    given = {"now": 1, "fromtimestamp": 2}.get(call.func.attr)
    if given is not None:
        return not zoned and len(call.args) < given
    return call.func.attr in ("utcnow", "utcfromtimestamp", "today")


def test_no_time_is_naive() -> None:
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in [*APP, *TESTS]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and naive(node)
    ]
    assert found == []


def test_the_environment_is_read_in_one_place() -> None:
    allowed = {"bot/settings.py", "cli/main.py"}
    readers = {
        shown(path)
        for path in APP
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    }
    assert readers - allowed == set()


# Wiring


def test_every_effect_has_its_job() -> None:
    registry = importlib.import_module("jobs.registry")
    assert set(registry.JOBS) == set(EFFECTS)
    assert set(registry.REFUSED) <= set(EFFECTS)


def constants() -> dict[str, str]:
    """The ids by the name of their constant."""
    ids = importlib.import_module("blocks.ids")
    return {name: value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}


def used_ids(*places: str) -> set[str]:
    """Where they are shown or heard; what one must be allowed to click them stands in a table of its own."""
    paths = [
        p for place in places for p in ([ROOT / place] if place.endswith(".py") else (ROOT / place).glob("*.py"))
    ]
    paths = [path for path in paths if shown(path) != "listeners/permits.py"]
    return {
        node.attr
        for path in paths
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "ids"
    }


def shortcuts() -> set[str]:
    """What can be picked from Slack's own menus, as the manifest names it."""
    return {each["callback_id"] for each in manifest()["features"]["shortcuts"]}


def test_every_id_is_shown_and_heard() -> None:
    """A field of a form is read by its listener, everything else is listened for, and all of it is shown."""
    known = set(constants())
    assert known - used_ids("listeners") <= {"VALUE"}  # the one element in each block is read through its block
    assert shortcuts() <= set(constants().values())
    picked = {name for name, value in constants().items() if value in shortcuts()}
    assert known - used_ids("blocks", "commands") == picked
    assert len(set(constants().values())) == len(known)


def test_ids_are_written_down_once() -> None:
    """No block names its action in a text of its own."""
    written = [
        f"{shown(path)}:{node.value.lineno}"
        for room in ("blocks", "listeners", "commands")
        for path in sorted((ROOT / room).glob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword) and node.arg in ("action_id", "callback_id")
        if isinstance(node.value, ast.Constant)
    ]
    assert written == []


def commands() -> Any:
    return importlib.import_module("commands.registry").COMMANDS


def test_the_readme_lists_the_commands_as_they_are() -> None:
    table = README.split("| `/incident …` | does |", 1)[1].split("\n\n", 1)[0]
    usages = [cell.replace(r"\|", "|") for cell in re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)]
    assert usages == [command.usage for command in commands()]


def test_the_manifest_hints_at_commands_that_exist() -> None:
    (slash,) = manifest()["features"]["slash_commands"]
    hinted = [part.split()[0] for part in slash["usage_hint"].split("|")]
    assert set(hinted) <= {command.word for command in commands()}
    assert "help" in hinted


def test_every_command_is_explained() -> None:
    guide = importlib.import_module("commands.guide").guide(commands())
    for command in commands():
        assert command.usage.split()[0] == command.word
        assert command.does
        assert f"/incident {command.word}" in guide.text


# Manifest


def manifest() -> Any:
    return yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))


def test_every_scope_and_event_says_why() -> None:
    document = manifest()
    asked = [
        *document["oauth_config"]["scopes"]["bot"],
        *document["settings"]["event_subscriptions"]["bot_events"],
    ]
    reasons = dict(
        re.findall(r"^ +- ([a-z_:.]+) # (\w.*|\W\w*.+)$", MANIFEST.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert [word for word in asked if word not in reasons] == []
    assert len(set(asked)) == len(asked)


def test_every_event_asked_for_is_heard() -> None:
    heard = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "listeners").glob("*.py"))
    for event in manifest()["settings"]["event_subscriptions"]["bot_events"]:
        assert (f'event("{event}")' if "." not in event else '"type": "message"') in heard, event


# Settings


def variables() -> set[str]:
    files = (ROOT / "bot/settings.py", ROOT / "bot/access.py")
    texts = (n.value for file in files for n in ast.walk(tree(file)) if isinstance(n, ast.Constant))
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[A-Z]+(_[A-Z]+)+", text)}


def test_every_variable_is_in_the_example_and_on_the_settings_page() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    example = [match.group(1) for line in lines if (match := re.match(r"(?:# )?([A-Z_]+)=", line))]
    assert sorted(example) == sorted(variables())
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS_PAGE, re.MULTILINE)) == variables()
    assert [name for name in example if f"{name}=" in lines] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]


def test_every_config_key_is_in_the_example_and_on_the_settings_page() -> None:
    example = (ROOT / "signalcraft.example.toml").read_text(encoding="utf-8")
    modules = [importlib.import_module(f"bot.{path.stem}") for path in (ROOT / "bot").glob("config*.py")]
    tables = [keys for each in modules for name, keys in vars(each).items() if name.endswith("_KEYS")]
    for key in {*ACTS, *itertools.chain(*tables)}:
        assert re.search(rf"^(# )?{key} = |^(# )?\[?\[{key}\]\]?", example, re.MULTILINE), key
        assert re.search(rf"`\[?\[?{key}\]?\]?`", SETTINGS_PAGE), key


def test_the_example_config_is_valid_and_says_the_defaults() -> None:
    assert load_catalog(ROOT / "signalcraft.example.toml") == config.Catalog()


def test_the_example_config_stays_valid_with_its_comments_opened(tmp_path: Path) -> None:
    example = (ROOT / "signalcraft.example.toml").read_text(encoding="utf-8")
    opened = tmp_path / "signalcraft.toml"
    commented = r"^# (\[\[(?:services|followers)\]\]|(?:name|people|person|group|severity|service) = )"
    opened.write_text(re.sub(commented, r"\1", example, flags=re.MULTILINE))
    catalog = load_catalog(opened)
    (service,), (everything, follower) = catalog.services, catalog.followers
    assert (everything.severity, everything.service) == ("", "")
    assert (follower.severity, follower.service) == ("sev1", service.name)
    assert service.people
    assert service.group


# What is in the box


def test_locks_name_packages_and_no_address() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert not re.search(r"https?:|file:|git\+| @ |--(extra-)?index-url|--find-links", text), lock.name


def test_the_tree_knows_no_machine() -> None:
    """No path of whoever wrote it, nor of this very checkout, but for places where things commonly live."""
    common = {Path(place) for place in ("/", "/tmp", "/opt", "/srv", "/app", "/usr/src", "/opt/signalcraft")}
    here = "|".join(re.escape(f"{path}/") for path in (ROOT, ROOT.parent) if path not in common)
    machine = re.compile(r"/(?:home|Users)/[a-z]\w*/|/ro{2}t/" + (f"|(?<![\\w.-])(?:{here})" if here else ""))
    guilty = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        guilty += [f"{shown(path)}: {found.group()}" for found in machine.finditer(text)]
    assert guilty == []


# Docs


def test_the_readme_begins_with_what_to_type_and_a_picture_and_leads_to_all_docs() -> None:
    first = README.split("```", 2)[1]
    assert [line.split("#")[0].strip() for line in first.splitlines()[1:3]] == ["make demo", "make test"]
    assert len(README.splitlines()) < 150
    picture = re.search(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert picture
    assert (ROOT / picture.group(1)).is_file()
    assert README.index("```") < picture.start() < README.index("\n## ")
    assert not [page.name for page in (ROOT / "docs").glob("*.md") if f"](docs/{page.name}" not in README]


def anchors(path: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> Iterator[str]:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / unquote(name)).resolve() if name else page
        if not target.is_relative_to(ROOT) or not target.exists():
            yield f"{shown(page)}: {link} does not exist"
        elif anchor and anchor not in anchors(target):
            yield f"{shown(page)}: {link} has no such heading"


def test_links_inside_the_docs_lead_somewhere() -> None:
    assert [broken for page in DOCS for broken in broken_links(page)] == []


def test_the_changelog_tells_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\] - (Unreleased|\d{4}-\d{2}-\d{2})$", changelog, re.MULTILINE)
    assert newest
    assert newest.group(1) == PROJECT["project"]["version"]


def test_decisions_are_numbered_one_after_another() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [file.name[:4] for file in files]
    assert numbers == [f"{number:04}" for number in range(1, len(files) + 1)]
    assert [file.read_text(encoding="utf-8")[:8] for file in files] == [f"# {number}: " for number in numbers]
