"""Every command there is, in the order in which help shows them."""

from commands.acknowledge import ACKNOWLEDGE
from commands.affected import AFFECTED
from commands.bridge import BRIDGE
from commands.call import Call, Command, Reply
from commands.cancel import CANCEL
from commands.catchup import CATCHUP
from commands.close import CLOSE
from commands.declare import DECLARE
from commands.doctor import DOCTOR
from commands.edit import EDIT
from commands.follow import FOLLOW
from commands.guide import guide
from commands.impact import IMPACT
from commands.invite import INVITE
from commands.listing import LIST
from commands.merge import MERGE
from commands.mine import MINE
from commands.note import NOTE
from commands.postmortem import POSTMORTEM
from commands.private import PRIVATE
from commands.reopen import REOPEN
from commands.resolve import RESOLVE
from commands.role import ROLE
from commands.room import ROOM
from commands.services import SERVICES
from commands.severity import SEVERITY
from commands.stats import STATS
from commands.status import STATUS
from commands.summary import SUMMARY
from commands.task import TASK
from commands.timeline import TIMELINE
from commands.title import TITLE
from commands.unfollow import UNFOLLOW
from commands.update import UPDATE
from incidents.permissions import ANYBODY


async def _help(call: Call) -> Reply:
    return guide(COMMANDS, call.first)


HELP = Command(word="help", usage="help [word]", does="this list, or one command", run=_help, needs=ANYBODY)
COMMANDS: tuple[Command, ...] = (
    DECLARE,
    STATUS,
    ACKNOWLEDGE,
    SEVERITY,
    ROLE,
    TITLE,
    SUMMARY,
    UPDATE,
    SERVICES,
    AFFECTED,
    IMPACT,
    EDIT,
    NOTE,
    TASK,
    ROOM,
    PRIVATE,
    INVITE,
    BRIDGE,
    RESOLVE,
    CANCEL,
    REOPEN,
    POSTMORTEM,
    MERGE,
    CLOSE,
    DOCTOR,
    CATCHUP,
    TIMELINE,
    LIST,
    MINE,
    STATS,
    FOLLOW,
    UNFOLLOW,
    HELP,
)
