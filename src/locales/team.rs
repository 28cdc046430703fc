//! Bring my team 带队报名: places for a team, and who takes them.

super::words! {
    bring_my_team = "Bring my team", "带队报名", "帶隊報名";
    how_many = "How many of you?", "来几个人？", "來幾個人？";
    all_or_none = "All of them get a place, or none. Name them now or later.", "名额要么全有，要么都没有。名字现在填、以后填都可以。", "名額要麼全有，要麼都沒有。名字現在填、以後填都可以。";
    bring(n: u32) = { if n == 1 { "Bring 1 person".into() } else { format!("Bring {n} people") } }, "带{n}人报名", "帶{n}人報名";
    brought = "Your team has its places", "已为服务队留好名额", "已為服務隊留好名額";
    places_of(team: &str, n: u32) = "{team}: {n} places", "{team}：{n}个名额", "{team}：{n}個名額";
    no_name_yet = "No name yet", "还没填名字", "還沒填名字";
    name_place(n: u32) = "Name place {n}", "填名字：第{n}个名额", "填名字：第{n}個名額";
    name_somebody = "Name", "填名字", "填名字";
    replace = "Somebody else", "换人", "換人";
    replace_of(name: &str) = "Somebody else for {name}", "换人：{name}", "換人：{name}";
    take_off = "Can't come", "来不了", "來不了";
    take_off_of(name: &str) = "{name} can't come", "{name}来不了", "{name}來不了";
    who_takes_it = "Who takes this place?", "这个名额谁来？", "這個名額誰來？";
    no_members = "No members of your team are known here yet.", "这里还没有您队里的人。", "這裡還沒有您隊裡的人。";
    one_place_less = "One place less", "少一个名额", "少一個名額";
    one_place_less_said = "One place less for the team", "服务队少了一个名额", "服務隊少了一個名額";
    team = "Team", "服务队", "服務隊";
}
