use super::condition::{Condition, Symptom};
use super::names;
use crate::generate::logs::{fill, noise};
use crate::generate::random::Random;

/// What an article tells its event by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Provider, event id and a code of its own.
    Code,
    /// Provider, event id and a phrase.
    Phrase,
    /// Two phrases, wherever they stand.
    Phrases,
    /// Log, event id, a common code, and the start of a field.
    FieldStart,
    /// Provider, and a phrase with wildcards.
    Wildcards,
    /// Two events of one machine, in order or in any, in a window.
    Events,
    /// A common code and a phrase, wherever they stand.
    CodeAndPhrase,
    /// Provider, event id, and a regular expression on a field.
    Pattern,
    /// The same event of one machine several times in a window.
    Count,
    /// Event id, and one of several values of a field.
    Values,
}

/// The kinds in turn: the first ten are of each, and codes and phrases are most of the rest.
const KINDS: [Kind; 20] = [
    Kind::Code,
    Kind::Phrase,
    Kind::Phrases,
    Kind::FieldStart,
    Kind::Wildcards,
    Kind::Events,
    Kind::CodeAndPhrase,
    Kind::Pattern,
    Kind::Count,
    Kind::Values,
    Kind::Code,
    Kind::Phrase,
    Kind::Code,
    Kind::FieldStart,
    Kind::Phrase,
    Kind::Code,
    Kind::Phrases,
    Kind::Phrase,
    Kind::CodeAndPhrase,
    Kind::Code,
];

/// What something failed to do; each phrase says one of them of something with a name.
const FAILURES: &[&str] = &[
    "could not open the queue of",
    "did not answer the request of",
    "refused the certificate of",
    "lost the connection to",
    "has no quota left for",
    "cannot find the mailbox of",
    "timed out while it waited for",
    "rejected the ticket of",
    "stopped the replication with",
    "was not allowed to read the profile of",
    "found a damaged index in",
    "skipped the policy of",
];

/// Sentences that many articles quote.
const COMMON: &[&str] = &[
    "The operation could not be completed.",
    "Access was denied by the remote machine.",
    "The request will be tried again later.",
    "The trust relationship could not be checked.",
    "No suitable credentials were found.",
    "The transaction was rolled back.",
];

const THINGS: &[&str] = &["agent", "gateway", "connector", "store", "broker", "share", "listener", "cache"];

/// An article that a generator made up, with its event.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its place in every base.
    pub number: u32,
    /// What it tells its event by.
    pub kind: Kind,
    pub(super) provider: String,
    pub(super) channel: String,
    pub(super) event_id: u16,
    /// A code of its own, or a common one.
    pub(super) code: String,
    /// A name that no other article has.
    pub(super) name: String,
    /// What happened, with the name in it.
    pub(super) phrase: String,
    /// A sentence that others have, too.
    pub(super) common: &'static str,
}

impl Case {
    /// The article with this number.
    pub fn new(number: u32) -> Self {
        let mut random = Random::of_part(SEED, number);
        let kind = KINDS[number as usize % KINDS.len()];
        let (provider, channel, event_id) = origin(&mut random);
        let name = names::name(number);
        let phrase = format!("{} the {name} {}", random.pick(FAILURES), random.pick(THINGS));
        let code = match kind {
            Kind::Code => names::code(number),
            _ => (*random.pick(fill::CODES)).into(),
        };
        let common = *random.pick(COMMON);
        Self { number, kind, provider, channel, event_id, code, name, phrase, common }
    }

    /// The article's id.
    pub fn id(&self) -> String {
        format!("made-up-{:06}", self.number)
    }

    /// Whether it needs nothing of its event but the text: no number, no log, no field.
    pub fn needs_text_only(&self) -> bool {
        matches!(self.kind, Kind::Phrases | Kind::CodeAndPhrase)
    }

    /// Whether one event is enough for it.
    pub fn needs_one_event(&self) -> bool {
        !matches!(self.kind, Kind::Events | Kind::Count)
    }

    /// Whether the base names two causes for it.
    pub(super) fn has_causes(&self) -> bool {
        self.number % 5 == 2
    }

    /// Whether something else raises its rank.
    pub(super) fn has_support(&self) -> bool {
        self.number % 7 == 3
    }

    /// The symptoms that decide, the main one first.
    pub fn symptoms(&self) -> Vec<Symptom> {
        let main = Symptom { name: "failure", conditions: self.conditions() };
        match self.kind {
            Kind::Events => vec![main, self.follow_up()],
            _ => vec![main],
        }
    }

    /// The symptoms that do not decide: of causes and supports.
    pub(super) fn further_symptoms(&self) -> Vec<Symptom> {
        let symptom =
            |name, text: String| Symptom { name, conditions: vec![Condition::new("text", "", text)] };
        let mut symptoms = Vec::new();
        if self.has_causes() {
            symptoms.push(symptom("expired", format!("the licence of {} has expired", self.name)));
            symptoms.push(symptom("denied", self.common.trim_end_matches('.').into()));
        }
        if self.has_support() {
            symptoms.push(symptom("restarted", format!("the {} service was started again", self.name)));
        }
        symptoms
    }

    /// All literals of its symptoms, folded.
    pub fn literals(&self) -> Vec<String> {
        let symptoms = self.symptoms().into_iter().chain(self.further_symptoms());
        symptoms.flat_map(|symptom| symptom.conditions).flat_map(|condition| condition.literals()).collect()
    }

    fn conditions(&self) -> Vec<Condition> {
        let provider = || Condition::new("provider", "", &self.provider);
        let event_id = || Condition::new("event_id", "", self.event_id.to_string());
        let phrase = || Condition::new("text", "", &self.phrase);
        let code = || Condition::new("code", "", &self.code);
        match self.kind {
            Kind::Code => vec![provider(), event_id(), code()],
            Kind::Phrase | Kind::Events => vec![provider(), event_id(), phrase()],
            Kind::Count => vec![Condition::new("channel", "", &self.channel), event_id(), phrase()],
            Kind::Phrases => {
                let values = vec![self.common.trim_end_matches('.').to_owned(), self.phrase.clone()];
                vec![Condition { subject: "text", modifier: "all", values }]
            }
            Kind::FieldStart => vec![
                Condition::new("channel", "", &self.channel),
                event_id(),
                code(),
                Condition::new("Resource", "startswith", format!("https://{}.contoso.com", self.host())),
            ],
            Kind::Wildcards => {
                let pattern = self.phrase.replace(" the ", " * ");
                vec![provider(), Condition::new("text", "", format!("{pattern} in ? attempts"))]
            }
            Kind::CodeAndPhrase => vec![code(), phrase()],
            Kind::Pattern => {
                vec![provider(), event_id(), Condition::new("Target", "re", format!("{}\\d+", self.host()))]
            }
            Kind::Values => {
                let values = vec![format!("{}.exe", self.host()), format!("{}64.exe", self.host())];
                vec![event_id(), Condition { subject: "Process Name", modifier: "", values }]
            }
        }
    }

    /// What comes after the failure in an article of two events.
    fn follow_up(&self) -> Symptom {
        let text = format!("the {} service gave up", self.name);
        let conditions =
            vec![Condition::new("provider", "", &self.provider), Condition::new("text", "", text)];
        Symptom { name: "gave_up", conditions }
    }

    /// The name as machines and programs are called.
    pub(super) fn host(&self) -> String {
        self.name.to_lowercase()
    }
}

/// The seed of all articles.
const SEED: u64 = 0x6b62_6d61_7463_6800;

/// Provider, log and event id: half of them such as ordinary logs are full of.
fn origin(random: &mut Random) -> (String, String, u16) {
    let number = |random: &mut Random| u16::try_from(1000 + random.common(900)).unwrap_or(1000);
    let (provider, channel, id) = noise::shared(random);
    match random.below(4) {
        0 => (provider.into(), channel.into(), id),
        1 => (provider.into(), channel.into(), number(random)),
        _ => {
            let provider = format!("Contoso-{}", names::name(MADE_UP + random.common(2000)));
            let channel = format!("{provider}/Operational");
            (provider, channel, number(random))
        }
    }
}

/// Names from here on are those of providers.
const MADE_UP: u32 = names::MOST - 2000;
