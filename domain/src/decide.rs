//! [`decide`]: what may happen, decided once. [`predict`]: the same rules on a device, over what it may see.

use crate::{
    audience::Audience,
    command::Command,
    context::{Caller, Context},
    deciding::{Decided, Deciding},
    document::{Document, Documents},
    due,
    ids::{DocumentKey, PersonId},
    person::Person,
    refusal::{Refusal, Refused},
    rights::{gate, is_turned_away},
    rules::{
        attendance, blocks, contests, corrections, erasure, for_others, hand_over, helpers, hours,
        invitations, links, month, needs, notices, offers, paper, postpone, register, reminders,
        sealed, shifts, sign_up, teams, visits,
    },
    view::{View, publish},
};
use std::collections::BTreeSet;

/// Decides a command over the documents that were loaded. Pure: the same arguments give the same answer.
///
/// The answer counts only if [`Documents::take_missing`] is empty afterwards: else load what it names and ask again.
///
/// # Errors
/// [`Refused`], with every reason that stands against it.
pub fn decide(
    command: &Command,
    caller: Caller,
    docs: &Documents,
    ctx: &Context,
) -> Result<Decided, Refused> {
    let mut deciding = Deciding::new(ctx, caller, docs);
    if let Caller::Person(person) = caller {
        let me = deciding.person(person);
        let away = me.is_some_and(|me| is_turned_away(me, ctx.now));
        // Giving back is never refused, and neither is going.
        let leaves = matches!(
            command,
            Command::Withdraw { .. }
                | Command::MarkSeen { .. }
                | Command::AskErasure { .. }
                | Command::CallOffErasure { .. }
        );
        if me.is_none_or(Person::is_gone) || (away && !leaves) {
            return Err(Refusal::NotAllowed.into());
        }
    }
    gate::check(&deciding, command)?;
    run(&mut deciding, command)?;
    links::follow(&mut deciding);
    visits::follow(&mut deciding);
    helpers::follow(&mut deciding);
    month::follow(&mut deciding);
    Ok(deciding.finish())
}

/// The keys that a command reads and that are not loaded yet. Empty once it can be decided.
pub fn touches(
    command: &Command,
    caller: Caller,
    docs: &Documents,
    ctx: &Context,
) -> BTreeSet<DocumentKey> {
    let _ = decide(command, caller, docs, ctx);
    docs.take_missing()
}

fn run(d: &mut Deciding, command: &Command) -> Result<(), Refused> {
    match command {
        Command::RegisterPlace {
            code,
            level,
            name,
            desk,
        } => register::place(d, code, *level, name, desk),
        Command::RegisterOrganization {
            organization,
            kind,
            name,
            places,
            desk,
            specialty,
            is_brand,
            external_ref,
        } => {
            let form = register::OrganizationForm {
                id: *organization,
                kind: *kind,
                name,
                places,
                desk,
                specialty: specialty.as_ref(),
                is_brand: *is_brand,
                external_ref: external_ref.as_ref(),
            };
            register::organization(d, form)
        }
        Command::RegisterPerson {
            person,
            desk,
            about,
        } => register::person(d, *person, desk, about),
        Command::GrantRole {
            person,
            grant,
            role,
            scope,
            to,
        } => register::grant(d, *person, *grant, *role, scope, *to),
        Command::EndRole { person, grant } => register::end_role(d, *person, *grant),
        Command::PostNeed { case, about } => needs::post(d, *case, about),
        Command::CorrectNeed { case, about } => needs::correct(d, *case, about),
        Command::HandleNeed { case, step } => needs::handle(d, *case, step),
        Command::ReadSealed { case } => sealed::read(d, *case),
        Command::OpenShift { shift, about } => shifts::open(d, *shift, about),
        Command::CorrectShift { shift, about } => shifts::correct(d, *shift, about),
        Command::CancelShift { shift, reason } => shifts::cancel(d, *shift, reason),
        Command::SignUp {
            shift,
            sign_up,
            or_wait,
        } => sign_up::sign_up(d, *shift, *sign_up, *or_wait),
        Command::SignUpFor {
            shift,
            sign_up,
            person,
            consent,
            or_wait,
        } => for_others::sign_up(d, *shift, *sign_up, *person, *consent, *or_wait),
        Command::WithdrawFor { shift, sign_up } => for_others::withdraw(d, *shift, *sign_up),
        Command::AddOnSite {
            shift,
            sign_up,
            person,
        } => for_others::add_on_site(d, *shift, *sign_up, *person),
        Command::TellByPhone { shift, person } => notices::tell_by_phone(d, *shift, *person),
        Command::Withdraw { shift } => sign_up::withdraw(d, *shift),
        Command::Reconfirm { shift } => sign_up::reconfirm(d, *shift),
        Command::AcceptOffer { shift } => offers::accept(d, *shift),
        Command::SayComing { shift } => reminders::say_coming(d, *shift),
        Command::Approve { shift, sign_up } => visits::approve(d, *shift, *sign_up),
        Command::DeclineRequest {
            shift,
            sign_up,
            reason,
        } => visits::decline(d, *shift, *sign_up, reason),
        Command::TellResident { shift } => visits::tell_resident(d, *shift),
        Command::AskTeam { shift, team } => teams::ask(d, *shift, *team),
        Command::ReserveBlock {
            shift,
            block,
            team,
            headcount,
        } => blocks::reserve(d, *shift, *block, *team, *headcount),
        Command::NameMember {
            shift,
            sign_up,
            person,
            consent,
        } => blocks::name(d, *shift, *sign_up, *person, *consent),
        Command::ReduceBlock {
            shift,
            block,
            headcount,
        } => blocks::reduce(d, *shift, *block, *headcount),
        Command::CheckIn { shift, proof, at } => attendance::check_in(d, *shift, proof, *at),
        Command::CheckOut { shift, at } => attendance::check_out(d, *shift, *at),
        Command::MarkPresent { shift, sign_up, at } => {
            attendance::mark_present(d, *shift, *sign_up, *at)
        }
        Command::MarkLeft { shift, sign_up, at } => attendance::mark_left(d, *shift, *sign_up, *at),
        Command::MarkAbsent { shift, sign_up } => attendance::mark_absent(d, *shift, *sign_up),
        Command::ClearMark { shift, sign_up } => attendance::clear_mark(d, *shift, *sign_up),
        Command::ConfirmHours { shift, entries } => hours::confirm(d, *shift, entries),
        Command::MarkSeen { notice } => notices::mark_seen(d, *notice),
        Command::SubmitMonth { place, month } => month::submit(d, place, *month),
        Command::Tick { document, due } => due::tick(d, document, *due),
        Command::ContestAbsence { shift, reason } => contests::contest(d, *shift, reason),
        Command::AnswerContest {
            shift,
            sign_up,
            reason,
        } => contests::answer(d, *shift, *sign_up, reason),
        Command::RequestCorrection { record, reason } => corrections::request(d, *record, reason),
        Command::AnswerCorrection {
            record,
            minutes,
            reason,
        } => corrections::answer(d, *record, *minutes, reason),
        Command::EnterAttendance {
            shift,
            photo,
            entries,
        } => paper::enter_attendance(d, *shift, photo.as_deref(), entries),
        Command::HandOver { shift, to } => hand_over::hand_over(d, *shift, *to),
        Command::PostponeShift {
            shift,
            span,
            reason,
        } => postpone::postpone(d, *shift, *span, reason),
        Command::NameHelper { person, helper } => helpers::name(d, *person, *helper),
        Command::EndHelper { person, helper } => helpers::end(d, *person, *helper),
        Command::Invite {
            invitation,
            to,
            key,
        } => invitations::invite(d, *invitation, to, key),
        Command::EndInvitation { invitation } => invitations::end(d, *invitation),
        Command::Join {
            invitation,
            token,
            person,
            grant,
            newcomer,
        } => {
            let joining = invitations::Joining {
                invitation: *invitation,
                token,
                person: *person,
                grant: *grant,
                newcomer: newcomer.as_deref(),
            };
            invitations::join(d, &joining)
        }
        Command::Know {
            person,
            team,
            grant,
        } => invitations::know(d, *person, *team, *grant),
        Command::TurnAway { person, team } => invitations::turn_away(d, *person, *team),
        Command::AskErasure { person } => erasure::ask(d, *person),
        Command::CallOffErasure { person } => erasure::call_off(d, *person),
        Command::Forget { person, named_in } => erasure::forget(d, *person, named_in),
    }
}

/// What a device may expect of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prediction {
    /// What will probably change for this person: the new view, or none where it will vanish.
    Expected(Vec<(Audience, DocumentKey, Option<View>)>),
    /// It would be refused, as far as this device knows.
    Refused(Vec<Refusal>),
    /// This device does not hold what it would need to tell.
    Unknown,
}

/// Decides a command over documents that were made again from a device's views (see [`crate::view::rebuild`]), and
/// publishes the result to the audiences that the person reads.
pub fn predict(
    command: &Command,
    person: PersonId,
    audiences: &[Audience],
    lookup: impl Fn(&DocumentKey) -> Option<Document>,
    ctx: &Context,
) -> Prediction {
    let mut docs = Documents::new();
    let addressed = command.addresses();
    let creates = matches!(
        command,
        Command::PostNeed { .. }
            | Command::OpenShift { .. }
            | Command::SubmitMonth { .. }
            | Command::Invite { .. }
    );
    let me = DocumentKey::Person(person);
    for key in [&me, &addressed] {
        let found = lookup(key);
        if found.is_none() && !(creates && *key == addressed) {
            return Prediction::Unknown;
        }
        docs.put(key.clone(), found);
    }
    let answer = loop {
        let answer = decide(command, Caller::Person(person), &docs, ctx);
        let missing = docs.take_missing();
        if missing.is_empty() {
            break answer;
        }
        for key in missing {
            let found = lookup(&key);
            docs.put(key, found);
        }
    };
    match answer {
        Ok(decided) => Prediction::Expected(expected(&decided, audiences)),
        Err(refused) => Prediction::Refused(refused.reasons),
    }
}

fn expected(
    decided: &Decided,
    audiences: &[Audience],
) -> Vec<(Audience, DocumentKey, Option<View>)> {
    let mut expected = Vec::new();
    for document in &decided.documents {
        let mut published = publish(document);
        for audience in audiences {
            let at = published.iter().position(|(to, _)| to == audience);
            expected.push((
                audience.clone(),
                document.key(),
                at.map(|at| published.swap_remove(at).1),
            ));
        }
    }
    expected
}
