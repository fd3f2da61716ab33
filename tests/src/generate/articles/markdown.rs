use super::case::{Case, Kind};
use super::condition::{Condition, Symptom};
use super::occur::TIMES;
use crate::generate::LAYOUTS;
use crate::generate::logs::Clock;
use crate::generate::random::Random;
use kbmatch::SourceFile;
use std::fmt::Write as _;

impl Case {
    /// Its `article.md`.
    pub fn source(&self) -> SourceFile {
        SourceFile { path: format!("{}/article.md", self.folder()), bytes: self.article().into_bytes() }
    }

    /// Its samples, as a knowledge base's folder needs them: what must match, and what must not.
    pub fn samples(&self) -> Vec<SourceFile> {
        let events = self.events(&mut Random::new(1), &mut Clock::START.clone(), 1);
        let shown: String = events.iter().map(|event| LAYOUTS[0].render(event) + "\n").collect();
        let other = shown.replace(&self.name, "Elsewhere").replace(&self.host(), "elsewhere");
        let other = other.replace(&self.code, "0x80070057");
        let file = |name, text: String| SourceFile {
            path: format!("{}/{name}", self.folder()),
            bytes: text.into_bytes(),
        };
        vec![file("match-event-viewer.txt", shown), file("miss-other.txt", other)]
    }

    /// A thousand articles to a folder.
    fn folder(&self) -> String {
        format!("area{:03}/{}", self.number / 1000, self.id())
    }

    fn article(&self) -> String {
        let mut text = self.head();
        text.push_str("symptoms:\n");
        for symptom in self.symptoms().iter().chain(&self.further_symptoms()) {
            push_symptom(&mut text, symptom);
        }
        let _ = writeln!(text, "match: {}", self.matches());
        if self.has_causes() {
            text.push_str("causes:\n  licence: {when: expired}\n  rights: {when: denied}\n");
        }
        if self.has_support() {
            text.push_str("supports: [restarted]\n");
        }
        text.push_str("capture: {host: computer}\n---\n");
        text + &self.prose()
    }

    fn head(&self) -> String {
        let (id, phrase, name) = (self.id(), &self.phrase, &self.name);
        format!(
            "---\nid: {id}\ntitle: The service {phrase}\nseverity: error\nproducts: [Contoso {name}]\n\
             tags: [made-up, {tag}]\nsources: [{{url: 'https://contoso.com/kb/{id}', title: About {name}}}]\n",
            tag = self.host()
        )
    }

    fn matches(&self) -> String {
        match self.kind {
            Kind::Events if self.number % 40 < 20 => {
                "{sequence: [failure, gave_up], within: 10m, by: [computer]}".into()
            }
            Kind::Events => "{together: [failure, gave_up], within: 10m, by: [computer]}".into(),
            Kind::Count => {
                format!("{{count: {{of: failure, at_least: {TIMES}}}, within: 10m, by: [computer]}}")
            }
            _ => "failure".into(),
        }
    }

    fn prose(&self) -> String {
        let (name, phrase, code) = (&self.name, &self.phrase, &self.code);
        let symptoms = format!(
            "## Symptoms\n\nUsers of {name} on {{{{host|the machine}}}} wait, and then see that nothing was saved. The log says \
             that the service {phrase}, several times an hour, with `{code}` or without.\n\n"
        );
        let part = |heading: &str, what: &str| {
            format!(
                "## {heading}\n\n{what} An update of {name} keeps what was set before, also where the new version reads it \
                 in another way, so that it shows only after the next restart of the service.\n\n"
            )
        };
        let steps = format!(
            "1. Stop the {name} service.\n2. Give its account the rights that the [manual](https://contoso.com/{id}) lists.\n\
             3. Start it again, and look for `{code}` in the log:\n\n   ```powershell\n   Restart-Service {name}\n   ```\n",
            id = self.id()
        );
        if !self.has_causes() {
            let cause = part("Cause", "The account of the service has lost a right.");
            return format!("{symptoms}{cause}## Resolution\n\n{steps}");
        }
        let causes = part("Cause: licence", "The licence has expired.")
            + &part("Cause: rights", "The account of the service has lost a right.");
        let renew = part("Resolution: licence", "Renew the licence.");
        format!("{symptoms}{causes}{renew}## Resolution: rights\n\n{steps}")
    }
}

fn push_symptom(text: &mut String, symptom: &Symptom) {
    let _ = writeln!(text, "  {}:", symptom.name);
    for condition in &symptom.conditions {
        push_condition(text, condition, "    ");
    }
}

/// One line of YAML, values in single quotes.
pub(super) fn push_condition(text: &mut String, condition: &Condition, indent: &str) {
    let values: Vec<String> = condition.values.iter().map(|value| quoted(value)).collect();
    let value = if values.len() == 1 { values[0].clone() } else { format!("[{}]", values.join(", ")) };
    let _ = writeln!(text, "{indent}{}: {value}", condition.key());
}

fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
