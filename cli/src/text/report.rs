use super::finding::{self, Detail};
use super::lines::Lines;
use super::missing::event_line;
use super::page::{BOLD, DIM, OPEN, Page};
use super::rich::Rich;
use kbmatch::report::Place;
use kbmatch::{Input, KnowledgeBase, Report, Span, Verdict};

/// A report, with what it is about, and how to show it.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The base that was scanned against.
    pub base: &'a KnowledgeBase,
    /// What was scanned.
    pub input: &'a Input<'a>,
    /// What was found.
    pub report: &'a Report,
    /// How wide the page is.
    pub columns: usize,
    /// Whether articles that do not apply are shown although another one does or may.
    pub all: bool,
}

impl View<'_> {
    /// Where a place stands in the decoded text, which is what is printed.
    pub(super) fn text_span(&self, place: &Place) -> Span {
        self.input.text_span(place.bytes)
    }
}

/// How many events are listed where no article applies.
const MAX_EVENTS: usize = 10;

/// A report as text with styles: the articles that apply in full, with the evidence in the user's own lines.
pub fn report_text(view: &View<'_>) -> String {
    let mut page = Page::new(view.columns);
    let lines = Lines::new(view.input.text());
    let decided = matches!(view.report.best(), Some(Verdict::Match | Verdict::Possible));
    if !decided {
        page.hanging("", &Rich::styled(BOLD, "No known article explains this."));
        write_events(&mut page, view, &lines);
    }
    let shown = |verdict| view.all || !decided || verdict != Verdict::NearMiss;
    for (rank, result) in view.report.results.iter().enumerate().filter(|(_, result)| shown(result.verdict)) {
        finding::write(&mut page, view, &lines, result, detail(rank, result.verdict));
    }
    if decided && !view.all {
        write_hidden(&mut page, view.report);
    }
    write_notes(&mut page, view, &lines);
    page.finish()
}

/// Articles that match are for reading; of those that may, only the best.
fn detail(rank: usize, verdict: Verdict) -> Detail {
    match verdict {
        Verdict::Match => Detail::Full,
        Verdict::Possible if rank == 0 => Detail::Full,
        _ => Detail::Brief,
    }
}

fn write_events(page: &mut Page, view: &View<'_>, lines: &Lines<'_>) {
    let events = &view.report.events;
    if events.is_empty() {
        return;
    }
    page.heading(&Rich::styled(BOLD, "What was read"));
    for event in events.iter().take(MAX_EVENTS) {
        let line = lines.number(view.text_span(&event.span).start);
        let mut item = Rich::styled(DIM, &format!("line {line}: "));
        item.append(&event_line(event));
        page.item(&item);
    }
    if let Some(more @ 1..) = events.len().checked_sub(MAX_EVENTS) {
        page.item(&Rich::styled(DIM, &format!("and {more} more")));
    }
}

fn write_hidden(page: &mut Page, report: &Report) {
    let hidden = report.results.iter().filter(|finding| finding.verdict == Verdict::NearMiss).count();
    if hidden > 0 {
        let articles = if hidden == 1 { "article looks" } else { "articles look" };
        page.blank();
        let hint = format!("{hidden} other {articles} similar and cannot be it: --all says why.");
        page.hanging("", &Rich::styled(DIM, &hint));
    }
}

fn write_notes(page: &mut Page, view: &View<'_>, lines: &Lines<'_>) {
    if !view.report.notes.is_empty() {
        page.blank();
    }
    for note in &view.report.notes {
        let line = lines.number(view.text_span(&note.span).start);
        page.hanging_styled(
            &Rich::styled(OPEN, "note: "),
            &Rich::text(&format!("line {line}: {}", note.message)),
        );
    }
}
