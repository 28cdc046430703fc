//! Notices are seen.

use crate::{
    deciding::Deciding,
    ids::{DocumentKey, NoticeId},
    notice::Seen,
    refusal::Refused,
};

pub(crate) fn mark_seen(d: &mut Deciding, id: NoticeId) -> Result<(), Refused> {
    d.addressed(&DocumentKey::Notice(id))?;
    let (person, at, desk) = (d.actor(), d.now(), d.need_me()?.desk.clone());
    if let Some(notice) = d.edit_notice(id)
        && !notice.seen.iter().any(|seen| seen.person == person)
    {
        notice.seen.push(Seen { person, at });
        d.log(DocumentKey::Notice(id), &desk, "told", "seen", None);
    }
    Ok(())
}
