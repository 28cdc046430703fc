//! Needs.

use super::{NeedRow, people::phone};
use crate::{
    bad::{Reason, What},
    plan::Origin,
    reader::Reader,
    table::Cells,
    words::{SOURCES, STATES, URGENCIES, VISIBILITIES, code_of},
};
use linli_domain::case::{Assignee, CaseState, NeedAbout, Recipient, Source};

pub(crate) fn need(reader: &Reader, origin: Origin, cells: &mut Cells) -> Option<NeedRow> {
    let key = cells.text("number").to_owned();
    let about = NeedAbout {
        title: reader.local(cells, ["title", "title_en", "title_zh_hant"]),
        text: cells.at_most("text", 2000).to_owned(),
        category: code_of(cells.needed("category", 200)),
        place: reader.place(cells, "grid"),
        urgency: cells.choice("urgency", URGENCIES).unwrap_or_default(),
        visibility: cells.choice("visibility", VISIBILITIES).unwrap_or_default(),
        source: cells.choice("source", SOURCES).unwrap_or(Source::Import),
        risks: cells.at_most("risks", 2000).to_owned(),
        recipient: recipient(cells),
        external_ref: Some(key.clone()),
    };
    let state = cells
        .choice("state", STATES)
        .unwrap_or(CaseState::Submitted);
    let assignee = assignee(reader, cells);
    let done_by_someone = matches!(
        state,
        CaseState::Assigned | CaseState::InProgress | CaseState::Resolved | CaseState::Closed
    );
    if done_by_someone && assignee.is_none() {
        cells.wrong("assignee", Reason::NeedsAssignee);
    }
    let reason = cells.at_most("reason", 200).to_owned();
    let needs_reason = matches!(state, CaseState::Rejected | CaseState::Withdrawn);
    if needs_reason && reason.is_empty() {
        cells.wrong("reason", Reason::Missing);
    }
    (!key.is_empty()).then(|| NeedRow {
        origin,
        id: reader.need_id(&key),
        key,
        about,
        state,
        assignee,
        reason,
    })
}

fn recipient(cells: &mut Cells) -> Option<Recipient> {
    let name = cells.at_most("recipient_name", 200).to_owned();
    let phone = phone(cells, "recipient_phone");
    let address = Some(cells.at_most("recipient_address", 200))
        .filter(|text| !text.is_empty())
        .map(str::to_owned);
    let call_back = cells.flag("call_back").unwrap_or(false);
    if name.is_empty() && (phone.is_some() || address.is_some()) {
        cells.wrong("recipient_name", Reason::Missing);
    }
    if call_back && phone.is_none() {
        cells.wrong("recipient_phone", Reason::Missing);
    }
    (!name.is_empty()).then_some(Recipient {
        name,
        phone,
        address,
        call_back,
    })
}

fn assignee(reader: &Reader, cells: &mut Cells) -> Option<Assignee> {
    let key = cells.some("assignee")?;
    if reader.knows_team(key) {
        return Some(Assignee::Organization(reader.team_id(key)));
    }
    if !reader.knows_person(key) {
        cells.wrong("assignee", Reason::unknown(What::Assignee, key));
    }
    Some(Assignee::Person(reader.person_id(key)))
}
