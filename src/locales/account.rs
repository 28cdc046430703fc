//! Signing in, and choosing where the truth lives.

super::words! {
    title = "Sign in", "登录", "登錄";
    sign_in = "Sign in", "登录", "登錄";
    name_or_phone = "Telephone or account name", "手机号或账号", "手機號或賬號";
    password = "Password", "密码", "密碼";
    show_password = "Show the password", "显示密码", "顯示密碼";
    does_not_fit = "The two do not fit together.", "账号和密码对不上。", "賬號和密碼對不上。";
    too_many_tries(when: &str) = "Too many tries. Try again {when}.", "试的次数太多了，请{when}再试。", "試的次數太多了，請{when}再試。";
    needs_connection = "Signing in needs a connection.", "登录需要网络。", "登錄需要網絡。";
    session_ended = "Please sign in again. What you saved is kept and is sent then.", "请重新登录，已保存的会在登录后送出。", "請重新登錄，已保存的會在登錄後送出。";
    this_device_alone = "Use this device alone", "只在这部设备上用", "只在這部設備上用";
    this_device_alone_hint = "To try it out, or to keep one list. Nothing leaves this device.", "先试一试，或只管一份名单，内容不离开这部设备。", "先試一試，或只管一份名單，內容不離開這部設備。";
}
