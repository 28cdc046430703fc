//! Help 去帮忙: the shifts that look for people, and what signing up answers.

super::words! {
    title = "Help", "去帮忙", "去幫忙";
    filters = "Show", "筛选", "篩選";
    near_me = "Near me", "离我近", "離我近";
    this_week = "This week", "本周", "本週";
    i_can_do = "I can do", "我能做", "我能做";

    sign_up = "Sign up", "报名", "報名";
    join_waiting_list = "Join waiting list", "排候补", "排候補";
    sign_up_someone = "Sign up someone", "替人报名", "替人報名";
    see_others = "See others", "看看别的", "看看別的";
    details = "Details", "详情", "詳情";

    places_left(n: u32) = { if n == 1 { "1 place left".into() } else { format!("{n} places left") } }, "还差{n}人", "還差{n}人";
    full = "Full", "已满", "已滿";
    waiting(n: u32) = "{n} waiting", "候补{n}人", "候補{n}人";
    full_waiting(n: u32) = { if n == 0 { "Full".into() } else { format!("Full, {n} waiting") } },
        { if n == 0 { "已满".into() } else { format!("已满，候补{n}人") } },
        { if n == 0 { "已滿".into() } else { format!("已滿，候補{n}人") } };
    you_are_in_line(position: u32) = "Full; you are number {position} in line", "已满，您排在候补第{position}位", "已滿，您排在候補第{position}位";

    what_it_is = "What you do", "要做什么", "要做什麼";
    risks = "Take care", "注意", "注意";
    no_risks = "Nothing in particular", "没有特别的风险", "沒有特別的風險";
    bring = "Bring", "请带上", "請帶上";
    asks_for = "Requirements", "要求", "要求";
    from_age(years: u32) = "From {years} years", "满{years}岁", "滿{years}歲";
    insured = "Insured", "有保险", "有保險";
    until_deadline(when: &str) = "Sign up until {when}", "{when}前报名", "{when}前報名";
    gather_at(place: &str) = "Meet at {place}", "在{place}集合", "在{place}集合";

    signed_up = "You are signed up", "报名成功", "報名成功";
    signed_up_pending = "Saved. It is sent once there is a connection.", "已保存，有网就送出。", "已保存，有網就送出。";
    on_waiting_list = "You are on the waiting list", "已排上候补", "已排上候補";
    requested = "Sent. A worker will approve it.", "已提交，等社区同意。", "已提交，等社區同意。";
    cannot_because = "This one is not possible, because:", "这一班报不了，因为：", "這一班報不了，因為：";

    whom = "Who is it for?", "替谁报名？", "替誰報名？";
    they_agreed = "They agreed to it", "已征得本人同意", "已徵得本人同意";

    nothing_open = "Every place is taken for now. New ones show here.", "现在都有人了，有新的会出现在这里。", "現在都有人了，有新的會出現在這裡。";
    nothing_matches = "Nothing fits these filters.", "没有符合条件的。", "沒有符合條件的。";
    clear_filters = "Show all", "看全部", "看全部";

    meet = "Meet at", "集合地点", "集合地點";
    insurance = "Insurance", "保险", "保險";
    team = "Team", "服务队", "服務隊";
    lead = "Lead", "队长", "隊長";
    sign_up_by = "Sign up until", "报名截止", "報名截止";
    /// Between the items of a list in a line.
    comma = ", ", "、", "、";
}
