//! Desk 工作台: what needs a community worker, in the order of its time limit.

super::words! {
    title = "Desk", "工作台", "工作臺";
    post_and_open = "Post and open", "发布并招募", "發布並招募";
    to_accept(n: u32) = "To accept ({n})", "待受理（{n}）", "待受理（{n}）";
    short_of_people(n: u32) = "Short of people ({n})", "缺人（{n}）", "缺人（{n}）";
    call_back(n: u32) = "Call back ({n})", "待回访（{n}）", "待回訪（{n}）";
    hours_to_confirm(n: u32) = "Hours to confirm ({n})", "待确认时长（{n}）", "待確認時長（{n}）";
    not_reached(n: u32) = "Not reached ({n})", "未通知到（{n}）", "未通知到（{n}）";
    change_several = "Change several", "批量处理", "批量處理";
    month = "Month", "月报", "月報";
    week = "Week", "本周", "本週";

    ask_a_team = "Ask a team", "请团队", "請團隊";
    change_time = "Change time", "改时间", "改時間";
    cant_do = "Can't do it", "办不了", "辦不了";
    cancel_shift = "Cancel", "取消", "取消";
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
    requirements = "Asks for", "要求", "要求";
    min_age = "Minimum age", "最低年龄", "最低年齡";
    skills = "Skills", "技能", "技能";
    training = "Training", "培训", "培訓";
    insurance = "Insurance", "保险", "保險";
    open_shift = "Open it", "开始招募", "開始招募";
    those_signed_up_are_told(n: u32) = { if n == 1 { "The one who signed up is told.".into() } else { format!("The {n} who signed up are told.") } },
        "会通知已报名的{n}人。", "會通知已報名的{n}人。";

    all_done = "Nothing waits. Enjoy the tea.", "都办好了，喝口茶。", "都辦好了，喝口茶。";
}
