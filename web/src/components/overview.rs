use crate::hooks::use_page;
use crate::texts::Language;
use kbmatch::{Bar, Count, Level, Overview, Timeline};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Whether it is all that there is to say, and open from the beginning.
    #[prop_or_default]
    pub(super) is_open: bool,
}

/// What a long text holds: its events by time, level and source, and which of them are explained.
#[component]
pub(super) fn OverviewPanel(Props { is_open }: &Props) -> Html {
    let page = use_page();
    let t = page.language;
    let overview = page.answer.as_ref().and_then(|answer| answer.overview.as_ref());
    let Some(overview) = overview else { return Html::default() };
    let left = overview.all.events.saturating_sub(overview.all.explained);
    html! {
        <section class="panel overview" aria-labelledby="overview-title">
            <details open={*is_open}>
                <summary>
                    <h2 id="overview-title">{ t.overview }</h2>
                    <span>{ t.count_with(t.overview_events, overview.all.events, &[&t.number(overview.all.explained), &t.number(left)]) }</span>
                </summary>
                <div class="overview-parts">
                    if let Some(timeline) = &overview.timeline { { by_time(t, timeline) } }
                    { by_level(t, overview) }
                    { by_source(t, overview) }
                </div>
            </details>
        </section>
    }
}

/// A picture's size, in its own units.
const WIDE: usize = 600;
const HIGH: usize = 64;

fn by_time(t: Language, timeline: &Timeline) -> Html {
    if timeline.bars.len() < 2 {
        return Html::default();
    }
    let described = t.fill(t.timeline_described, &[&moment(&timeline.first), &moment(&timeline.last)]);
    let all: Vec<[usize; 2]> = timeline
        .bars
        .iter()
        .map(|bar| [bar.count.explained, bar.count.events - bar.count.explained])
        .collect();
    let bad: Vec<[usize; 2]> =
        timeline.bars.iter().map(|bar| [bar.count.errors, bar.count.warnings]).collect();
    let has_bad = bad.iter().flatten().any(|events| *events > 0);
    html! {
        <figure class="timeline">
            <figcaption>{ t.by_time }</figcaption>
            { bars(&all, ["is-explained", "is-open"], &described) }
            <p class="legend">{ key(t.legend_explained, "is-explained") }{ key(t.legend_open, "is-open") }</p>
            if has_bad {
                { bars(&bad, ["is-error", "is-warning"], &described) }
                <p class="legend">{ key(t.errors, "is-error") }{ key(t.warnings, "is-warning") }</p>
            }
            <p class="timeline-ends" translate="no"><span>{ moment(&timeline.first) }</span><span>{ moment(&timeline.last) }</span></p>
            if timeline.left_out > 0 { <p class="timeline-note">{ t.count(t.without_time, timeline.left_out) }</p> }
            <details>
                <summary>{ t.as_table }</summary>
                { table(t, timeline) }
            </details>
        </figure>
    }
}

fn key(words: &str, class: &'static str) -> Html {
    html! { <span class="legend-key"><span class={classes!("legend-colour", class)} />{ words }</span> }
}

/// Bars of two parts, one on the other; all of a picture's height is the highest bar.
fn bars(of: &[[usize; 2]], parts: [&'static str; 2], described: &str) -> Html {
    let highest = of.iter().map(|[a, b]| a + b).max().unwrap_or_default().max(1);
    let width = WIDE / of.len().max(1);
    let bar = |(at, [a, b]): (usize, &[usize; 2])| {
        // What is there shows, however little it is.
        let height = |events: usize| if events == 0 { 0 } else { (HIGH * events / highest).max(2) };
        let (low, top) = (height(*a), height(*b));
        let rect = |class: &'static str, y: usize, height: usize| {
            html! {
                if height > 0 {
                    <rect {class} x={(at * width).to_string()} y={y.to_string()} width={width.saturating_sub(1).max(1).to_string()} height={height.to_string()} />
                }
            }
        };
        let base = HIGH + 2;
        html! { <>{ rect(parts[0], base - low.min(base), low) }{ rect(parts[1], base.saturating_sub(low + top), top) }</> }
    };
    let view = format!("0 0 {} {}", width * of.len(), HIGH + 3);
    html! {
        <svg class="bars" viewBox={view} preserveAspectRatio="none" role="img" aria-label={described.to_owned()} focusable="false">
            { for of.iter().enumerate().map(bar) }
        </svg>
    }
}

fn table(t: Language, timeline: &Timeline) -> Html {
    let row = |bar: &Bar| {
        html! { <tr><th scope="row" translate="no">{ moment(&bar.start) }</th>{ for cells(t, &bar.count) }</tr> }
    };
    let filled = timeline.bars.iter().filter(|bar| bar.count.events > 0);
    html! {
        <div class="table" role="region" aria-label={t.by_time} tabindex="0">
            <table>
                <thead><tr><th scope="col">{ t.field_time }</th>{ heads(t) }</tr></thead>
                <tbody>{ for filled.map(row) }</tbody>
            </table>
        </div>
    }
}

fn heads(t: Language) -> Html {
    [t.events, t.errors, t.warnings, t.explained]
        .into_iter()
        .map(|head| html! { <th scope="col">{ head }</th> })
        .collect()
}

fn cells(t: Language, count: &Count) -> Vec<Html> {
    let all = [count.events, count.errors, count.warnings, count.explained];
    all.into_iter().map(|events| html! { <td class="is-number">{ t.number(events) }</td> }).collect()
}

fn by_level(t: Language, overview: &Overview) -> Html {
    let level = |(level, events): &(Option<Level>, usize)| {
        html! { <li><span>{ level_label(t, *level) }</span><span class="areas-count">{ t.number(*events) }</span></li> }
    };
    html! {
        <div>
            <h3>{ t.by_level }</h3>
            <ul class="areas">{ for overview.levels.iter().map(level) }</ul>
        </div>
    }
}

fn level_label(t: Language, level: Option<Level>) -> &'static str {
    match level {
        Some(Level::Critical) => t.severity_critical,
        Some(Level::Error) => t.severity_error,
        Some(Level::Warning) => t.severity_warning,
        Some(Level::Information) => t.severity_info,
        Some(Level::Verbose) => t.level_verbose,
        None => t.level_none,
    }
}

fn by_source(t: Language, overview: &Overview) -> Html {
    let row = |(source, count): &(String, Count)| {
        let name = match source.as_str() {
            "" => html! { t.source_none },
            source => html! { <bdi translate="no">{ source }</bdi> },
        };
        html! { <tr><th scope="row">{ name }</th>{ for cells(t, count) }</tr> }
    };
    html! {
        <div>
            <h3>{ t.by_source }</h3>
            <div class="table" role="region" aria-label={t.by_source} tabindex="0">
                <table>
                    <thead><tr><th scope="col">{ t.field_provider }</th>{ heads(t) }</tr></thead>
                    <tbody>{ for overview.sources.iter().map(row) }</tbody>
                </table>
            </div>
            if overview.more_sources > 0 { <p class="timeline-note">{ t.count(t.more_sources, overview.more_sources) }</p> }
        </div>
    }
}

/// A time as people read it: without what ISO 8601 puts between its parts.
pub(super) fn moment(iso: &str) -> String {
    let (day, time) = iso.split_once('T').unwrap_or((iso, ""));
    let zone = if time.ends_with('Z') { " UTC" } else { "" };
    let time = time.trim_end_matches('Z').split('.').next().unwrap_or_default();
    format!("{day} {time}{zone}").trim_end().to_owned()
}

/// A time as an event prints it; as [`moment`] where that says the same.
pub(super) fn printed(time: &str) -> String {
    let is_utc = time.ends_with('Z') && time.as_bytes().get(10) == Some(&b'T');
    if is_utc { moment(time) } else { time.to_owned() }
}

/// A small picture of when the events of one article were logged.
pub(super) fn sparkline(counts: &[usize], described: &str) -> Html {
    let counts: Vec<[usize; 2]> = counts.iter().map(|events| [*events, 0]).collect();
    bars(&counts, ["is-explained", "is-open"], described)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_as_day_time_and_zone() {
        assert_eq!(moment("2026-03-02T10:01:00Z"), "2026-03-02 10:01:00 UTC");
        assert_eq!(moment("2026-03-02T10:01:00.25"), "2026-03-02 10:01:00");
        assert_eq!(moment("odd"), "odd");
    }

    #[test]
    fn a_time_in_another_form_stays_as_its_event_prints_it() {
        assert_eq!(printed("2026-03-02T10:01:00.123Z"), "2026-03-02 10:01:00 UTC");
        for time in ["3/14/2018 9:12:44 AM", "2026-03-02T10:01:00+01:00", "Tue Mar 3 10:01:00 2026"] {
            assert_eq!(printed(time), time);
        }
    }
}
