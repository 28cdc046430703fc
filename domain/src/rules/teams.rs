//! Teams: a desk that is short of people asks one to help out.

use crate::{
    audience::Audience,
    deciding::Deciding,
    ids::{DocumentKey, OrganizationId, ShiftId},
    notice::NoticeKind,
    refusal::{Refusal, Refused},
    shift::ShiftState,
};

/// How many teams can be asked for one shift.
pub const ASKED_MAX: usize = 20;

/// 请团队: asks a team to help out, once.
pub(crate) fn ask(d: &mut Deciding, id: ShiftId, team: OrganizationId) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let mut reasons = Vec::new();
    if let Err(refused) = d.addressed(&DocumentKey::Organization(team)) {
        reasons.extend(refused.reasons);
    }
    if shift.state != ShiftState::Open || d.now() >= shift.about.span.start {
        let phase = shift.phase(d.now());
        reasons.push(Refusal::WrongPhase { phase });
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    if shift.arranged.asked.contains(&team) || shift.arranged.asked.len() >= ASKED_MAX {
        return Ok(());
    }
    let (desk, title, span) = (
        shift.desk.clone(),
        shift.about.title.clone(),
        shift.about.span,
    );
    let missing = shift.about.slots.saturating_sub(shift.taken());
    if let Some(shift) = d.edit_shift(id) {
        shift.arranged.asked.push(team);
    }
    let key = DocumentKey::Shift(id);
    d.log(
        key.clone(),
        &desk,
        "open",
        "open",
        Some("team asked".into()),
    );
    let kind = NoticeKind::TeamAsked { missing };
    d.tell_audience(Audience::Team(team), kind, key, title, Some(span));
    Ok(())
}
