//! Why something was not possible, and what to do instead. `words.rs` turns refusals into these sentences.

super::words! {
    shift_full(waiting: u32) = { if waiting == 0 { "All places are taken.".into() } else { format!("All places are taken; {waiting} are waiting.") } },
        { if waiting == 0 { "名额已满。".into() } else { format!("名额已满，有{waiting}人候补。") } },
        { if waiting == 0 { "名額已滿。".into() } else { format!("名額已滿，有{waiting}人候補。") } };
    list_full = "The list is full.", "名单已满。", "名單已滿。";
    overlaps(other: &str) = "It overlaps with {other}.", "和“{other}”时间冲突。", "和「{other}」時間衝突。";
    busy_then = "Another shift is at that time.", "那个时间已有别的班次。", "那個時間已有別的班次。";
    needs_skill(skill: &str) = "It asks for a skill: {skill}.", "需要技能：{skill}。", "需要技能：{skill}。";
    needs_training(training: &str) = "It asks for a training first: {training}.", "需要先参加培训：{training}。", "需要先參加培訓：{training}。";
    needs_insurance = "It asks for insurance.", "需要先有保险。", "需要先有保險。";
    under_age(years: u32) = "It is for people from {years} years.", "需满{years}岁。", "需滿{years}歲。";
    age_unknown = "It has an age limit, and your birth year is not known.", "有年龄要求，您还没有填出生年份。", "有年齡要求，您還沒有填出生年份。";
    deadline_passed = "Signing up has ended.", "报名已截止。", "報名已截止。";
    already_signed_up = "Already on it.", "已经报名了。", "已經報名了。";
    already_started = "It has begun.", "已经开始了。", "已經開始了。";
    already_ended = "It is over.", "已经结束了。", "已經結束了。";
    not_open = "It does not look for people now.", "现在不招募。", "現在不招募。";
    cancelled = "It was cancelled.", "已取消。", "已取消。";
    check_in_not_open(time: &str) = "Check-in opens at {time}.", "{time}开始签到。", "{time}開始簽到。";
    code_does_not_fit(tries_left: u32) = { if tries_left == 1 { "The code does not fit. One try is left.".into() } else { format!("The code does not fit. {tries_left} tries are left.") } },
        "数字不对，还可以试{tries_left}次。", "數字不對，還可以試{tries_left}次。";
    no_tries_left = "Too many wrong codes. The lead can tick your name.", "输错太多次了，请队长给您打勾。", "輸錯太多次了，請隊長給您打勾。";
    code_used = "This code has been used.", "这个码已经用过了。", "這個碼已經用過了。";
    own_hours = "Nobody confirms their own hours.", "自己的时长要由别人确认。", "自己的時長要由別人確認。";
    not_allowed = "This is for someone else to do.", "这件事要由别人来做。", "這件事要由別人來做。";
    not_found = "It is no longer there.", "已经不在了。", "已經不在了。";
    changed_meanwhile = "It has changed meanwhile. Please look again.", "内容刚刚变了，请再看一下。", "內容剛剛變了，請再看一下。";
    update_needed = "This needs the new version of the app.", "需要先更新。", "需要先更新。";
    too_long(label: &str, max: u32) = "{label}: at most {max} characters.", "{label}：最多{max}个字。", "{label}：最多{max}個字。";
    out_of_range(label: &str, min: u32, max: u32) = "{label}: from {min} to {max}.", "{label}：{min}到{max}。", "{label}：{min}到{max}。";
    ends_before_start = "The end is before the start.", "结束早于开始。", "結束早於開始。";
    not_saved = "This device could not save it. Nothing was changed; please try again.", "这台设备没能保存，什么都没有改变，请再试一次。", "這台裝置沒能保存，什麼都沒有改變，請再試一次。";
    not_signed_up = "Not on the list.", "不在名单上。", "不在名單上。";
    newcomers = "For the first time, please choose one with a lead on site.", "第一次请先参加有队长在场的班次。", "第一次請先參加有隊長在場的班次。";
    too_many(max: u32) = "{max} shifts are promised already; that is the most.", "已经报了{max}个班次，不能再多了。", "已經報了{max}個班次，不能再多了。";
    check_in_over = "Check-in is over. The lead can tick your name.", "签到已结束，请队长给您打勾。", "簽到已結束，請隊長給您打勾。";
    wrong_proof = "Here, check-in works with the lead's code.", "这里要用队长的签到码签到。", "這裡要用隊長的簽到碼簽到。";
    not_confirmed = "There is no confirmed place.", "还没有确认的名额。", "還沒有確認的名額。";
    already_checked_in = "Checked in already.", "已经签到了。", "已經簽到了。";
    not_checked_in = "You have not checked in.", "您还没有签到。", "您還沒有簽到。";
    someone_not_checked_in(name: &str) = "{name} has not checked in.", "{name}还没有签到。", "{name}還沒有簽到。";
    not_over(time: &str) = "It is not over yet: it ends at {time}.", "还没有结束，{time}结束。", "還沒有結束，{time}結束。";
    wrong_need_state(state: &str) = "The need has moved on: {state}.", "这条需求的状态已是“{state}”。", "這條需求的狀態已是「{state}」。";
    fewer_than_present(present: u32) = "{present} people are there already; there cannot be fewer places.", "已有{present}人到场，名额不能再少。", "已有{present}人到場，名額不能再少。";
    other_community = "It belongs to another community.", "它属于另一个社区。", "它屬於另一個社區。";

    missing(label: &str) = "{label}: please fill this in.", "{label}：请填写。", "{label}：請填寫。";
    after_start(label: &str) = "{label}: this must be before the start.", "{label}：要在开始之前。", "{label}：要在開始之前。";
    in_the_past(label: &str) = "{label}: this is over already.", "{label}：已经过去了。", "{label}：已經過去了。";
    not_a_phone(label: &str) = "{label}: please write a telephone number in digits.", "{label}：请填写电话号码。", "{label}：請填寫電話號碼。";
    unknown(label: &str) = "{label}: please choose from the list.", "{label}：请从列表中选择。", "{label}：請從列表中選擇。";

    offer_over = "Somebody else has been asked meanwhile. You keep your turn.", "已经改问下一位了，您的候补顺序不变。", "已經改問下一位了，您的候補順序不變。";
    not_requested = "This sign-up does not wait for approval.", "这条报名不需要审核。", "這條報名不需要審核。";
    call_back_needed = "Who was helped has no account here: please call back first.", "服务对象没有账号，请先回访。", "服務對象沒有賬號，請先回訪。";
    nobody_to_tell = "Nobody is visited here who would be told.", "这里没有需要电话告知的居民。", "這裡沒有需要電話告知的居民。";

    field_title = "Title", "标题", "標題";
    field_text = "Description", "说明", "說明";
    field_category = "Kind", "类别", "類別";
    field_place = "Place", "地点", "地點";
    field_start = "Start", "开始", "開始";
    field_end = "End", "结束", "結束";
    field_slots = "Places", "名额", "名額";
    field_min_staff = "Minimum people", "最少人数", "最少人數";
    field_min_age = "Minimum age", "最低年龄", "最低年齡";
    field_sign_up_by = "Sign up until", "报名截止", "報名截止";
    field_withdraw_by = "Withdraw until", "退出截止", "退出截止";
    field_lead = "Lead", "队长", "隊長";
    field_deputy = "Deputy", "副队长", "副隊長";
    field_team = "Team", "服务队", "服務隊";
    field_risks = "Risks to know", "风险提示", "風險提示";
    field_bring = "Bring", "请带上", "請帶上";
    field_meeting_point = "Meet at", "集合地点", "集合地點";
    field_checklist = "Checklist", "检查项", "檢查項";
    field_name = "Name", "姓名", "姓名";
    field_phone = "Telephone", "电话", "電話";
    field_birth = "Year of birth", "出生年份", "出生年份";
    field_volunteer_no = "Volunteer number", "志愿者编号", "志願者編號";
    field_recipient_name = "Who is helped", "服务对象", "服務對象";
    field_recipient_phone = "Their telephone", "对方电话", "對方電話";
    field_recipient_address = "Address", "地址", "地址";
    field_reason = "Reason", "原因", "原因";
    field_evidence = "What was done", "办理结果", "辦理結果";
    field_minutes = "Minutes", "分钟数", "分鐘數";
    field_rating = "Satisfaction", "满意度", "滿意度";
    field_external_ref = "Original number", "原编号", "原編號";

    minutes_only(m: u32) = "{m} min", "{m}分钟", "{m}分鐘";
    hours_only(h: u32) = "{h} h", "{h}小时", "{h}小時";
    hours_and_minutes(h: u32, m: u32) = "{h} h {m} min", "{h}小时{m}分", "{h}小時{m}分";

    state_submitted = "Submitted", "待受理", "待受理";
    state_accepted = "Accepted", "已受理", "已受理";
    state_rejected = "Not taken on", "未受理", "未受理";
    state_assigned = "Claimed", "已认领", "已認領";
    state_in_progress = "In progress", "办理中", "辦理中";
    state_resolved = "Done, to be checked", "已办结，待确认", "已辦結，待確認";
    state_closed = "Closed", "已结案", "已結案";
    state_withdrawn = "Withdrawn", "已撤回", "已撤回";

    entry_requested = "Waiting for approval", "待同意", "待同意";
    entry_waitlisted = "Waiting list", "候补", "候補";
    entry_offered = "Asked", "已询问", "已詢問";
    entry_reconfirm = "Please confirm again", "请再次确认", "請再次確認";
    entry_confirmed = "Confirmed", "已确认", "已確認";
    entry_checked_in = "Checked in", "已签到", "已簽到";
    entry_checked_out = "Finished", "已做完", "已做完";
    entry_hours_confirmed = "Hours confirmed", "时长已确认", "時長已確認";
    entry_declined = "No place", "未排上", "未排上";
    entry_withdrawn = "Withdrawn", "已退出", "已退出";
    entry_cancelled = "Cancelled", "已取消", "已取消";
    entry_not_recorded = "Not recorded", "未记录", "未記錄";
    entry_no_show = "Absent", "缺勤", "缺勤";

    phase_draft = "Draft", "草稿", "草稿";
    phase_open = "Open", "招募中", "招募中";
    phase_full = "Full", "已满", "已滿";
    phase_closed = "Sign-up over", "报名截止", "報名截止";
    phase_running = "Running", "进行中", "進行中";
    phase_ended = "Over, hours open", "已结束，待确认时长", "已結束，待確認時長";
    phase_recorded = "Recorded", "已记录", "已記錄";
    phase_cancelled = "Cancelled", "已取消", "已取消";

    evidence_code = "Rotating code", "动态签到码", "動態簽到碼";
    evidence_tick = "Checked in by the lead", "队长代签", "隊長代簽";
    evidence_printed = "Printed code", "固定二维码", "固定二維碼";
    evidence_recipient = "Confirmed by who was helped", "服务对象确认", "服務對象確認";
    evidence_self = "Self-reported", "本人报告", "本人報告";
    evidence_afterwards = "Entered afterwards", "事后补录", "事後補錄";

    skill_first_aid = "First aid", "急救", "急救";
    skill_counseling = "Counseling", "心理疏导", "心理疏導";
    skill_tutoring = "Tutoring", "课业辅导", "課業輔導";
    skill_driving = "Driving", "驾驶", "駕駛";
    skill_sign_language = "Sign language", "手语", "手語";
    skill_phone_lessons = "Phone lessons", "手机教学", "手機教學";
    skill_legal = "Law", "法律", "法律";
    skill_performance = "Performing", "文艺演出", "文藝演出";
    skill_safety = "Home safety", "家庭安全", "家庭安全";
    skill_patrol = "Safety patrol", "平安巡查", "平安巡查";
    skill_electrics = "Electrical work", "电工", "電工";
    skill_sound = "Sound technique", "音响", "音響";

    category_elder_care = "Elder care", "助老", "助老";
    category_escort = "Escort", "陪同", "陪同";
    category_errand = "Errand", "代办", "代辦";
    category_tutoring = "Tutoring", "助学", "助學";
    category_counseling = "Counseling", "心理", "心理";
    category_environment = "Tidying", "环境", "環境";
    category_digital = "Phone lessons", "手机教学", "手機教學";
    category_disability_help = "Disability help", "助残", "助殘";
    category_donation = "Donations", "捐助", "捐助";
    category_cleaning = "Cleaning", "清理", "清理";
    category_legal = "Legal advice", "法律咨询", "法律諮詢";
    category_parking = "Parking", "停车", "停車";
    category_performing = "Performance", "演出", "演出";
    category_event = "Event", "活动", "活動";
    category_other = "Other", "其他", "其他";

    notice_promoted = "A place became free: you are in.", "有空位了，您已确认。", "有空位了，您已確認。";
    notice_passed_over = "A place became free, but you are busy at that time. You keep your turn.", "有了空位，但您那时另有安排。您的候补顺序不变。", "有了空位，但您那時另有安排。您的候補順序不變。";
    notice_moved_to_waiting = "There are fewer places now: you are first in line.", "名额减少了，您排在候补最前面。", "名額減少了，您排在候補最前面。";
    notice_cancelled(reason: &str) = "Cancelled: {reason}", "已取消：{reason}", "已取消：{reason}";
    notice_signed_up_by(by: &str) = "{by} signed you up.", "{by}替您报了名。", "{by}替您報了名。";
    notice_given_back_by(by: &str) = "{by} gave your place back.", "{by}替您退出了。", "{by}替您退出了。";
    notice_changed = "Something has changed. Please look again.", "内容有变化，请再看一下。", "內容有變化，請再看一下。";
    notice_reconfirm = "The new time overlaps another shift of yours. Can you still come?", "新的时间和您的另一个班次冲突，您还能来吗？", "新的時間和您的另一個班次衝突，您還能來嗎？";
    notice_late_withdrawal(name: &str) = "{name} cannot come after all.", "{name}临时来不了。", "{name}臨時來不了。";
    notice_hours(length: &str) = "Your hours are confirmed: {length}. Thank you.", "您的时长已确认：{length}。谢谢您。", "您的時長已確認：{length}。謝謝您。";
    notice_absent = "You were marked absent. Please tell the lead if this is not right.", "您被记为缺勤。如有误，请告诉队长。", "您被記為缺勤。如有誤，請告訴隊長。";
    notice_not_recorded = "Nobody noted whether you came. Please tell the lead if you did.", "没有您的到场记录。如果您来了，请告诉队长。", "沒有您的到場記錄。如果您來了，請告訴隊長。";
    notice_not_reached = "No place became free. Thank you for waiting.", "这次没有排上，谢谢您等候。", "這次沒有排上，謝謝您等候。";
    notice_need_accepted = "The community took your need on.", "社区已受理您的需求。", "社區已受理您的需求。";
    notice_need_rejected(reason: &str) = "The community cannot do this: {reason}", "社区无法受理：{reason}", "社區無法受理：{reason}";
    notice_need_resolved = "It is done. Please say whether it is right.", "已办结，请您确认。", "已辦結，請您確認。";
    notice_need_closed = "Your need is closed.", "您的需求已结案。", "您的需求已結案。";
    notice_need_changed = "The community corrected your need.", "社区更正了您的需求。", "社區更正了您的需求。";
    notice_offered(until: &str) = "A place became free. Can you come? Please answer by {until}.", "有空位了，您能来吗？请在{until}前回复。", "有空位了，您能來嗎？請在{until}前回覆。";
    notice_offer_lapsed = "The next in line has been asked. You keep your turn.", "已改问下一位，您的候补顺序不变。", "已改問下一位，您的候補順序不變。";
    notice_day_before = "It is soon. Are you coming?", "快到日子了，您会来吗？", "快到日子了，您會來嗎？";
    notice_approved = "Your visit is approved. The address shows from the day before.", "您的上门服务已获同意，前一天可看到地址。", "您的上門服務已獲同意，前一天可看到地址。";
    notice_request_declined(reason: &str) = "You were not chosen for this visit: {reason}", "这次上门没有安排您：{reason}", "這次上門沒有安排您：{reason}";
    notice_approval_needed = "The visit has changed: your sign-up is looked at again.", "上门内容有变，您的报名要重新审核。", "上門內容有變，您的報名要重新審核。";
    notice_team_asked(missing: u32) = { if missing == 1 { "Your team is asked to help: 1 person is missing.".into() } else { format!("Your team is asked to help: {missing} people are missing.") } }, "请您的服务队帮忙：还差{missing}人。", "請您的服務隊幫忙：還差{missing}人。";
}
