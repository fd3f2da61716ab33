//! How text gets in: pastes, drops and files, and which of them are too long to be edited on the page.

use crate::engine::Payload;
use crate::state::{Action, Change, Document};
use crate::texts::Language;
use crate::unreadable::{HEAD, LONGEST, Unreadable};
use js_sys::{Array, ArrayBuffer, JsString, Uint8Array};
use kbmatch::Input;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DataTransfer, File, HtmlTextAreaElement};
use yew::Callback;

/// Longer texts are not edited on the page: a text box of 5 MB takes seconds to paint. Bytes of a file, UTF-16 code units of
/// a paste.
pub const EDITABLE: usize = 256 * 1024;

/// Something that the user handed over.
#[derive(Clone, Debug)]
pub struct Intake {
    /// What the page has to know.
    pub action: Action,
    /// The bytes, when they are not in the action.
    pub payload: Option<Payload>,
}

impl From<Action> for Intake {
    fn from(action: Action) -> Self {
        Self { action, payload: None }
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

/// The first file that a paste or a drop carries.
pub fn file_of(transfer: &DataTransfer) -> Option<File> {
    transfer.files()?.get(0)
}

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
    let end = |end: Result<Option<u32>, JsValue>| end.ok().flatten().unwrap_or_else(|| held.length());
    let (start, end) = (end(text_box.selection_start()), end(text_box.selection_end()));
    let kept = held.length() - end.saturating_sub(start);
    is_long(kept.saturating_add(pasted.length())).then(|| {
        let after = held.slice(end, held.length());
        large_text(t, &held.slice(0, start).concat(pasted).concat(&after))
    })
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
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Action::Open(if text.is_empty() { Document::Empty } else { Document::Text(text.into()) }).into()
}

/// Reads a file, and hands over what it holds.
pub fn file(file: File, take: Callback<Intake>) {
    spawn_local(async move {
        let name: Rc<str> = file.name().into();
        let intake = match read(&file, &name).await {
            Ok(intake) => intake,
            Err(_) => Action::Open(Document::Unreadable { name, why: Unreadable::Gone }).into(),
        };
        take.emit(intake);
    });
}

async fn read(file: &File, name: &Rc<str>) -> Result<Intake, JsValue> {
    if file.size() > LONGEST {
        let (name, why) = (Rc::clone(name), Unreadable::TooLong);
        return Ok(Action::Open(Document::Unreadable { name, why }).into());
    }
    let size = file.size() as usize;
    let is_short = size <= EDITABLE;
    let bytes =
        bytes_of(&file.slice_with_f64_and_f64(0.0, if is_short { file.size() } else { HEAD as f64 })?)
            .await?;
    // A text box cannot show it.
    if kbmatch::is_event_log_file(&bytes) {
        return Ok(large(name, size, file));
    }
    let input = Input::decode(&bytes);
    Ok(match Unreadable::detect(&bytes, input.text()) {
        Some(why) => Action::Open(Document::Unreadable { name: Rc::clone(name), why }).into(),
        None if is_short => short_text(input.text()),
        None => large(name, size, file),
    })
}

async fn bytes_of(blob: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer: ArrayBuffer = JsFuture::from(blob.array_buffer()).await?.dyn_into()?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn large_text(t: Language, text: &JsString) -> Intake {
    let name: Rc<str> = t.pasted_text.into();
    match Blob::new_with_str_sequence(&Array::of1(text)) {
        Ok(blob) => large(&name, blob.size() as usize, &blob),
        // The browser has no room for a second copy.
        Err(_) => Action::Open(Document::Unreadable { name, why: Unreadable::Gone }).into(),
    }
}

fn large(name: &Rc<str>, size: usize, blob: &Blob) -> Intake {
    let action = Action::Open(Document::Large { name: Rc::clone(name), size });
    Intake { action, payload: Some(Payload::Blob(blob.clone())) }
}

fn is_long(units: u32) -> bool {
    units as usize > EDITABLE
}
