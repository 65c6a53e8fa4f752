"""Processes of ours, forked from one that has imported everything: that takes a tenth of the time of a new one."""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PATIENCE = 20.0
IMPORTED = (
    "tests.crash.child",
    "cli.main",
    "cli.doctor",
    "cli.outbox",
    "cli.declare",
    "cli.export",
    "tests.frozen",
)

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(list(IMPORTED))


def signalcraft(*words: str, folder: Path, environ: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Exit code of a verb and what it printed, errors included. `environ` is added to ours, less Slack's part."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
    with tempfile.NamedTemporaryFile(prefix="signalcraft-said-") as said:
        given = (words, ours | dict(environ or {}), folder, said.name)
        process = FORKS.Process(target=_verb, args=given, daemon=True)
        process.start()
        process.join(PATIENCE)
        assert process.exitcode is not None, f"signalcraft {' '.join(words)} does not end"
        return process.exitcode, Path(said.name).read_text(encoding="utf-8")


def _verb(words: Sequence[str], environ: Mapping[str, str], folder: Path, said: str) -> None:
    from cli.main import main  # noqa: PLC0415 - in the process that was forked, where it is there already

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    sys.stdout = sys.stderr = open(said, "a", encoding="utf-8", buffering=1)  # noqa: SIM115 - as long as it lives
    sys.argv = ["signalcraft", *words]
    main()
