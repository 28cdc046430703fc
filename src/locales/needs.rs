//! Needs 需求: what residents need, from posting to closing.

super::words! {
    title = "Needs", "需求", "需求";
    post_a_need = "Post a need", "发布需求", "發布需求";
    post_and_open = "Post and open", "发布并招募", "發布並招募";
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
    open_a_shift = "Open a shift", "开一班", "開一班";
    close_need = "Close", "结案", "結案";
    reopen = "Reopen", "重新办理", "重新辦理";
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
