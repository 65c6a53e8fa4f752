"""The verb that looks before a start: a line for each thing, and how to mend what is wrong."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.config import load_catalog
from bot.config_error import ConfigError
from bot.preflight import preflight
from bot.preflight_here import RUNNING
from bot.settings import Settings
from cli.running import FAILED, STOPPED, complain
from incidents.installation import Finding


def run_doctor(environ: Mapping[str, str]) -> int:
    """Print every finding; the exit code says whether a start would succeed."""
    try:
        settings = Settings.from_env(environ)
        catalog = load_catalog(settings.config)
    except ConfigError as error:
        return complain(error.sentences)
    findings = asyncio.run(preflight(settings, catalog))
    for finding in findings:
        print(line(finding))
    wrong = sum(not finding.fine for finding in findings)
    print(f"\n{wrong} of {len(findings)} to mend." if wrong else f"\n{_well(findings)}")
    return FAILED if wrong else STOPPED


def _well(findings: Sequence[Finding]) -> str:
    if any(finding.about == RUNNING for finding in findings):
        return "Nothing is to mend, and a bot is running already."
    return "Everything is ready for `signalcraft run`."


def line(finding: Finding) -> str:
    """`✓ bot token        SignalCraft in Acme`."""
    return f"{'✓' if finding.fine else '✗'} {finding.about:<16} {finding.said}"
