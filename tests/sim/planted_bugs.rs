//! A judge that never finds anything proves nothing: each bug here is planted, and is found.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use linli_domain::planted::{Bug, plant};
use linli_tests::sim::{Counts, DriverBug, play, play_with};

/// Plays seeds until the judge finds something, and says what.
fn found(mut play: impl FnMut(u64, &mut Counts) -> Result<(), String>) -> Option<(u64, String)> {
    const SCHEDULES: u64 = 4_000;
    let mut counts = Counts::default();
    (0..SCHEDULES).find_map(|seed| Some((seed, play(seed, &mut counts).err()?)))
}

macro_rules! planted {
    ($($name:ident: $bug:ident says $words:literal $(or $others:literal)*;)*) => {$(
        #[test]
        fn $name() {
            plant(Some(Bug::$bug));
            let verdict = found(play);
            plant(None);
            let (seed, what) = verdict.expect("the judge finds it");
            println!("{:?}: seed {seed}: {what}", Bug::$bug);
            let said = [$words $(, $others)*].iter().any(|words| what.contains(words));
            assert!(said, "seed {seed}: found, but for another reason: {what}");
            // The same schedule without the bug is blameless.
            assert_eq!(play(seed, &mut Counts::default()), Ok(()));
        }
    )*};
}

planted! {
    a_redacted_roster_taken_for_empty: RedactedIsEmpty says "a screen up to date";
    what_is_sealed_in_the_case: SealedIsOpen says "";
    a_reading_that_leaves_no_line: ReadingIsNotLogged says "readings of what is sealed";
    a_promotion_forgotten: PromotionForgotten says "a place is free";
    one_person_too_many: OneTooMany says "";
    a_waiting_list_by_name: LineByName says "who fits and came earlier";
    a_busy_person_moved_up: BusyMovesUp says "does not fit";
    whoever_is_passed_over_untold: PassedOverUntold says "should tell";
    a_new_sign_up_at_an_old_rank: OldRank says "has rank";
    places_lost_and_nobody_moved: SurplusStays says "";
    free_time_forgotten: TimeStaysTaken says "a place is free";
    a_cancelled_shift_that_tells_nobody: CancelTellsNobody says "should tell";
    own_hours_confirmed: OwnHours says "may not be";
    one_absence_that_ends_the_list: AbsenceClosesEarly says "settled";
    a_late_code_counted_as_verified: LateIsVerified says "attendance";
    a_wrong_code_that_costs_no_try: GuessesAreFree says "";
    a_secret_in_a_public_view: SecretInPublic says "";
    whoever_withdrew_still_sees: GoneStillSees says "";
    a_ledger_not_consulted: LedgerIgnored says "";
    a_left_row_not_written: LeftRowUnwritten says "";
    a_counter_taken_too_early: CursorRunsAhead says "is not what a new device is told" or "is erased, and on the phone of";
    a_revision_not_checked: RevisionUnchecked says "";
    a_chain_broken: ChainBroken says "does not follow";
    anybody_signing_up_others: AnybodySignsUpOthers says "may not be";
    others_signed_up_who_are_busy: OthersMayBeBusy says "may not be";
    an_actor_forgotten: ActorForgotten says "was signed up by";
    more_people_on_site_than_places: OnSiteIsNeverFull says "may not be";
    whoever_has_seen_it_still_to_be_reached: SeenStaysUnreached says "to be reached with";
    a_call_that_leaves_no_trace: CallsLeaveNoTrace says "told by telephone";
    whoever_is_unreached_told_to_all: UnreachedIsPublic says "who has not been reached";
    a_month_that_counts_twice: MonthCountsTwice says "the report of";
    a_frozen_month_that_moves: FrozenMonthMoves says "was handed up with";
    visits_that_nobody_approves: VisitsUnapproved says "should stand Requested";
    an_address_before_its_time: AddressTooEarly says "too early knows an address";
    an_address_after_its_time: AddressStays says "still knows an address";
    an_address_that_outlives_its_need: AddressOutlivesNeed says "still knows an address";
    a_door_word_that_outlives_its_visitor: DoorWordOutlivesVisitor says "knows the door word";
    a_photograph_of_the_sheet_that_proves_presence: PrintedIsVerified says "";
    a_place_given_late_without_asking: LateUnasked says "was put in late and not asked";
    an_offer_that_never_lapses: OfferNeverLapses says "and should stand Waiting";
    whoever_did_not_answer_asked_again: LapsedAskedAgain says "should tell" or "did not answer, or did";
    a_postponed_shift_that_asks_nobody_again: PostponedStayConfirmed says "should stand Reconfirm";
    a_replaced_deputy_who_keeps_the_codes: HandedOverKeepsSecret says "the secret is with";
    a_sheet_confirmed_by_who_entered_it: EntererConfirms says "may not be";
    half_a_sheet: SheetHalfEntered says "may not be";
    more_places_for_a_team_than_there_are: BlockOverflows says "may not be";
    a_stranger_in_a_teams_place: StrangersInTheBlock says "may not be";
    an_absence_contested_for_ever: AbsenceContestedForever says "may not be";
    anybody_naming_helpers: AnybodyNamesHelpers says "_helper by";
    a_helper_from_next_door: HelpersFromNextDoor says "may not be";
    more_helpers_than_five: HelpersUnlimited says "may not be";
    more_people_helped_than_fifty: HelpedUnlimited says "may not be";
    a_helper_who_is_not_told_of_it: HelperNeverKnows says "says that";
    an_ended_helper_who_goes_on: EndedHelperStillHelps says "says that";
    a_place_given_back_by_who_once_took_it: TakerGivesBack says "withdraw_for";
    a_place_that_somebody_took_themselves_given_back: AnyPlaceGivenBack says "withdraw_for";
    a_place_that_its_helper_cannot_find: HelpersPlaceStays says "may give back";
    somebody_added_on_site_by_a_helper: HelperAddsOnSite says "add_on_site";
    a_visit_that_a_helper_approves: HelperApprovesVisits says "should stand Requested";
    helpers_told_to_whoever_leads_a_team: HelpersToldToTeams says "is told who helps";
    a_key_of_an_invitation_in_a_view: KeyOfInvitationShown says "what opens an invitation lies in";
    any_token_that_opens: AnyTokenOpens says "join by";
    an_invitation_that_is_never_full: InvitationNeverFull says "join by";
    an_invitation_of_a_dead_hand: DeadHandInvites says "join by";
    a_code_that_makes_members: CodeMakesMembers says "holds the roles";
    a_device_of_whoever_has_more_to_say_replaced: DeskReplacesAnyone says "invite by";
    a_device_that_is_anybodys: AnybodysDevice says "join by";
    an_invitation_taken_up_by_who_made_it: OwnInvitation says "join by";
    newcomers_who_know_themselves: NewcomersKnowThemselves says "may not be";
    a_minor_who_comes_alone: MinorsComeAlone says "join by";
    a_helper_who_remembers: HelpersRemember says "";
    a_sheet_that_outlives_who_stands_on_it: SheetsRemember says "other sheets are kept";
    whoever_keeps_the_keys_erased: LastOneErased says "ask_erasure";
    contacts_that_stay: ContactsStay says "";
    a_log_that_remembers: LogRemembers says "is erased, and";
    places_kept_by_whoever_is_gone: ErasedKeepPlaces says "";
    an_outbox_cleared_before_its_outcome: OutboxClearedFirst says "";
    a_held_command_sent_at_once: HeldGoesAtOnce says "went at once";
    an_undo_ignored: UndoneStays says "undone";
    a_refusal_swallowed: RefusalSwallowed says "was refused";
    an_ended_role_that_keeps_its_rows: EndedRoleKeeps says "is not what a new device is told" or "is erased, and on the phone of";
    an_overtaken_answer_taken_for_news: OvertakenIsTaken says "an older answer";
}

macro_rules! driven {
    ($($name:ident: $bug:ident says $words:literal;)*) => {$(
        #[test]
        fn $name() {
            let verdict = found(|seed, counts| play_with(seed, Some(DriverBug::$bug), counts));
            let (seed, what) = verdict.expect("the judge finds it");
            println!("{:?}: seed {seed}: {what}", DriverBug::$bug);
            assert!(what.contains($words), "seed {seed}: found, but for another reason: {what}");
            assert_eq!(play(seed, &mut Counts::default()), Ok(()));
        }
    )*};
}

driven! {
    an_answer_lost_after_commit_and_sent_again_under_a_new_id: FreshIdOnResend says "nobody tapped it";
    silence_taken_for_success: SilenceIsSuccess says "";
    silence_taken_for_a_refusal: SilenceIsRefusal says "";
}

/// The switch is for this package alone: no manifest of what is shipped turns it on.
#[test]
fn no_bug_can_be_planted_in_what_is_shipped() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace");
    for package in ["", "server", "import", "xtask"] {
        let manifest =
            std::fs::read_to_string(root.join(package).join("Cargo.toml")).expect("a manifest");
        assert!(!manifest.contains("planted-bugs"), "{package}/Cargo.toml");
    }
    for package in ["domain", "sync"] {
        let manifest =
            std::fs::read_to_string(root.join(package).join("Cargo.toml")).expect("a manifest");
        let default = manifest.lines().find(|line| line.starts_with("default"));
        assert!(
            default.is_none_or(|line| !line.contains("planted")),
            "{package}/Cargo.toml"
        );
    }
}
