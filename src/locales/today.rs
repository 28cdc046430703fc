//! Today 今天: what I promised next, and the one thing to do about it.

super::words! {
    title = "Today", "今天", "今天";
    good_morning(name: &str) = "Good morning, {name}", "{name}，早上好", "{name}，早上好";
    good_afternoon(name: &str) = "Good afternoon, {name}", "{name}，下午好", "{name}，下午好";
    good_evening(name: &str) = "Good evening, {name}", "{name}，晚上好", "{name}，晚上好";

    next_shift = "Next", "下一班", "下一班";
    my_shifts = "What I promised", "我答应的", "我答應的";
    lead(name: &str) = "Lead: {name}", "队长 {name}", "隊長 {name}";

    im_coming = "I'm coming", "我会来", "我會來";
    check_in = "Check in", "签到", "簽到";
    finished = "Finished", "做完了", "做完了";
    cant_come = "Can't come", "来不了", "來不了";
    call_lead = "Call lead", "打给队长", "打給隊長";
    can_you_come = "Can you come?", "您能来吗？", "您能來嗎？";
    yes_i_can = "Yes, I can", "能来", "能來";
    no_i_cant = "No", "来不了", "來不了";
    said_coming = "You said you are coming", "您说会来", "您說會來";
    still_free = "A place is still free. Can you come after all?", "还有空位，您现在能来吗？", "還有空位，您現在能來嗎？";
    answer_until(time: &str) = "Please answer by {time}", "请在{time}前回复", "請在{time}前回覆";

    urgent_tonight = "Urgent tonight", "今晚急需", "今晚急需";
    urgent_today = "Urgent today", "今天急需", "今天急需";
    nothing_for_me = "Nothing that suits you is short of people just now.", "眼下没有适合您又缺人的班次。", "眼下沒有適合您又缺人的班次。";
    i_can_help = "Where I can help", "我能帮的", "我能幫的";
    not_an_emergency_service(number: &str) = "This is no emergency service. In an emergency call {number}.", "这不是急救服务，紧急情况请拨打{number}。", "這不是急救服務，緊急情況請撥打{number}。";

    withdrawn_undo = "You are off this shift", "已退出这一班", "已退出這一班";
    lead_is_told = "The lead is told at once.", "队长会马上知道。", "隊長會馬上知道。";
    late_withdrawal = "It is late, so the lead is told at once. You may still withdraw.", "时间已经临近，队长会马上知道。您仍然可以退出。", "時間已經臨近，隊長會馬上知道。您仍然可以退出。";
    thanks(name: &str, hours: &str) = "Thank you, {name}. {hours} are confirmed.", "{name}，谢谢您，{hours}已确认。", "{name}，謝謝您，{hours}已確認。";

    nothing_promised = "Nothing promised yet. Somebody nearby could use a hand.", "还没有答应的班次，附近有人等着帮忙。", "還沒有答應的班次，附近有人等著幫忙。";
    go_and_help = "See where help is needed", "去看看", "去看看";

    first_visit_title = "Welcome to Linli", "欢迎来到邻里", "歡迎來到鄰里";
    notices = "For you", "给您的消息", "給您的消息";
    seen = "Got it", "知道了", "知道了";

    until(time: &str) = "until {time}", "到{time}", "到{time}";
    over = "Over", "已结束", "已結束";
    a_change = "A change", "一项改动", "一項改動";
    a_shift = "Shift", "班次", "班次";
    what_of(what: &str, title: &str) = "{what}: {title}", "{what}：{title}", "{what}：{title}";
    and_lead_is_told(said: &str) = "{said}. The lead is told at once.", "{said}，队长会马上知道", "{said}，隊長會馬上知道";
    came_back = "This was not possible, because:", "没能办成，因为：", "沒能辦成，因為：";
    needs_update = "It is kept, and waits for the new version of the app.", "已保存，等应用更新后再送出。", "已保存，等應用更新後再送出。";
    unreadable = "It is kept, but cannot be sent as it is.", "已保存，但无法送出。", "已保存，但無法送出。";
    waits_behind = "It is kept, and waits for another one that is not sent.", "已保存，要等前面那条先送出。", "已保存，要等前面那條先送出。";
    discard = "Discard", "放弃", "放棄";
    i_lead = "I lead", "我带队的", "我帶隊的";
    loading_name = "Hello", "您好", "您好";
}
