//! Texts of events, in some of the layouts that readers know.

use crate::draw::Draw;
use crate::words::{CHANNELS, CODES, IDS, LEVELS, LINES, PHRASES, PROVIDERS};

/// What stands in the head of an event.
struct Head {
    provider: &'static str,
    channel: &'static str,
    id: &'static str,
    level: &'static str,
    minute: usize,
    computer: &'static str,
    user: &'static str,
}

impl Head {
    fn of(draw: &mut Draw<'_>) -> Self {
        Self {
            provider: draw.one_of(&PROVIDERS),
            channel: draw.one_of(&CHANNELS),
            id: draw.one_of(&IDS),
            level: draw.one_of(&LEVELS),
            minute: draw.up_to(5),
            computer: draw.one_of(&["pc1", "pc2"]),
            user: draw.one_of(&["SYSTEM", "N/A", "CONTOSO\\anna"]),
        }
    }
}

/// Some events, one below the other.
pub(crate) fn text(draw: &mut Draw<'_>) -> String {
    (0..=draw.up_to(4)).map(|_| event(draw)).collect()
}

fn event(draw: &mut Draw<'_>) -> String {
    let layout = draw.up_to(6);
    let head = Head::of(draw);
    let message = message(draw);
    match layout {
        0 | 1 => event_viewer(&head, &message),
        2 => xml(&head, &message),
        3 => json(&head, &message),
        4 => csv(&head, &message),
        5 => message + "\n",
        _ => cut(&event_viewer(&head, &message), draw),
    }
}

fn message(draw: &mut Draw<'_>) -> String {
    let parts: Vec<String> = (0..draw.up_to(4)).map(|_| part(draw)).collect();
    parts.join(draw.one_of(&["\n", " ", "\r\n"]))
}

fn part(draw: &mut Draw<'_>) -> String {
    match draw.up_to(4) {
        0 => draw.one_of(&PHRASES).into(),
        1 => format!("Error: {}", draw.one_of(&CODES)),
        2 => draw.one_of(&LINES).into(),
        3 => draw.one_of(&PHRASES).to_uppercase(),
        _ => piece(draw.one_of(&PHRASES), draw),
    }
}

/// A phrase without its first or last characters: what nearly is what articles ask for.
fn piece(phrase: &str, draw: &mut Draw<'_>) -> String {
    let chars: Vec<char> = phrase.chars().collect();
    let (start, end) = (draw.up_to(2), draw.up_to(2));
    chars.iter().take(chars.len() - end).skip(start).collect()
}

fn event_viewer(head: &Head, message: &str) -> String {
    let Head { provider, channel, id, level, minute, computer, user } = head;
    format!(
        "Log Name:      {channel}\nSource:        {provider}\nDate:          2026-03-02 08:0{minute}:00\nEvent ID:      {id}\n\
         Task Category: None\nLevel:         {level}\nKeywords:      \nUser:          {user}\nComputer:      {computer}\n\
         Description:\n{message}\n\n"
    )
}

fn xml(head: &Head, message: &str) -> String {
    let Head { provider, channel, id, minute, computer, .. } = head;
    format!(
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='{provider}'/>\
         <EventID>{id}</EventID><Level>2</Level><TimeCreated SystemTime='2026-03-02T08:0{minute}:00Z'/><Channel>{channel}</Channel>\
         <Computer>{computer}</Computer></System><EventData><Data Name='Message'>{message}</Data></EventData></Event>\n"
    )
}

fn json(head: &Head, message: &str) -> String {
    let Head { provider, channel, id, level, minute, computer, .. } = head;
    let event = serde_json::json!({
        "ProviderName": provider, "Id": id.parse::<u32>().unwrap_or_default(), "LevelDisplayName": level, "LogName": channel,
        "TimeCreated": format!("2026-03-02T08:0{minute}:00Z"), "MachineName": computer, "Message": message,
    });
    format!("{event}\n")
}

fn csv(head: &Head, message: &str) -> String {
    let Head { provider, channel, id, level, minute, .. } = head;
    let message = message.replace('"', "\"\"");
    format!(
        "\"Level\",\"Date and Time\",\"Source\",\"Event ID\",\"Log Name\",\"Message\"\n\
         \"{level}\",\"2026-03-02 08:0{minute}:00\",\"{provider}\",\"{id}\",\"{channel}\",\"{message}\"\n"
    )
}

/// The first part of a text.
fn cut(text: &str, draw: &mut Draw<'_>) -> String {
    let at = text.floor_char_boundary(text.len() * (3 + draw.up_to(4)) / 8);
    format!("{}\n\n", &text[..at])
}
