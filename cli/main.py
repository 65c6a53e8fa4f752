"""The verbs of `signalcraft`. Each imports what it needs on use, so that every verb starts fast."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="signalcraft",
    help="The self-hosted, Slack-first incident bot: from declare to post-mortem.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
token = typer.Typer(help="Tokens with which programs call the API, made on the server.", no_args_is_help=True)
app.add_typer(token, name="token")

SECRETS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DATABASE_URL", "SIGNALCRAFT_TOKEN")
VENDOR_SECRETS = (
    "SLACK_CLIENT_SECRET",
    "ZOOM_CLIENT_SECRET",
    "GOOGLE_CLIENT_SECRET",
    "GOOGLE_REFRESH_TOKEN",
    "JIRA_TOKEN",
)

Port = Annotated[
    int,
    typer.Option(min=0, max=65535, help="Port of the local workspace; 0 takes a free one."),
]
WebPort = Annotated[int | None, typer.Option(min=0, max=65535, help="Port of the bot's own pages (/healthz).")]
NoSocket = Annotated[
    bool,
    typer.Option("--no-socket", help="Pages, API and outbox alone; another process hears Slack (PostgreSQL)."),
]
Manifest = Annotated[list[Path] | None, typer.Option(help="The Slack app's manifest; ours if not given.")]
Latency = Annotated[int, typer.Option(help="Milliseconds that every answer of the workspace takes.")]
Data = Annotated[
    Path | None,
    typer.Option(help="Folder for the demo's store, emptied at each start; a temporary one if not given."),
]
Out = Annotated[Path, typer.Option(help="Folder for the post-mortem.")]
NoLimits = Annotated[bool, typer.Option("--no-rate-limits", help="Let the workspace take any number of calls.")]

Json = Annotated[bool, typer.Option("--json", help="As the API answers it, for programs.")]
Ref = Annotated[str, typer.Argument(help="Which incident: INC-42 or 42.")]
RateSpeed = Annotated[float, typer.Option(min=0.01, help="How much faster than Slack's the rate limits recover.")]
People = Annotated[int, typer.Option(min=1, max=100_000, help="How many people are there at start.")]
Channels = Annotated[int, typer.Option(min=1, max=100_000, help="How many channels are there at start.")]
Seed = Annotated[int | None, typer.Option(help="Makes all that is left to chance the same again.")]


@app.command()
def run(web_port: WebPort = None, no_socket: NoSocket = False) -> None:
    """Run the bot against a real Slack workspace; settings come from the environment and `.env`."""
    from cli.running import run_bot

    _load_dotenv()
    if web_port is not None:
        os.environ["WEB_PORT"] = str(web_port)
    environ = dict(os.environ)
    for secret in (*SECRETS, *VENDOR_SECRETS):
        os.environ.pop(secret, None)  # nothing we might start needs them
    sys.exit(run_bot(environ, sockets=not no_socket))


@app.command()
def sandbox(
    port: Port = 8100,
    manifest: Manifest = None,
    latency_ms: Latency = 0,
    no_rate_limits: NoLimits = False,
    rate_speed: RateSpeed = 1.0,
    people: People = 8,
    channels: Channels = 2,
    seed: Seed = None,
) -> None:
    """Run the local workspace alone, for a bot that is started elsewhere."""
    from cli.running import run_sandbox

    if manifest and len(manifest) > 1:
        raise typer.BadParameter("given more than once; a workspace has one app", param_hint="--manifest")
    sys.exit(
        run_sandbox(
            port,
            manifest[0] if manifest else None,
            latency_ms=latency_ms,
            rate_limits=not no_rate_limits,
            rate_speed=rate_speed,
            people=people,
            channels=channels,
            seed=seed,
        )
    )


@app.command()
def demo(
    port: Port = 8100,
    web_port: WebPort = 8101,
    data: Data = None,
) -> None:
    """Run a local workspace with the bot in it: no Slack account needed, everything in the browser."""
    from cli.demo import run_demo

    sys.exit(run_demo(port, web_port or 0, data))


@app.command()
def drill(
    out: Out = Path("."),
) -> None:
    """Play a whole incident through real Socket Mode against a fresh workspace, and time each step."""
    from cli.drill import run_drill

    sys.exit(run_drill(out))


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date (a start of the bot does so too)."""
    from cli.running import run_migrate

    _load_dotenv()
    sys.exit(run_migrate(os.environ))


@app.command()
def doctor() -> None:
    """Look at tokens, scopes, database, config, clock and port, and say how to mend what is wrong."""
    from cli.doctor import run_doctor

    _load_dotenv()
    sys.exit(run_doctor(os.environ))


@app.command()
def declare(
    title: Annotated[str, typer.Argument(help="What is broken, in a few words.")],
    severity: Annotated[str | None, typer.Option(help="sev1, critical…; else the config's default.")] = None,
    summary: Annotated[str, typer.Option(help="What is happening, in a sentence or two.")] = "",
    service: Annotated[list[str] | None, typer.Option(help="A service of the config; may be repeated.")] = None,
    by: Annotated[str, typer.Option(help="Who declares: a Slack id, or the name of somebody known.")] = "",
    private: Annotated[bool, typer.Option("--private", help="Known only to those in its room.")] = False,
    as_json: Json = False,
) -> None:
    """Declare an incident, also while Slack is down: its room opens when Slack is back.

    On the server straight into the database; elsewhere, with SIGNALCRAFT_URL and SIGNALCRAFT_TOKEN, by the API.
    """
    from cli.declare import Asked, run_declare

    _load_dotenv()
    asked = Asked(
        title=title,
        severity=severity,
        summary=summary,
        services=tuple(service or ()),
        by=by,
        private=private,
        as_json=as_json,
    )
    sys.exit(run_declare(os.environ, asked))


@app.command()
def login(
    name: Annotated[str, typer.Argument(help="Who signs in: a name, an e-mail address or a Slack id.")],
) -> None:
    """Print a link that signs somebody in on the pages, once, within the hour, also while Slack is down."""
    from cli.login import run_login

    _load_dotenv()
    sys.exit(run_login(os.environ, name))


@app.command()
def outbox(
    retry: Annotated[bool, typer.Option("--retry", help="Try all that was given up again.")] = False,
) -> None:
    """Show what still has to happen in Slack, and what was given up."""
    from cli.outbox import run_outbox

    _load_dotenv()
    sys.exit(run_outbox(os.environ, retry=retry))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to, such as a clone of a repository.")],
    refs: Annotated[list[str] | None, typer.Argument(help="These alone: INC-42 INC-43.")] = None,
    since: Annotated[str, typer.Option(help="Those declared on this day or later: 2026-03-02.")] = "",
    private: Annotated[bool, typer.Option("--private", help="Those of private incidents, too.")] = False,
) -> None:
    """Write all post-mortems into a folder for Git; what is there already and has not changed stays as it is."""
    from cli.export import Asked, run_export

    _load_dotenv()
    sys.exit(run_export(os.environ, Asked(folder=folder, refs=tuple(refs or ()), since=since, private=private)))


@app.command("list")
def list_(
    words: Annotated[list[str] | None, typer.Argument(help="Words of the title or the services.")] = None,
    state: Annotated[str, typer.Option(help="open, all, resolved, cancelled…")] = "open",
    severity: Annotated[str, typer.Option(help="A key of the config, such as sev1.")] = "",
    service: Annotated[str, typer.Option(help="A service of the config.")] = "",
    page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1,
    as_json: Json = False,
) -> None:
    """List incidents of a running bot, the newest first."""
    from cli.incidents import run_list

    _load_dotenv()
    asked = {"q": " ".join(words or ()), "state": state, "severity": severity, "service": service, "page": page}
    sys.exit(run_list(os.environ, asked, as_json=as_json))


@app.command()
def show(ref: Ref, as_json: Json = False) -> None:
    """Show how an incident stands, what is to be done, and what happened last."""
    from cli.incidents import run_show

    _load_dotenv()
    sys.exit(run_show(os.environ, ref, as_json=as_json))


@app.command()
def update(
    ref: Ref,
    text: Annotated[str, typer.Argument(help="What people should know.")],
    status: Annotated[str, typer.Option(help="investigating, identified, monitoring or resolved.")] = "",
    audience: Annotated[str, typer.Option(help="internal, or public: for customers, too.")] = "internal",
    next_in: Annotated[str, typer.Option("--next", help="When there is more: 30m, 14:30, none.")] = "",
    as_json: Json = False,
) -> None:
    """Tell people how an incident stands."""
    from cli.incidents import run_update

    _load_dotenv()
    body = {"text": text, "status": status, "audience": audience, "next": next_in}
    sys.exit(run_update(os.environ, ref, body, as_json=as_json))


@token.command("create")
def token_create(
    name: Annotated[str, typer.Argument(help="What will use it, such as: deploy pipeline.")],
    person: Annotated[str, typer.Option("--as", help="As whom it acts: a name, an e-mail address or a Slack id.")],
    scope: Annotated[list[str], typer.Option(help="read, write or admin; may be repeated.")],
    days: Annotated[int, typer.Option(help="How long it is good; 0: until it is revoked.")] = 90,
) -> None:
    """Make a token and print it, this once."""
    from cli.token import run_create

    _load_dotenv()
    sys.exit(run_create(os.environ, name, person=person, scopes=scope, days=days))


@token.command("list")
def token_list() -> None:
    """Show all tokens, what they may, and when they were last used."""
    from cli.token import run_tokens

    _load_dotenv()
    sys.exit(run_tokens(os.environ))


@token.command("revoke")
def token_revoke(
    number: Annotated[int, typer.Argument(help="Its number, as `signalcraft token list` shows it.")],
) -> None:
    """Let a token in no more."""
    from cli.token import run_revoke

    _load_dotenv()
    sys.exit(run_revoke(os.environ, number))


def main() -> None:
    """The console script."""
    app()


def _load_dotenv() -> None:
    """`.env` of the current folder; what is set already wins."""
    from dotenv import load_dotenv

    load_dotenv(Path.cwd() / ".env")
