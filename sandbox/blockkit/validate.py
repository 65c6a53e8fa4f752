"""Judges messages and views as Slack would: what is wrong with them, and where."""

from sandbox.blockkit.attachments import attachment_problems
from sandbox.blockkit.messages import blocks_too_long, message_problems, too_many_tables
from sandbox.blockkit.metadata import metadata_problem
from sandbox.blockkit.options import suggestion_problems
from sandbox.blockkit.reading import broadcasts, texts
from sandbox.blockkit.views import view_problems, view_refusal

__all__ = [
    "attachment_problems",
    "blocks_too_long",
    "broadcasts",
    "message_problems",
    "metadata_problem",
    "suggestion_problems",
    "texts",
    "too_many_tables",
    "view_problems",
    "view_refusal",
]
