/// The event id that a value means: the low 16 bits of a message id, without the qualifiers that some tools print with it.
///
/// - `1098`, or `1,098` as Kibana groups digits;
/// - `0x00000422`, as `dcdiag` prints it (1058), with qualifiers or without;
/// - `3221232498`, the `InstanceId` of `Get-EventLog`: severity and facility stand in its upper 16 bits.
///
/// A decimal number between the two, without severity bits, is not an id of Windows and stays what it is.
///
/// Sources: <https://learn.microsoft.com/windows/win32/eventlog/event-identifiers>,
/// <https://learn.microsoft.com/dotnet/api/system.diagnostics.eventlogentry.instanceid>,
/// <https://www.elastic.co/docs/explore-analyze/numeral-formatting>.
pub fn event_id(value: &str) -> Option<u32> {
    let value = value.trim();
    if let Some(digits) = value.strip_prefix("0x").or_else(|| value.strip_prefix("0X")) {
        return hexadecimal(digits).map(|id| id & 0xffff);
    }
    let id = decimal(value).or_else(|| grouped(value))?;
    Some(if id >= LEAST_SEVERE { id & 0xffff } else { id })
}

/// The smallest message id with a severity: informational, in the two highest bits.
const LEAST_SEVERE: u32 = 0x4000_0000;

fn hexadecimal(digits: &str) -> Option<u32> {
    let all = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if all { u32::from_str_radix(digits, 16).ok() } else { None }
}

/// A number that may be printed as a signed one.
fn decimal(text: &str) -> Option<u32> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if unsigned.is_empty() || !unsigned.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse::<u32>().ok().or_else(|| text.parse::<i32>().ok().map(i32::cast_unsigned))
}

/// Digits in groups of three: `1,098`.
fn grouped(text: &str) -> Option<u32> {
    let (first, rest) = text.split_once(',')?;
    let groups = (1..=3).contains(&first.len()) && rest.split(',').all(|group| group.len() == 3);
    if groups { decimal(&text.replace(',', "")) } else { None }
}
