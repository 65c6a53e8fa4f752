"""How long the workspace waits for an ack in tests: how fast the bot is, the bench tells, not a busy machine."""

from sandbox.server import Running

ACK_SECONDS = 15.0


def patient(running: Running) -> Running:
    """The same workspace, in no hurry."""
    running.world.sockets.ack_seconds = ACK_SECONDS
    return running
