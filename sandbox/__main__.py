"""`python -m sandbox`: the local workspace by itself, until it is told to stop."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from sandbox.server import Options, start
from sandbox.world import WrongManifest


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local, strict Slack workspace.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--manifest", type=Path, action="append")
    parser.add_argument("--latency-ms", type=int, default=0, help="every API answer comes that much later")
    parser.add_argument("--no-rate-limits", action="store_true")
    parser.add_argument("--rate-speed", type=float, default=1.0, help="how much faster rate limits recover")
    parser.add_argument("--people", type=int, default=8, help="how many people are there at start")
    parser.add_argument("--channels", type=int, default=2, help="how many channels are there at start")
    parser.add_argument("--seed", type=int, help="makes all that is left to chance the same again")
    args = parser.parse_args()
    manifests = args.manifest or [Path("manifest.yml")]
    if len(manifests) > 1:
        parser.error("--manifest was given more than once; a workspace has one app")
    options = Options(
        manifests[0], args.port, args.latency_ms, not args.no_rate_limits, people=args.people,
        channels=args.channels, rate_speed=args.rate_speed, seed=args.seed,
    )  # fmt: skip
    try:
        asyncio.run(_run(options))
    except WrongManifest as wrong:
        sys.exit("\n".join(f"sandbox: {sentence}" for sentence in wrong.sentences))
    except OSError as error:
        sys.exit(f"sandbox: {error.strerror or error}")


async def _run(options: Options) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    running = await start(options)
    for warning in running.world.warnings:
        print(f"sandbox: {warning}", file=sys.stderr, flush=True)
    print(f"sandbox: {running.url}", flush=True)
    await stopped.wait()
    await running.stop()


if __name__ == "__main__":
    main()
