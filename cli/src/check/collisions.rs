//! Which samples bring up other articles than their own.

use crate::args::CheckFormat;
use crate::failure::Failure;
use crate::output::Output;
use kbmatch::Collision;
use kbmatch_cli::text::visible;
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    sample: &'a str,
    article: &'a str,
    other: &'a str,
    verdict: &'static str,
    score: f64,
    declared: bool,
}

pub(super) fn print(collisions: &[Collision], format: CheckFormat, out: &Output) -> Result<(), Failure> {
    match format {
        CheckFormat::Text => out.print(&text(collisions)),
        CheckFormat::Json => {
            let rows: Vec<Row<'_>> = collisions.iter().map(row).collect();
            out.print_json(&rows, false)
        }
        // A collision that is declared is no mistake.
        CheckFormat::Sarif => Err(Failure::Arguments(
            "--collisions lists samples, and SARIF is for mistakes: it has --format text and json",
        )),
    }
}

fn row(collision: &Collision) -> Row<'_> {
    Row {
        sample: &collision.sample,
        article: &collision.article,
        other: &collision.other,
        verdict: collision.verdict.name(),
        score: collision.score,
        declared: collision.declared,
    }
}

/// The pairs of articles, each with the samples that bring up the other one.
fn text(collisions: &[Collision]) -> String {
    let mut sorted: Vec<&Collision> = collisions.iter().collect();
    sorted.sort_by(|a, b| (&a.article, &a.other, &a.sample).cmp(&(&b.article, &b.other, &b.sample)));
    let mut text = String::new();
    let pairs = sorted.chunk_by(|a, b| (&a.article, &a.other) == (&b.article, &b.other));
    for pair in pairs {
        let first = pair[0];
        let declared = if first.declared { "related" } else { "not declared as related" };
        text +=
            &format!("{} also brings up {}: {declared}\n", visible(&first.article), visible(&first.other));
        for collision in pair {
            let name = collision.sample.rsplit('/').next().unwrap_or_default();
            text += &format!(
                "  {:<8}  {:>5.1} bits  {}\n",
                collision.verdict.name(),
                collision.score,
                visible(name)
            );
        }
    }
    let (matches, possible): (Vec<_>, Vec<_>) =
        collisions.iter().partition(|collision| collision.verdict == kbmatch::Verdict::Match);
    text + &format!(
        "{} samples match another article than their own, {} are possible for one\n",
        matches.len(),
        possible.len()
    )
}
