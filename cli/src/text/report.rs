use super::events;
use super::finding::{self, Detail};
use super::page::{BOLD, DIM, OPEN, Page};
use super::rich::Rich;
use kbmatch::{KnowledgeBase, Mention, Passages, Report, Verdict};

/// A report, with what it is about, and how to show it.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The base that was scanned against.
    pub base: &'a KnowledgeBase,
    /// The text that the report points at.
    pub passages: &'a Passages<'a>,
    /// What was found.
    pub report: &'a Report,
    /// Which articles speak of it, where none applies.
    pub mentions: &'a [Mention],
    /// How wide the page is.
    pub columns: usize,
    /// Whether articles that do not apply are shown although another one does or may.
    pub all: bool,
}

/// How many look-alikes are shown where no article applies.
const MAX_NEAR_MISSES: usize = 3;

/// A report as text with styles: the articles that apply in full, with the evidence in the user's own lines.
pub fn report_text(view: &View<'_>) -> String {
    let mut page = Page::new(view.columns);
    let decided = view.report.is_answered();
    if !decided {
        page.hanging("", &Rich::styled(BOLD, "No known article explains this."));
        events::write(&mut page, view);
        write_mentions(&mut page, view.mentions);
    }
    let hidden = write_findings(&mut page, view, if decided { 0 } else { MAX_NEAR_MISSES });
    write_hidden(&mut page, hidden);
    write_notes(&mut page, view);
    page.finish()
}

/// Lists articles that may be worth reading, each with the words that it shares with the text.
fn write_mentions(page: &mut Page, mentions: &[Mention]) {
    if mentions.is_empty() {
        return;
    }
    page.heading(&Rich::styled(BOLD, "Articles that speak of it; nothing proves that one of them applies"));
    for mention in mentions {
        let mut item = Rich::text(&format!("{} ", mention.title));
        item.push(DIM, &format!("({}: {})", mention.article, mention.words.join(", ")));
        page.item(&item);
    }
}

/// Articles that match are for reading; of those that may, only the best.
fn detail(rank: usize, verdict: Verdict) -> Detail {
    match verdict {
        Verdict::Match => Detail::Full,
        Verdict::Possible if rank == 0 => Detail::Full,
        _ => Detail::Brief,
    }
}

/// Writes the articles, of those that do not apply only so many; gives how many were left out.
fn write_findings(page: &mut Page, view: &View<'_>, near_misses: usize) -> usize {
    let limit = if view.all { usize::MAX } else { near_misses };
    let (mut near, mut hidden) = (0, 0);
    for (rank, result) in view.report.results.iter().enumerate() {
        near += usize::from(result.verdict == Verdict::NearMiss);
        if near > limit {
            hidden += 1;
        } else {
            finding::write(page, view, result, detail(rank, result.verdict));
        }
    }
    hidden
}

fn write_hidden(page: &mut Page, hidden: usize) {
    if hidden > 0 {
        let articles = if hidden == 1 { "article looks" } else { "articles look" };
        page.blank();
        let hint = format!("{hidden} other {articles} similar and cannot be it: --all says why.");
        page.hanging("", &Rich::styled(DIM, &hint));
    }
}

fn write_notes(page: &mut Page, view: &View<'_>) {
    if !view.report.notes.is_empty() {
        page.blank();
    }
    for note in &view.report.notes {
        let line = note.span.line;
        page.hanging_styled(
            &Rich::styled(OPEN, "note: "),
            &Rich::text(&format!("line {line}: {}", note.message)),
        );
    }
}
