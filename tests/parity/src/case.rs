use crate::articles::{last, sources};
use crate::draw::{Draw, seeded};
use crate::events::text;
use kbmatch::{Input, KnowledgeBase, Report, Route, Routed, Routes, SourceFile};

/// A knowledge base and a text.
#[derive(Clone, Debug)]
pub struct Case {
    /// The articles; some have mistakes, and then there is no base.
    pub files: Vec<SourceFile>,
    /// What is scanned.
    pub text: Vec<u8>,
}

/// A stream gets pieces of so many bytes: fewer than an event has.
const PIECE: usize = 97;

impl Case {
    /// What these bytes make. Any bytes make one; few of them a small one.
    pub fn of(bytes: &[u8]) -> Self {
        let mut draw = Draw::new(bytes);
        let files = sources("a", &mut draw);
        Self { files, text: text(&mut draw).into_bytes() }
    }

    /// The base; `None` when articles have mistakes.
    pub fn compile(&self) -> Option<KnowledgeBase> {
        kbmatch::compile_articles(&self.files).ok()
    }

    /// How the ways of evaluating it differ: with the index, without, as a stream, and by routed shards; `None` when they do not, as they must not.
    pub fn difference(&self) -> Option<String> {
        Some(format!("{}\n{self}", difference(&self.compile()?, &self.text)?))
    }
}

/// How the ways of scanning `text` differ: with the index, without, as a stream, and by routed shards; `None` when they do not.
pub fn difference(base: &KnowledgeBase, text: &[u8]) -> Option<String> {
    let input = Input::decode(text);
    let plain = base.scan_unindexed(&input);
    let ways =
        [("indexed", base.scan(&input)), ("streamed", stream(base, text)), ("routed", routed(base, &input))];
    let (way, other) = ways.into_iter().find(|(_, report)| *report != plain)?;
    Some(format!("plain and {way}\n{plain:#?}\n{other:#?}"))
}

/// So many routed shards: many more than a text asks for.
const SHARDS: u8 = 8;

/// By the routed shards that the text asks for, and no others.
fn routed(base: &KnowledgeBase, input: &Input<'_>) -> Report {
    let routed = Routed::with_bits(&base.to_pack(), Some(SHARDS)).expect("a base that was made here");
    let routes = Routes::read(&routed.root).expect("a root that was made here");
    let Route::Shards(names) = routes.of(input) else { return base.scan(input) };
    let shard = |name: String| {
        let found =
            routed.shards.iter().find(|shard| shard.name == name).expect("each shard that is asked for");
        (name, found.bytes.as_slice())
    };
    let shards: Vec<(String, &[u8])> = names.into_iter().map(shard).collect();
    KnowledgeBase::from_routed(&routes, &shards).expect("shards that were made here").scan(input)
}

fn stream(base: &KnowledgeBase, text: &[u8]) -> Report {
    let mut scanner = base.scanner();
    text.chunks(PIECE).for_each(|piece| scanner.push(piece));
    scanner.finish().report
}

/// The articles of the first so many seeded cases, of those that are without mistakes, as one base: more than a shard of a pack has,
/// when there are enough. The last one, `z-last`, is the only one that asks for `Zuletzt: ja`, and for the provider Contoso Sync.
pub fn joined(cases: u32) -> Vec<SourceFile> {
    let files = |number| sources(&format!("c{number}-"), &mut Draw::new(&seeded(number)));
    (0..cases)
        .map(files)
        .filter(|files| kbmatch::compile_articles(files).is_ok())
        .flatten()
        .chain([last()])
        .collect()
}

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for file in &self.files {
            writeln!(f, "=== {}\n{}", file.path, String::from_utf8_lossy(&file.bytes))?;
        }
        writeln!(f, "=== text\n{}", String::from_utf8_lossy(&self.text))
    }
}
