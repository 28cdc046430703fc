//! Desk 工作台: what needs a community worker, in the order of its time limit.

super::words! {
    title = "Desk", "工作台", "工作臺";
    post_and_open = "Post and open", "发布并招募", "發布並招募";
    to_accept(n: u32) = "To accept ({n})", "待受理（{n}）", "待受理（{n}）";
    short_of_people(n: u32) = "Short of people ({n})", "缺人（{n}）", "缺人（{n}）";
    call_back(n: u32) = "Call back ({n})", "待回访（{n}）", "待回訪（{n}）";
    hours_to_confirm(n: u32) = "Hours to confirm ({n})", "待确认时长（{n}）", "待確認時長（{n}）";
    not_reached(n: u32) = "Not reached ({n})", "未通知到（{n}）", "未通知到（{n}）";
    unreached(n: u32) = "People not reached ({n})", "有人未通知到（{n}）", "有人未通知到（{n}）";
    change_several = "Change several", "批量处理", "批量處理";
    month = "Month", "月报", "月報";
    week = "Week", "本周", "本週";

    ask_a_team = "Ask a team", "请团队", "請團隊";
    change_time = "Change time", "改时间", "改時間";
    cant_do = "Can't do it", "办不了", "辦不了";
    cancel_shift = "Cancel the shift", "取消班次", "取消班次";
    postpone = "Postpone", "改期", "改期";
    reason_rain = "Rain", "下雨", "下雨";
    reason_heat = "Heat", "高温", "高溫";
    reason_other = "Other", "其他", "其他";
    call_resident = "Call resident", "电话告知", "電話告知";
    called_back = "Called back", "已回访", "已回訪";

    new_shift = "New shift", "新班次", "新班次";
    edit_shift = "Change the shift", "修改班次", "修改班次";
    shift_title = "Title", "名称", "名稱";
    shift_place = "Where to meet", "集合地点", "集合地點";
    date = "Day", "日期", "日期";
    starts = "Starts", "开始", "開始";
    ends = "Ends", "结束", "結束";
    places = "Places", "名额", "名額";
    minimum = "At least", "最少", "最少";
    lead = "Lead", "队长", "隊長";
    deputy = "Deputy", "副队长", "副隊長";
    attendance = "How people check in", "签到方式", "簽到方式";
    attendance_site = "On site, with a lead", "现场，有队长", "現場，有隊長";
    attendance_visit = "A visit, on their own word", "上门，自己确认", "上門，自己確認";
    deadline = "Sign up until", "报名截止", "報名截止";
    requirements = "Requirements", "要求", "要求";
    min_age = "Minimum age", "最低年龄", "最低年齡";
    skills = "Skills", "技能", "技能";
    training = "Training", "培训", "培訓";
    insurance = "Insurance", "保险", "保險";
    open_shift = "Open for sign-up", "开始招募", "開始招募";
    those_signed_up_are_told(n: u32) = { if n == 1 { "The one who signed up is told.".into() } else { format!("The {n} who signed up are told.") } },
        "会通知已报名的{n}人。", "會通知已報名的{n}人。";

    to_close(n: u32) = "To close ({n})", "待结案（{n}）", "待結案（{n}）";
    people_to_confirm(n: u32) = { if n == 1 { "1 person".into() } else { format!("{n} people") } }, "{n}人待确认", "{n}人待確認";
    below_minimum = "Too few", "人数不足", "人數不足";
    posted_and_open(title: &str) = "Posted and open: {title}", "已发布并开始招募：{title}", "已發布並開始招募：{title}";
    see_roster = "Roster", "看名单", "看名單";
    change = "Change", "修改", "修改";
    save_changes = "Save the changes", "保存修改", "保存修改";
    changed = "Saved. Those signed up are told.", "已保存，会通知已报名的人。", "已保存，會通知已報名的人。";
    cancel_title = "Cancel this shift?", "取消这一班？", "取消這一班？";
    by_when(when: &str) = "by {when}", "{when}前", "{when}前";
    leave_as_it_was = "Leave it as it was", "不改了", "不改了";
    cancel_told = "Everyone who signed up is told the reason.", "会把原因告诉每一位报名的人。", "會把原因告訴每一位報名的人。";
    cancelled_said(title: &str) = "Cancelled: {title}", "已取消：{title}", "已取消：{title}";
    moves_to_waiting(names: &str) = "Fewer places than people: {names} would move to the waiting list.", "名额少于已报名人数，{names}会转到候补。", "名額少於已報名人數，{names}會轉到候補。";
    and_separator = ", ", "、", "、";
    colon = ": ", "：", "：";
    previous_week = "Week before", "上一周", "上一週";
    next_week = "Week after", "下一周", "下一週";
    this_week = "This week", "本周", "本週";
    nothing_this_week = "No shifts in this week.", "这一周没有班次。", "這一週沒有班次。";
    the_day = "What needs you", "要办的", "要辦的";
    nothing_waits = "Nothing", "没有", "沒有";
    find = "Find a need or shift", "查找需求或班次", "查找需求或班次";
    keys = "Keys", "快捷键", "快捷鍵";
    keys_down_up = "Next, previous row", "下一行、上一行", "下一行、上一行";
    keys_open = "Open the row", "打开这一行", "打開這一行";
    keys_find = "Find", "查找", "查找";
    keys_help = "This list", "显示快捷键", "顯示快捷鍵";
    back_to_week = "Back to the week", "回到本周", "回到本週";
    for_need = "For the need", "为这条需求", "為這條需求";
    when = "When", "时间", "時間";
    bring_and_more = "More", "更多", "更多";
    insured = "Volunteers are insured", "已为志愿者投保", "已為志願者投保";
    deadline_day = "Sign up until, day", "报名截止日期", "報名截止日期";
    deadline_time = "Sign up until, time", "报名截止时间", "報名截止時間";
    deadline_hint = "Left empty: until it starts.", "不填就是到开始为止。", "不填就是到開始為止。";
    gone = "This shift is not here, or not for you to see.", "这一班不在这里，或您看不到。", "這一班不在這裡，或您看不到。";
    not_for_you = "This page is for community workers.", "这一页由社区工作者使用。", "這一頁由社區工作者使用。";

    all_done = "Nothing waits. Enjoy the tea.", "都办好了，喝口茶。", "都辦好了，喝口茶。";
}
