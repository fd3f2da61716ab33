//! A document that is none of text, on its way to be one: what makes text of it, what keeps that for the page, and where its lines are.

use crate::viewer::{LineEnds, LineIndex};
use kbmatch::report::Note;
use web_sys::Blob;

/// Longer texts are not kept: where a browser has no room for them on its disk, they take memory, which it lacks for other tabs then.
/// Windows keeps 20 MB of most logs unless told otherwise, and no more comes of a log than some times its bytes.
pub(super) const MOST_KEPT: usize = 512 << 20;

/// The page reads so many bytes at once when it shows lines or looks for words.
const STRIDE: usize = 1 << 20;

/// Makes text of a document, piece by piece.
pub(super) trait Render {
    /// Takes the next bytes. Gives what they complete of the text.
    fn push(&mut self, bytes: &[u8]) -> Vec<u8>;
    /// Takes the end. Gives the rest of the text, and what there is to say of the reading.
    fn finish(&mut self) -> (Vec<u8>, Vec<Note>);
}

/// Keeps a text that the engine does not hold.
pub(super) trait Keep {
    /// Takes the next bytes of it. Whether there was room for them.
    fn add(&mut self, text: &[u8]) -> bool;
    /// All of it.
    fn end(&mut self) -> Option<Blob>;
}

/// A text that was made, kept for the page.
#[derive(Debug)]
pub(super) struct Kept {
    /// Its bytes.
    pub(super) blob: Blob,
    /// Where its lines are.
    pub(super) index: LineIndex,
}

/// The document.
pub(super) struct Rendered {
    renderer: Box<dyn Render>,
    /// Nothing once the text is too long.
    keeper: Option<Box<dyn Keep>>,
    most: usize,
    index: LineIndex,
    bytes: usize,
    line_ends: usize,
}

impl Rendered {
    /// One of which no more than `most` bytes of text are kept.
    pub(super) fn new(renderer: Box<dyn Render>, keeper: Box<dyn Keep>, most: usize) -> Self {
        Self { renderer, keeper: Some(keeper), most, index: LineIndex::default(), bytes: 0, line_ends: 0 }
    }

    /// As [`Render::push`].
    pub(super) fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        let text = self.renderer.push(bytes);
        self.keep(&text);
        text
    }

    /// As [`Render::finish`]. Gives all of the text, too, if it was kept.
    pub(super) fn finish(mut self) -> (Vec<u8>, Vec<Note>, Option<Kept>) {
        let (rest, notes) = self.renderer.finish();
        self.keep(&rest);
        let blob = self.keeper.and_then(|mut keeper| keeper.end());
        (rest, notes, blob.map(|blob| Kept { blob, index: self.index }))
    }

    fn keep(&mut self, text: &[u8]) {
        let Some(keeper) = &mut self.keeper else { return };
        if self.bytes.saturating_add(text.len()) > self.most || !keeper.add(text) {
            self.keeper = None;
            return;
        }
        for part in text.chunks(STRIDE) {
            self.bytes += part.len();
            self.line_ends += LineEnds::Byte.count(part);
            self.index.add(self.bytes, self.line_ends);
        }
    }
}

#[cfg(test)]
pub(super) mod stand_ins {
    use super::*;
    use kbmatch::EventLogText;
    use std::cell::RefCell;
    use std::rc::Rc;
    use wasm_bindgen::{JsCast as _, JsValue};

    /// As the worker's, in the same program.
    #[derive(Default)]
    pub(in crate::engine) struct Native(EventLogText);

    impl Render for Native {
        fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
            let mut text = String::new();
            self.0.push(bytes, &mut text);
            text.into_bytes()
        }

        fn finish(&mut self) -> (Vec<u8>, Vec<Note>) {
            let mut text = String::new();
            self.0.finish(&mut text);
            (text.into_bytes(), self.0.notes().to_vec())
        }
    }

    /// Keeps a text where the test sees it. The blob at the end is none.
    #[derive(Clone, Default)]
    pub(in crate::engine) struct Notebook(Rc<RefCell<Vec<u8>>>);

    impl Notebook {
        pub(in crate::engine) fn text(&self) -> String {
            String::from_utf8(self.0.borrow().clone()).expect("text")
        }

        /// Whether somebody else holds it.
        pub(in crate::engine) fn is_open(&self) -> bool {
            Rc::strong_count(&self.0) > 1
        }
    }

    impl Keep for Notebook {
        fn add(&mut self, text: &[u8]) -> bool {
            self.0.borrow_mut().extend(text);
            true
        }

        fn end(&mut self) -> Option<Blob> {
            Some(JsValue::NULL.unchecked_into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::stand_ins::Notebook;
    use super::*;

    /// Makes lines of two bytes of whatever comes, and a last one at the end.
    struct Lines;

    impl Render for Lines {
        fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
            b"a\n".repeat(bytes.len())
        }

        fn finish(&mut self) -> (Vec<u8>, Vec<Note>) {
            (b"z\n".to_vec(), Vec::new())
        }
    }

    #[test]
    fn the_text_is_kept_to_its_end_and_the_page_can_find_every_line_without_reading_much() {
        let notebook = Notebook::default();
        let mut rendered = Rendered::new(Box::new(Lines), Box::new(notebook.clone()), MOST_KEPT);
        let lines = 3 * STRIDE;
        assert_eq!(rendered.push(&vec![0; lines]).len(), 2 * lines);
        let (rest, _, kept) = rendered.finish();
        let index = kept.expect("a text").index;
        assert_eq!((rest.as_slice(), notebook.text().len()), (&b"z\n"[..], 2 * lines + 2));
        assert_eq!((index.bytes(), index.lines()), (2 * lines + 2, lines + 2));
        assert!(index.pieces().iter().all(|(bytes, _)| bytes.len() <= STRIDE));
    }

    #[test]
    fn a_text_that_is_too_long_is_let_go_at_once_and_made_to_its_end() {
        let notebook = Notebook::default();
        let mut rendered = Rendered::new(Box::new(Lines), Box::new(notebook.clone()), 10);
        rendered.push(b"12345");
        assert!(notebook.is_open());
        assert_eq!(rendered.push(b"6"), b"a\n");
        assert!(!notebook.is_open());
        let (rest, _, kept) = rendered.finish();
        assert!(rest == b"z\n" && kept.is_none());
    }
}
