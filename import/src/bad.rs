//! What is wrong with a file: where, and why, as data and as a sentence.

use linli_domain::Refusal;
use std::fmt;

/// What a reference should have named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A place.
    Place,
    /// A team.
    Team,
    /// A person.
    Person,
    /// A need.
    Need,
    /// A team or a person.
    Assignee,
}

/// Why a cell, a row or a file cannot be taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The name says of no list what it holds.
    UnknownFile,
    /// Nothing is in it.
    EmptyFile,
    /// It does not say for which community it is.
    NoCommunity,
    /// It is for several communities at once.
    SeveralCommunities,
    /// These bytes are no text.
    NotText,
    /// A quotation mark is opened and never closed.
    UnclosedQuote,
    /// A column that is needed is not there.
    ColumnMissing,
    /// No such column is known; left out in silence it would be lost.
    ColumnUnknown,
    /// The same column twice.
    ColumnTwice,
    /// More fields than columns.
    TooManyFields {
        /// How many columns there are.
        columns: usize,
        /// How many fields.
        found: usize,
    },
    /// Nothing is there.
    Missing,
    /// Too many characters.
    TooLong {
        /// The most.
        max: usize,
    },
    /// No whole number.
    NotANumber {
        /// What is there.
        found: String,
    },
    /// A number outside its range.
    OutOfRange {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// No date.
    NotADate {
        /// What is there.
        found: String,
    },
    /// No time of day.
    NotATime {
        /// What is there.
        found: String,
    },
    /// The clocks jump over that time.
    NoSuchLocalTime,
    /// Before the start, or at it.
    NotAfterStart,
    /// Neither a date nor a day of the week, or both.
    DateOrDay,
    /// No place code.
    NotAPlaceCode {
        /// What is there.
        found: String,
    },
    /// A spreadsheet wrote a long number in its short form, and lost digits.
    ShortenedNumber {
        /// What is there.
        found: String,
    },
    /// Not a telephone number.
    NotAPhone {
        /// What is there.
        found: String,
    },
    /// None of the words that may stand here.
    NotOneOf {
        /// What is there.
        found: String,
        /// What may stand there.
        choices: String,
    },
    /// A role that is not written `role` or `role@where`.
    NotARole {
        /// What is there.
        found: String,
    },
    /// It names something that is neither in these files nor registered.
    Unknown {
        /// What it should name.
        what: What,
        /// What is there.
        found: String,
    },
    /// It lies outside the community.
    OutsideCommunity {
        /// What is there.
        found: String,
    },
    /// The same number again.
    Twice {
        /// The line where it was first.
        first: u64,
    },
    /// A state that only somebody who does it can bring about, and nobody is named.
    NeedsAssignee,
    /// The rule book refuses it.
    Refused {
        /// Every reason.
        reasons: Vec<Refusal>,
    },
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Bad {
    /// The file's name, as given.
    pub file: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: u64,
    /// The column as the file writes it; empty where the whole row is meant.
    pub column: String,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ", line {}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, ", column {}", self.column)?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl Bad {
    /// The same in Chinese.
    pub fn in_chinese(&self) -> String {
        let mut text = self.file.clone();
        if self.line > 0 {
            text.push_str(&format!(" 第{}行", self.line));
        }
        if !self.column.is_empty() {
            text.push_str(&format!("“{}”列", self.column));
        }
        format!("{text}：{}", self.reason.in_chinese())
    }
}

impl std::error::Error for Bad {}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::UnknownFile => f.write_str(
                "which list is this? Name the file places, teams, people, needs or shifts",
            ),
            Reason::EmptyFile => f.write_str("the file is empty"),
            Reason::NoCommunity => {
                f.write_str("for which community? Give its code, or a places file with it")
            }
            Reason::SeveralCommunities => f.write_str(
                "several communities are listed: give the code of the one that is meant",
            ),
            Reason::NotText => f.write_str("this line cannot be read as UTF-8 or GB18030"),
            Reason::UnclosedQuote => {
                f.write_str("a quotation mark is opened here and never closed")
            }
            Reason::ColumnMissing => f.write_str("this column is needed and is not there"),
            Reason::ColumnUnknown => {
                f.write_str("no such column is known: rename it, or call it \"note\" to skip it")
            }
            Reason::ColumnTwice => f.write_str("this column is there twice"),
            Reason::TooManyFields { columns, found } => {
                write!(
                    f,
                    "{found} fields in {columns} columns: a comma without quotation marks?"
                )
            }
            Reason::Missing => f.write_str("nothing is there"),
            Reason::TooLong { max } => write!(f, "longer than {max} characters"),
            Reason::NotANumber { found } => write!(f, "\"{found}\" is no whole number"),
            Reason::OutOfRange { min, max } => write!(f, "not between {min} and {max}"),
            Reason::NotADate { found } => write!(f, "\"{found}\" is no date; write 2026-03-09"),
            Reason::NotATime { found } => write!(f, "\"{found}\" is no time of day; write 08:30"),
            Reason::NoSuchLocalTime => f.write_str("the clocks jump over this time on that day"),
            Reason::NotAfterStart => f.write_str("the end is not after the start"),
            Reason::DateOrDay => f.write_str("give either a date or a day of the week"),
            Reason::NotAPlaceCode { found } => write!(f, "\"{found}\" is no place code"),
            Reason::ShortenedNumber { found } => write!(
                f,
                "the spreadsheet shortened the number to \"{found}\": format the column as text and enter it again"
            ),
            Reason::NotAPhone { found } => write!(f, "\"{found}\" is no telephone number"),
            Reason::NotOneOf { found, choices } => write!(f, "\"{found}\" is none of: {choices}"),
            Reason::NotARole { found } => {
                write!(
                    f,
                    "\"{found}\" is no role; write volunteer@T1 or community_worker"
                )
            }
            Reason::Unknown { what, found } => {
                write!(f, "there is no {} \"{found}\"", what.in_english())
            }
            Reason::OutsideCommunity { found } => write!(f, "\"{found}\" is outside the community"),
            Reason::Twice { first } => write!(f, "the same as in line {first}"),
            Reason::NeedsAssignee => {
                f.write_str("with this state somebody must be named who does it")
            }
            Reason::Refused { reasons } => write!(f, "the rules refuse it: {}", list(reasons)),
        }
    }
}

impl Reason {
    /// The reason in Chinese.
    pub fn in_chinese(&self) -> String {
        match self {
            Reason::UnknownFile => "看不出是哪张表。文件名请用 places、teams、people、needs、shifts，或 地点、服务队、人员、需求、班次".into(),
            Reason::EmptyFile => "文件是空的".into(),
            Reason::NoCommunity => "不知道是哪个社区：请给出社区代码，或附上含社区的地点表".into(),
            Reason::SeveralCommunities => "列了几个社区：请给出要导入的社区代码".into(),
            Reason::NotText => "这一行既不是 UTF-8 也不是 GB18030，读不出来".into(),
            Reason::UnclosedQuote => "引号从这里开始，没有结束".into(),
            Reason::ColumnMissing => "缺少这一列".into(),
            Reason::ColumnUnknown => "不认识这一列：请改名；如不需要，请改名为“备注”".into(),
            Reason::ColumnTwice => "这一列出现了两次".into(),
            Reason::TooManyFields { columns, found } => {
                format!("有{found}个字段，却只有{columns}列：是否有逗号没加引号？")
            }
            Reason::Missing => "没有填写".into(),
            Reason::TooLong { max } => format!("超过{max}个字"),
            Reason::NotANumber { found } => format!("“{found}”不是整数"),
            Reason::OutOfRange { min, max } => format!("不在{min}到{max}之间"),
            Reason::NotADate { found } => format!("“{found}”不是日期，请写成 2026-03-09"),
            Reason::NotATime { found } => format!("“{found}”不是时间，请写成 08:30"),
            Reason::NoSuchLocalTime => "当天没有这个时刻".into(),
            Reason::NotAfterStart => "结束不晚于开始".into(),
            Reason::DateOrDay => "日期和星期请填一个，也只填一个".into(),
            Reason::NotAPlaceCode { found } => format!("“{found}”不是地点代码"),
            Reason::ShortenedNumber { found } => {
                format!("表格软件把号码缩写成了“{found}”：请把该列设为文本后重新输入")
            }
            Reason::NotAPhone { found } => format!("“{found}”不是电话号码"),
            Reason::NotOneOf { found, choices } => format!("“{found}”不在可选范围内：{choices}"),
            Reason::NotARole { found } => format!("“{found}”不是角色，请写成 volunteer@T1 或 社区工作者"),
            Reason::Unknown { what, found } => format!("没有“{found}”这个{}", what.in_chinese()),
            Reason::OutsideCommunity { found } => format!("“{found}”不在本社区"),
            Reason::Twice { first } => format!("与第{first}行重复"),
            Reason::NeedsAssignee => "这个状态要写明由谁承办".into(),
            Reason::Refused { reasons } => format!("按规则不能这样做：{}", list(reasons)),
        }
    }
}

fn list(reasons: &[Refusal]) -> String {
    let each: Vec<String> = reasons
        .iter()
        .map(|reason| serde_json::to_string(reason).unwrap_or_default())
        .collect();
    each.join(", ")
}

impl What {
    fn in_english(self) -> &'static str {
        match self {
            What::Place => "place",
            What::Team => "team",
            What::Person => "person",
            What::Need => "need",
            What::Assignee => "team or person",
        }
    }

    fn in_chinese(self) -> &'static str {
        match self {
            What::Place => "地点",
            What::Team => "服务队",
            What::Person => "人员",
            What::Need => "需求",
            What::Assignee => "服务队或人员",
        }
    }
}
