//! Desk 工作台: what needs a community worker, in the order of its time limit.

super::words! {
    title = "Desk", "工作台", "工作臺";
    post_and_open = "Post and open", "发布并招募", "發布並招募";
    to_accept(n: u32) = "To accept ({n})", "待受理（{n}）", "待受理（{n}）";
    short_of_people(n: u32) = "Short of people ({n})", "缺人（{n}）", "缺人（{n}）";
    to_approve(n: u32) = "To approve ({n})", "待同意（{n}）", "待同意（{n}）";
    residents_to_call(n: u32) = "Call resident ({n})", "电话告知（{n}）", "電話告知（{n}）";
    call_back(n: u32) = "Call back ({n})", "待回访（{n}）", "待回訪（{n}）";
    attendance_to_confirm(n: u32) = "Attendance to confirm ({n})", "待确认到场（{n}）", "待確認到場（{n}）";
    hours_to_confirm(n: u32) = "Hours to confirm ({n})", "待确认时长（{n}）", "待確認時長（{n}）";
    nobody_came = "Nobody checked in", "没有人签到", "沒有人簽到";
    hours_questioned(n: u32) = "Hours questioned ({n})", "时长有误（{n}）", "時長有誤（{n}）";
    not_right = "Not right", "时长有误", "時長有誤";
    overdue_since(day: &str) = "Was due on {day}", "应在{day}前答复", "應在{day}前答覆";
    volunteer_says = "What the volunteer says", "本人的说法", "本人的說法";
    confirmed_now = "Confirmed now", "现在的时长", "現在的時長";
    evidence_is = "How it was shown", "签到依据", "簽到依據";
    earlier_corrections = "Corrected before", "以前的更正", "以前的更正";
    minutes_stand = "Leave the number as it is where the hours stand.", "时长没有错，就不改数字。", "時長沒有錯，就不改數字。";
    answer = "Answer", "答复", "答覆";
    answer_told = "The volunteer is told the answer and the reason.", "会把结果和原因告诉本人。", "會把結果和原因告訴本人。";
    answered_said(name: &str) = "Answered: {name}", "已答复{name}", "已答覆{name}";
    another_answers = "Somebody else at the desk answers your own hours.", "您自己的时长由别的工作人员答复。", "您自己的時長由別的工作人員答覆。";
    answered_already = "This has been answered.", "已经答复过了。", "已經答覆過了。";
    record_gone = "This record is not here.", "这条记录不在这里。", "這條記錄不在這裡。";

    postpone_title = "Postpone this shift?", "这一班改期？", "這一班改期？";
    postpone_told = "Everyone who signed up is asked whether they can come at the new time.", "会问每一位报名的人，新的时间能不能来。", "會問每一位報名的人，新的時間能不能來。";
    postponed_said(title: &str) = "Postponed: {title}", "已改期：{title}", "已改期：{title}";
    new_day = "New day", "新的日期", "新的日期";
    new_start = "New start", "新的开始时间", "新的開始時間";
    new_start_hint = "Left empty: at the same time of day.", "不填就是原来的钟点。", "不填就是原來的鐘點。";
    new_end = "New end", "新的结束时间", "新的結束時間";
    when_missing = "Please choose the new day.", "请选新的日期。", "請選新的日期。";
    postpone_chosen(n: u32) = "Postpone ({n})", "改期（{n}）", "改期（{n}）";
    several_postponed(n: u32) = { if n == 1 { "1 shift postponed".into() } else { format!("{n} shifts postponed") } }, "已改期{n}班", "已改期{n}班";
    several_moved(n: u32) = { if n == 1 { "Postponed: 1 shift.".into() } else { format!("Postponed: {n} shifts.") } }, "改期好了：{n}班。", "改期好了：{n}班。";
    not_changed = "Not changed:", "没能办成：", "沒能辦成：";

    helpers = "Who helps whom", "家人帮手", "家人幫手";
    helpers_hint = "A named helper may sign somebody up, and give the place back.", "登记的帮手可以替人报名，也可以替人退出。", "登記的幫手可以替人報名，也可以替人退出。";
    helped_person = "Who is helped", "帮谁", "幫誰";
    helpers_of(name: &str) = "Who helps {name}", "谁帮{name}", "誰幫{name}";

    not_reached(n: u32) = "Not reached ({n})", "未通知到（{n}）", "未通知到（{n}）";
    unreached(n: u32) = "People not reached ({n})", "有人未通知到（{n}）", "有人未通知到（{n}）";
    member_cards = "Members' cards", "志愿者卡", "志願者卡";
    print_cards(n: u32) = "Print ({n})", "打印（{n}）", "打印（{n}）";
    change_several = "Change several", "批量处理", "批量處理";
    month = "Month", "月报", "月報";
    week = "Week", "本周", "本週";

    ask_a_team = "Ask a team", "请团队", "請團隊";
    change_time = "Change time", "改时间", "改時間";
    cant_do = "Can't do it", "办不了", "辦不了";
    cancel_shift = "Cancel the shift", "取消班次", "取消班次";
    cancel = "Cancel", "取消", "取消";
    postpone = "Postpone", "改期", "改期";
    reason_rain = "Rain", "下雨", "下雨";
    reason_heat = "Heat", "高温", "高溫";
    reason_other = "Other", "其他", "其他";
    call_resident = "Call resident", "电话告知", "電話告知";
    called_back = "Called back", "已回访", "已回訪";

    door_word_comes = "The door word comes with the next connection. Call then.", "有网后就有门口暗号，到时再打电话。", "有網後就有門口暗號，到時再打電話。";
    read_aloud = "To read out on the telephone", "电话里可以这样说", "電話裡可以這樣說";
    resident_comes(name: &str, when: &str, people: &str, title: &str) = "Hello {name}, this is your community. On {when}, {people} will come to you: {title}.", "{name}，您好，我是社区的。{when}，{people}会到您家：{title}。", "{name}，您好，我是社區的。{when}，{people}會到您家：{title}。";
    resident_word(word: &str) = "At the door they say {word}. Please open only then.", "到门口会说暗号{word}，对上了再开门。", "到門口會說暗號{word}，對上了再開門。";
    resident_nobody(name: &str, when: &str, title: &str, reason: &str) = "Hello {name}, this is your community. On {when} nobody can come after all ({title}): {reason}. We have not forgotten you, and will call again.", "{name}，您好，我是社区的。{when}没有人能来了（{title}），原因：{reason}。您的事我们记着，会再给您打电话。", "{name}，您好，我是社區的。{when}沒有人能來了（{title}），原因：{reason}。您的事我們記著，會再給您打電話。";
    resident_not_yet(name: &str, when: &str, title: &str) = "Hello {name}, this is your community. Whoever was to come on {when} cannot ({title}). We are looking for somebody else, and will call again.", "{name}，您好，我是社区的。{when}原来要来的人来不了（{title}）。我们正在找别人，会再给您打电话。", "{name}，您好，我是社區的。{when}原來要來的人來不了（{title}）。我們正在找別人，會再給您打電話。";
    resident_again(when: &str) = "They were told on {when}. It has changed since.", "{when}告知过，之后有变动。", "{when}告知過，之後有變動。";
    resident_told(when: &str) = "Resident told, {when}", "居民已告知，{when}", "居民已告知，{when}";
    told = "Told", "已告知", "已告知";
    told_label(name: &str) = "Told: {name}", "已告知{name}", "已告知{name}";

    still_missing(n: u32) = { if n == 1 { "1 person is missing, and it starts soon.".into() } else { format!("{n} people are missing, and it starts soon.") } },
        "还缺{n}人，就快开始了。", "還缺{n}人，就快開始了。";
    what_now = "What shall be done?", "怎么办？", "怎麼辦？";
    ask_team_of(name: &str) = "Ask {name}", "请{name}", "請{name}";
    ask = "Ask", "请", "請";
    asked = "Asked", "已请", "已請";
    ask_hint = "Everybody in the team gets the message under Today.", "全队都会在“今天”里收到消息。", "全隊都會在「今天」裡收到消息。";
    no_teams = "No team is registered with the community.", "社区还没有登记服务队。", "社區還沒有登記服務隊。";
    cant_do_title = "Can't do it?", "这一班办不了？", "這一班辦不了？";
    need_opens_again = "The need will be open again.", "这条需求会退回，重新安排。", "這條需求會退回，重新安排。";
    call_them(name: &str) = "Then call {name}, who waits for somebody to come.", "然后给{name}打电话，对方还在等人上门。", "然後給{name}打電話，對方還在等人上門。";
    reason_nobody = "Nobody was free", "没有找到人", "沒有找到人";

    two_at_first = "A first visit is made by two people: two places, and not fewer than two.", "第一次上门两个人一起去：名额两个，至少两人。", "第一次上門兩個人一起去：名額兩個，至少兩人。";
    tell_the_group = "It stands first under Today. Tell the group as well.", "已排在“今天”最前面，也发到群里吧。", "已排在「今天」最前面，也發到群裡吧。";
    copied_from(title: &str) = "Copied from: {title}", "照这条再发：{title}", "照這條再發：{title}";

    choose_shifts = "Shifts of the next seven days", "未来七天的班次", "未來七天的班次";
    choose_all = "Choose all", "全选", "全選";
    choose_none = "Choose none", "全不选", "全不選";
    no_shifts_to_change = "No shift of the next seven days can be changed.", "未来七天没有可以处理的班次。", "未來七天沒有可以處理的班次。";
    why = "Why", "原因", "原因";
    cancel_chosen(n: u32) = "Cancel ({n})", "取消（{n}）", "取消（{n}）";
    choose_some = "Choose at least one shift.", "请至少选一班。", "請至少選一班。";
    several_cancelled(n: u32) = { if n == 1 { "1 shift cancelled".into() } else { format!("{n} shifts cancelled") } }, "已取消{n}班", "已取消{n}班";
    progress(done: u32, of: u32) = "{done} of {of}", "{of}班中已办{done}班", "{of}班中已辦{done}班";
    several_done(n: u32) = { if n == 1 { "Cancelled: 1 shift.".into() } else { format!("Cancelled: {n} shifts.") } }, "取消好了：{n}班。", "取消好了：{n}班。";
    all_reached = "Everybody has been reached.", "都通知到了。", "都通知到了。";
    finish = "Done", "好了", "好了";

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
