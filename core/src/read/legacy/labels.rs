//! The labels of the event log's text before Windows Vista, as data: a table for each language.
//!
//! Sources: the English ones <https://learn.microsoft.com/troubleshoot/windows-server/>; the others the translations of
//! <https://learn.microsoft.com/exchange/mail-flow/back-pressure> and of
//! <https://learn.microsoft.com/biztalk/core/known-issues-with-the-message-queuing-adapter>, the Italian ones also KB 264480.

use super::Label;
use crate::event::Header;

/// All tables.
pub(super) const TABLES: &[&[(&str, Label)]] =
    &[ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, RUSSIAN, JAPANESE, CHINESE, FOREIGN];

const KIND: Label = Label::Header(Header::Level);
const SOURCE: Label = Label::Header(Header::Provider);
const CATEGORY: Label = Label::Header(Header::Task);
const ID: Label = Label::Header(Header::EventId);
const DATE: Label = Label::Header(Header::Time);
const USER: Label = Label::Header(Header::User);
const COMPUTER: Label = Label::Header(Header::Computer);

const ENGLISH: &[(&str, Label)] = &[
    ("Event Type", KIND),
    ("Event Source", SOURCE),
    ("Event Category", CATEGORY),
    ("Event ID", ID),
    ("Event Id", ID),
    ("Date", DATE),
    ("Time", Label::Clock),
    ("User", USER),
    ("Computer", COMPUTER),
    ("Description", Label::Description),
];

const GERMAN: &[(&str, Label)] = &[
    ("Ereignistyp", KIND),
    ("Ereignisquelle", SOURCE),
    ("Ereigniskategorie", CATEGORY),
    ("Ereigniskennung", ID),
    ("Ereignis-ID", ID),
    ("Datum", DATE),
    ("Zeit", Label::Clock),
    ("Uhrzeit", Label::Clock),
    ("Benutzer", USER),
    ("Beschreibung", Label::Description),
];

const FRENCH: &[(&str, Label)] = &[
    ("Type de l'\u{e9}v\u{e9}nement", KIND),
    ("Type d'\u{e9}v\u{e9}nement", KIND),
    ("Source de l'\u{e9}v\u{e9}nement", SOURCE),
    ("Source d'\u{e9}v\u{e9}nement", SOURCE),
    ("Cat\u{e9}gorie de l'\u{e9}v\u{e9}nement", CATEGORY),
    ("Cat\u{e9}gorie d'\u{e9}v\u{e9}nement", CATEGORY),
    ("ID de l'\u{e9}v\u{e9}nement", ID),
    ("ID d'\u{e9}v\u{e9}nement", ID),
    ("Heure", Label::Clock),
    ("Utilisateur", USER),
    ("Ordinateur", COMPUTER),
];

const SPANISH: &[(&str, Label)] = &[
    ("Tipo de evento", KIND),
    ("Tipo de suceso", KIND),
    ("Origen del evento", SOURCE),
    ("Origen de evento", SOURCE),
    ("Origen del suceso", SOURCE),
    ("Origen de suceso", SOURCE),
    ("Categor\u{ed}a del evento", CATEGORY),
    ("Categor\u{ed}a de evento", CATEGORY),
    ("Categor\u{ed}a de eventos", CATEGORY),
    ("Categor\u{ed}a del suceso", CATEGORY),
    ("Categor\u{ed}a de suceso", CATEGORY),
    ("Id. de evento", ID),
    ("Id. del evento", ID),
    ("ID de evento", ID),
    ("ID del evento", ID),
    ("Id. de suceso", ID),
    ("Id. del suceso", ID),
    ("Id. suceso", ID),
    ("Identificador de evento", ID),
    ("Identificador del evento", ID),
    ("Identificador de suceso", ID),
    ("Identificador del suceso", ID),
    ("Fecha", DATE),
    ("Hora", Label::Clock),
    ("Usuario", USER),
    ("Equipo", COMPUTER),
    ("Descripci\u{f3}n", Label::Description),
];

const ITALIAN: &[(&str, Label)] = &[
    ("Tipo evento", KIND),
    ("Tipo di evento", KIND),
    ("Origine evento", SOURCE),
    ("Origine dell'evento", SOURCE),
    ("Categoria evento", CATEGORY),
    ("Categoria dell'evento", CATEGORY),
    ("ID evento", ID),
    ("ID dell'evento", ID),
    ("Data", DATE),
    ("Ora", Label::Clock),
    ("Utente", USER),
    ("Descrizione", Label::Description),
];

const PORTUGUESE: &[(&str, Label)] = &[
    ("Tipo do evento", KIND),
    ("Origem do evento", SOURCE),
    ("Fonte do evento", SOURCE),
    ("Categoria do evento", CATEGORY),
    ("Categoria de evento", CATEGORY),
    ("ID do evento", ID),
    ("Identifica\u{e7}\u{e3}o do evento", ID),
    ("Identifica\u{e7}\u{e3}o de evento", ID),
    ("Usu\u{e1}rio", USER),
    ("Utilizador", USER),
    ("Computador", COMPUTER),
    ("Descri\u{e7}\u{e3}o", Label::Description),
];

const RUSSIAN: &[(&str, Label)] = &[
    ("Тип события", KIND),
    ("Источник события", SOURCE),
    ("Категория события", CATEGORY),
    ("Код события", ID),
    ("Код (ID) события", ID),
    ("ИД события", ID),
    ("Идентификатор события", ID),
    ("Дата", DATE),
    ("Время", Label::Clock),
    ("Пользователь", USER),
    ("Компьютер", COMPUTER),
    ("Описание", Label::Description),
];

const JAPANESE: &[(&str, Label)] = &[
    ("イベントの種類", KIND),
    ("イベント ソース", SOURCE),
    ("イベントソース", SOURCE),
    ("イベント カテゴリ", CATEGORY),
    ("イベントカテゴリ", CATEGORY),
    ("イベント ID", ID),
    ("イベントID", ID),
    ("日付", DATE),
    ("時刻", Label::Clock),
    ("ユーザー", USER),
    ("ユーザ", USER),
    ("コンピューター", COMPUTER),
    ("コンピュータ", COMPUTER),
    ("説明", Label::Description),
];

const CHINESE: &[(&str, Label)] = &[
    ("事件类型", KIND),
    ("事件來源", SOURCE),
    ("事件来源", SOURCE),
    ("事件源", SOURCE),
    ("事件种类", CATEGORY),
    ("事件类别", CATEGORY),
    ("事件 ID", ID),
    ("事件ID", ID),
    ("日期", DATE),
    ("时间", Label::Clock),
    ("用户", USER),
    ("计算机", COMPUTER),
    ("描述", Label::Description),
    ("说明", Label::Description),
    ("事件類型", KIND),
    ("事件類別目錄", CATEGORY),
    ("事件類別", CATEGORY),
    ("事件識別碼", ID),
    ("時間", Label::Clock),
    ("使用者", USER),
    ("電腦", COMPUTER),
];

/// What other layouts have and this one never: Event Viewer's own text, `wevtutil`, Operations Manager.
const FOREIGN: &[(&str, Label)] = &[
    ("Log Name", Label::Foreign),
    ("Task Category", Label::Foreign),
    ("Level", Label::Foreign),
    ("Keywords", Label::Foreign),
    ("Opcode", Label::Foreign),
    ("User Name", Label::Foreign),
    ("Event Description", Label::Foreign),
    ("Aufgabenkategorie", Label::Foreign),
    ("Ebene", Label::Foreign),
    ("Categor\u{ed}a de tarea", Label::Foreign),
    ("Nivel", Label::Foreign),
    ("Niveau", Label::Foreign),
    ("Livello", Label::Foreign),
    ("N\u{ed}vel", Label::Foreign),
    ("Уровень", Label::Foreign),
    ("レベル", Label::Foreign),
    ("级别", Label::Foreign),
    ("層級", Label::Foreign),
];
