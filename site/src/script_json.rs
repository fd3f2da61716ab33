//! JSON that stands in a page between the tags of a script.

/// The JSON of a value, in which nothing can end the element that it stands in, nor begin another.
pub(crate) fn script_json(value: &serde_json::Value) -> String {
    let mut safe = String::new();
    for c in value.to_string().chars() {
        match c {
            // They stand inside of strings only, where JSON may write any character so.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => safe.push_str(&format!("\\u{:04x}", c as u32)),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_end_its_script_and_all_of_it_is_still_there() {
        let text = "</script><!-- <script> ]]> & \u{2028}\u{2029} \"\\";
        let json = script_json(&serde_json::json!({ "a": text }));
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read["a"], text);
    }
}
