"""Every id that ties a button, a menu or a form to its listener."""

TAKE_ROLE = "take_role"  # `take_role:commander`; on a digest message the value is the number
ROLE_MENU = "role_menu"  # on a card: `role_menu:commander`
ACKNOWLEDGE = "acknowledge"  # the value is the number
ACCEPT_ROLE = "accept_role"  # the value names incident, role and the holder who is to be relieved
DECLINE_ROLE = "decline_role"
OPEN_EDIT = "open_edit"  # the value is the number
SUGGEST_SEVERITY = "suggest_severity"  # the value is the number
OPEN_RESOLVE = "open_resolve"
JOIN_BRIDGE = "join_bridge"  # a link: Slack tells of these clicks too, and nothing follows
START_BRIDGE = "start_bridge"
UNDO_END = "undo_end"
JOIN_ROOM = "join_room"  # the value is the number of the incident
MERGE = "merge"
UNDO_MERGE = "undo_merge"
TRY_AGAIN = "try_again"  # what Slack refused; the value is the incident's number
NEW_ROOM = "new_room"
LIST_PAGE = "list_page"  # `list_page:on`; the value is what the list shows
TIMELINE_PAGE = "timeline_page"  # `timeline_page:on`; the value is the incident and the page
OPEN_ROOM = "open_room"  # on the digest message of an incident without a room; the value is its number
REPAIR = "repair_room"
OPEN_DECLARE = "open_declare"
REOPEN_RESOLVE = "reopen_resolve"  # from elsewhere than the room; the value is the number

DECLARE_FORM = "declare_form"
EDIT_FORM = "edit_form"
SEVERITY_FORM = "severity_form"
RESOLVE_FORM = "resolve_form"
HANDOVER_FORM = "handover_form"

TITLE = "title"
SEVERITY = "severity"
SUMMARY = "summary"
SERVICE = "service"
SERVICES = "services"
STATUS = "status"
IMPACT = "impact"
REACH = "reach"  # who is affected
HARM = "harm"  # how it hurts them
PRIVATE = "private"
DRILL = "drill"
RESOLUTION = "resolution"
USERS_AFFECTED = "users_affected"
PERSON = "person"
NOTE = "note"
VALUE = "value"  # the action id of the one element in each input block
