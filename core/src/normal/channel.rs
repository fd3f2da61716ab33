use super::look_up;
use crate::text::fold;
use std::borrow::Cow;

/// The log that a value means: the classic logs, whose name Event Viewer prints in the language of the system, and logs whose
/// display name is not the name of the channel. Any other as it was printed.
pub fn channel(value: &str) -> Cow<'_, str> {
    // No name in the table is longer.
    if value.len() > 64 {
        return Cow::Borrowed(value);
    }
    match look_up(CHANNELS, fold(value).trim()) {
        Some(known) if known != value => Cow::Borrowed(known),
        _ => Cow::Borrowed(value),
    }
}

/// Display names, folded and sorted.
///
/// Sources: the names of the logs in Event Viewer's tree, which documentation in the language uses (for example
/// <https://learn.microsoft.com/de-de/windows/win32/eventlog/eventlog-key> and its siblings); machine-translated pages print these and
/// some others in place of the log's own. `OAlerts` is the log that Event Viewer shows as Microsoft Office Alerts:
/// <https://learn.microsoft.com/office/client-developer/shared/troubleshooting-office-files-and-custom-solutions-with-the-telemetry-log>. The
/// short names are those of Hayabusa's time lines: <https://github.com/Yamato-Security/hayabusa-rules> (`config/channel_abbreviations.txt`).
const CHANNELS: &[(&str, &str)] = &[
    ("anwendung", APPLICATION),
    ("aplicación", APPLICATION),
    ("aplicativo", APPLICATION),
    ("aplicação", APPLICATION),
    ("aplikace", APPLICATION),
    ("aplikacja", APPLICATION),
    ("app", APPLICATION),
    ("applicatie", APPLICATION),
    ("application", APPLICATION),
    ("applicazione", APPLICATION),
    ("applicazioni", APPLICATION),
    ("beveiliging", SECURITY),
    ("bezpieczeństwo", SECURITY),
    ("defender", "Microsoft-Windows-Windows Defender/Operational"),
    ("forwarded events", "ForwardedEvents"),
    ("güvenlik", SECURITY),
    ("hardware events", "HardwareEvents"),
    ("microsoft office alerts", "OAlerts"),
    ("program", APPLICATION),
    ("pwsh", "Microsoft-Windows-PowerShell/Operational"),
    ("pwshclassic", "Windows PowerShell"),
    ("sec", SECURITY),
    ("security", SECURITY),
    ("segurança", SECURITY),
    ("seguridad", SECURITY),
    ("setup", SETUP),
    ("sicherheit", SECURITY),
    ("sicurezza", SECURITY),
    ("sistem", SYSTEM),
    ("sistema", SYSTEM),
    ("sys", SYSTEM),
    ("sysmon", "Microsoft-Windows-Sysmon/Operational"),
    ("systeem", SYSTEM),
    ("system", SYSTEM),
    ("système", SYSTEM),
    ("systém", SYSTEM),
    ("säkerhet", SECURITY),
    ("sécurité", SECURITY),
    ("tasksch", "Microsoft-Windows-TaskScheduler/Operational"),
    ("toepassing", APPLICATION),
    ("uygulama", APPLICATION),
    ("weitergeleitete ereignisse", "ForwardedEvents"),
    ("zabezpečení", SECURITY),
    ("zabezpieczenia", SECURITY),
    ("безопасность", SECURITY),
    ("приложение", APPLICATION),
    ("приложения", APPLICATION),
    ("система", SYSTEM),
    ("системы", SYSTEM),
    ("установка", SETUP),
    ("アプリケーション", APPLICATION),
    ("システム", SYSTEM),
    ("セキュリティ", SECURITY),
    ("セットアップ", SETUP),
    ("安全", SECURITY),
    ("安全性", SECURITY),
    ("应用程序", APPLICATION),
    ("應用程式", APPLICATION),
    ("系統", SYSTEM),
    ("系统", SYSTEM),
    ("보안", SECURITY),
    ("시스템", SYSTEM),
    ("애플리케이션", APPLICATION),
    ("응용 프로그램", APPLICATION),
];

const APPLICATION: &str = "Application";
const SYSTEM: &str = "System";
const SECURITY: &str = "Security";
const SETUP: &str = "Setup";

#[cfg(test)]
pub(super) const TABLE: &[(&str, &str)] = CHANNELS;
