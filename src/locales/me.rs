//! Me 我的: my hours, my card, my data and how this device shows things.

super::words! {
    title = "Me", "我的", "我的";
    my_records = "My records", "我的记录", "我的記錄";
    my_hours = "My hours", "我的时长", "我的時長";
    my_card = "My card", "我的卡", "我的卡";
    print_card = "Print my card", "打印我的卡", "打印我的卡";
    my_shifts = "My shifts", "我的班次", "我的班次";
    my_details = "My details", "我的资料", "我的資料";
    this_device = "On this device", "这部设备", "這部設備";
    volunteer_number = "Volunteer number", "志愿者编号", "志願者編號";
    hours_this_year = "This year", "今年", "今年";
    hours_altogether = "Altogether", "累计", "累計";
    not_right = "Not right", "时长有误", "時長有誤";
    not_right_hint(days: u32) = { format!("Say what is wrong. You will hear back within {}.", in_english(days)) },
        { format!("请写明哪里不对，{}个工作日内答复。", in_chinese(days)) },
        { format!("請寫明哪裡不對，{}個工作日內答覆。", in_chinese(days)) };
    not_right_about(title: &str) = "Not right: {title}", "时长有误：{title}", "時長有誤：{title}";
    send = "Send", "提交", "提交";
    not_right_sent(days: u32) = { format!("Sent. You will hear back within {}.", in_english(days)) },
        { format!("已提交，{}个工作日内答复。", in_chinese(days)) },
        { format!("已提交，{}個工作日內答覆。", in_chinese(days)) };
    you_said(reason: &str) = "You said: {reason}", "您说：{reason}", "您說：{reason}";
    asked_on(day: &str) = "Asked on {day}", "{day}提出", "{day}提出";
    answer_by(days: u32, day: &str) = { format!("Answer within {}, by {day}", in_english(days)) },
        { format!("{}个工作日内答复，最迟{day}", in_chinese(days)) },
        { format!("{}個工作日內答覆，最遲{day}", in_chinese(days)) };
    answered_on(day: &str, reason: &str) = "Answered on {day}: {reason}", "{day}答复：{reason}", "{day}答覆：{reason}";
    corrected(from: &str, to: &str) = "Corrected from {from} to {to}", "由{from}更正为{to}", "由{from}更正為{to}";

    who_helps_me = "Who helps me", "谁帮我报名", "誰幫我報名";
    who_helps_hint = "They may sign you up, and give your place back. You are told each time.", "他们可以替您报名，也可以替您退出，每次都会告诉您。", "他們可以替您報名，也可以替您退出，每次都會告訴您。";
    nobody_helps = "Nobody yet.", "还没有帮手。", "還沒有幫手。";
    name_helper = "Name a helper", "添加帮手", "添加幫手";
    name_helper_of(name: &str) = "Name {name}", "请{name}帮忙", "請{name}幫忙";
    helper_named(name: &str) = "{name} may sign you up now", "{name}可以替您报名了", "{name}可以替您報名了";
    end_helper = "End", "取消帮手", "取消幫手";
    end_helper_of(name: &str) = "End: {name}", "取消帮手：{name}", "取消幫手：{name}";
    helper_not_found = "Nobody found whom you know here. The community can enter it for you.", "没有找到您认识的人，可以请社区帮您登记。", "沒有找到您認識的人，可以請社區幫您登記。";
    i_help = "I help", "我帮的人", "我幫的人";
    i_help_hint = "Sign them up on the page of a shift.", "在班次的页面上替他们报名。", "在班次的頁面上替他們報名。";

    no_records = "Confirmed hours show here, each with its seal.", "确认过的时长会盖上章，放在这里。", "確認過的時長會蓋上章，放在這裡。";

    evidence_code = "By code", "扫码签到", "掃碼簽到";
    evidence_tick = "By the lead", "队长代签", "隊長代簽";
    evidence_printed = "By printed code", "固定码签到", "固定碼簽到";
    evidence_recipient = "Confirmed by the recipient", "服务对象确认", "服務對象確認";
    evidence_self = "Self-reported", "自报", "自報";
    evidence_afterwards = "Entered afterwards", "事后补录", "事後補錄";

    export = "Export my data", "导出我的数据", "導出我的數據";
    import = "Import", "导入", "導入";
    my_data = "Erase my details", "删除我的资料", "刪除我的資料";
    erase_what_goes = "This takes back your consent. Your name, telephone and everything written about you go, and you are signed out. Places that you still hold go to whoever waits. Hours stay counted for the community, without your name.", "这样就撤回了您的同意。您的姓名、电话和与您有关的文字都会删除，并退出登录。还没开始的班次会让给候补的人。已有的时长仍计入社区总数，但不再有您的名字。", "這樣就撤回了您的同意。您的姓名、電話和與您有關的文字都會刪除，並退出登錄。還沒開始的班次會讓給候補的人。已有的時長仍計入社區總數，但不再有您的名字。";
    erase_what_goes_of = "Their name, telephone and everything written about them go, and they are signed out. Places that they still hold go to whoever waits. Hours stay counted for the community, without their name.", "其姓名、电话和与其有关的文字都会删除，并在其手机上退出登录。还没开始的班次会让给候补的人。已有的时长仍计入社区总数，但不再有其名字。", "其姓名、電話和與其有關的文字都會刪除，並在其手機上退出登錄。還沒開始的班次會讓給候補的人。已有的時長仍計入社區總數，但不再有其名字。";
    erase_when(days: u32) = "It happens in {days} days. Until then you can change your mind here.", "{days}天后执行，在那之前可以随时在这里取消。", "{days}天後執行，在那之前可以隨時在這裡取消。";
    erase_sure = "Erase in seven days", "七天后删除", "七天後刪除";
    erase_of(name: &str) = "Erase the details of {name}", "删除{name}的资料", "刪除{name}的資料";
    erase_keep = "Keep everything", "不删除", "不刪除";
    erase_on(day: &str) = "Your details are erased on {day}.", "您的资料将于{day}删除。", "您的資料將於{day}刪除。";
    erase_on_of(name: &str, day: &str) = "The details of {name} are erased on {day}.", "{name}的资料将于{day}删除。", "{name}的資料將於{day}刪除。";
    erase_asked = "The details are erased in seven days", "七天后删除", "七天後刪除";
    erase_called_off = "Nothing is erased", "已取消，不会删除", "已取消，不會刪除";
    sign_out = "Sign out", "退出登录", "退出登錄";
    sign_out_hint = "Your data is removed from this device.", "您的内容会从这部设备上清除。", "您的內容會從這部設備上清除。";
    devices = "Signed-in devices", "已登录的设备", "已登錄的設備";
    devices_hint = "If a phone is lost, sign it out here.", "手机丢了，可以在这里让它退出。", "手機丟了，可以在這裡讓它退出。";
    this_one = "This device", "本机", "本機";
    unknown_device = "Unknown device", "未知设备", "未知設備";
    last_used(day: &str) = "Last used: {day}", "最近使用：{day}", "最近使用：{day}";
    signed_in_on(day: &str) = "Signed in: {day}", "登录日期：{day}", "登錄日期：{day}";
    sign_out_there = "Sign out", "退出", "退出";
    sign_out_there_of(name: &str) = "Sign out: {name}", "退出：{name}", "退出：{name}";
    signed_out_there(name: &str) = "Signed out: {name}", "已退出：{name}", "已退出：{name}";
    sign_out_elsewhere = "Sign out everywhere else", "退出其他设备", "退出其他設備";
    signed_out_elsewhere = "Signed out everywhere else", "其他设备已退出", "其他設備已退出";
    only_here = "You are signed in on this device only.", "只在这部设备上登录。", "只在這部設備上登錄。";
    devices_offline = "This shows once there is a connection.", "有网后就能看到。", "有網後就能看到。";
    devices_no_connection = "There is no connection. Nothing was signed out.", "没有网络，还没有退出。", "沒有網絡，還沒有退出。";
    not_signed_out = "That did not work. Please try again.", "没有成功，请再试一次。", "沒有成功，請再試一次。";
    unsent_left(n: u32) = { if n == 1 { "One thing is not sent yet.".into() } else { format!("{n} things are not sent yet.") } }, "还有{n}条没有送出。", "還有{n}條沒有送出。";
    photos_left(n: u32) = { if n == 1 { "1 photograph of a roster is not sent yet.".into() } else { format!("{n} photographs of rosters are not sent yet.") } }, "还有{n}张名单照片没有送出。", "還有{n}張名單照片沒有送出。";
    leave_title = "Sign out?", "要退出登录吗？", "要退出登錄嗎？";
    back_by_code = "To come back you need a new code from your community.", "要再进来，得向社区要一个新码。", "要再進來，得向社區要一個新碼。";
    back_perhaps_by_code = "If you came in by a code, you need a new one from your community to come back.", "如果您是扫码进来的，要再进来，得向社区要一个新码。", "如果您是掃碼進來的，要再進來，得向社區要一個新碼。";
    stay_signed_in = "Stay signed in", "继续登录", "繼續登錄";
    discard_and_leave = "Discard and sign out", "放弃并退出", "放棄並退出";
    switch_person = "Play someone else", "换个身份", "換個身份";

    times_served = "Times helped", "服务次数", "服務次數";
    no_check_out = "No check-out: counted to the planned end", "没有签退，算到预定结束", "沒有簽退，算到預定結束";
    no_shifts = "Nothing promised for the coming days.", "接下来没有答应的班次。", "接下來沒有答應的班次。";
    how_it_shows = "Display", "显示", "顯示";
    my_account = "Signed in", "登录", "登錄";
    unsent_title = "Not sent yet", "还没有送出", "還沒有送出";
    import_hint = "Importing replaces everything that this device keeps.", "导入会替换这部设备上的全部内容。", "導入會替換這部設備上的全部內容。";
    exported = "Saved as a file", "已存成文件", "已存成文件";
    import_failed = "This is no file of ours, or it could not be read. Nothing was changed.", "不是邻里导出的文件，或无法读取。什么都没有改变。", "不是鄰里導出的文件，或無法讀取。什麼都沒有改變。";
    could_not_export = "The content could not be read.", "没能读出内容。", "沒能讀出內容。";
    export_all = "Export everything", "导出全部内容", "導出全部內容";
    version(number: &str) = "Linli {number}", "邻里 {number}", "鄰里 {number}";
}

/// "five working days".
fn in_english(days: u32) -> String {
    const WORDS: [&str; 10] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let unit = if days == 1 { "day" } else { "days" };
    format!("{} working {unit}", spelled(days, WORDS))
}

/// "五", with which both scripts count days. Two, which they write in their own ways, stays a digit.
fn in_chinese(days: u32) -> String {
    const WORDS: [&str; 10] = ["一", "2", "三", "四", "五", "六", "七", "八", "九", "十"];
    spelled(days, WORDS)
}

/// A small number as a word, a greater one in digits.
fn spelled(n: u32, words: [&str; 10]) -> String {
    let at = usize::try_from(n).unwrap_or(usize::MAX).wrapping_sub(1);
    words
        .get(at)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::not_right_sent;
    use crate::locales::Lang;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn how_many_working_days_is_said_in_words() {
        assert_eq!(
            not_right_sent(Lang::En, 1),
            "Sent. You will hear back within one working day."
        );
        assert_eq!(not_right_sent(Lang::Hans, 5), "已提交，五个工作日内答复。");
        assert_eq!(not_right_sent(Lang::Hant, 12), "已提交，12個工作日內答覆。");
    }
}
