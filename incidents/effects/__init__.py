"""Every effect there is, in the field's words, each in the module of its noun."""

from incidents.change import Effect
from incidents.effects.bridge import BookmarkBridge, EndMeeting, StartBridge
from incidents.effects.closing import ArchiveRoom, KeepExport, LookAtRoom, RefreshNotice, TellPublished
from incidents.effects.digest import EnsureDigestChannel, RefreshDigest, WithdrawDigest
from incidents.effects.doctor import ExamineInstallation, ExamineRoom
from incidents.effects.documents import (
    FetchPinned,
    KeepFiles,
    MarkTaken,
    ReadAgain,
    ReadRoom,
    RefreshCanvas,
    RefreshPostmortem,
    UploadPostmortem,
)
from incidents.effects.groups import ReadGroups
from incidents.effects.home import RefreshHome
from incidents.effects.offers import OfferDeclare, OfferEarlier, OfferPin
from incidents.effects.people import (
    AnswerPerson,
    BringOver,
    InviteFollowers,
    InvitePeople,
    RefreshOffer,
    TellMissing,
)
from incidents.effects.room import (
    AskForRoles,
    BookmarkCard,
    LeaveRoom,
    OpenChannel,
    PinCard,
    RefreshCard,
    RefreshSignpost,
    RenameRoom,
    SetTopic,
)
from incidents.effects.tasks import FetchTask, FileTicket, LinkTicket, RefreshTasks
from incidents.effects.updates import AskForUpdate, FollowUp, PostUpdate
from incidents.effects.weekly import TellWeek

EFFECTS: dict[str, type[Effect]] = {
    effect.kind: effect
    for effect in (
        OpenChannel,
        RenameRoom,
        LeaveRoom,
        SetTopic,
        RefreshCard,
        PinCard,
        BookmarkCard,
        RefreshSignpost,
        RefreshTasks,
        FetchTask,
        FileTicket,
        LinkTicket,
        AskForRoles,
        RefreshOffer,
        InvitePeople,
        InviteFollowers,
        BringOver,
        TellMissing,
        AnswerPerson,
        StartBridge,
        EndMeeting,
        BookmarkBridge,
        EnsureDigestChannel,
        RefreshDigest,
        WithdrawDigest,
        RefreshCanvas,
        FetchPinned,
        MarkTaken,
        KeepFiles,
        ReadAgain,
        ReadRoom,
        RefreshPostmortem,
        UploadPostmortem,
        ExamineRoom,
        ExamineInstallation,
        ReadGroups,
        OfferDeclare,
        OfferPin,
        OfferEarlier,
        RefreshHome,
        PostUpdate,
        FollowUp,
        AskForUpdate,
        TellWeek,
        TellPublished,
        LookAtRoom,
        RefreshNotice,
        KeepExport,
        ArchiveRoom,
    )
}
