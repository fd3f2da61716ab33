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
            "title: The service {}\nid: {}\nlogsource:\n  product: windows\ndetection:\n",
            self.phrase,
            self.id()
        );
        let symptoms = self.symptoms();
        let conditions: Vec<&Condition> = symptoms.iter().flat_map(|symptom| &symptom.conditions).collect();
        // Codes are parts of the message as texts are, and no key comes twice in a selection.
        let (codes, others): (Vec<_>, Vec<_>) = conditions.into_iter().partition(|one| one.subject == "code");
        let names = [("failure", others), ("code", codes)].into_iter().filter(|(_, has)| !has.is_empty());
        let selections: Vec<_> = names.collect();
        for (name, conditions) in &selections {
            text.push_str(&format!("  {name}:\n"));
            conditions.iter().for_each(|condition| push_condition(&mut text, &in_sigma(condition), "    "));
        }
        let names: Vec<&str> = selections.iter().map(|(name, _)| *name).collect();
        text.push_str(&format!("  condition: {}\nlevel: high\n", names.join(" and ")));
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
