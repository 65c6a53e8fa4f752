"""Names by which an incident keeps what exists outside (`Incident.refs`), and which belong to its room."""

ROOMLESS = "roomless"
"""Marks an incident declared without a room."""
LOST = "room_lost"
"""How its room was closed to us."""
REOPENED = "reopened_by"
"""Who reopened it, until something has worked in its room: that may have been closed long ago."""
BEFORE = "room_before"
"""The room in which it went on before this one."""
ENDED_BEFORE = "ended_before"
"""Its ends that did not last (`incidents/earlier_ends.py`)."""
MERGED_ROOM = "merged_room"
"""The room to go to, where it was merged into another."""
DECLARED_FROM = "declared_from"
"""Where it was declared, when that was not in Slack."""
UNDER = "postmortem_under"
"""The message (a ts in the digest channel) in whose thread the post-mortem stands where there was no room."""

SIGNPOST = "signpost"
"""The message that says in its room where it goes on."""
TASKS = "tasks"
"""The message with the list of tasks in its room."""
ASKED, ASKED_TIMES = "roles_asked", "roles_asked_times"
"""For which roles (keys) the room is asked while nobody holds them, and how often it was asked by now."""
ROLES_MESSAGE, ROLES_MESSAGE_TIMES = "roles_message", "roles_message_times"
"""The message that asks for them, and which asking it was."""
OFFER = "offer"
"""The message to somebody who is asked to take a role over (`offer:commander:U123`): channel, ts, how it ended."""
CARD_BOOKMARK, BRIDGE_BOOKMARK = "bookmark", "bridge_bookmark"
CANVAS = "canvas"
CALLED_AT = "called_at"
"""At which severity those on call and those who follow were last invited."""
MISSING = "missing"
"""Who could not come (a line each of `U123 code`), until somebody is told."""

NOTICE, NOTICE_ROUND, NOTICE_ENDED = "archive_notice", "archive_round", "archive_ended"
"""The message that says that the room will be archived, since when that is wanted, and how it ended, if it did."""
ARCHIVE_AT = "archive_at"
"""When it will be."""
LEFT_ALONE = "left_alone"
"""Marks a room that people opened again after the end: it is not archived by itself."""
EXPORT_KEPT = "export_kept"
"""Marks that what was written is stored, as whoever archives the room wants it."""
PUBLISHED_IN = "published:"
"""Before the id of a channel that was told of the post-mortem: its message (a ts) and which words it shows."""

ASKED_FOR_UPDATE = "asked_for_update"
"""Set while the whole room is asked for the update that is due, since nobody leads."""
ASKING = "update_question"
"""The message that asks."""

EARLIER, EARLIER_PINS, EARLIER_BY = "earlier", "earlier_pins", "earlier_by"
"""The message that offers what was pinned before it was declared; those messages; and who has added them."""

POSTMORTEM = ("postmortem", "postmortem_edition", "postmortem_file", "postmortem_file_edition")
OF_THE_ROOM = (
    "room_name",
    "topic",
    "card",
    CARD_BOOKMARK,
    BRIDGE_BOOKMARK,
    SIGNPOST,
    TASKS,
    ASKED,
    ASKED_TIMES,
    ROLES_MESSAGE,
    ROLES_MESSAGE_TIMES,
    CANVAS,
    CALLED_AT,
    MISSING,
    ASKING,
    EARLIER,
    *POSTMORTEM,
    NOTICE,
    NOTICE_ROUND,
    NOTICE_ENDED,
    ARCHIVE_AT,
    EXPORT_KEPT,
    LEFT_ALONE,
    LOST,
    REOPENED,
)
"""A new room begins without them. The meeting's own stand in `incidents/meeting.py` and come along."""
