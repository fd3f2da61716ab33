//! Cutting a text into marked and unmarked segments, and keeping marks in place while the text is edited.

use std::ops::Range;

/// A stretch of the text that belongs to one item of the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Which item: see [`crate::evidence::items`].
    pub item: usize,
}

/// A stretch of the text in which nothing changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The items that it belongs to, ascending; none for ordinary text.
    pub items: Vec<usize>,
}

/// Cuts `text` at the ends of `marks`. The segments follow each other without gaps and make up the whole text; marks that
/// do not lie in it or cut a character are widened or narrowed to whole characters.
pub fn segments(text: &str, marks: &[Mark]) -> Vec<Segment> {
    let marks: Vec<Mark> = marks.iter().filter_map(|mark| fit(text, mark)).collect();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|cut| {
            let range = cut[0]..cut[1];
            let over = marks.iter().filter(|m| m.range.start <= range.start && range.end <= m.range.end);
            let mut items: Vec<usize> = over.map(|mark| mark.item).collect();
            items.sort_unstable();
            items.dedup();
            Segment { range, items }
        })
        .collect()
}

fn fit(text: &str, mark: &Mark) -> Option<Mark> {
    let start = char_start(text, mark.range.start);
    let end = char_start(text, mark.range.end);
    (start < end).then_some(Mark { range: start..end, item: mark.item })
}

/// The start of the character that holds byte `at`; the text's length when `at` lies behind it.
pub fn char_start(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One edit: the bytes of the old text that were replaced, and how many bytes took their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    replaced: Range<usize>,
    inserted: usize,
    /// How many more lines, or fewer, the text has since.
    lines: isize,
}

impl Edit {
    /// The smallest edit that makes `new` of `old`.
    pub fn between(old: &str, new: &str) -> Self {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        let most = a.len().min(b.len()) - head;
        let tail = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(x, y)| x == y).count();
        let breaks = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte == b'\n').count().cast_signed();
        Self {
            replaced: head..a.len() - tail,
            inserted: b.len() - tail - head,
            lines: breaks(&b[head..b.len() - tail]) - breaks(&a[head..a.len() - tail]),
        }
    }

    /// Where a range of the old text stands in the new one; `None` when the edit touched its inside.
    pub fn carry(&self, range: Range<usize>) -> Option<Range<usize>> {
        if range.end <= self.replaced.start {
            return Some(range);
        }
        (range.start >= self.replaced.end).then(|| {
            let moved = |at: usize| at - self.replaced.len() + self.inserted;
            moved(range.start)..moved(range.end)
        })
    }

    /// The number in the new text of the line at byte `at` of the old one, where that has this number.
    pub fn carry_line(&self, at: usize, number: usize) -> usize {
        if at < self.replaced.end { number } else { number.saturating_add_signed(self.lines) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, marks: &[(Range<usize>, usize)]) -> Vec<(String, Vec<usize>)> {
        let marks: Vec<Mark> =
            marks.iter().map(|(range, item)| Mark { range: range.clone(), item: *item }).collect();
        let parts = segments(text, &marks);
        assert_eq!(parts.iter().map(|s| &text[s.range.clone()]).collect::<String>(), text);
        parts.into_iter().map(|s| (text[s.range].to_owned(), s.items)).collect()
    }

    fn part(text: &str, items: &[usize]) -> (String, Vec<usize>) {
        (text.to_owned(), items.to_vec())
    }

    #[test]
    fn an_unmarked_text_is_one_segment_and_an_empty_one_none() {
        assert_eq!(cut("abc", &[]), [part("abc", &[])]);
        assert_eq!(cut("", &[]), []);
        assert_eq!(cut("", &[(0..4, 0)]), []);
    }

    #[test]
    fn marks_that_overlap_share_the_words_they_share() {
        assert_eq!(
            cut("Event 1098 x", &[(0..10, 0), (6..12, 1)]),
            [part("Event ", &[0]), part("1098", &[0, 1]), part(" x", &[1])]
        );
    }

    #[test]
    fn marks_that_touch_stay_apart_and_doubles_count_once() {
        assert_eq!(cut("abcd", &[(0..2, 0), (2..4, 1), (2..4, 1)]), [part("ab", &[0]), part("cd", &[1])]);
    }

    #[test]
    fn marks_never_cut_a_character_and_never_leave_the_text() {
        assert_eq!(cut("aöb", &[(2..9, 0)]), [part("a", &[]), part("öb", &[0])]);
        assert_eq!(cut("ab", &[(5..9, 0)]), [part("ab", &[])]);
    }

    #[test]
    fn marks_move_with_the_words_around_an_edit() {
        let edit = Edit::between("one two three", "one 22 two three");
        assert_eq!(edit.carry(0..3), Some(0..3));
        assert_eq!(edit.carry(8..13), Some(11..16));
        assert_eq!(edit.carry(4..7), Some(7..10), "an insertion before a word leaves the word alone");
    }

    #[test]
    fn a_mark_that_was_edited_is_gone() {
        assert_eq!(Edit::between("code 1098", "code 1088").carry(5..9), None);
        assert_eq!(Edit::between("abc", "xyz").carry(0..3), None);
        assert_eq!(Edit::between("abc", "").carry(1..2), None);
    }

    #[test]
    fn repeated_characters_do_not_confuse_the_edit() {
        let edit = |replaced, inserted| Edit { replaced, inserted, lines: 0 };
        assert_eq!(Edit::between("aaa", "aaaa"), edit(3..3, 1));
        assert_eq!(Edit::between("aaaa", "aa"), edit(2..4, 0));
        assert_eq!(Edit::between("same", "same").carry(0..4), Some(0..4));
    }

    #[test]
    fn lines_behind_an_edit_get_their_new_numbers() {
        let longer = Edit::between("one\ntwo\nthree", "one\n\nx\ntwo\nthree");
        assert_eq!([longer.carry_line(0, 1), longer.carry_line(8, 3)], [1, 5]);
        let shorter = Edit::between("one\ntwo\nthree", "one three");
        assert_eq!([shorter.carry_line(0, 1), shorter.carry_line(8, 3)], [1, 1]);
    }
}
