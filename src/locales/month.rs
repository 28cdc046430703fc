//! Month 月报: what was asked for, what came of it, who came, and their hours.

use linli_domain::Month;

use super::Lang;

super::words! {
    title = "Month", "月报", "月報";
    title_of(place: &str, month: &str) = "{place}: month report, {month}", "{place}{month}月报", "{place}{month}月報";
    print = "Print", "打印", "打印";
    csv = "Download as a table", "下载表格", "下載表格";
    submit = "Submit", "上报", "上報";
    submit_title(month: &str) = "Submit {month}?", "上报{month}？", "上報{month}？";
    submit_lead = "The figures are kept as they are now. What changes later is listed below them.", "上报后，此时的数字保留不变；以后的更正列在下面。", "上報後，此時的數字保留不變；以後的更正列在下面。";
    submit_from(day: &str) = "It can be submitted from {day}.", "{day}起可以上报。", "{day}起可以上報。";
    submitted_on(day: &str, name: &str) = "Submitted on {day} by {name}", "{day}由{name}上报", "{day}由{name}上報";
    is_submitted = "Submitted", "已上报", "已上報";
    csv_saved = "Saved as a file", "已存成文件", "已存成文件";
    csv_failed = "The file could not be saved.", "文件没能存下来。", "文件沒能存下來。";
    submitted = "Submitted", "上报时", "上報時";
    now = "Now", "现在", "現在";
    changed_since = "Changed since", "上报后的更正", "上報後的更正";
    nothing_changed = "Nothing has changed since.", "上报后没有更正。", "上報後沒有更正。";
    more_changes(n: u32) = { if n == 1 { "And one more change.".into() } else { format!("And {n} more changes.") } }, "另有{n}处更正。", "另有{n}處更正。";
    nothing_yet = "Nothing in this month.", "这个月还没有内容。", "這個月還沒有內容。";
    previous = "Previous", "上个月", "上個月";
    next = "Next", "下个月", "下個月";
    choose = "Choose the month", "选择月份", "選擇月份";

    needs = "Needs", "需求", "需求";
    needs_posted = "Posted", "发布", "發布";
    needs_done = "Done", "已办结", "已辦結";
    needs_unmet = "Unmet", "未满足", "未滿足";
    needs_rejected = "Not taken on", "未受理", "未受理";
    needs_withdrawn = "Withdrawn", "已撤回", "已撤回";
    needs_open = "Still open", "还在办理", "還在辦理";

    shifts = "Shifts", "班次", "班次";
    shifts_held = "Held", "已举办", "已舉辦";
    shifts_failed = "Nobody came", "无人到场", "無人到場";
    shifts_cancelled = "Cancelled", "已取消", "已取消";
    places = "Places", "名额", "名額";

    attendance = "Attendance", "到岗", "到崗";
    attendance_rate = "Attendance rate", "到岗率", "到崗率";
    attendance_of(there: u32, confirmed: u32) = "{there} of {confirmed}", "{confirmed}人中{there}人", "{confirmed}人中{there}人";
    confirmed = "Confirmed", "已确认", "已確認";
    checked_in = "Checked in", "已签到", "已簽到";
    no_shows = "Absent", "缺勤", "缺勤";
    not_recorded = "Not recorded", "未记录", "未記錄";
    rate_note = "Cancelled shifts do not count.", "已取消的班次不计入。", "已取消的班次不計入。";

    people = "Volunteers", "志愿者人数", "志願者人數";
    people_at_least = "At least; beyond a thousand they are not told apart.", "至少；超过一千人后不再逐一区分。", "至少；超過一千人後不再逐一區分。";
    records = "Records", "记录数", "記錄數";
    minutes = "Minutes", "分钟数", "分鐘數";
    hours = "Hours", "服务时长", "服務時長";
    hours_by_team = "Hours by team and evidence", "按团队和凭据的时长", "按團隊和憑據的時長";
    team = "Team", "团队", "團隊";
    no_team = "Without a team", "无团队", "無團隊";
    evidence = "Evidence", "凭据", "憑據";
    figure = "Figure", "项目", "項目";
    change_of(what: &str, of: &str, by: &str) = "{what} ({of}) {by}", "{what}（{of}）{by}", "{what}（{of}）{by}";
    hours_not_kept = "No hours are kept here.", "这里不记录时长。", "這裡不記錄時長。";

    not_over(day: &str) = "The month is not over: it can be submitted from {day}.", "这个月还没有结束，{day}起可以上报。", "這個月還沒有結束，{day}起可以上報。";
    already_submitted(day: &str) = "It was submitted on {day}. What changed since is listed with it.", "{day}已经上报，以后的更正列在月报里。", "{day}已經上報，以後的更正列在月報裡。";

    /// The name of a month of a year.
    month_of_year(year: u32, month: u32) = { format!("{} {year}", english(month)) }, "{year}年{month}月", "{year}年{month}月";
}

fn english(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let at = usize::try_from(month).unwrap_or(0).wrapping_sub(1);
    NAMES.get(at).copied().unwrap_or_default()
}

/// "May 2026", "2026年5月".
#[must_use]
pub fn name(lang: Lang, month: Month) -> String {
    month_of_year(lang, month.year().into(), month.month().into())
}
