//! Passkeys, the codes of an app, and the password. A passkey is called what Apple and Google call it, and said to be what
//! one does: fingerprint, face or PIN.

super::words! {
    passkey = "Passkey", "通行密钥", "通行密鑰";
    passkey_on(device: &str) = "Passkey · {device}", "通行密钥 · {device}", "通行密鑰 · {device}";
    use_passkey = "Sign in with a passkey", "用通行密钥登录", "用通行密鑰登錄";
    use_passkey_hint = "With this device's fingerprint, face or PIN, instead of the password.", "用本机的指纹、面容或锁屏密码，不用输账号和密码。", "用本機的指紋、面容或鎖屏密碼，不用輸賬號和密碼。";
    instead = "Use a passkey instead", "不设密码，用通行密钥", "不設密碼，用通行密鑰";
    instead_hint = "This device's fingerprint, face or PIN takes the place of a password: safer, and nothing to remember.", "用本机的指纹、面容或锁屏密码代替密码，更安全，也不用记。", "用本機的指紋、面容或鎖屏密碼代替密碼，更安全，也不用記。";
    one_more = "One more step", "还差一步", "還差一步";
    one_more_hint = "The password was right. Now show that it is you.", "密码对了，请再确认是您本人。", "密碼對了，請再確認是您本人。";
    show_passkey = "Use the passkey", "使用通行密钥", "使用通行密鑰";
    code = "Six digits from the app", "验证器里的6位数字", "驗證器裡的6位數字";
    code_hint = "The app on your phone shows new ones every 30 seconds.", "手机上的验证器每30秒换一次。", "手機上的驗證器每30秒換一次。";
    go_on = "Continue", "继续", "繼續";
    protect = "Protect this account", "保护这个账号", "保護這個賬號";
    protect_hint = "You see other people's data here, so a password alone is not enough. Set up one of these two. It takes a minute.", "您能看到别人的信息，只有密码不够安全。请设好其中一种，一分钟就好。", "您能看到別人的信息，只有密碼不夠安全。請設好其中一種，一分鐘就好。";
    set_up_passkey = "Set up a passkey", "设置通行密钥", "設置通行密鑰";
    passkey_is = "From then on you sign in with this device's fingerprint, face or PIN.", "以后就用本机的指纹、面容或锁屏密码登录。", "以後就用本機的指紋、面容或鎖屏密碼登錄。";
    set_up_codes = "Use an app on the phone", "用手机上的验证器", "用手機上的驗證器";
    codes_are = "For a computer without fingerprint or PIN: an authenticator app shows six digits.", "电脑没有指纹或锁屏密码时用：手机上的验证器会显示6位数字。", "電腦沒有指紋或鎖屏密碼時用：手機上的驗證器會顯示6位數字。";
    codes_how = "Scan this with an authenticator app, then type the six digits that it shows.", "用手机上的验证器扫这张图，再输入它显示的6位数字。", "用手機上的驗證器掃這張圖，再輸入它顯示的6位數字。";
    codes_picture = "QR code for the authenticator app", "给验证器扫的二维码", "給驗證器掃的二維碼";
    codes_secret(secret: &str) = "Or type this into the app: {secret}", "也可以在验证器里输入：{secret}", "也可以在驗證器裡輸入：{secret}";
    codes = "Codes of an app", "手机验证器", "手機驗證器";
    remove_codes = "Use no app any more", "不再用验证器", "不再用驗證器";
    back = "Back to signing in", "返回登录", "返回登錄";
    not_shown = "The passkey was not used. Please try again.", "没有用上通行密钥，请再试一次。", "沒有用上通行密鑰，請再試一次。";
    wrong_passkey = "This passkey opens nothing here any more. Sign in another way, or ask an administrator for a link.", "这个通行密钥在这里不能用了。请换一种方式登录，或请管理员发一个链接。", "這個通行密鑰在這裡不能用了。請換一種方式登錄，或請管理員發一個鏈接。";
    none_here = "Passkeys do not work under this address.", "这个网址不能用通行密钥。", "這個網址不能用通行密鑰。";
    wrong_code = "These digits do not fit. Please wait for the next ones.", "数字不对，请等下一组再输入。", "數字不對，請等下一組再輸入。";
    wrong_proof = "That does not fit. Nothing was changed.", "对不上，什么都没有改。", "對不上，什麼都沒有改。";
    over = "This took too long. Please sign in again.", "时间太久了，请重新登录。", "時間太久了，請重新登錄。";
    too_many = "Too many tries. Please wait a while, then try again.", "试的次数太多了，请等一会儿再试。", "試的次數太多了，請等一會兒再試。";
    too_many_keys = "This device has a passkey already, or there are ten. Remove one first.", "这部设备已经有通行密钥，或已满10个，请先删除一个。", "這部設備已經有通行密鑰，或已滿10個，請先刪除一個。";
    did_not_work = "That did not work. Please try again.", "没有成功，请再试一次。", "沒有成功，請再試一次。";
    how_i_sign_in = "How I sign in", "登录方式", "登錄方式";
    no_passkey = "With a passkey you sign in by this device's fingerprint, face or PIN.", "设了通行密钥，就能用本机的指纹、面容或锁屏密码登录。", "設了通行密鑰，就能用本機的指紋、面容或鎖屏密碼登錄。";
    added_on(day: &str) = "Set up: {day}", "设置时间：{day}", "設置時間：{day}";
    remove = "Remove", "删除", "刪除";
    remove_of(key: &str) = "Remove: {key}", "删除：{key}", "刪除：{key}";
    removed = "Removed. On your other devices you are signed out.", "已删除，其他设备已退出登录。", "已刪除，其他設備已退出登錄。";
    set_up = "Set up", "设好了", "設好了";
    last_stays = "This is the only one, and you need one. Set up another first.", "只有这一个了，请先再设一个。", "只有這一個了，請先再設一個。";
    change_password = "Change the password", "修改密码", "修改密碼";
    present_password = "Current password", "现在的密码", "現在的密碼";
    new_password = "New password", "新密码", "新密碼";
    present_or_key = "Leave it empty if you do not know it: your passkey will do.", "不记得可以不填，用通行密钥确认。", "不記得可以不填，用通行密鑰確認。";
    password_changed = "The password is changed. On your other devices you are signed out.", "密码已修改，其他设备已退出登录。", "密碼已修改，其他設備已退出登錄。";
    prove = "Show first that it is you", "请先确认是您本人", "請先確認是您本人";
}
