//! Reports keep to `docs/report.schema.json`, event records to `docs/event.schema.json`, and the schemas are strict.

use kbmatch::{EventRecord, Format, Input, Report};
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
