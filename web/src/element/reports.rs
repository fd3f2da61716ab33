//! Tells the host what happens to the state.

use super::host::{Heard, Host};
use crate::hooks::Page;
use crate::state::{Document, EngineState};
use yew::prelude::*;

/// Everything that a portal may want to know, in the order in which it happens.
#[hook]
pub fn use_reports(page: &Page, host: &Host) {
    use_engine_reports(page, host);
    use_scan_reports(page, host);
}

#[hook]
fn use_engine_reports(page: &Page, host: &Host) {
    let (host, articles) = (host.clone(), page.known);
    use_effect_with(page.engine.clone(), move |engine| match engine {
        EngineState::Starting => {}
        EngineState::Ready => host.tell(&Heard::Ready { articles }),
        EngineState::Failed(reason) => host.tell(&Heard::Failed { reason }),
    });
}

#[hook]
fn use_scan_reports(page: &Page, host: &Host) {
    let scan = page.scan.0;
    {
        let host = host.clone();
        use_effect_with(scan, move |scan| host.tell(&Heard::Began { scan: *scan }));
    }
    {
        let host = host.clone();
        use_effect_with(page.reading, move |reading| {
            if let Some(reading) = reading.as_ref().filter(|reading| !reading.is_stopped) {
                host.tell(&Heard::Progress { scan, progress: &reading.progress });
            }
        });
    }
    {
        let host = host.clone();
        let answer = page.answer.clone().filter(|answer| answer.id == page.scan);
        use_effect_with(answer.as_ref().map(|answer| answer.id), move |_| {
            if let Some(answer) = answer {
                host.tell(&Heard::Result { scan, report: &answer.report });
            }
        });
    }
    let (host, language) = (host.clone(), page.language);
    let unreadable = match &page.document {
        Document::Unreadable { why, .. } => Some(*why),
        _ => None,
    };
    use_effect_with((scan, unreadable), move |(scan, why)| {
        if let Some(why) = why {
            host.tell(&Heard::Unreadable { scan: *scan, reason: why.reason(language) });
        }
    });
}
