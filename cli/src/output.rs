use crate::args::Color;
use crate::failure::Failure;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use kbmatch_cli::text::shows_as_itself;
use serde::Serialize;
use std::io::{self, IsTerminal as _, Write as _};

/// The terminal: standard output and standard error, with colours where they are wanted.
#[derive(Debug)]
pub(crate) struct Output {
    choice: ColorChoice,
}

/// The widest page that people read well, and the width where there is no terminal.
const COLUMNS: usize = 100;

const RED: Style = AnsiColor::Red.on_default().bold();

impl Output {
    pub(crate) fn new(color: Color) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { choice }
    }

    /// How wide to write.
    pub(crate) fn columns(&self) -> usize {
        let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
        terminal.map_or(COLUMNS, |(width, _)| usize::from(width.0).min(COLUMNS))
    }

    /// Whether standard output gets colours.
    pub(crate) fn is_coloured(&self) -> bool {
        match self.choice {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            choice => choice != ColorChoice::Never,
        }
    }

    /// Writes text with styles.
    pub(crate) fn print(&self, text: &str) -> Result<(), Failure> {
        let mut stdout = AutoStream::new(io::stdout().lock(), self.choice);
        stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(Failure::Output)
    }

    /// Writes a value as JSON: over several lines for one value, on one line in a sequence.
    pub(crate) fn print_json(&self, value: &impl Serialize, lines: bool) -> Result<(), Failure> {
        let to_json = if lines { serde_json::to_string } else { serde_json::to_string_pretty };
        let json = to_json(value).map_err(|error| Failure::Output(error.into()))?;
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{}", escape(&json)).and_then(|()| stdout.flush()).map_err(Failure::Output)
    }

    /// Says on standard error why something could not be done. If that fails, nobody is listening.
    pub(crate) fn complain(&self, failure: &Failure) {
        let _ = writeln!(self.stderr(), "{RED}kbmatch:{RED:#} {failure}");
    }

    /// Says something on standard error that is no failure.
    pub(crate) fn remark(&self, text: &str) {
        let _ = writeln!(self.stderr(), "kbmatch: {text}");
    }

    /// Says on standard error how far a long work is, where that is a terminal; the line goes when all is done.
    pub(crate) fn progress(&self, done: usize, all: usize, of: &str) {
        let step = (all / 100).max(1);
        if io::stderr().is_terminal() && (done.is_multiple_of(step) || done == all) {
            let line = format!("{done} of {all} {of}");
            let line = if done == all { format!("{:width$}\r", "", width = line.len()) } else { line };
            let _ = write!(self.stderr(), "\r{line}").and_then(|()| io::stderr().flush());
        }
    }

    fn stderr(&self) -> AutoStream<io::Stderr> {
        AutoStream::new(io::stderr(), self.choice)
    }
}

/// JSON in which no character can act on a terminal. JSON itself escapes only those below U+0020.
fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || shows_as_itself(c) {
            escaped.push(c);
        } else {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| escaped.push_str(&format!("\\u{unit:04x}")));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_cannot_act_on_a_terminal_and_still_says_the_same() {
        let value = "a\u{9b}31m\u{202e}\u{7f}\u{e0041}\tb – 😀";
        let json = escape(&serde_json::to_string_pretty(&[value]).expect("a string"));
        assert!(!json.contains(['\u{9b}', '\u{202e}', '\u{7f}', '\u{e0041}']), "{json}");
        assert!(json.contains("– 😀"), "{json}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).expect("JSON"), [value]);
    }
}
