//! A matrix that never finds anything proves nothing: each leak here is planted, and is found. With the feature
//! `planted-bugs`, as the whole workspace is tested.

use crate::cells::matrix;
use linli_domain::planted::{Bug, plant};

fn found(bug: Bug) -> String {
    plant(Some(bug));
    let cells = std::panic::catch_unwind(matrix);
    plant(None);
    let cells = cells.expect("the worlds can be made with the bug too");
    println!("{bug:?}: {} cells leak", cells.leaks.len());
    cells.first(usize::MAX)
}

macro_rules! planted {
    ($($name:ident: $bug:ident says $words:literal;)*) => {$(
        #[test]
        fn $name() {
            let found = found(Bug::$bug);
            assert!(found.contains($words), "{}", found.chars().take(2000).collect::<String>());
        }
    )*};
}

planted! {
    a_role_that_goes_on_after_its_end: EndedGrantsHold says "Ended, lives Elsewhere";
    a_desk_run_by_whoever_has_a_role: AnyRoleRunsTheDesk says "applied, and may not be";
    a_desk_read_by_who_runs_the_installation: AdminReadsTheDesk says "SystemAdmin";
    something_hidden_answered_otherwise_than_nothing: HiddenIsTold says "what is hidden is answered";
    somebody_to_be_helped_in_what_everybody_reads: RecipientInPublic says "RecipientAddress is told";
    a_secret_in_what_everybody_reads: SecretInPublic says "Secret is told";
    numbers_told_that_nobody_need_dial: PhonesStay says "VolunteerPhone is told";
    helpers_told_to_who_leads_a_team: HelpersToldToTeams says "HelperName is told";
    somebody_signed_up_by_anybody: AnybodySignsUpOthers says "sign_up_for: applied, and may not be";
    what_is_sealed_in_the_case: SealedIsOpen says "ExternalRef is told";
    helpers_named_by_anybody: AnybodyNamesHelpers says "name_helper: applied, and may not be";
}
