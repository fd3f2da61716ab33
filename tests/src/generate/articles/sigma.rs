use super::case::Case;
use super::condition::Condition;
use super::markdown::push_condition;

impl Case {
    /// The same symptoms as a Sigma rule over flat events as NXLog writes them; `None` when it takes several events.
    pub fn sigma(&self) -> Option<String> {
        if !self.needs_one_event() {
            return None;
        }
        let mut text = format!(
            "title: The service {}\nid: {}\nlogsource:\n  product: windows\ndetection:\n  failure:\n",
            self.phrase,
            self.id()
        );
        let symptoms = self.symptoms();
        for condition in symptoms.iter().flat_map(|symptom| &symptom.conditions) {
            push_condition(&mut text, &in_sigma(condition), "    ");
        }
        text.push_str("  condition: failure\nlevel: high\n");
        Some(text)
    }
}

/// The fields as NXLog calls them, texts as parts of the message, and codes in the spellings that logs use.
fn in_sigma(condition: &Condition) -> Condition {
    let of = |subject, modifier, values: &[String]| Condition { subject, modifier, values: values.to_vec() };
    let Condition { subject, modifier, values } = condition;
    match *subject {
        "provider" => of("SourceName", modifier, values),
        "channel" => of("Channel", modifier, values),
        "event_id" => of("EventID", modifier, values),
        "Process Name" => of("ProcessName", modifier, values),
        "text" if *modifier == "all" => of("Message", "contains|all", values),
        "text" => of("Message", "contains", values),
        "code" => {
            of("Message", "contains", &values.iter().flat_map(|code| spellings(code)).collect::<Vec<_>>())
        }
        _ => condition.clone(),
    }
}

/// `0x80070005`, `2147942405` and `-2147024891`.
fn spellings(code: &str) -> Vec<String> {
    let number = u32::from_str_radix(code.trim_start_matches("0x"), 16).unwrap_or_default();
    vec![code.into(), number.to_string(), number.cast_signed().to_string()]
}
