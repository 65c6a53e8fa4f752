"""`python -m sandbox`: the local workspace by itself, until it is told to stop."""

import argparse
import asyncio
import signal
from pathlib import Path

from sandbox.server import Options, start


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local, strict Slack workspace.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--manifest", type=Path, default=Path("manifest.yml"))
    parser.add_argument("--latency-ms", type=int, default=0, help="every API answer comes that much later")
    parser.add_argument("--no-rate-limits", action="store_true")
    args = parser.parse_args()
    asyncio.run(_run(Options(args.manifest, args.port, args.latency_ms, not args.no_rate_limits)))


async def _run(options: Options) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    running = await start(options)
    print(f"sandbox: {running.url}", flush=True)
    await stopped.wait()
    await running.stop()


if __name__ == "__main__":
    main()
