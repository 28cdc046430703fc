//! The five lists and their columns, in English and Chinese.

/// Which list a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Places.
    Places,
    /// Teams and other bodies.
    Teams,
    /// People.
    People,
    /// Needs.
    Needs,
    /// Shifts.
    Shifts,
}

type Column = (&'static str, &'static [&'static str]);

const NAME: [Column; 3] = [
    ("name", &["name_zh_hans", "名称", "名稱", "姓名"]),
    ("name_en", &["英文名称", "英文名稱", "英文名"]),
    ("name_zh_hant", &["繁体名称", "繁體名稱", "繁体", "繁體"]),
];
const TITLE: [Column; 3] = [
    ("title", &["title_zh_hans", "标题", "標題", "名称", "名稱"]),
    (
        "title_en",
        &["英文标题", "英文標題", "英文名称", "英文名稱"],
    ),
    ("title_zh_hant", &["繁体标题", "繁體標題", "繁体", "繁體"]),
];
const EVERYWHERE: [Column; 2] = [
    ("number", &["no", "编号", "編號", "序号", "序號"]),
    ("note", &["notes", "备注", "備註"]),
];
const GRID: Column = ("grid", &["place", "网格", "網格", "地点", "地點"]);
const TEXT: Column = ("text", &["description", "说明", "說明", "内容", "內容"]);
const RISKS: Column = ("risks", &["风险", "風險", "风险提示", "風險提示"]);
const URGENCY: Column = ("urgency", &["紧急程度", "緊急程度", "急需"]);
const SKILLS: Column = ("skills", &["技能", "所需技能", "特长", "特長"]);
const TRAININGS: Column = ("trainings", &["培训", "培訓", "所需培训", "所需培訓"]);

const PLACES: [Column; 2] = [
    ("code", &["代码", "代碼", "编码", "編碼", "区划代码"]),
    ("level", &["级别", "級別", "层级", "層級"]),
];
const TEAMS: [Column; 6] = [
    GRID,
    ("kind", &["类别", "類別", "类型", "類型"]),
    ("lead", &["队长", "隊長", "负责人", "負責人"]),
    ("size", &["人数", "人數"]),
    ("specialty", &["专长", "專長"]),
    ("brand", &["品牌"]),
];
const PEOPLE: [Column; 12] = [
    (
        "grid",
        &["home", "place", "网格", "網格", "居住网格", "居住網格"],
    ),
    (
        "phone",
        &[
            "telephone",
            "mobile",
            "电话",
            "電話",
            "手机",
            "手機",
            "联系电话",
        ],
    ),
    ("birth", &["出生", "出生年份", "出生日期"]),
    ("gender", &["sex", "性别", "性別"]),
    SKILLS,
    TRAININGS,
    (
        "categories",
        &["service_categories", "服务类别", "服務類別"],
    ),
    ("roles", &["role", "角色", "职务", "職務"]),
    ("guardian", &["监护人", "監護人"]),
    ("account", &["账号", "帳號", "登录名"]),
    ("password", &["密码", "密碼"]),
    ("external_ref", &["外部编号", "外部編號"]),
];
const NEEDS: [Column; 14] = [
    GRID,
    TEXT,
    RISKS,
    URGENCY,
    ("category", &["类别", "類別"]),
    ("visibility", &["可见范围", "可見範圍"]),
    ("source", &["来源", "來源"]),
    ("recipient_name", &["recipient", "服务对象", "服務對象"]),
    ("recipient_phone", &["服务对象电话", "服務對象電話"]),
    (
        "recipient_address",
        &["address", "地址", "服务对象地址", "服務對象地址"],
    ),
    ("call_back", &["回访", "回訪"]),
    ("state", &["状态", "狀態"]),
    ("assignee", &["承办", "承辦", "承办人", "承辦人"]),
    ("reason", &["outcome", "原因", "办理结果", "辦理結果"]),
];
const SHIFTS: [Column; 26] = [
    GRID,
    TEXT,
    RISKS,
    URGENCY,
    SKILLS,
    TRAININGS,
    ("kind", &["类型", "類型", "类别", "類別"]),
    ("attendance", &["签到方式", "簽到方式"]),
    ("meeting_point", &["集合地点", "集合地點"]),
    ("date", &["日期"]),
    ("day", &["weekday", "星期"]),
    ("week", &["周次", "週次"]),
    ("start", &["开始", "開始", "开始时间", "開始時間"]),
    ("end", &["结束", "結束", "结束时间", "結束時間"]),
    ("slots", &["名额", "名額", "人数", "人數"]),
    ("min_staff", &["最少人数", "最少人數"]),
    ("min_age", &["最低年龄", "最低年齡"]),
    ("sign_up_hours", &["报名提前小时", "報名提前小時"]),
    ("withdraw_hours", &["退出提前小时", "退出提前小時"]),
    ("bring", &["携带", "攜帶", "携带物品", "攜帶物品"]),
    ("insurance", &["保险", "保險"]),
    ("checklist", &["检查项", "檢查項", "清单", "清單"]),
    ("team", &["服务队", "服務隊", "志愿服务队"]),
    ("lead", &["负责人", "負責人", "队长", "隊長"]),
    ("deputy", &["副队长", "副隊長"]),
    ("volunteer", &["计入志愿时长", "計入志願時長"]),
];
const PARENT: [Column; 2] = [
    ("parent", &["need", "对应编号", "對應編號", "需求"]),
    ("parent_kind", &["对应类别", "對應類別"]),
];

impl List {
    /// Which list a file is, by its name without folder and ending.
    pub fn of(file: &str) -> Option<List> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let stem = name.split('.').next().unwrap_or(name).to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| stem.contains(word));
        if has(&["places", "grids", "地点", "地點", "网格", "網格"]) {
            Some(List::Places)
        } else if has(&["teams", "organizations", "服务队", "服務隊", "组织", "組織"]) {
            Some(List::Teams)
        } else if has(&[
            "people",
            "volunteers",
            "persons",
            "人员",
            "人員",
            "志愿者",
            "志願者",
        ]) {
            Some(List::People)
        } else if has(&["needs", "需求"]) {
            Some(List::Needs)
        } else if has(&["shifts", "班次"]) {
            Some(List::Shifts)
        } else {
            None
        }
    }

    /// The columns without which a list says nothing.
    pub(crate) fn needed(self) -> &'static [&'static str] {
        match self {
            List::Places => &["code", "name"],
            List::Teams | List::People => &["number", "name"],
            List::Needs => &["number", "title", "category"],
            List::Shifts => &["number", "title", "start", "end", "slots"],
        }
    }

    fn columns(self) -> Vec<Column> {
        let own: &[&[Column]] = match self {
            List::Places => &[&NAME, &PLACES],
            List::Teams => &[&NAME, &TEAMS],
            List::People => &[&NAME, &PEOPLE],
            List::Needs => &[&TITLE, &NEEDS],
            List::Shifts => &[&TITLE, &SHIFTS, &PARENT],
        };
        let mut all = EVERYWHERE.to_vec();
        all.extend(own.iter().flat_map(|columns| columns.iter().copied()));
        all
    }
}

/// The column that a header names.
pub(crate) fn column_named(list: List, written: &str) -> Option<&'static str> {
    let plain = written.to_lowercase().replace([' ', '-'], "_");
    list.columns()
        .into_iter()
        .find(|(name, others)| *name == plain || others.contains(&plain.as_str()))
        .map(|(name, _)| name)
}
