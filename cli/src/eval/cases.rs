//! Cases from lines of JSON.

use kbmatch::assess::Case;
use serde_json::{Map, Value};

/// Why a line is no case: its number, from 1, and the cause.
pub(super) type BadLine = (usize, String);

/// The cases of a file, each on a line; empty lines are none. `group_by` names the key whose value is the case's group.
pub(super) fn read<'a>(
    bytes: &'a [u8],
    group_by: Option<&'a str>,
) -> impl Iterator<Item = Result<Case, BadLine>> + 'a {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = (1..).zip(bytes.split(|byte| *byte == b'\n'));
    lines
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(move |(number, line)| case(line, number, group_by).map_err(|why| (number, why)))
}

fn case(line: &[u8], number: usize, group_by: Option<&str>) -> Result<Case, String> {
    let object: Map<String, Value> = serde_json::from_slice(line).map_err(|error| not_json(&error))?;
    let id = match object.get("id") {
        None | Some(Value::Null) => format!("line {number}"),
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        Some(_) => return Err("\"id\" is a string or a number".to_owned()),
    };
    let text = match object.get("text") {
        Some(Value::String(text)) => text.clone(),
        Some(_) => return Err("\"text\" is a string".to_owned()),
        None => return Err("no \"text\"".to_owned()),
    };
    let group = group_by.and_then(|key| object.get(key)?.as_str().map(str::to_owned));
    Ok(Case { id, text, expect: expect(object.get("expect"))?, group })
}

fn expect(value: Option<&Value>) -> Result<Vec<String>, String> {
    let wrong = || "\"expect\" is a list of article ids".to_owned();
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(ids)) => {
            ids.iter().map(|id| id.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
        }
        Some(_) => Err(wrong()),
    }
}

/// What is wrong with a line, without the number that the parser gives it: it has seen one line only.
fn not_json(error: &serde_json::Error) -> String {
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or(&what);
    match error.column() {
        0 => what.to_owned(),
        column => format!("column {column}: {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Result<Case, BadLine> {
        read(line.as_bytes(), Some("kind")).next().expect("a line")
    }

    #[test]
    fn a_line_is_a_case_and_other_keys_are_its_authors() {
        let case = one(r#"{"id": "q1", "text": "x", "expect": ["a", "b"], "kind": "log", "seen": {"n": 3}}"#);
        let expected = Case {
            id: "q1".into(),
            text: "x".into(),
            expect: vec!["a".into(), "b".into()],
            group: Some("log".into()),
        };
        assert_eq!(case, Ok(expected));
        for none in [r#"{"text": ""}"#, r#"{"text": "", "expect": []}"#, r#"{"text": "", "expect": null}"#] {
            let case = one(none).expect("a case");
            assert_eq!((case.id.as_str(), case.expect.len(), case.group), ("line 1", 0, None));
        }
    }

    #[test]
    fn a_bad_line_is_named_and_loses_no_other() {
        let lines = "\u{feff}{\"text\": \"a\"}\r\n\n{\"text\": }\n[1]\n{\"text\": 1}\n{\"id\": 7}\n{\"text\": \"b\", \"expect\": \"a\"}\n{\"text\": \"c\"}";
        let (good, bad): (Vec<_>, Vec<_>) = read(lines.as_bytes(), None).partition(Result::is_ok);
        assert_eq!(good.len(), 2);
        let bad: Vec<String> = bad
            .into_iter()
            .filter_map(|line| line.err().map(|(number, why)| format!("{number}: {why}")))
            .collect();
        let expected = [
            "3: column 10: expected value",
            "4: invalid type: sequence, expected a map",
            "5: \"text\" is a string",
            "6: no \"text\"",
            "7: \"expect\" is a list of article ids",
        ];
        assert_eq!(bad, expected);
        assert!(one("{\"text\": \"\u{1b}\"}").is_err());
        assert!(read(b"{\"text\": \"\xff\"}", None).next().expect("a line").is_err());
    }
}
