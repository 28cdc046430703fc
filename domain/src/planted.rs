//! Bugs that tests plant, to show that the simulation's judge would find them. Without the feature `planted-bugs`,
//! which the package of tests alone turns on, [`is`] is `false` and the compiler leaves nothing of it.

/// A bug to plant; each breaks one invariant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// A redacted roster is taken for an empty one.
    RedactedIsEmpty,
    /// A freed place goes to nobody.
    PromotionForgotten,
    /// A full shift takes one more.
    OneTooMany,
    /// The waiting list goes by name.
    LineByName,
    /// Whoever is busy moves up all the same.
    BusyMovesUp,
    /// Whoever is passed over is not told.
    PassedOverUntold,
    /// Whoever comes again stands where they stood.
    OldRank,
    /// With fewer places nobody loses theirs.
    SurplusStays,
    /// Time that became free is not given back.
    TimeStaysTaken,
    /// A cancelled shift tells nobody.
    CancelTellsNobody,
    /// People confirm their own hours.
    OwnHours,
    /// One absence ends a list on which others wait for a mark.
    AbsenceClosesEarly,
    /// A code that was sent late is as good as any.
    LateIsVerified,
    /// A wrong code costs no try.
    GuessesAreFree,
    /// The secret of the codes is in the public view.
    SecretInPublic,
    /// Whoever withdrew still sees the shift as their own.
    GoneStillSees,
    /// A command is decided again each time that it comes.
    LedgerIgnored,
    /// What leaves an audience leaves no row.
    LeftRowUnwritten,
    /// A cursor is past a row that was not told.
    CursorRunsAhead,
    /// A document is written over whatever is there.
    RevisionUnchecked,
    /// A link of the chain does not follow the one before.
    ChainBroken,
    /// Whoever verifies a chain does not compare its last hash with the head's.
    ChainEndUnread,
    /// Whoever verifies a chain goes by the links' order alone, not by their numbers.
    LinkNumbersUnread,
    /// Whoever verifies a chain does not read the links' texts.
    LinkTextsUnread,
    /// Whoever verifies a chain does not look at the checkpoints that were kept.
    CheckpointsUnread,
    /// Anybody signs anybody up.
    AnybodySignsUpOthers,
    /// Whoever is signed up by another may be busy.
    OthersMayBeBusy,
    /// Who signed somebody up is not kept.
    ActorForgotten,
    /// Whoever comes by is taken although every place is.
    OnSiteIsNeverFull,
    /// Whoever has seen it still counts as not reached.
    SeenStaysUnreached,
    /// What is told by telephone is noted with nobody.
    CallsLeaveNoTrace,
    /// The telephone of whoever gave the place back, and of everybody once a shift is settled, goes on being sent.
    PhonesStay,
    /// Who has not been reached is in the public view.
    UnreachedIsPublic,
    /// A home visit needs nobody's approval.
    VisitsUnapproved,
    /// An address shows before its time.
    AddressTooEarly,
    /// An address stays after its time.
    AddressStays,
    /// The need was taken back, and its address stays with whoever was to come.
    AddressOutlivesNeed,
    /// Whoever is not to come any more still has the word for the door.
    DoorWordOutlivesVisitor,
    /// A photograph of the printed roster is as good as being there.
    PrintedIsVerified,
    /// What helpers can give back is not kept up to date.
    HelpersPlaceStays,
    /// Whoever is next in line is put in late without being asked.
    LateUnasked,
    /// An offer that was not answered stays.
    OfferNeverLapses,
    /// Whoever did not answer is asked again at once.
    LapsedAskedAgain,
    /// A block takes more places than there are.
    BlockOverflows,
    /// Anybody is named for a team's place.
    StrangersInTheBlock,
    /// Whoever entered hours afterwards confirms them too.
    EntererConfirms,
    /// Whoever has a place in a postponed shift is not asked again.
    PostponedStayConfirmed,
    /// An absence can be contested at any time.
    AbsenceContestedForever,
    /// The deputy whom a handing over replaced still sees the roster and the secret of the codes.
    HandedOverKeepsSecret,
    /// What may be of a paper roster is entered, although some of it may not.
    SheetHalfEntered,
    /// A holiday counts as a working day.
    HolidayIsWorkday,
    /// What a month counted of a document stays counted when the document changes.
    MonthCountsTwice,
    /// The figures of a submitted month go on changing.
    FrozenMonthMoves,
    /// Whoever reads somebody's entry of the register names their helpers.
    AnybodyNamesHelpers,
    /// Somebody of another community is named.
    HelpersFromNextDoor,
    /// A person may have any number of helpers.
    HelpersUnlimited,
    /// A person may help any number of people.
    HelpedUnlimited,
    /// A helper's own document does not say whom they help.
    HelperNeverKnows,
    /// Whoever helps no longer keeps it in their own document, and goes on.
    EndedHelperStillHelps,
    /// Whoever signed somebody up may give the place back, though they help them no longer.
    TakerGivesBack,
    /// What somebody took themselves, others give back.
    AnyPlaceGivenBack,
    /// A helper adds people on site.
    HelperAddsOnSite,
    /// Whom a helper signs up for a home visit needs nobody's approval.
    HelperApprovesVisits,
    /// Who leads a team is told who helps its members.
    HelpersToldToTeams,
    /// An envelope leaves the outbox before its outcome is stored.
    OutboxClearedFirst,
    /// A held command goes at once.
    HeldGoesAtOnce,
    /// What was undone stays in the queue.
    UndoneStays,
    /// A refusal is not kept for its person.
    RefusalSwallowed,
    /// What an ended role allowed to hold is kept.
    EndedRoleKeeps,
    /// An older answer is taken for a newer one.
    OvertakenIsTaken,
    /// What opens an invitation to a role is in the desk's view.
    KeyOfInvitationShown,
    /// Whatever token is brought opens an invitation.
    AnyTokenOpens,
    /// An invitation lets in as many as come.
    InvitationNeverFull,
    /// An invitation outlives the rights of whoever made it.
    DeadHandInvites,
    /// A team's code makes members at once.
    CodeMakesMembers,
    /// The desk replaces the device of whoever has more to say.
    DeskReplacesAnyone,
    /// The code for one person's device lets another one in.
    AnybodysDevice,
    /// Whoever made an invitation to a role takes it up.
    OwnInvitation,
    /// Newcomers say of themselves that they are known.
    NewcomersKnowThemselves,
    /// A minor comes in with nobody who answers for them.
    MinorsComeAlone,
    /// What somebody without an account asked for is taken on before they were called.
    AcceptsUnverified,
    /// What an ended role allowed is allowed for ever.
    EndedGrantsHold,
    /// Whoever has any role in a place runs its desk.
    AnyRoleRunsTheDesk,
    /// Whoever runs the installation reads the desk.
    AdminReadsTheDesk,
    /// What is hidden is answered otherwise than what is not there.
    HiddenIsTold,
    /// Who is to be helped stands in what everybody reads.
    RecipientInPublic,
    /// What is sealed stands in the case, for its desk.
    SealedIsOpen,
    /// Reading what is sealed leaves no line in the log.
    ReadingIsNotLogged,
    /// Whoever was named with somebody to help goes on knowing their name after an erasure.
    HelpersRemember,
    /// A photographed sheet outlives the erasure of who stands on it.
    SheetsRemember,
    /// Whoever keeps the keys is erased with them.
    LastOneErased,
    /// What was said of somebody stays in the log after their erasure.
    LogRemembers,
    /// Telephones and addresses stay when their time is over.
    ContactsStay,
    /// Their places stay taken by somebody who is not there any more.
    ErasedKeepPlaces,
    /// Whatever is as long as a code proves that one was there.
    AnyCodeProves,
    /// Digits that left the screen an hour ago are as good as those on it.
    DigitsNeverAge,
    /// A code of a moment that has not come proves that one was there.
    FutureCodesProve,
    /// Whoever is there already is checked in again.
    CheckedInAgain,
}

#[cfg(feature = "planted-bugs")]
mod planting {
    use super::Bug;
    use std::cell::Cell;

    thread_local! {
        static PLANTED: Cell<Option<Bug>> = const { Cell::new(None) };
    }

    /// Plants a bug on this thread, or none.
    pub fn plant(bug: Option<Bug>) {
        PLANTED.set(bug);
    }

    /// Whether that bug is planted on this thread.
    pub fn is(bug: Bug) -> bool {
        PLANTED.get() == Some(bug)
    }
}

#[cfg(feature = "planted-bugs")]
pub use planting::{is, plant};

/// Whether that bug is planted: never.
#[cfg(not(feature = "planted-bugs"))]
#[inline(always)]
pub const fn is(_: Bug) -> bool {
    false
}
