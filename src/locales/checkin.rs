//! Check in 签到: at the site by code, card or the lead; on a visit by the volunteer's own word.

super::words! {
    title = "Check in", "签到", "簽到";
    scan = "Scan the lead's code", "扫队长的码", "掃隊長的碼";
    point_the_camera = "Point the camera at the lead's code", "把摄像头对准队长的二维码", "把相機對準隊長的二維碼";
    no_camera = "The camera cannot be used here. Type the code instead.", "这里用不了摄像头，请输入数字。", "這裡用不了相機，請輸入數字。";
    type_the_code = "Type the code", "输入数字", "輸入數字";
    eight_digits = "The eight digits on the lead's screen. After the last one you are checked in.", "队长屏幕上的八位数字，输完就签到。", "隊長屏幕上的八位數字，輸完就簽到。";
    show_my_card = "Show my card", "出示我的卡", "出示我的卡";
    card_picture(number: &str) = "Card {number}", "卡 {number}", "卡 {number}";
    lead_scans_card = "The lead scans it, or types the number.", "请队长扫一扫，或输入编号。", "請隊長掃一掃，或輸入編號。";
    card_on_paper = "Show this card to the lead when you arrive.", "到了请把卡给队长扫一下。", "到了請把卡給隊長掃一下。";
    ask_the_lead = "Ask the lead", "请队长代签", "請隊長代簽";
    lead_can_tick = "The lead can tick your name.", "队长可以在名单上给您打勾。", "隊長可以在名單上給您打勾。";

    ive_arrived = "I've arrived", "我到了", "我到了";
    finished = "Finished", "做完了", "做完了";
    door_word = "Door word", "门口暗号", "門口暗號";
    door_word_hint = "Say it at the door: the resident knows it too.", "到门口说给对方听，对方也知道。", "到門口說給對方聽，對方也知道。";
    address_later = "Approved. The address shows here from the day before.", "已同意。地址前一天在这里显示。", "已同意。地址前一天在這裡顯示。";
    call_resident(name: &str) = "Call {name}", "打给{name}", "打給{name}";
    whom = "Whom you visit", "服务对象", "服務對象";
    address = "Address", "地址", "地址";

    checked_in = "Checked in", "已签到", "已簽到";
    checked_in_at(time: &str) = "Checked in at {time}", "{time}已签到", "{time}已簽到";
    checked_out_at(time: &str) = "Finished at {time}", "{time}做完了", "{time}做完了";
    saved_to_verify = "Saved, to be verified", "已保存，待核实", "已保存，待核實";
    saved_hint = "There is no connection. Your time counts; the lead confirms it.", "现在没有网络，时间照样算，由队长核实。", "現在沒有網絡，時間照樣算，由隊長核實。";
    sent_to_verify = "It is sent. Your time counts; the lead confirms it.", "已经送出，时间照样算，由队长核实。", "已經送出，時間照樣算，由隊長核實。";
    code_wrong = "That code does not fit. Look at the lead's screen again.", "数字不对，请再看看队长的屏幕。", "數字不對，請再看看隊長的屏幕。";
    opens_at(time: &str) = "Check-in opens at {time}", "{time}开始签到", "{time}開始簽到";

    call_lead = "Call lead", "打给队长", "打給隊長";
    stop_camera = "Stop the camera", "关闭摄像头", "關閉相機";
    other_code = "That is not this shift's code.", "这不是这一班的签到码。", "這不是這一班的簽到碼。";
    no_such = "This shift is not here.", "这里没有这一班。", "這裡沒有這一班。";
    not_on_it = "You have no confirmed place on this shift.", "这一班还没有您的确认名额。", "這一班還沒有您的確認名額。";
    did_not_work = "Not checked in, because:", "没能签到，因为：", "沒能簽到，因為：";
    say_when_done = "When you are done, say so here.", "结束时在这里点一下。", "結束時在這裡點一下。";
    attendance_is_next = "Your attendance is confirmed next.", "接下来由队长确认到场。", "接下來由隊長確認到場。";
    hours_are_next = "Your hours are confirmed next.", "接下来由队长确认时长。", "接下來由隊長確認時長。";
}
