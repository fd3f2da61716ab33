//! `docs/article.schema.json` says what the parser of front matter takes: no key more, none less, and every article keeps to it.

use kbmatch::{ARTICLE_KEYS, MODIFIERS};
use kbmatch_tests::{read, read_base, repository};
use saphyr::{LoadableYamlNode, Yaml};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

fn schema() -> Value {
    let path = repository().join("docs/article.schema.json");
    serde_json::from_slice(&read(&path)).expect("the schema is JSON")
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is one")
}

/// The front matter of an article as an editor's YAML parser sees it.
fn front_matter(article: &[u8]) -> Value {
    let text = std::str::from_utf8(article).expect("UTF-8");
    let front = text.trim_start_matches("---\n").split("\n---\n").next().expect("front matter");
    let documents = Yaml::load_from_str(front).expect("YAML");
    to_json(documents.first().expect("a document"))
}

fn to_json(node: &Yaml<'_>) -> Value {
    if let Some(entries) = node.as_mapping() {
        let key = |key: &Yaml<'_>| to_json(key).as_str().expect("keys are text").to_owned();
        return Value::Object(
            entries.iter().map(|(name, value)| (key(name), to_json(value))).collect::<Map<_, _>>(),
        );
    }
    if let Some(items) = node.as_sequence() {
        return items.iter().map(to_json).collect();
    }
    match (node.as_bool(), node.as_integer(), node.as_floating_point(), node.as_str()) {
        (Some(flag), ..) => json!(flag),
        (_, Some(number), ..) => json!(number),
        (_, _, Some(number), _) => json!(number),
        (.., Some(text)) => json!(text),
        _ => Value::Null,
    }
}

fn mistakes(front: &Value) -> Vec<String> {
    let validator = validator();
    let errors = validator.iter_errors(front);
    errors.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_article_keeps_to_the_schema() {
    let validator = validator();
    for file in read_base("kb/articles").iter().filter(|file| file.path.ends_with("/article.md")) {
        let front = front_matter(&file.bytes);
        let errors: Vec<String> = validator
            .iter_errors(&front)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", file.path);
    }
}

#[test]
fn the_schema_has_the_keys_that_the_parser_knows() {
    let schema = schema();
    for (kind, keys) in ARTICLE_KEYS {
        let described = schema["$defs"][kind]["properties"].as_object().expect("a kind of map");
        let described: BTreeSet<&str> = described.keys().map(String::as_str).collect();
        assert_eq!(described, keys.iter().copied().collect(), "{kind}");
        assert_eq!(schema["$defs"][kind]["additionalProperties"], json!(false), "{kind}");
    }
    let closed =
        schema["$defs"].as_object().expect("kinds").iter().filter(|(_, kind)| kind["properties"].is_object());
    let known: BTreeSet<&str> = ARTICLE_KEYS.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(closed.map(|(kind, _)| kind.as_str()).collect::<BTreeSet<_>>(), known);
}

#[test]
fn the_schema_has_the_modifiers_that_the_parser_knows() {
    let words: Vec<&str> = MODIFIERS.0.iter().chain(MODIFIERS.1).copied().collect();
    let pattern = format!(r"^[^|]+(\|({}))*$", words.join("|"));
    let described =
        schema()["$defs"]["predicates"]["patternProperties"].as_object().cloned().expect("patterns");
    assert_eq!(described.keys().collect::<Vec<_>>(), [&pattern]);
}

#[test]
fn the_schema_refuses_what_check_refuses_for_its_shape() {
    for case in ["KB0103", "KB0103-source", "KB0105", "KB0106", "KB0107", "KB0107-id", "KB0107-sources"] {
        let base = read_base(&format!("tests/diagnostics/{case}/base"));
        let article = base.iter().find(|file| file.path.ends_with("article.md")).expect("an article");
        assert!(!mistakes(&front_matter(&article.bytes)).is_empty(), "{case}");
    }
}
