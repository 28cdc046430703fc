//! Needs 需求: what residents need, from posting to closing.

super::words! {
    title = "Needs", "需求", "需求";
    post_a_need = "Post a need", "发布需求", "發布需求";
    post_and_open = "Post and open", "发布并招募", "發布並招募";
    post = "Post", "发布", "發布";
    post_again = "Post again", "再发一次", "再發一次";
    urgent_tonight = "Urgent tonight", "今晚急需", "今晚急需";
    what = "What is needed", "需要什么", "需要什麼";
    when = "When", "什么时候", "什麼時候";
    from = "From", "从", "從";
    to = "To", "到", "到";
    where_grid = "Grid", "网格", "網格";
    how_many = "How many people", "需要几人", "需要幾人";
    risks = "Risks", "风险", "風險";
    recipient = "Whom it is for", "服务对象", "服務對象";
    recipient_name = "Name", "姓名", "姓名";
    recipient_phone = "Telephone", "电话", "電話";
    recipient_address = "Address", "地址", "地址";
    wants_call_back = "Wants to be called back", "希望回访", "希望回訪";
    only_for_approved = "Name and address are seen by those who are approved, and by the desk.", "姓名和地址只有确认的志愿者和社区能看到。", "姓名和地址只有確認的志願者和社區能看到。";

    accept = "Accept", "受理", "受理";
    reject = "Reject", "不受理", "不受理";
    refer = "Refer", "转介", "轉介";
    reason = "Reason", "原因", "原因";
    assign = "Assign", "分派", "分派";
    assign_to = "To whom?", "分派给谁？", "分派給誰？";
    resolve = "Done", "办结", "辦結";
    what_was_done = "What was done", "办理结果", "辦理結果";
    open_a_shift = "Open a shift", "开班次", "開班次";
    close_need = "Close", "结案", "結案";
    reopen = "Reopen", "退回重办", "退回重辦";
    withdraw = "Withdraw", "撤回", "撤回";
    correct = "Correct", "更正", "更正";
    correct_title = "Correct the need", "更正需求", "更正需求";
    cant_do_said(title: &str) = "Not taken on: {title}", "办不了：{title}", "辦不了：{title}";
    withdrawn_said(title: &str) = "Withdrawn: {title}", "已撤回：{title}", "已撤回：{title}";
    posted(title: &str) = "Posted: {title}", "已发布：{title}", "已發布：{title}";
    corrected = "Corrected. The one who posted it is told.", "已更正，会告诉发布的人。", "已更正，會告訴發布的人。";
    not_possible = "This is not possible, because:", "办不成，因为：", "辦不成，因為：";
    not_possible_yet = "There is nothing to do here for you now.", "现在没有要您做的。", "現在沒有要您做的。";
    what_to_do = "What to do", "下一步", "下一步";
    gone = "This need is not here, or not for you to see.", "这条需求不在这里，或您看不到。", "這條需求不在這裡，或您看不到。";

    part = "Show", "显示", "顯示";
    part_to_accept(n: u32) = "To accept ({n})", "待受理（{n}）", "待受理（{n}）";
    part_open(n: u32) = "Open ({n})", "办理中（{n}）", "辦理中（{n}）";
    part_done(n: u32) = "Done ({n})", "已办结（{n}）", "已辦結（{n}）";
    nothing_to_accept = "Nothing waits to be accepted.", "没有待受理的需求。", "沒有待受理的需求。";
    nothing_done = "Nothing is done yet.", "还没有办结的需求。", "還沒有辦結的需求。";
    overdue = "Overdue", "逾期", "逾期";
    shifts_count(n: u32) = { if n == 1 { "1 shift".into() } else { format!("{n} shifts") } }, "{n}个班次", "{n}個班次";
    number = "Number", "编号", "編號";
    state_since = "Since", "状态时间", "狀態時間";
    due_by = "Due by", "限时", "限時";
    posted_by = "Posted by", "发布人", "發布人";
    posted_at = "Posted", "发布时间", "發布時間";
    assignee = "Assigned to", "承办", "承辦";
    outcome = "Outcome", "结果", "結果";
    urgency = "Urgency", "缓急", "緩急";
    urgency_normal = "Normal", "一般", "一般";
    urgency_urgent = "Urgent", "急", "急";
    choose = "Choose", "请选择", "請選擇";
    nobody = "Nobody yet", "暂不指定", "暫不指定";
    yes = "Yes", "是", "是";
    no_shifts_yet = "No shift serves it yet.", "还没有为它开班次。", "還沒有為它開班次。";
    call_resident = "Call resident", "电话告知", "電話告知";
    called_back = "Called back", "已回访", "已回訪";
    cant_do = "Can't do it", "办不了", "辦不了";

    state_submitted = "To accept", "待受理", "待受理";
    state_accepted = "Accepted", "已受理", "已受理";
    state_assigned = "Claimed", "有人接了", "有人接了";
    state_in_progress = "Under way", "进行中", "進行中";
    state_resolved = "Done, to be closed", "已办完，待结案", "已辦完，待結案";
    state_closed = "Closed", "已结案", "已結案";
    state_rejected = "Not accepted", "未受理", "未受理";
    state_referred = "Referred", "已转介", "已轉介";
    state_withdrawn = "Withdrawn", "已撤回", "已撤回";
    state_reopened = "Reopened", "重新办理", "重新辦理";

    its_shifts = "Shifts", "班次", "班次";
    history = "What happened", "经过", "經過";
    nothing_posted = "No needs for now.", "现在没有需求。", "現在沒有需求。";
}
