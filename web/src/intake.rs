//! How text gets in: pastes, drops and files, and which of them are too long to be edited on the page.

use crate::archive;
use crate::dom;
use crate::engine::Payload;
use crate::rich;
use crate::state::{Action, Change, Document, FileEntry};
use crate::texts::Language;
use crate::unreadable::{HEAD, LONGEST, Unreadable};
use crate::viewer::LineEnds;
use crate::zip::Wrong;
use js_sys::{Array, ArrayBuffer, JsString, Uint8Array};
use kbmatch::Input;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DataTransfer, File, FileList, HtmlTextAreaElement};
use yew::Callback;

/// Longer texts are not edited on the page: a text box of 5 MB takes seconds to paint. Bytes of a file, UTF-16 code units of
/// a paste.
pub const EDITABLE: usize = 256 * 1024;

/// Something that the user handed over.
#[derive(Clone, Debug)]
pub struct Intake {
    /// What the page has to know.
    pub action: Action,
    /// The bytes that are not in the action, by the number of the file.
    pub payloads: Vec<Option<Payload>>,
}

impl From<Action> for Intake {
    fn from(action: Action) -> Self {
        Self { action, payloads: Vec::new() }
    }
}

#[wasm_bindgen]
extern "C" {
    /// `DataTransfer` with its text left in JavaScript: 50 MB need not be copied to be measured.
    #[wasm_bindgen(extends = DataTransfer)]
    type Transfer;
    #[wasm_bindgen(method, js_name = getData)]
    fn text(this: &Transfer, format: &str) -> JsString;

    /// A text box, likewise.
    #[wasm_bindgen(extends = HtmlTextAreaElement)]
    type TextBox;
    #[wasm_bindgen(method, getter, js_name = value)]
    fn text(this: &TextBox) -> JsString;
}

/// The text that a paste or a drop carries; `None` when it carries none.
pub fn text_of(transfer: DataTransfer) -> Option<JsString> {
    let text = transfer.unchecked_into::<Transfer>().text("text/plain");
    (text.length() > 0).then_some(text)
}

/// The files that a paste or a drop carries.
pub fn files_of(transfer: &DataTransfer) -> Vec<File> {
    transfer.files().map(|files| listed(&files)).unwrap_or_default()
}

/// The files of a list.
pub fn listed(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// The text of a paste whose plain part has lost a table.
pub fn table_of(transfer: &DataTransfer) -> Option<String> {
    let part = |format: &str| String::from(transfer.unchecked_ref::<Transfer>().text(format));
    let html = transfer.unchecked_ref::<Transfer>().text("text/html");
    if html.length() == 0 || is_long(html.length() / 8) {
        return None;
    }
    rich::table_text(&String::from(html), &part("text/plain"))
}

/// What the user did on the page before this program drew it: `index.html` has the box already.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Before {
    text: JsString,
    has_focus: bool,
}

impl Before {
    /// That of the box of `index.html`.
    pub fn seen() -> Self {
        let found = dom::document().and_then(|document| document.query_selector(BOX).ok()?);
        let text_box = found.and_then(|found| found.dyn_into::<HtmlTextAreaElement>().ok());
        let Some(text_box) = text_box else { return Self::default() };
        let focus = dom::document().and_then(|document| document.active_element());
        Self {
            text: text_box.unchecked_ref::<TextBox>().text(),
            has_focus: focus.is_some_and(|focus| &focus == text_box.as_ref()),
        }
    }

    /// Goes on from there.
    pub fn resume(&self, t: Language, take: &Callback<Intake>) {
        if self.text.length() > 0 {
            take.emit(text(t, &self.text));
        }
        if self.has_focus {
            dom::focus(BOX);
        }
    }
}

/// The box for the text.
const BOX: &str = "#paste";

/// What the text box holds after the user changed it.
pub fn edited(t: Language, text_box: &HtmlTextAreaElement, change: Change) -> Intake {
    let text = text_box.unchecked_ref::<TextBox>().text();
    if is_long(text.length()) {
        large_text(t, &text)
    } else {
        Action::Edit(String::from(text).into(), change).into()
    }
}

/// What the text box would hold after a paste, when that is too long for it; `None` when the browser may paste.
pub fn long_paste(t: Language, text_box: &HtmlTextAreaElement, pasted: &JsString) -> Option<Intake> {
    let held = text_box.unchecked_ref::<TextBox>().text();
    // Joining is cheap: JavaScript does it when the text is read.
    let all = || with_pasted(text_box, pasted);
    is_long(held.length().saturating_add(pasted.length()))
        .then(all)
        .filter(|all| is_long(all.length()))
        .map(|all| large_text(t, &all))
}

/// What the text box holds when this is put in place of what is selected in it.
pub fn pasted(t: Language, text_box: &HtmlTextAreaElement, pasted: &JsString) -> Intake {
    let all = with_pasted(text_box, pasted);
    if is_long(all.length()) {
        return large_text(t, &all);
    }
    Action::Edit(String::from(all).into(), Change::Replaced).into()
}

fn with_pasted(text_box: &HtmlTextAreaElement, pasted: &JsString) -> JsString {
    let held = text_box.unchecked_ref::<TextBox>().text();
    let end = |end: Result<Option<u32>, JsValue>| end.ok().flatten().unwrap_or_else(|| held.length());
    let (start, end) = (end(text_box.selection_start()), end(text_box.selection_end()));
    held.slice(0, start).concat(pasted).concat(&held.slice(end, held.length()))
}

/// A text that takes the document's place.
pub fn text(t: Language, text: &JsString) -> Intake {
    if is_long(text.length()) {
        return large_text(t, text);
    }
    short_text(&String::from(text))
}

/// A short text that takes the document's place. Line ends become those of a text box, so that offsets fit what it shows.
pub fn short_text(text: &str) -> Intake {
    Action::Open(short(text)).into()
}

fn short(text: &str) -> Document {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.is_empty() { Document::Empty } else { Document::Text(text.into()) }
}

/// Reads files, and hands over what they hold: of an archive, the files in it.
pub fn files(files: Vec<File>, take: Callback<Intake>) {
    spawn_local(async move {
        let mut given = Vec::new();
        for file in files {
            given.extend(opened(&file).await);
        }
        let payloads = given.iter().map(|given| given.payload.clone()).collect();
        let action = match <[Given; 1]>::try_from(given) {
            Ok([one]) => Action::Open(one.document),
            Err(several) => Action::OpenAll(several.into_iter().map(Given::entry).collect()),
        };
        take.emit(Intake { action, payloads });
    });
}

/// A file, and what it holds.
struct Given {
    name: Rc<str>,
    document: Document,
    payload: Option<Payload>,
}

impl Given {
    fn unreadable(name: Rc<str>, why: Unreadable) -> Self {
        Self { document: Document::Unreadable { name: Rc::clone(&name), why }, name, payload: None }
    }

    fn entry(self) -> FileEntry {
        FileEntry::new(self.name, self.document)
    }
}

/// The documents of a file.
async fn opened(file: &File) -> Vec<Given> {
    let name: Rc<str> = file.name().into();
    let head = file.slice_with_f64_and_f64(0.0, 4.0);
    let is_archive = match head {
        Ok(head) => bytes_of(&head).await.is_ok_and(|head| head == b"PK\x03\x04"),
        Err(_) => false,
    };
    if !is_archive {
        return vec![read(file, name).await];
    }
    let why = match archive::files(file).await {
        Ok(files) => {
            let mut documents = Vec::new();
            for (inner, blob) in files {
                documents.push(read(&blob, inner.into()).await);
            }
            return documents;
        }
        Err(Wrong::Damaged) => Unreadable::Archive,
        Err(Wrong::TooMuch) => Unreadable::LargeArchive,
    };
    vec![Given::unreadable(name, why)]
}

async fn read(blob: &Blob, name: Rc<str>) -> Given {
    match looked_at(blob, &name).await {
        Ok(given) => given,
        Err(_) => Given::unreadable(name, Unreadable::Gone),
    }
}

async fn looked_at(blob: &Blob, name: &Rc<str>) -> Result<Given, JsValue> {
    let name = Rc::clone(name);
    if blob.size() > LONGEST {
        return Ok(Given::unreadable(name, Unreadable::TooLong));
    }
    let size = blob.size() as usize;
    let is_short = size <= EDITABLE;
    let seen = if is_short { blob.size() } else { HEAD as f64 };
    let bytes = bytes_of(&blob.slice_with_f64_and_f64(0.0, seen)?).await?;
    // A text box cannot show it.
    if kbmatch::is_event_log_file(&bytes) {
        return Ok(large(name, size, None, blob));
    }
    let input = Input::decode(&bytes);
    Ok(match Unreadable::detect(&bytes, input.text()) {
        Some(why) => Given::unreadable(name, why),
        None if is_short => Given { name, document: short(input.text()), payload: None },
        None => large(name, size, LineEnds::of(input.encoding()), blob),
    })
}

/// The bytes of a blob.
///
/// # Errors
///
/// What the browser says: the file may be gone.
pub async fn bytes_of(blob: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer: ArrayBuffer = JsFuture::from(blob.array_buffer()).await?.dyn_into()?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn large_text(t: Language, text: &JsString) -> Intake {
    let name: Rc<str> = t.pasted_text.into();
    let given = match Blob::new_with_str_sequence(&Array::of1(text)) {
        Ok(blob) => large(name, blob.size() as usize, Some(LineEnds::Byte), &blob),
        // The browser has no room for a second copy.
        Err(_) => Given::unreadable(name, Unreadable::Gone),
    };
    Intake { action: Action::Open(given.document), payloads: vec![given.payload] }
}

fn large(name: Rc<str>, size: usize, ends: Option<LineEnds>, blob: &Blob) -> Given {
    let document = Document::Large { name: Rc::clone(&name), size, ends, made: None };
    Given { name, document, payload: Some(Payload::Blob(blob.clone(), ends.unwrap_or_default())) }
}

fn is_long(units: u32) -> bool {
    units as usize > EDITABLE
}
