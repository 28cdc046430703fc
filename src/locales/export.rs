//! What is held about somebody, as a file that they take along and as the page inside it.

super::words! {
    my_copy = "What is kept about me", "这里保存的我的资料", "這裡保存的我的資料";
    my_copy_hint = "One file: a page to read, and the same data for other programs.", "一个文件，里面有可以看的网页，也有给其他软件用的数据。", "一個文件，裡面有可以看的網頁，也有給其他軟件用的資料。";
    take_along = "Save a copy", "下载一份", "下載一份";
    taken = "Saved as a file", "已存成文件", "已存成文件";
    needs_connection = "Go online to save a copy.", "连上网络后才能下载。", "連上網絡後才能下載。";
    failed = "It could not be put together. Please try again.", "没能整理好，请再试一次。", "沒能整理好，請再試一次。";

    as_of(day: &str) = "As of {day}", "截至{day}", "截至{day}";
    same_for_programs = "linli.json beside this page holds the same in full, for other programs.", "旁边的 linli.json 是给其他软件用的完整数据。", "旁邊的 linli.json 是給其他軟件用的完整資料。";
    name = "Name", "姓名", "姓名";
    phone = "Telephone", "电话", "電話";
    born = "Born", "出生", "出生";
    trainings = "Trainings", "培训", "培訓";
    guardian = "Guardian", "监护人", "監護人";
    agreed = "Agreed to", "同意过", "同意過";
    roles = "Roles", "身份", "身份";
    helpers = "Who may sign me up", "谁可以替我报名", "誰可以替我報名";
    helped = "Whom I may sign up", "我可以替谁报名", "我可以替誰報名";
    shifts = "Shifts", "班次", "班次";
    leads = "Lead", "队长", "隊長";
    deputy = "Deputy", "副队长", "副隊長";
    requests = "Needs", "需求", "需求";
    messages = "Messages", "消息", "消息";
    would_do = "Would do", "愿意做", "願意做";
    details_kept = "that the community keeps these details", "由社区保存这些资料", "由社區保存這些資料";
    signing_in = "Signing in", "登录", "登錄";
    by_login = "Name", "账号", "賬號";
    by_password = "Password", "密码", "密碼";
    is_set = "set", "已设置", "已設置";
    on_device = "Signed in on", "登录的设备", "登錄的設備";
    since(day: &str) = "since {day}", "{day}起", "{day}起";
    until(day: &str) = "until {day}", "到{day}", "到{day}";
}
