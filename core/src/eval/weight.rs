//! How much evidence weighs, in bits: see `information` for where a predicate's bits come from.

/// The evidence from which on an article is worth showing although it does not match: an event id together with the log or the
/// provider that it belongs to, where no more than about fifteen articles know the two; or a code, or a literal, that few know. An event
/// that more articles are about says which of them as little as its log does.
pub(crate) const SPECIFIC: f64 = 16.0;

/// What a support that holds adds beyond its evidence: that the events stand in the relation which the article tells of.
pub(super) const SUPPORT: f64 = 3.0;

/// Rounds to a tenth of a bit, which every predicate's bits are: so a sum does not depend on the order of what it adds up.
pub(crate) fn tenths(bits: f64) -> f64 {
    (bits * 10.0).round() / 10.0
}
