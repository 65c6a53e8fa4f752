"""Why a start ends, or Slack is not worked with, in a sentence that says what to do."""


class NotStarted(Exception):
    """Somebody has to mend it; the sentence says how."""
