//! History 经过: what happened to a document, a line a step. `who` did it; `whom` is whose place it is, or who came in.

super::words! {
    title = "History", "经过", "經過";
    only_with_network = "Only with network: this is read where it is kept.", "有网才能看，经过不存在手机上。", "有網才能看，經過不存在手機上。";
    nothing = "Nothing is noted here yet.", "这里还没有记下什么。", "這裡還沒有記下什麼。";
    earlier = "What happened before that is not shown.", "更早的没有显示。", "更早的沒有顯示。";
    erased = "Something that has been erased since", "一条已经删除的记录", "一條已經刪除的記錄";

    you = "You", "您", "您";
    the_app = "The app", "系统", "系統";
    the_desk = "The community's desk", "社区工作人员", "社區工作人員";
    a_neighbour = "A neighbour", "一位邻居", "一位鄰居";
    a_teams_place = "A team's place", "服务队的一个名额", "服務隊的一個名額";
    /// After what happened to somebody's place: who did it, where it was not themselves.
    by_you = "by you", "您操作", "您操作";
    by_the_app = "by the app", "系统自动", "系統自動";
    by_the_desk = "by the community's desk", "社区工作人员操作", "社區工作人員操作";
    by_a_neighbour = "by a neighbour", "一位邻居操作", "一位鄰居操作";
    by(name: &str) = "by {name}", "{name}操作", "{name}操作";
    because(reason: &str) = "reason: {reason}", "原因：{reason}", "原因：{reason}";
    said(words: &str) = "“{words}”", "“{words}”", "「{words}」";
    something(who: &str) = "{who} changed something", "{who}有改动", "{who}有改動";
    corrected(who: &str) = "{who} corrected it", "{who}作了更正", "{who}作了更正";

    // A need.
    need_posted(who: &str) = "{who} posted the need", "{who}发布了需求", "{who}發布了需求";
    need_verified(who: &str) = "{who} called whoever asked", "{who}打电话核实了", "{who}打電話核實了";
    need_accepted(who: &str) = "{who} accepted the need", "{who}受理了需求", "{who}受理了需求";
    need_rejected(who: &str) = "{who} did not take the need on", "{who}没有受理需求", "{who}沒有受理需求";
    need_reopened(who: &str) = "{who} sent the need back", "{who}把需求退回重办", "{who}把需求退回重辦";
    need_open_again = "Help is looked for again", "重新找人帮忙", "重新找人幫忙";
    need_claimed = "Claimed", "有人认领了", "有人認領了";
    need_in_progress = "The work began", "开始办理", "開始辦理";
    need_resolved = "It was done", "办结，待确认", "辦結，待確認";
    need_closed(who: &str) = "{who} closed the need", "{who}把需求结案", "{who}把需求結案";
    need_read(who: &str) = "{who} read what it says", "{who}查看了内容", "{who}查看了內容";
    need_withdrawn(who: &str) = "{who} withdrew the need", "{who}撤回了需求", "{who}撤回了需求";

    month_submitted(who: &str) = "{who} submitted the month's report", "{who}上报了月报", "{who}上報了月報";
    invitation_made(who: &str) = "{who} made the invitation", "{who}生成了邀请", "{who}生成了邀請";
    invitation_ended(who: &str) = "{who} ended the invitation", "{who}停用了邀请", "{who}停用了邀請";
    invitation_used(who: &str) = "{who} used the invitation", "{who}用了邀请", "{who}用了邀請";

    contacts_gone = "Telephones and addresses were erased: their time was over", "保存期满，电话和地址已删除", "保存期滿，電話和地址已刪除";

    // A shift.
    shift_opened(who: &str) = "{who} opened the shift", "{who}开了班次", "{who}開了班次";
    shift_reminded = "Everybody was reminded", "提醒了所有人", "提醒了所有人";
    shift_team_asked(who: &str) = "{who} asked a team to help", "{who}请了服务队帮忙", "{who}請了服務隊幫忙";
    shift_handed_over(who: &str) = "{who} handed the lead over", "{who}交接了队长", "{who}交接了隊長";
    shift_block(n: u32) = { if n == 1 { "A team took 1 place".into() } else { format!("A team took {n} places") } }, "服务队报了{n}个名额", "服務隊報了{n}個名額";
    shift_block_less(n: u32) = { if n == 1 { "A team has 1 place less".into() } else { format!("A team has {n} places less") } }, "服务队少了{n}个名额", "服務隊少了{n}個名額";
    shift_postponed(who: &str) = "{who} put the shift off", "{who}把班次改期", "{who}把班次改期";
    shift_cancelled(who: &str) = "{who} called the shift off", "{who}取消了班次", "{who}取消了班次";
    shift_settled(who: &str) = "{who} confirmed the roster", "{who}确认了名单", "{who}確認了名單";
    shift_sheet(who: &str) = "{who} entered a paper roster", "{who}补录了名单", "{who}補錄了名單";
    shift_resident_told(who: &str) = "{who} told the resident by telephone", "{who}电话告知了居民", "{who}電話告知了居民";
    shift_lead_told(who: &str) = "{who} told the lead by telephone", "{who}电话通知了队长", "{who}電話通知了隊長";

    // A place of its roster.
    place_requested(whom: &str) = "{whom} signed up, to be approved", "{whom}报名，待同意", "{whom}報名，待同意";
    place_waitlisted(whom: &str) = "{whom} joined the waiting list", "{whom}排上候补", "{whom}排上候補";
    place_offered(whom: &str) = "Asked whether they can come: {whom}", "问了{whom}能不能来", "問了{whom}能不能來";
    place_reconfirm(whom: &str) = "Asked to confirm again: {whom}", "请{whom}再次确认", "請{whom}再次確認";
    place_confirmed(whom: &str) = "{whom} got a place", "{whom}有了名额", "{whom}有了名額";
    place_coming(whom: &str) = "{whom} said: I'm coming", "{whom}说会来", "{whom}說會來";
    place_checked_in(whom: &str) = "{whom} checked in", "{whom}签到", "{whom}簽到";
    place_proven(whom: &str) = "There, as the code shows: {whom}", "{whom}到场，有签到码为证", "{whom}到場，有簽到碼為證";
    place_verified(whom: &str) = "Verified: {whom}", "{whom}的签到已核实", "{whom}的簽到已核實";
    place_checked_out(whom: &str) = "{whom} finished", "{whom}做完了", "{whom}做完了";
    place_hours_confirmed(whom: &str) = "Hours confirmed: {whom}", "{whom}的时长已确认", "{whom}的時長已確認";
    place_attendance_confirmed(whom: &str) = "Attendance confirmed: {whom}", "{whom}的到场已确认", "{whom}的到場已確認";
    place_hours_corrected(whom: &str) = "Hours corrected: {whom}", "{whom}的时长已更正", "{whom}的時長已更正";
    place_declined(whom: &str) = "{whom} got no place", "{whom}未排上", "{whom}未排上";
    place_withdrawn(whom: &str) = "{whom} gave the place back", "{whom}退出了", "{whom}退出了";
    place_cancelled(whom: &str) = "Place cancelled: {whom}", "{whom}的名额取消了", "{whom}的名額取消了";
    place_not_recorded(whom: &str) = "Not recorded: {whom}", "{whom}未记录", "{whom}未記錄";
    place_no_show(whom: &str) = "Marked absent: {whom}", "{whom}记为缺勤", "{whom}記為缺勤";
    place_contested(whom: &str) = "{whom} said: I was there", "{whom}说自己来了", "{whom}說自己來了";
    place_stays_absent(whom: &str) = "Stays absent: {whom}", "{whom}维持缺勤", "{whom}維持缺勤";
    place_told(whom: &str) = "Told by telephone: {whom}", "电话通知了{whom}", "電話通知了{whom}";
    place_named(whom: &str) = "Named for a team's place: {whom}", "{whom}登记到服务队的名额", "{whom}登記到服務隊的名額";
    place_unnamed = "A team's place has no name again", "服务队的一个名额又空着", "服務隊的一個名額又空著";

    // A record.
    hours_confirmed(who: &str) = "{who} confirmed the hours", "{who}确认了时长", "{who}確認了時長";
    hours_not_right(who: &str) = "{who} said that it is not right", "{who}说时长有误", "{who}說時長有誤";
    hours_amended(who: &str) = "{who} corrected the hours", "{who}更正了时长", "{who}更正了時長";
    hours_stay(who: &str) = "{who} looked again: it stays as it is", "{who}核实后维持不变", "{who}核實後維持不變";
    hours_recipient_confirmed = "Whoever was helped confirmed it", "服务对象已确认", "服務對象已確認";

    // A person.
    person_registered = "Entered in the register", "登记入册", "登記入冊";
    person_corrected = "The entry in the register was changed", "登记的资料有更新", "登記的資料有更新";
    role_given = "A role was given", "有了一个角色", "有了一個角色";
    role_ended = "A role ended", "一个角色结束了", "一個角色結束了";
    helper_named = "A helper was named", "指定了帮手", "指定了幫手";
    helper_ended = "A helper was taken off", "取消了帮手", "取消了幫手";
    helping = "Named as somebody's helper", "成为别人的帮手", "成為別人的幫手";
    no_longer_helping = "No longer somebody's helper", "不再是别人的帮手", "不再是別人的幫手";
    door = "A visit's address could be read from then on, or no longer", "到了或过了能看上门地址的时间", "到了或過了能看上門地址的時間";
    erasure_asked = "Erasing was asked for", "申请了删除资料", "申請了刪除資料";
    erasure_called_off = "Erasing was called off", "撤回了删除申请", "撤回了刪除申請";
    erasure_goes_on = "Erasing went on", "正在删除资料", "正在刪除資料";
}
