//! What the whole app says: the bar, states, the outbox, forms and dialogs.

super::words! {
    app_name = "Linli", "邻里", "鄰里";
    tagline = "Neighbours help neighbours", "邻里守望相助", "鄰里守望相助";

    // Places to go.
    main_navigation = "Main", "主导航", "主導航";
    skip_to_content = "Skip to content", "跳到正文", "跳到正文";
    tab_today = "Today", "今天", "今天";
    tab_help = "Help", "去帮忙", "去幫忙";
    tab_me = "Me", "我的", "我的";
    tab_needs = "Needs", "需求", "需求";
    tab_desk = "Desk", "工作台", "工作臺";
    page_not_found = "There is no page here", "这里没有页面", "這裡沒有頁面";
    page_not_found_hint = "The link may be old. Today is always there.", "链接可能已经过期。从“今天”重新开始吧。", "鏈接可能已經過期。從「今天」重新開始吧。";
    to_today = "Go to Today", "回到今天", "回到今天";

    // Days.
    today = "Today", "今天", "今天";
    tomorrow = "Tomorrow", "明天", "明天";
    yesterday = "Yesterday", "昨天", "昨天";
    /// Hours of service; `text` is the number as it is written, `one` whether it is exactly one.
    hours(text: &str, one: bool) = { if one { "1 hour".into() } else { format!("{text} hours") } }, "{text}小时", "{text}小時";
    minutes(n: u32) = { if n == 1 { "1 minute".into() } else { format!("{n} minutes") } }, "{n}分钟", "{n}分鐘";
    people(n: u32) = { if n == 1 { "1 person".into() } else { format!("{n} people") } }, "{n}人", "{n}人";

    // What can be done everywhere.
    named(name: &str) = "{name} is named", "已登记{name}", "已登記{name}";
    undo = "Undo", "撤销", "撤銷";
    close = "Close", "关闭", "關閉";
    back = "Back", "返回", "返回";
    save = "Save", "保存", "保存";
    edit = "Edit", "修改", "修改";
    keep = "Not now", "先不", "先不";
    search = "Search", "搜索", "搜索";
    all = "All", "全部", "全部";
    all_count(n: u32) = "All {n}", "全部{n}", "全部{n}";
    more = "More", "更多", "更多";
    print = "Print", "打印", "打印";
    call = "Call", "打电话", "打電話";
    copy = "Copy", "复制", "複製";
    copied = "Copied", "已复制", "已複製";
    try_again = "Try again", "再试一次", "再試一次";
    see_others = "See others", "看看别的", "看看別的";
    show_more = "Show more", "再看一些", "再看一些";
    one_moment = "One moment", "请稍等", "請稍等";

    // Lists.
    loading = "Opening", "正在打开", "正在打開";
    nothing_here = "Nothing here for now", "这里暂时是空的", "這裡暫時是空的";
    offline_no_copy = "This has not been opened on this phone yet. It will open once there is a connection.", "这部手机还没有打开过这一页，有网后就能看到。", "這部手機還沒有打開過這一頁，有網後就能看到。";
    could_not_open = "This could not be opened.", "没能打开。", "沒能打開。";

    // The outbox and the connection.
    saved_not_sent(n: u32) = { if n == 1 { "1 saved, sent once there is a connection".into() } else { format!("{n} saved, sent once there is a connection") } },
        "已存待发{n}条，有网就送出", "已存待發{n}條，有網就送出";
    offline = "No connection. Carry on; what you do is sent later.", "没有网络，照常使用，有网就送出", "沒有網絡，照常使用，有網就送出";
    update_ready = "A new version is ready", "新版本已备好", "新版本已備好";
    update_now = "Update", "更新", "更新";
    later = "Later", "以后再说", "以後再說";
    copy_from(when: &str) = "As of {when}", "{when}的内容", "{when}的內容";

    // States, as badges and seals say them.
    state_pending = "Saved, not sent", "已存待发", "已存待發";
    state_requested = "Waiting for approval", "待同意", "待同意";
    state_waiting = "On the waiting list", "候补中", "候補中";
    state_offered = "Can you come?", "您能来吗？", "您能來嗎？";
    state_confirmed = "Confirmed", "已确认", "已確認";
    state_checked_in = "Checked in", "已签到", "已簽到";
    state_checked_out = "Finished", "做完了", "做完了";
    state_to_verify = "To be verified", "待核实", "待核實";
    state_verified = "Verified", "已核实", "已核實";
    state_self_reported = "Self-reported", "自报", "自報";
    state_refused = "Not possible", "没能办成", "沒能辦成";
    state_withdrawn = "Withdrawn", "已退出", "已退出";
    state_cancelled = "Cancelled", "已取消", "已取消";
    state_absent = "Absent", "缺勤", "缺勤";
    state_not_recorded = "Not recorded", "未记录", "未記錄";
    state_done = "Done", "已完成", "已完成";
    state_full = "Full", "已满", "已滿";
    because(reason: &str) = "Reason: {reason}", "原因：{reason}", "原因：{reason}";
    with_note(what: &str, note: &str) = "{what} ({note})", "{what}（{note}）", "{what}（{note}）";
    urgent = "Urgent", "急", "急";

    // Forms.
    required = "Required", "必填", "必填";
    optional = "optional", "选填", "選填";
    please_fill_in(label: &str) = "Please fill in: {label}", "请填写：{label}", "請填寫：{label}";
    check_the_form = "Please check", "请看一下", "請看一下";
    digits_of(position: u32, of: u32) = "Digit {position} of {of}", "第{position}位，共{of}位", "第{position}位，共{of}位";
    code_qr(code: &str) = "QR code, short code {code}", "二维码，短码{code}", "二維碼，短碼{code}";
    qr = "QR code", "二维码", "二維碼";
    places_taken(taken: u32, of: u32) = "{taken} of {of} places taken", "{of}个名额已报{taken}人", "{of}個名額已報{taken}人";
    fewer_than_five = "fewer than 5", "少于5", "少於5";
    messages = "Messages", "消息", "消息";

    // Settings of this device.
    language = "Language", "语言", "語言";
    theme = "Light or dark", "明暗", "明暗";
    theme_auto = "Automatic", "自动", "自動";
    theme_light = "Light", "浅色", "淺色";
    theme_dark = "Dark", "深色", "深色";
    elder_mode = "Large text", "长辈版", "長輩版";
    elder_offer = "Is this too small?", "字太小，看不清？", "字太小，看不清？";
    elder_switch = "Make it large", "换长辈版", "換長輩版";
    elder_no = "No, thank you", "不用", "不用";
    elder_back = "Back to normal size", "换回标准版", "換回標準版";
    read_aloud = "Read it to me", "读给我听", "讀給我聽";
    read_stop = "Stop reading", "不读了", "不讀了";
    on = "On", "开", "開";
    off = "Off", "关", "關";
}
