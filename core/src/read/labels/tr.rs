//! The labels of Turkish documentation.
//!
//! Source: <https://github.com/klmnden/azure-docs.tr-tr> (`event-id-troubleshoot-vm-rdp-connecton.md`).

use super::{CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Günlük Adı", CHANNEL),
    ("Kaynak", PROVIDER),
    ("Tarih", TIME),
    ("Olay Kimliği", EVENT_ID),
    ("Etkinlik Id", EVENT_ID),
    ("Etkinlik Kimliği", EVENT_ID),
    ("Etkinlik Numarası", EVENT_ID),
    ("Olay No", EVENT_ID),
    ("Görev Kategorisi", TASK),
    ("Düzey", LEVEL),
    ("Düzeyi", LEVEL),
    ("Anahtar Sözcükler", KEYWORDS),
    ("Anahtar Kelimeler", KEYWORDS),
    ("Kullanıcı", USER),
    ("Bilgisayar", COMPUTER),
    ("Açıklama", DESCRIPTION),
];
