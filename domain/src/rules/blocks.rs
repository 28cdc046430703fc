//! A team's block: places that its lead reserves, all or none. Members are named later and can be replaced; a place
//! stays the team's when its member cannot come. Each member checks in for themselves, and their hours count once, for
//! the team, in the shift's community.

use super::{
    for_others::as_told_to_caller,
    sign_up::{Door, freed, hold, release, set_state, settle, shut, stand_of},
};
use crate::{
    deciding::Deciding,
    ids::{BlockId, DocumentKey, OrganizationId, PersonId, ShiftId, SignUpId},
    notice::NoticeKind,
    person::Firmness,
    place::PlaceCode,
    planted::{self, Bug},
    refusal::{Field, Problem, Refusal, Refused},
    rights::{InTeam, standing},
    shift::{Attendance, Block, Consented, Shift, SignUp, SignUpState},
};
use uuid::Uuid;

/// The most places of one block.
pub const HEADCOUNT_MAX: u16 = 50;

/// The shift and the block.
fn block_of(d: &Deciding, id: ShiftId, block: BlockId) -> Result<(Shift, Block), Refused> {
    let shift = d.addressed_shift(id)?;
    let found = shift.blocks.iter().find(|found| found.id == block);
    let found = found.ok_or(Refusal::NoSuchBlock)?;
    Ok((shift.clone(), found.clone()))
}

/// The id of a block's n-th place: a device and its authority make the same.
fn place_id(block: BlockId, n: u16) -> SignUpId {
    SignUpId(Uuid::from_u128(
        block.0.as_u128().wrapping_add(u128::from(n) + 1),
    ))
}

pub(crate) fn reserve(
    d: &mut Deciding,
    id: ShiftId,
    block: BlockId,
    team: OrganizationId,
    headcount: u16,
) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    if let Some(there) = shift.blocks.iter().find(|there| there.id == block) {
        let same = there.team == team;
        return if same {
            Ok(())
        } else {
            Err(Refusal::IdTaken.into())
        };
    }
    let mut reasons = Vec::new();
    if let Err(refused) = d.addressed(&DocumentKey::Organization(team)) {
        reasons.extend(refused.reasons.into_iter().filter(|_| !d.ctx.predicting));
    }
    let max = HEADCOUNT_MAX;
    if !(1..=max).contains(&headcount) {
        let (min, max) = (1, max.into());
        let problem = Problem::OutOfRange { min, max };
        let field = Field::Headcount;
        reasons.push(Refusal::Field { field, problem });
    }
    if shift.about.attendance == Attendance::Visit {
        reasons.push(Refusal::BlocksOnSiteOnly);
    }
    reasons.extend(shut(d, shift, Door::Ahead { or_wait: false }));
    if shift.roster.len() + usize::from(headcount) > usize::from(d.ctx.profile.list_bound) {
        reasons.push(Refusal::ListFull);
    }
    let free = shift.about.slots.saturating_sub(shift.taken());
    if headcount > free && !planted::is(Bug::BlockOverflows) {
        let waiting = shift.waiting();
        reasons.push(Refusal::ShiftFull { waiting });
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let me = d.need_me()?;
    let (actor, actor_name, now) = (me.id, me.about.name.clone(), d.now());
    let desk = shift.desk.clone();
    if let Some(shift) = d.edit_shift(id) {
        shift.blocks.push(Block {
            id: block,
            team,
            headcount,
        });
        for n in 0..headcount {
            let rank = shift.next_rank;
            shift.next_rank += 1;
            shift.roster.push(SignUp {
                id: place_id(block, n),
                person: None,
                name: String::new(),
                phone: None,
                block: Some(block),
                actor: Some(actor),
                actor_name: actor_name.clone(),
                consent: None,
                to_reach: None,
                rank,
                at: now,
                state: SignUpState::Confirmed,
                check_in: None,
                check_out: None,
                minutes: None,
                told_passed_over: false,
                offer_lapsed: false,
                coming: false,
                entered_by: None,
                contest: None,
            });
        }
    }
    let key = DocumentKey::Shift(id);
    d.log(
        key,
        &desk,
        "open",
        "open",
        Some(format!("block of {headcount}")),
    );
    Ok(())
}

/// Names who takes a place, or takes the name off it.
pub(crate) fn name(
    d: &mut Deciding,
    id: ShiftId,
    entry: SignUpId,
    person: Option<PersonId>,
    consent: Consented,
) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let found = shift.entry(entry);
    let Some(block) = found.and_then(|found| found.block) else {
        return Err(Refusal::NoSuchBlock.into());
    };
    let (shift, block) = block_of(d, id, block)?;
    let found = shift.entry(entry).cloned().ok_or(Refusal::NotSignedUp)?;
    if found.person == person {
        return Ok(());
    }
    let mut reasons = Vec::new();
    if found.check_in.is_some() {
        reasons.push(Refusal::AlreadyCheckedIn);
    } else if !may_be_left(found.state) {
        reasons.push(Refusal::NotConfirmed);
    }
    if let Some(person) = person {
        reasons.extend(against_member(d, &shift, &block, person));
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    take_off(d, id, &shift, &found);
    if let Some(person) = person {
        put_on(d, id, &shift, &found, person, consent);
    }
    Ok(())
}

/// Everything that stands against somebody's taking a place of the team.
fn against_member(d: &Deciding, shift: &Shift, block: &Block, person: PersonId) -> Vec<Refusal> {
    let found = d.person(person);
    if found.is_none() && !d.ctx.predicting {
        return vec![Refusal::NotAMember];
    }
    let mut reasons = Vec::new();
    // Counted in is enough: a block is for shifts on site, to which newcomers may come. Of whoever is not, nothing is
    // told: they look like somebody who is not there.
    let member = found.is_none_or(|found| standing(found, block.team, d.now()) > InTeam::Nothing);
    if !member && !planted::is(Bug::StrangersInTheBlock) {
        return vec![Refusal::NotAMember];
    }
    // The place is there already: whether the shift is full, or sign-up over, does not matter any more.
    let stand = stand_of(d, shift, person, found, SignUpId(Uuid::max()), Door::Named);
    reasons.extend(stand.err().into_iter().flat_map(|refused| refused.reasons));
    as_told_to_caller(d, shift, reasons)
}

fn edit_entry<'a>(d: &'a mut Deciding, id: ShiftId, entry: SignUpId) -> Option<&'a mut SignUp> {
    let roster = &mut d.edit_shift(id)?.roster;
    roster.iter_mut().find(|found| found.id == entry)
}

/// The place has no name any more; whoever had it is free.
pub(super) fn take_off(d: &mut Deciding, id: ShiftId, shift: &Shift, found: &SignUp) {
    let Some(person) = found.person else { return };
    super::notices::is_reached(d, id, person, None);
    if let Some(entry) = edit_entry(d, id, found.id) {
        entry.person = None;
        entry.name.clear();
        entry.phone = None;
        entry.consent = None;
        entry.coming = false;
        entry.state = SignUpState::Confirmed;
    }
    release(d, person, id);
    let (key, title) = (DocumentKey::Shift(id), shift.about.title.clone());
    d.log_entry(
        key.clone(),
        Some(found.id),
        &shift.desk,
        "named",
        "unnamed",
        None,
    );
    let by = d.me().map(|me| me.about.name.clone()).unwrap_or_default();
    let kind = NoticeKind::GivenBackByOther { by };
    d.tell(person, kind, key, title, Some(shift.about.span));
    freed(d, person, &shift.about.span);
}

fn put_on(
    d: &mut Deciding,
    id: ShiftId,
    shift: &Shift,
    found: &SignUp,
    person: PersonId,
    consent: Consented,
) {
    let (name, phone) = match d.person(person) {
        Some(person) => (person.about.name.clone(), person.about.phone.clone()),
        None => Default::default(),
    };
    let (actor, by) = match d.me() {
        Some(me) => (me.id, me.about.name.clone()),
        None => (d.actor(), String::new()),
    };
    if let Some(shift) = d.edit_shift(id) {
        // Whoever waits, or was on it before, has one entry: this.
        shift.roster.retain(|entry| entry.person != Some(person));
    }
    if let Some(entry) = edit_entry(d, id, found.id) {
        entry.person = Some(person);
        entry.name = name;
        entry.phone = phone;
        entry.actor = Some(actor);
        entry.actor_name = by.clone();
        entry.consent = Some(consent);
    }
    let span = shift.about.span;
    hold(d, id, found.id, person, span, Firmness::Held);
    let (key, title) = (DocumentKey::Shift(id), shift.about.title.clone());
    d.log_entry(
        key.clone(),
        Some(found.id),
        &shift.desk,
        "unnamed",
        "named",
        None,
    );
    d.tell(
        person,
        NoticeKind::SignedUpByOther { by },
        key,
        title,
        Some(span),
    );
}

/// A member cannot come: the place stays the team's, and whoever leads the shift hears of it where it is late.
pub(crate) fn leave(d: &mut Deciding, id: ShiftId, entry: SignUpId) -> Result<(), Refused> {
    let Some((shift, found)) = d.shift(id).and_then(|shift| {
        let found = shift.entry(entry)?.clone();
        Some((shift.clone(), found))
    }) else {
        return Err(Refusal::NotSignedUp.into());
    };
    let late = d.now() > shift.about.withdrawal_deadline();
    let (name, lead) = (found.name.clone(), shift.lead.as_ref().map(|lead| lead.id));
    take_off(d, id, &shift, &found);
    if let Some(lead) = lead.filter(|_| late) {
        let (key, title) = (DocumentKey::Shift(id), shift.about.title.clone());
        let kind = NoticeKind::LateWithdrawal { name };
        d.tell(lead, kind, key, title, Some(shift.about.span));
    }
    Ok(())
}

/// Whoever was marked keeps their place, there or absent.
fn may_be_left(state: SignUpState) -> bool {
    matches!(state, SignUpState::Confirmed | SignUpState::Reconfirm)
}

pub(crate) fn reduce(
    d: &mut Deciding,
    id: ShiftId,
    block: BlockId,
    headcount: u16,
) -> Result<(), Refused> {
    let (shift, block) = block_of(d, id, block)?;
    let places = shift.roster.iter();
    let mut places = places.filter(|entry| entry.block == Some(block.id));
    let mut reasons: Vec<Refusal> = shut(d, &shift, Door::Named).into_iter().collect();
    if places.clone().any(|entry| entry.check_in.is_some()) {
        reasons.push(Refusal::AlreadyCheckedIn);
    } else if !places.all(|entry| may_be_left(entry.state)) && reasons.is_empty() {
        reasons.push(Refusal::NotConfirmed);
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let surplus = block.headcount.saturating_sub(headcount);
    drop_places(d, id, block.id, surplus);
    settle(d, id);
    Ok(())
}

/// Takes so many places off a block: those without a name first, then the last.
fn drop_places(d: &mut Deciding, id: ShiftId, block: BlockId, surplus: u16) {
    let Some(shift) = d.shift(id).cloned() else {
        return;
    };
    let of_block = |entry: &&SignUp| entry.block == Some(block);
    let mut places: Vec<SignUp> = shift.roster.iter().filter(of_block).cloned().collect();
    places.sort_by_key(|entry| (entry.person.is_some(), std::cmp::Reverse(entry.rank)));
    places.truncate(usize::from(surplus));
    for place in &places {
        take_off(d, id, &shift, place);
    }
    let gone = u16::try_from(places.len()).unwrap_or(u16::MAX);
    if gone == 0 {
        return;
    }
    if let Some(shift) = d.edit_shift(id) {
        shift
            .roster
            .retain(|entry| places.iter().all(|gone| gone.id != entry.id));
        for found in shift.blocks.iter_mut().filter(|found| found.id == block) {
            found.headcount = found.headcount.saturating_sub(gone);
        }
        shift.blocks.retain(|found| found.headcount > 0);
    }
    let key = DocumentKey::Shift(id);
    let why = Some(format!("block less {gone}"));
    d.log(key, &shift.desk, "open", "open", why);
}

/// There are fewer places than before: places of blocks without a name are the first to go.
pub(crate) fn fit(d: &mut Deciding, id: ShiftId) {
    let Some(shift) = d.shift(id) else { return };
    let mut surplus = shift.taken().saturating_sub(shift.about.slots);
    let unnamed = |block: &Block| {
        crate::shift::count(&shift.roster, |entry| {
            entry.block == Some(block.id) && entry.person.is_none()
        })
    };
    let blocks: Vec<(BlockId, u16)> = shift.blocks.iter().map(|b| (b.id, unnamed(b))).collect();
    for (block, unnamed) in blocks.into_iter().rev() {
        let gone = unnamed.min(surplus);
        surplus -= gone;
        if gone > 0 {
            drop_places(d, id, block, gone);
        }
    }
}

/// An entry is its person's own from now on.
pub(crate) fn let_go(d: &mut Deciding, id: ShiftId, entry: SignUpId) {
    let Some(found) = edit_entry(d, id, entry) else {
        return;
    };
    let Some(block) = found.block.take() else {
        return;
    };
    if let Some(shift) = d.edit_shift(id) {
        for found in shift.blocks.iter_mut().filter(|found| found.id == block) {
            found.headcount = found.headcount.saturating_sub(1);
        }
        shift.blocks.retain(|found| found.headcount > 0);
    }
}

/// A shift is called off: so are places without a name.
pub(crate) fn call_off(d: &mut Deciding, id: ShiftId, desk: &PlaceCode) {
    let unnamed: Vec<SignUpId> = d.shift(id).map_or_else(Vec::new, |shift| {
        let places = shift
            .roster
            .iter()
            .filter(|entry| entry.person.is_none() && entry.state == SignUpState::Confirmed);
        places.map(|entry| entry.id).collect()
    });
    for entry in unnamed {
        set_state(d, id, entry, SignUpState::Cancelled, desk, None);
    }
}

/// The team whose place it is.
pub(crate) fn team_of(shift: &Shift, entry: &SignUp) -> Option<OrganizationId> {
    let block = shift.blocks.iter().find(|b| Some(b.id) == entry.block)?;
    Some(block.team)
}
