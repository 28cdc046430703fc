//! What kind of device somebody signs in on, in two words that they recognise: "Android · Chrome". Nothing finer is
//! kept of what a browser says of itself.

/// A system and the words that give it away, the surest first.
const SYSTEMS: [(&str, &[&str]); 8] = [
    ("HarmonyOS", &["HarmonyOS", "OpenHarmony"]),
    ("iPhone", &["iPhone"]),
    ("iPad", &["iPad"]),
    ("Android", &["Android"]),
    ("Windows", &["Windows"]),
    ("ChromeOS", &["CrOS"]),
    ("Mac", &["Macintosh"]),
    ("Linux", &["Linux"]),
];
/// Browsers likewise: most call themselves Chrome and Safari too.
const BROWSERS: [(&str, &[&str]); 13] = [
    ("WeChat", &["MicroMessenger"]),
    ("QQ Browser", &["MQQBrowser", "QQBrowser"]),
    ("UC Browser", &["UCBrowser", "UBrowser"]),
    ("Quark", &["Quark/"]),
    ("Huawei Browser", &["HuaweiBrowser"]),
    ("Xiaomi Browser", &["MiuiBrowser"]),
    ("Vivo Browser", &["VivoBrowser"]),
    ("Samsung Internet", &["SamsungBrowser"]),
    ("Edge", &["Edg/", "EdgA/", "EdgiOS/"]),
    ("Opera", &["OPR/", "OPiOS/"]),
    ("Firefox", &["Firefox/", "FxiOS/"]),
    ("Chrome", &["Chrome/", "CriOS/", "Chromium/"]),
    ("Safari", &["Safari/"]),
];
/// A name of this kind has no more characters.
pub const LONGEST: usize = 40;

/// The kind of device that calls itself that; empty where it cannot be told.
pub fn device_name(user_agent: &str) -> String {
    let told = |all: &'static [(&'static str, &'static [&'static str])]| {
        all.iter()
            .find(|(_, words)| words.iter().any(|word| user_agent.contains(word)))
            .map(|(name, _)| *name)
    };
    let parts: Vec<_> = [told(&SYSTEMS), told(&BROWSERS)]
        .into_iter()
        .flatten()
        .collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_recognise_their_devices() {
        let cases = [
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
                "Android · Chrome",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "iPhone · Safari",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49 NetType/WIFI",
                "iPhone · WeChat",
            ),
            (
                "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0 HuaweiBrowser/15.0 Mobile Safari/537.36",
                "HarmonyOS · Huawei Browser",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
                "Windows · Edge",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.6; rv:131.0) Gecko/20100101 Firefox/131.0",
                "Mac · Firefox",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0.0.0 Safari/537.36",
                "Linux · Chrome",
            ),
            ("curl/8.5.0", ""),
            ("", ""),
        ];
        for (user_agent, name) in cases {
            assert_eq!(device_name(user_agent), name, "{user_agent}");
        }
    }

    #[test]
    fn no_name_is_longer_than_it_may_be() {
        for (system, _) in SYSTEMS {
            for (browser, _) in BROWSERS {
                assert!(format!("{system} · {browser}").chars().count() <= LONGEST);
            }
        }
    }
}
