//! Reports keep to `docs/report.schema.json`, event records to `docs/event.schema.json`, explanations and assessments to theirs,
//! and the schemas are strict.

use kbmatch::assess::{Assessment, Case, judge};
use kbmatch::{EventRecord, Explanation, Format, Input, KnowledgeBase, PackInfo, Report};
use kbmatch_tests::{compile, default_base, files_below, folders, read, read_base, repository, scan};
use serde_json::{Value, json};
use std::path::Path;

fn schema() -> jsonschema::Validator {
    validator("docs/report.schema.json")
}

fn validator(path: &str) -> jsonschema::Validator {
    let schema: Value = from_file(&repository().join(path));
    jsonschema::draft202012::new(&schema).expect("the schema is one")
}

fn from_file(path: &Path) -> Value {
    serde_json::from_slice(&read(path)).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

fn assert_valid(schema: &jsonschema::Validator, report: &Value, of: &str) {
    let errors: Vec<String> =
        schema.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{of}: {errors:#?}");
}

#[test]
fn the_reports_of_all_samples_are_valid() {
    let (schema, base) = (schema(), default_base());
    for file in read_base("kb/articles") {
        let mut report = scan(&base, &file.bytes, false).report;
        assert_valid(&schema, &json!(report), &file.path);
        report.add_utf16(&Input::decode(&file.bytes));
        assert_valid(&schema, &json!(report), &format!("{} with UTF-16 offsets", file.path));
    }
}

#[test]
fn the_golden_reports_are_valid_and_say_the_same_when_read_again() {
    let schema = schema();
    for (name, folder) in folders("golden").into_iter().filter(|(name, _)| name != "base") {
        let golden = from_file(&folder.join("report.json"));
        assert_valid(&schema, &golden, &name);
        let read: Report = serde_json::from_value(golden.clone()).expect("a report");
        assert_eq!(json!(read), golden, "{name}");
    }
}

#[test]
fn the_schema_refuses_what_is_not_described() {
    let schema = schema();
    let report = from_file(&repository().join("tests/golden/match-event-viewer/report.json"));
    for pointer in objects(&report, String::new()) {
        let mut wrong = report.clone();
        let object = wrong.pointer_mut(&pointer).and_then(Value::as_object_mut).expect("an object");
        object.insert("surprise".to_owned(), json!(1));
        assert!(!schema.is_valid(&wrong), "an unknown key in {pointer:?}");
    }
}

#[test]
fn the_schema_refuses_another_version() {
    let base = compile("tests/golden/base");
    let mut report = json!(scan(&base, b"", false).report);
    report["version"] = json!(2);
    assert!(!schema().is_valid(&report));
}

#[test]
fn the_records_of_all_events_are_valid() {
    let schema = validator("docs/event.schema.json");
    let golden = files_below("reading")
        .into_iter()
        .filter(|(_, path)| path.extension().is_some_and(|e| e != "events"));
    let golden: Vec<_> = golden.map(|(name, path)| (name, read(&path))).collect();
    let samples = read_base("kb/articles").into_iter().map(|file| (file.path, file.bytes));
    for (name, bytes) in samples.chain(golden) {
        for event in &kbmatch::read(Input::decode(&bytes).text()).events {
            assert_valid(&schema, &json!(EventRecord::from(event)), &name);
        }
    }
}

#[test]
fn the_schema_of_records_refuses_what_is_not_described() {
    let schema = validator("docs/event.schema.json");
    let text = "Log Name: Application\nSource: Contoso\nEvent ID: 0x7\nLevel: Fehler\nComputer: c\nDescription:\nShare: a 0x80070005";
    let record = json!(EventRecord::from(&kbmatch::read(text).events[0]));
    assert_eq!(record["header"]["level"]["normal"], "Error");
    assert!(schema.is_valid(&record));
    for pointer in objects(&record, String::new()) {
        let mut wrong = record.clone();
        let object = wrong.pointer_mut(&pointer).and_then(Value::as_object_mut).expect("an object");
        object.insert("surprise".to_owned(), json!(1));
        assert!(!schema.is_valid(&wrong), "an unknown key in {pointer:?}");
    }
}

#[test]
fn the_schemas_name_every_format() {
    for path in ["docs/report.schema.json", "docs/event.schema.json"] {
        let schema = from_file(&repository().join(path));
        assert_eq!(schema["$defs"]["event"]["properties"]["format"]["enum"], json!(Format::ALL), "{path}");
    }
}

/// What `docs/explain.schema.json` describes: on every sample its own article, and another one.
fn explanations(base: &KnowledgeBase) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for (number, file) in read_base("kb/articles").into_iter().enumerate() {
        let input = Input::decode(&file.bytes);
        let own = file.path.rsplit('/').nth(1).unwrap_or_default();
        let other = &base.entries().nth(number % base.len()).expect("an article").id;
        for id in [own, other] {
            let explanation = base.explain(id, &input).expect("an article of the base");
            found.push((format!("{id} on {}", file.path), json!(explanation)));
        }
    }
    found
}

/// What `docs/eval.schema.json` describes, with something wrong of every kind.
fn assessment(base: &KnowledgeBase) -> Value {
    let samples = read_base("kb/articles");
    let case = |(number, expect): (usize, &str)| Case {
        id: number.to_string(),
        text: String::from_utf8_lossy(&samples[number % samples.len()].bytes).into_owned(),
        expect: expect.split_whitespace().map(str::to_owned).collect(),
        group: (number % 3 > 0).then(|| expect.to_owned()),
    };
    let expects = ["kb3193683", "", "aad-1098-aadsts50076 kb3193683", "no-such-article"];
    let cases = (0..samples.len()).zip(expects.into_iter().cycle()).map(case);
    json!(Assessment::of(base, cases.map(|case| judge(base, &case, true)).collect()))
}

#[test]
fn what_is_said_of_packs_is_valid_also_when_they_cannot_be_used() {
    let schema = validator("docs/pack-info.schema.json");
    let pack = compile("tests/golden/base").to_pack();
    let changed = |at: usize| {
        let mut pack = pack.clone();
        pack[at] ^= 1;
        pack
    };
    let (newer, damaged) = (changed(8), changed(pack.len() - 1));
    let packs = [("valid", &pack[..]), ("unknown", &newer), ("invalid", &damaged), ("unknown", &pack[..90])];
    for (checksum, bytes) in packs {
        let info = json!(PackInfo::of(bytes).expect("it begins as a pack"));
        assert_valid(&schema, &info, checksum);
        assert_eq!(
            (&info["checksum"], info["counts"].is_null()),
            (&json!(checksum), checksum != "valid"),
            "{info}"
        );
        for pointer in objects(&info, String::new()) {
            let mut wrong = info.clone();
            let object = wrong.pointer_mut(&pointer).and_then(Value::as_object_mut).expect("an object");
            object.insert("surprise".to_owned(), json!(1));
            assert!(!schema.is_valid(&wrong), "an unknown key in {pointer:?}");
        }
    }
}

#[test]
fn explanations_are_valid_and_say_the_same_when_read_again() {
    let schema = validator("docs/explain.schema.json");
    for (name, explanation) in explanations(&default_base()) {
        assert_valid(&schema, &explanation, &name);
        let read: Explanation = serde_json::from_value(explanation.clone()).expect("an explanation");
        assert_eq!(json!(read), explanation, "{name}");
    }
}

#[test]
fn assessments_are_valid_and_say_the_same_when_read_again() {
    let schema = validator("docs/eval.schema.json");
    let assessment = assessment(&default_base());
    for reason in ["another_article", "no_answer", "nothing_expected", "left_out"] {
        let wrong = assessment["wrong"].as_array().expect("a list");
        assert!(wrong.iter().any(|wrong| wrong["reason"] == reason), "{reason}");
    }
    assert_valid(&schema, &assessment, "the assessment");
    let read: Assessment = serde_json::from_value(assessment.clone()).expect("an assessment");
    assert_eq!(json!(read), assessment);
    assert_valid(&schema, &json!(Assessment::of(&default_base(), Vec::new())), "that of nothing");
}

#[test]
fn the_schemas_of_explanations_and_assessments_refuse_what_is_not_described() {
    let base = default_base();
    let mut of_explain = explanations(&base);
    of_explain.retain(|(name, _)| name.starts_with("kb3193683 on entra/kb3193683/m"));
    let of_eval = vec![("the assessment".to_owned(), assessment(&base))];
    for (path, values) in [("docs/explain.schema.json", of_explain), ("docs/eval.schema.json", of_eval)] {
        let schema = validator(path);
        // One of each kind of object: those of a list are alike.
        let mut seen = std::collections::BTreeSet::new();
        for (name, value) in values {
            for pointer in objects(&value, String::new()) {
                let kind: String = pointer.split('/').filter(|part| part.parse::<usize>().is_err()).collect();
                if seen.insert(kind) {
                    let mut wrong = value.clone();
                    let object =
                        wrong.pointer_mut(&pointer).and_then(Value::as_object_mut).expect("an object");
                    object.insert("surprise".to_owned(), json!(1));
                    assert!(!schema.is_valid(&wrong), "{name}: an unknown key in {pointer:?}");
                }
            }
        }
        assert!(seen.len() > 10, "{path}: {seen:?}");
    }
}

#[test]
fn what_schemas_share_they_describe_alike() {
    let report = from_file(&repository().join("docs/report.schema.json"));
    for path in ["docs/explain.schema.json", "docs/eval.schema.json"] {
        let other = from_file(&repository().join(path));
        for name in
            ["span", "place", "count", "bits", "words", "id", "predicate", "quote", "places", "event", "note"]
        {
            let definition = &other["$defs"][name];
            assert!(definition.is_null() || *definition == report["$defs"][name], "{name} in {path}");
        }
    }
}

/// JSON pointers of all objects in a value.
fn objects(value: &Value, pointer: String) -> Vec<String> {
    match value {
        Value::Object(object) => {
            let below = object
                .iter()
                .flat_map(|(key, value)| objects(value, format!("{pointer}/{key}")))
                .collect::<Vec<_>>();
            std::iter::once(pointer).chain(below).collect()
        }
        Value::Array(array) => {
            array.iter().enumerate().flat_map(|(i, value)| objects(value, format!("{pointer}/{i}"))).collect()
        }
        _ => Vec::new(),
    }
}
