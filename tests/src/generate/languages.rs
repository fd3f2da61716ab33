//! Event Viewer's "Copy details as text" in the languages of which genuine copies are public.
//!
//! The table is written by hand from such copies, not taken from the reader: each proves the other.

use super::event::{ACCOUNT, Event, Moment};
use super::layout::Below;
use super::xml;
use kbmatch::Header;

/// The labels and words of a language.
#[derive(Debug)]
pub struct Language {
    /// Its tag.
    pub tag: &'static str,
    /// The labels, in Event Viewer's order.
    pub labels: [&'static str; 11],
    /// Critical, Error, Warning, Information.
    pub levels: [&'static str; 4],
    /// How it prints a time.
    pub time: fn(&Moment) -> String,
}

/// The header fields of the first nine labels.
const HEADERS: [Header; 9] = [
    Header::Channel,
    Header::Provider,
    Header::Time,
    Header::EventId,
    Header::Task,
    Header::Level,
    Header::Keywords,
    Header::User,
    Header::Computer,
];

/// Values stand in this column.
const COLUMN: usize = 15;

impl Language {
    /// The event as this language's Event Viewer copies it.
    pub fn render(&self, event: &Event, below: Below) -> String {
        let mut text = String::new();
        for ((_, value), label) in self.values(event).iter().zip(self.labels) {
            text.push_str(&format!("{:COLUMN$}{value}\n", format!("{label}:")));
        }
        text.push_str(&format!("{}:\n{}\n", self.labels[9], event.message()));
        if below == Below::Xml {
            text.push_str(&format!("{}:\n{}", self.labels[10], xml::indented(event)));
        }
        text
    }

    /// The header fields that it shows. The XML knows the time's zone, so its time is the one.
    pub fn headers(&self, event: &Event, below: Below) -> Vec<(Header, String)> {
        let mut values = self.values(event);
        if below == Below::Xml {
            values[2].1 = xml::time(event);
        }
        values.to_vec()
    }

    fn values(&self, event: &Event) -> [(Header, String); 9] {
        let values = [
            event.channel.clone(),
            event.provider.clone(),
            (self.time)(&event.time),
            event.id.to_string(),
            format!("({})", event.task),
            self.levels[usize::from(event.level_number()) - 1].into(),
            "(262144)".into(),
            ACCOUNT.into(),
            event.computer.clone(),
        ];
        let mut values = values.into_iter();
        HEADERS.map(|header| (header, values.next().unwrap_or_default()))
    }
}

fn dots(time: &Moment) -> String {
    format!("{:02}.{:02}.{:04} {}", time.day, time.month, time.year, time.clock())
}

fn slashes(time: &Moment) -> String {
    format!("{}/{}/{} {}", time.year, time.month, time.day, time.clock())
}

fn taiwan(time: &Moment) -> String {
    let half = time.half("上午", "下午");
    format!("{} {half} {:02}:{:02}:{:02}", time.date("/"), time.hour12(), time.minute, time.second)
}

fn korea(time: &Moment) -> String {
    let half = time.half("오전", "오후");
    format!("{} {half} {}:{:02}:{:02}", time.date("-"), time.hour12(), time.minute, time.second)
}

/// English.
pub const EN: Language = Language {
    tag: "en",
    labels: [
        "Log Name",
        "Source",
        "Date",
        "Event ID",
        "Task Category",
        "Level",
        "Keywords",
        "User",
        "Computer",
        "Description",
        "Event Xml",
    ],
    levels: ["Critical", "Error", "Warning", "Information"],
    time: Moment::american,
};

/// German.
pub const DE: Language = Language {
    tag: "de",
    labels: [
        "Protokollname",
        "Quelle",
        "Datum",
        "Ereignis-ID",
        "Aufgabenkategorie",
        "Ebene",
        "Schlüsselwörter",
        "Benutzer",
        "Computer",
        "Beschreibung",
        "Ereignis-XML",
    ],
    levels: ["Kritisch", "Fehler", "Warnung", "Informationen"],
    time: dots,
};

/// Russian.
pub const RU: Language = Language {
    tag: "ru",
    labels: [
        "Имя журнала",
        "Источник",
        "Дата",
        "Код события",
        "Категория задачи",
        "Уровень",
        "Ключевые слова",
        "Пользователь",
        "Компьютер",
        "Описание",
        "Xml события",
    ],
    levels: ["Критический", "Ошибка", "Предупреждение", "Сведения"],
    time: dots,
};

/// Japanese.
pub const JA: Language = Language {
    tag: "ja",
    labels: [
        "ログの名前",
        "ソース",
        "日付",
        "イベント ID",
        "タスクのカテゴリ",
        "レベル",
        "キーワード",
        "ユーザー",
        "コンピューター",
        "説明",
        "イベント XML",
    ],
    levels: ["重大", "エラー", "警告", "情報"],
    time: slashes,
};

/// Chinese of the mainland.
pub const ZH_CN: Language = Language {
    tag: "zh-CN",
    labels: [
        "日志名称",
        "来源",
        "日期",
        "事件 ID",
        "任务类别",
        "级别",
        "关键字",
        "用户",
        "计算机",
        "描述",
        "事件 Xml",
    ],
    levels: ["关键", "错误", "警告", "信息"],
    time: slashes,
};

/// Chinese of Taiwan.
pub const ZH_TW: Language = Language {
    tag: "zh-TW",
    labels: [
        "記錄檔名稱",
        "來源",
        "日期",
        "事件識別碼",
        "工作類別",
        "層級",
        "關鍵字",
        "使用者",
        "電腦",
        "描述",
        "事件 Xml",
    ],
    levels: ["重大", "錯誤", "警告", "資訊"],
    time: taiwan,
};

/// Korean.
pub const KO: Language = Language {
    tag: "ko",
    labels: [
        "로그 이름",
        "원본",
        "날짜",
        "이벤트 ID",
        "작업 범주",
        "수준",
        "키워드",
        "사용자",
        "컴퓨터",
        "설명",
        "이벤트 Xml",
    ],
    levels: ["위험", "오류", "경고", "정보"],
    time: korea,
};

/// All of them.
pub const LANGUAGES: [&Language; 7] = [&EN, &DE, &RU, &JA, &ZH_CN, &ZH_TW, &KO];
