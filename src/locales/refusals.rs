//! Why something was not possible, and what to do instead. `words.rs` turns refusals into these sentences.

super::words! {
    shift_full(waiting: u32) = { if waiting == 0 { "All places are taken.".into() } else { format!("All places are taken; {waiting} are waiting.") } },
        { if waiting == 0 { "名额已满。".into() } else { format!("名额已满，有{waiting}人候补。") } },
        { if waiting == 0 { "名額已滿。".into() } else { format!("名額已滿，有{waiting}人候補。") } };
    list_full = "The list is full.", "名单已满。", "名單已滿。";
    overlaps(other: &str) = "It overlaps with {other}.", "和“{other}”时间冲突。", "和「{other}」時間衝突。";
    needs_skill(skill: &str) = "It asks for a skill: {skill}.", "需要技能：{skill}。", "需要技能：{skill}。";
    needs_training(training: &str) = "It asks for a training first: {training}.", "需要先参加培训：{training}。", "需要先參加培訓：{training}。";
    needs_insurance = "It asks for insurance.", "需要先有保险。", "需要先有保險。";
    under_age(years: u32) = "It is for people from {years} years.", "需满{years}岁。", "需滿{years}歲。";
    age_unknown = "It has an age limit, and your birth year is not known.", "有年龄要求，您还没有填出生年份。", "有年齡要求，您還沒有填出生年份。";
    deadline_passed = "Signing up has ended.", "报名已截止。", "報名已截止。";
    already_signed_up = "You are already on it.", "您已经报名了。", "您已經報名了。";
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
}
