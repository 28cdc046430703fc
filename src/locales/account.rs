//! Signing in, and choosing where the truth lives.

super::words! {
    title = "Sign in", "登录", "登錄";
    sign_in = "Sign in", "登录", "登錄";
    name_or_phone = "Telephone or account name", "手机号或账号", "手機號或賬號";
    password = "Password", "密码", "密碼";
    show_password = "Show the password", "显示密码", "顯示密碼";
    does_not_fit = "The two do not fit together.", "账号和密码对不上。", "賬號和密碼對不上。";
    needs_connection = "Signing in needs a connection.", "登录需要网络。", "登錄需要網絡。";
    session_ended = "Please sign in again. What you saved is kept and is sent then.", "请重新登录，已保存的会在登录后送出。", "請重新登錄，已保存的會在登錄後送出。";
    erased = "Your details were erased.", "您的资料已经删除。", "您的資料已經刪除。";
    came_by_code = "Came in by a code? Ask your community for a new one.", "以前是扫码进来的？请向社区要一个新码。", "以前是掃碼進來的？請向社區要一個新碼。";
    this_device_alone = "Use this device alone", "只在这部设备上用", "只在這部設備上用";
    this_device_alone_hint = "To try it out, or to keep one list. Nothing leaves this device.", "先试一试，或只管一份名单，内容不离开这部设备。", "先試一試，或只管一份名單，內容不離開這部設備。";
    greeting = "Neighbours help neighbours", "邻里守望相助", "鄰里守望相助";
    account_hint = "Your volunteer number", "志愿者编号", "志願者編號";
    account = "Volunteer number or account", "志愿者编号或账号", "志願者編號或賬號";
    busy = "The server is busy. Please try again in a moment.", "服务器忙，请稍后再试。", "服務器忙，請稍後再試。";
    no_server = "There is no connection to the server.", "现在连不上服务器。", "現在連不上服務器。";
    try_the_demo = "Try it with the demo community", "用示范社区试一试", "用示範社區試一試";
    loading_demo = "The demo community moves in", "正在准备示范社区", "正在準備示範社區";
    demo_failed = "The demo community could not be loaded.", "示范社区没能准备好。", "示範社區沒能準備好。";
    whom_to_be = "Who do you want to be?", "您想以谁的身份使用？", "您想以誰的身份使用？";
    whom_to_be_hint = "On this device alone, one person can play all parts.", "只在这部设备上用时，一个人可以换着身份试。", "只在這部設備上用時，一個人可以換著身份試。";
    more_people = "More people", "更多人", "更多人";
    back_to_server = "Sign in to a server instead", "改为登录服务器", "改為登錄服務器";
    now = "You are here", "当前身份", "目前身份";
    no_storage = "This browser keeps no data for this app. Perhaps it is a private window, or the device is full.", "这个浏览器不让保存数据，可能是无痕窗口，或存储空间已满。", "這個瀏覽器不讓保存數據，可能是無痕窗口，或存儲空間已滿。";

    role_worker = "Community worker", "社区工作者", "社區工作者";
    role_admin = "Community administrator", "社区管理员", "社區管理員";
    role_lead = "Team lead", "队长", "隊長";
    role_volunteer = "Volunteer", "志愿者", "志願者";
    role_other = "Neighbour", "居民", "居民";
}
