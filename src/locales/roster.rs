//! Roster 名单: the lead's and deputy's screen, before, during and after a shift.

super::words! {
    title = "Roster", "名单", "名單";
    here_of(here: u32, of: u32) = "{here} of {of} here", "到{here}人，共{of}人", "到{here}人，共{of}人";
    code = "Code", "签到码", "簽到碼";
    code_changes = "The code changes every ten seconds", "每十秒换一次", "每十秒換一次";
    show_code = "Show the code", "出示签到码", "出示簽到碼";
    hand_over = "Hand over", "交接", "交接";
    hand_over_to = "Who takes over?", "交给谁？", "交給誰？";
    tick(name: &str) = "{name} is here", "{name}到了", "{name}到了";
    tick_out(name: &str) = "{name} has finished", "{name}做完了", "{name}做完了";
    call(name: &str) = "Call {name}", "打给{name}", "打給{name}";
    scan_card = "Scan card", "扫卡", "掃卡";
    add_someone = "Add someone", "现场加人", "現場加人";
    print_roster = "Print roster", "打印名单", "打印名單";
    enter_paper_roster = "Enter paper roster", "补录名单", "補錄名單";
    not_reached(n: u32) = "Not reached ({n})", "未通知到（{n}）", "未通知到（{n}）";
    told_by_phone = "Told by phone", "已电话通知", "已電話通知";
    copy_for_group = "Copy for the group", "复制到群", "複製到群";
    waiting_list(n: u32) = "Waiting list ({n})", "候补（{n}）", "候補（{n}）";
    requests(n: u32) = "To approve ({n})", "待同意（{n}）", "待同意（{n}）";
    approve = "Approve", "同意", "同意";
    decline = "Decline", "不同意", "不同意";

    exceptions = "Look at these first", "先看这些", "先看這些";
    absent = "Absent", "缺勤", "缺勤";
    mark_absent(name: &str) = "{name} was absent", "{name}缺勤", "{name}缺勤";
    confirm_all(n: u32) = "Confirm all ({n})", "全部确认（{n}）", "全部確認（{n}）";
    confirm_hours = "Confirm hours", "确认时长", "確認時長";
    hours_confirmed = "Hours confirmed", "时长已确认", "時長已確認";
    planned_end_counted = "No check-out: counted to the planned end", "没有签退，算到预定结束", "沒有簽退，算到預定結束";
    own_hours_by_worker = "Your own hours are confirmed by the community worker.", "您自己的时长由社区工作者确认。", "您自己的時長由社區工作者確認。";
    lead_tag = "Lead", "队长", "隊長";
    deputy_tag = "Deputy", "副队长", "副隊長";
    nobody_yet = "Nobody has signed up yet.", "还没有人报名。", "還沒有人報名。";
}
