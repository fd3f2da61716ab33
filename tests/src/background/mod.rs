//! How common values are in ordinary logs: counted over a folder of logs, as a small table. `docs/background.md` says how the
//! table is to be read and from what it is to be made.

mod count;
mod table;

pub use count::Counts;
pub use table::{Limits, Row, table};
