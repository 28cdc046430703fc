//! Coming in: a team's code, invitations, another phone, and getting to know who is new.

super::words! {
    join_team(team: &str) = "Join {team}", "加入{team}", "加入{team}";
    join_role(role: &str, place: &str) = "{place}: {role}", "{place}邀请您担任{role}", "{place}邀請您擔任{role}";
    use_phone(name: &str) = "This phone for {name}", "{name}的新手机", "{name}的新手機";
    invitation = "Invitation", "邀请", "邀請";
    looking = "Looking at the invitation", "正在查看邀请", "正在查看邀請";
    no_such = "This code does not lead anywhere. Please ask whoever gave it to you for a new one.", "这个码打不开，请向给您的人再要一个。", "這個碼打不開，請向給您的人再要一個。";
    over = "This invitation is over. Please ask whoever gave it to you for a new one.", "这份邀请已经失效，请向给您的人再要一份。", "這份邀請已經失效，請向給您的人再要一份。";
    needs_connection = "Coming in needs a connection. What you wrote stays here.", "加入需要网络，您填的内容还在。", "加入需要網絡，您填的內容還在。";
    busy = "The server is busy. Please press again in a moment.", "服务器忙，请稍后再按一次。", "服務器忙，請稍後再按一次。";
    try_again = "Try again", "再试一次", "再試一次";

    year_hint = "Four digits, for example 1948", "四位数字，例如1948", "四位數字，例如1948";
    guardian_hint = "Whoever is younger than 18 comes in with a parent or guardian, who agrees too.", "未满18周岁，要由监护人同意。", "未滿18周歲，要由監護人同意。";
    consent = "I agree that the community keeps my name, birth year and telephone.", "我同意社区保存我的姓名、出生年份和电话。", "我同意社區保存我的姓名、出生年份和電話。";
    purpose = "They are used to arrange volunteering, to reach you when a shift changes, and to record your service. Only the community's staff and your team's lead see them. You can take your consent back at any time.", "用来安排志愿服务、班次有变动时通知您、记录您的服务，只有社区工作人员和您的队长能看到。您可以随时撤回同意。", "用來安排志願服務、班次有變動時通知您、記錄您的服務，只有社區工作人員和您的隊長能看到。您可以隨時撤回同意。";
    come_in = "Join", "加入", "加入";
    no_password = "You need no password: this phone stays signed in.", "不用密码，这部手机会一直保持登录。", "不用密碼，這部手機會一直保持登錄。";
    use_this_phone = "Use this phone", "在这部手机上使用", "在這部手機上使用";
    old_phone_out = "On the old phone you are signed out.", "旧手机会退出登录。", "舊手機會退出登錄。";
    choose_password = "Choose a password", "设置密码", "設置密碼";
    password_hint = "At least 8 characters. A sentence is easier to remember and harder to guess.", "至少8个字符，用一句话更好记，也更难猜。", "至少8個字符，用一句話更好記，也更難猜。";
    password_short = "Please use at least 8 characters.", "请至少用8个字符。", "請至少用8個字符。";
    password_long = "Please use fewer characters.", "太长了，请短一些。", "太長了，請短一些。";
    password_needed = "Please choose a password.", "请设置密码。", "請設置密碼。";
    password_common = "Many people use this password, so it is guessed first. Please choose another.", "这个密码用的人太多，容易被猜到，请换一个。", "這個密碼用的人太多，容易被猜到，請換一個。";
    signed_in_as(name: &str) = "Signed in as {name}", "当前登录：{name}", "目前登錄：{name}";
    not_you = "Somebody else? Sign out first, under Me.", "不是您本人？请先在“我的”里退出登录。", "不是您本人？請先在「我的」裡退出登錄。";
    welcome(name: &str) = "Welcome, {name}", "欢迎您，{name}", "歡迎您，{name}";

    in_wechat = "Open in browser", "用浏览器打开", "用瀏覽器打開";
    in_wechat_how = "Inside WeChat this app cannot stay on your phone. Press ⋯ at the top right, then “Open in browser”.", "在微信里没法保存到手机。请点右上角的“⋯”，再点“在浏览器打开”。", "在微信裡沒法保存到手機。請點右上角的「⋯」，再點「在瀏覽器打開」。";
    in_wechat_picture = "Picture: the three dots at the top right of WeChat, and below them Open in browser", "图示：微信右上角的三个点，下面是“在浏览器打开”", "圖示：微信右上角的三個點，下面是「在瀏覽器打開」";
    in_wechat_stay = "Go on here all the same", "还是在这里继续", "還是在這裡繼續";

    my_teams = "Teams I lead", "我带的队", "我帶的隊";
    new_people = "New people", "新人", "新人";
    new_in(n: u32) = { if n == 1 { "1 new person to get to know".into() } else { format!("{n} new people to get to know") } }, "有{n}位新人等您认识", "有{n}位新人等您認識";
    new_hint = "They came in by the code. Until somebody knows them they see nobody's data and sign up for shifts with a lead on site only.", "他们是扫码进来的。在有人认识之前，他们看不到任何人的信息，只能报有队长在场的班次。", "他們是掃碼進來的。在有人認識之前，他們看不到任何人的信息，只能報有隊長在場的班次。";
    nobody_new = "Nobody new.", "没有新人。", "沒有新人。";
    know = "I know them", "认识", "認識";
    know_of(name: &str) = "I know {name}", "认识{name}", "認識{name}";
    known_now(name: &str) = "{name} is in the team now", "{name}已经入队", "{name}已經入隊";
    not_ours = "Not one of ours", "不认识", "不認識";
    not_ours_of(name: &str) = "{name} is not one of ours", "不认识{name}", "不認識{name}";
    turned_away(name: &str) = "{name} leaves the team", "{name}将离队", "{name}將離隊";
    members = "Members", "队员", "隊員";
    no_members = "Nobody yet.", "还没有队员。", "還沒有隊員。";

    let_in = "Let people in", "让新人加入", "讓新人加入";
    let_in_hint = "Whoever scans the code comes in as a new person: name, birth year, telephone, no password.", "扫码的人填姓名、出生年份和电话就能加入，不用密码。", "掃碼的人填姓名、出生年份和電話就能加入，不用密碼。";
    make_code = "Make a code", "生成二维码", "生成二維碼";
    code_of(team: &str) = "Code of {team}", "{team}的二维码", "{team}的二維碼";
    code_picture(team: &str) = "Picture to scan for joining {team}", "加入{team}的二维码", "加入{team}的二維碼";
    lets_in(n: u32, day: &str) = { if n == 1 { format!("Lets in 1 more person, until {day}") } else { format!("Lets in {n} more people, until {day}") } }, "还能加入{n}人，{day}前有效", "還能加入{n}人，{day}前有效";
    print_code = "Print the code", "打印二维码", "打印二維碼";
    copy_link = "Copy the link", "复制链接", "複製鏈接";
    link_copied = "Copied", "已复制", "已複製";
    link_by_hand = "Select the link and copy it.", "请选中链接后复制。", "請選中鏈接後複製。";
    end_code = "End this code", "停用", "停用";
    code_ended = "The code lets nobody in any more", "这个码已停用", "這個碼已停用";
    scan_to_join = "Scan to join", "扫一扫，加入我们", "掃一掃，加入我們";
    step_scan = "Scan the code with the camera or with WeChat.", "用相机或微信扫二维码。", "用相機或微信掃二維碼。";
    step_browser = "In WeChat: press ⋯, then “Open in browser”.", "在微信里点“⋯”，再点“在浏览器打开”。", "在微信裡點「⋯」，再點「在瀏覽器打開」。";
    step_tell = "Write your name, birth year and telephone. No password.", "填姓名、出生年份和电话，不用密码。", "填姓名、出生年份和電話，不用密碼。";
    valid_until(day: &str) = "Valid until {day}", "{day}前有效", "{day}前有效";

    people = "Coming in", "人员加入", "人員加入";
    new_phone = "New phone", "换手机", "換手機";
    new_phone_of(name: &str) = "New phone for {name}", "{name}换手机", "{name}換手機";
    new_phone_hint = "Who lost their phone, or has another one: choose them, and let them scan the code.", "手机丢了，或换了新手机：选中这个人，让他扫码。", "手機丟了，或換了新手機：選中這個人，讓他掃碼。";
    new_phone_how(name: &str) = "{name} scans this with the new phone. It works once, for a day. The old phone is signed out.", "请{name}用新手机扫这个码，一天内有效，只能用一次。旧手机会退出登录。", "請{name}用新手機掃這個碼，一天內有效，只能用一次。舊手機會退出登錄。";
    new_phone_admin = "Somebody with more to say than a volunteer: an administrator makes their code.", "这个人的权限比志愿者多，要由管理员来办。", "這個人的權限比志願者多，要由管理員來辦。";
    invite_role = "Invite to a role", "邀请担任角色", "邀請擔任角色";
    invite_role_hint = "Send the link to one person. It works once, for seven days.", "把链接发给一个人，七天内有效，只能用一次。", "把鏈接發給一個人，七天內有效，只能用一次。";
    role = "Role", "角色", "角色";
    make_link = "Make a link", "生成链接", "生成鏈接";
    link_once = "It shows here this once only: send it now.", "链接只显示这一次，请现在就发出去。", "鏈接只顯示這一次，請現在就發出去。";
    link_picture = "Picture to scan for this invitation", "这份邀请的二维码", "這份邀請的二維碼";
    open_invitations = "Open invitations", "有效的邀请", "有效的邀請";
    no_open_invitations = "None.", "没有。", "沒有。";
    came(n: u32, of: u32) = "{n} of {of} came", "{of}个名额，已来{n}人", "{of}個名額，已來{n}人";
    end_invitation_of(what: &str) = "End: {what}", "停用：{what}", "停用：{what}";

    role_new = "New person", "新人", "新人";
    role_resident = "Resident", "居民", "居民";
    role_volunteer = "Volunteer", "志愿者", "志願者";
    role_team_lead = "Team lead", "队长", "隊長";
    role_unit_rep = "Representative of a resident unit", "驻区单位代表", "駐區單位代表";
    role_grid_worker = "Grid worker", "网格员", "網格員";
    role_courtyard_lead = "Courtyard lead", "楼院长", "樓院長";
    role_community_worker = "Community worker", "社区工作者", "社區工作者";
    role_community_admin = "Community administrator", "社区管理员", "社區管理員";
    role_legal_adviser = "Legal adviser", "法律顾问", "法律顧問";
    role_talker = "Talker", "说事员", "說事員";
    role_mediator = "Mediator", "人民调解员", "人民調解員";
    role_expert = "Expert", "专家", "專家";
    role_social_worker = "Social worker", "社工", "社工";
    role_street_coordinator = "Street coordinator", "街道协调员", "街道協調員";
    role_district_viewer = "District viewer", "区县查看员", "區縣查看員";
    role_city_viewer = "City viewer", "市级查看员", "市級查看員";
    role_system_admin = "System administrator", "系统管理员", "系統管理員";
}
