//! Seeded schedules against the judge. `LINLI_SIM_SCHEDULES=n` plays so many; `LINLI_SIM_SEED=s` plays one again.

use linli_tests::sim::{Counts, play};
use std::time::Instant;

/// So many schedules where nothing else is said.
const SCHEDULES: u64 = 5_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Plays seeds on every core; gives what happened, and what the judge says against the first that fails.
fn play_all(seeds: std::ops::Range<u64>) -> (Counts, Option<(u64, String)>) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let part = |n: u64| {
        let seeds = seeds.clone();
        move || {
            let mut counts = Counts::default();
            for seed in seeds.filter(|seed| seed % cores == n) {
                if let Err(what) = play(seed, &mut counts) {
                    return (counts, Some((seed, what)));
                }
            }
            (counts, None)
        }
    };
    let running: Vec<_> = (0..cores).map(|n| std::thread::spawn(part(n))).collect();
    let mut all = Counts::default();
    let mut failed: Option<(u64, String)> = None;
    for thread in running {
        let (counts, failure) = thread
            .join()
            .unwrap_or_else(|_| panic!("a schedule panicked"));
        all.add(&counts);
        failed = failed.into_iter().chain(failure).min();
    }
    (all, failed)
}

#[test]
fn whatever_the_network_and_the_disks_do_everything_comes_right() {
    if let Some(seed) = number("LINLI_SIM_SEED") {
        let verdict = play(seed, &mut Counts::default());
        assert_eq!(verdict, Ok(()), "seed {seed}");
        return;
    }
    let schedules = number("LINLI_SIM_SCHEDULES").unwrap_or(SCHEDULES);
    let started = Instant::now();
    let (counts, failed) = play_all(0..schedules);
    println!("{counts}");
    let millis = started.elapsed().as_secs_f64() * 1000.0 / schedules as f64;
    println!("{millis:.2} ms a schedule, all cores together");
    if failed.is_none() && schedules >= SCHEDULES {
        nothing_never_happens(&counts);
    }
    if let Some((seed, what)) = failed {
        panic!(
            "seed {seed}: {what}\nagain: LINLI_SIM_SEED={seed} cargo test -p linli-tests --test sim"
        );
    }
}

/// Every command, every refusal, every notice, every crash point and every race occurred.
fn nothing_never_happens(counts: &Counts) {
    const COMMANDS: [&str; 46] = [
        "read_sealed",
        "post_need",
        "correct_need",
        "handle_need",
        "open_shift",
        "correct_shift",
        "cancel_shift",
        "sign_up",
        "withdraw",
        "reconfirm",
        "check_in",
        "check_out",
        "mark_present",
        "mark_left",
        "mark_absent",
        "clear_mark",
        "confirm_hours",
        "mark_seen",
        "sign_up_for",
        "withdraw_for",
        "add_on_site",
        "tell_by_phone",
        "accept_offer",
        "say_coming",
        "approve",
        "decline_request",
        "tell_resident",
        "ask_team",
        "postpone_shift",
        "hand_over",
        "enter_attendance",
        "reserve_block",
        "name_member",
        "reduce_block",
        "contest_absence",
        "answer_contest",
        "request_correction",
        "answer_correction",
        "name_helper",
        "end_helper",
        "invite",
        "end_invitation",
        "know",
        "turn_away",
        "ask_erasure",
        "call_off_erasure",
    ];
    const SYSTEMS: [&str; 8] = [
        "register_place",
        "register_organization",
        "register_person",
        "grant_role",
        "end_role",
        "tick",
        "join",
        "forget",
    ];
    // `too_many_commitments` and the rest: every refusal that this version can give.
    const REFUSALS: [&str; 50] = [
        "sealed",
        "not_found",
        "not_allowed",
        "field",
        "id_taken",
        "shift_full",
        "list_full",
        "already_signed_up",
        "not_signed_up",
        "deadline_passed",
        "wrong_phase",
        "overlaps_shift",
        "busy_then",
        "skill_needed",
        "training_needed",
        "age_needed",
        "newcomers_on_site_only",
        "too_many_commitments",
        "check_in_not_yet",
        "check_in_over",
        "code_wrong",
        "too_many_tries",
        "wrong_proof",
        "not_confirmed",
        "already_checked_in",
        "not_checked_in",
        "own_work",
        "not_over",
        "wrong_need_state",
        "fewer_than_present",
        "other_community",
        "offer_over",
        "not_requested",
        "call_back_needed",
        "nobody_to_tell",
        "second_approver",
        "blocks_on_site_only",
        "no_such_block",
        "not_a_member",
        "not_marked_absent",
        "contest_over",
        "already_answered",
        "already_asked",
        "nothing_to_answer",
        "too_many_helpers",
        "invitation_over",
        "invitation_used",
        "not_new",
        "end_roles_first",
        "was_erased",
    ];
    const NOTICES: [&str; 31] = [
        "promoted",
        "passed_over",
        "moved_to_waiting_list",
        "shift_cancelled",
        "shift_changed",
        "please_reconfirm",
        "late_withdrawal",
        "hours_confirmed",
        "marked_absent",
        "not_recorded",
        "not_reached",
        "signed_up_by_other",
        "given_back_by_other",
        "need_accepted",
        "need_rejected",
        "need_resolved",
        "need_closed",
        "need_changed",
        "offered",
        "offer_lapsed",
        "day_before",
        "approved",
        "request_declined",
        "approval_needed",
        "team_asked",
        "shift_postponed",
        "handed_over",
        "absence_contested",
        "absence_stands",
        "absence_taken_back",
        "correction_answered",
    ];
    let faults = [
        "tap",
        "settle",
        "apply",
        "undo",
        "dismiss",
        "authority commits",
    ];
    let mut crashes: Vec<String> = faults
        .iter()
        .flat_map(|step| {
            ["nothing written", "written, not heard"].map(|how| format!("{step}: {how}"))
        })
        .collect();
    crashes.extend(
        [
            "tab at rest",
            "tab between request and answer",
            "answer to a tab that is gone",
            "authority restarted",
        ]
        .map(str::to_owned),
    );
    let network = [
        "request lost",
        "request twice",
        "answer lost",
        "answer twice",
        "pull lost",
        "pull twice",
        "sent again",
        "401",
        "session expired",
    ];
    let mut missing: Vec<String> = Vec::new();
    let mut look = |kind: &str, name: &str| {
        if counts.of(kind, name) == 0 {
            missing.push(format!("{kind}: {name}"));
        }
    };
    COMMANDS.iter().for_each(|name| {
        look("tap", name);
        look("applied", name);
        look("refused", name);
    });
    SYSTEMS.iter().for_each(|name| look("applied", name));
    REFUSALS.iter().for_each(|name| look("refusal", name));
    NOTICES.iter().for_each(|name| look("told", name));
    crashes.iter().for_each(|name| look("crash", name));
    network.iter().for_each(|name| look("network", name));
    for (kind, name) in [
        ("waiting list", "promoted"),
        ("waiting list", "passed over"),
        ("offer", "made"),
        ("offer", "accepted"),
        ("offer", "accepted late"),
        ("offer", "lapsed"),
        ("offer", "refused"),
        ("visit", "approved"),
        ("visit", "declined"),
        ("visit", "resident told"),
        ("need taken back", "with its shift"),
        ("shift", "put off"),
        ("handed over", "to the deputy"),
        ("handed over", "to somebody on the roster"),
        ("sheet on the wall", "scanned"),
        ("sheet", "had a place"),
        ("sheet", "waited"),
        ("sheet", "was not on the roster"),
        ("block", "reserved"),
        ("block", "named"),
        ("block", "replaced"),
        ("block", "a name taken off"),
        ("block", "a member could not come"),
        ("block", "a place without a name given back"),
        ("block", "a member's place given back"),
        ("absence", "contested"),
        ("absence", "stands"),
        ("absence", "taken back"),
        ("record", "stands"),
        ("record", "corrected"),
        ("call back", "helped"),
        ("call back", "not helped"),
        ("door", "opened"),
        ("door", "opened by time"),
        ("door", "shut"),
        ("door", "shut by time"),
        ("race", "both wrote"),
        ("race", "one was turned away"),
        ("delivery", "repeated"),
        ("delivery", "server failed"),
        ("undo", "in time"),
        ("undo", "too late"),
        ("role", "ended"),
        ("clock", "jumped"),
        ("screen", "compared with the authority"),
        ("screen", "refused, and the authority would"),
        ("need", "called and verified"),
        ("helper", "named"),
        ("helper", "ended"),
        ("helper", "the last of five"),
        ("helper", "of fifty people"),
        ("helper", "signed somebody up"),
        ("helper", "asked to do a visit for somebody"),
        ("helper", "gave a place back for somebody"),
        ("no helper", "not_found"),
        ("no helper", "not_allowed"),
        ("no helper", "too_many_helpers"),
        ("no helper", "list_full"),
        ("invited", "to a team"),
        ("invited", "to a role"),
        ("invited", "on another device"),
        ("invitation", "taken back"),
        ("coming in", "by a team's code"),
        ("coming in", "to a role"),
        ("coming in", "on another device"),
        ("coming in", "who was registered"),
        ("coming in", "with a guardian"),
        ("coming in", "again"),
        ("coming in", "the last of forty"),
        ("at the door", "at the last moment"),
        ("at the door", "late"),
        ("race", "for the one place of an invitation"),
        ("refused", "join"),
        ("no way in", "no invitation"),
        ("no way in", "no person"),
        ("no way in", "not_allowed"),
        ("no way in", "id_taken"),
        ("no way in", "invitation_over"),
        ("no way in", "invitation_used by 1"),
        ("no way in", "invitation_used by 40"),
        ("no way in", "name missing"),
        ("no way in", "name too_long"),
        ("no way in", "phone missing"),
        ("no way in", "phone not_a_phone"),
        ("no way in", "birth out_of_range"),
        ("no way in", "consent missing"),
        ("no way in", "consent unknown"),
        ("no way in", "guardian missing"),
        ("no way in", "guardian_phone not_a_phone"),
        ("no invitation", "no invitation"),
        ("no invitation", "not_allowed"),
        ("no invitation", "id_taken"),
        ("not known", "no person"),
        ("not known", "not_allowed"),
        ("not known", "not_new"),
        ("not known", "id_taken"),
        ("newcomer", "known"),
        ("newcomer", "turned away"),
        ("newcomer", "turned away, and stays who they were"),
        ("newcomer", "asked to do a visit once known"),
        ("newcomer", "reads the team once known"),
        ("newcomer", "still new at the end"),
        ("turned away", "asked before, refused: sign_up"),
        ("turned away", "refused: sign_up"),
        ("turned away", "gives a place back"),
        ("turned away", "a phone that held more drops it"),
        ("applied", "submit_month"),
        ("refused", "submit_month"),
        ("refusal", "month_not_over"),
        ("refusal", "already_submitted"),
        ("erasure", "asked for oneself"),
        ("erasure", "asked for by the desk"),
        ("erasure", "asked twice"),
        ("erasure", "called off"),
        ("erasure", "begun"),
        ("erasure", "gave a place back"),
        ("erasure", "a helper's bond went"),
        ("erasure", "a need of theirs went"),
        ("erasure", "sealed words went"),
        ("erasure", "a shift is without its lead"),
        ("erasure", "hours stay"),
        ("erasure", "a sheet went"),
        ("erasure", "emptied"),
        ("erasure", "done"),
        ("erasure", "found nowhere"),
    ] {
        look(kind, name);
    }
    assert!(missing.is_empty(), "these never happened: {missing:?}");
}
