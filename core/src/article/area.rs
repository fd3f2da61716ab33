//! Areas' folders as headings.

/// Words of areas' folders that are not written as they are there.
const WORDS: [(&str, &str); 20] = [
    ("ad", "AD"),
    ("bitlocker", "BitLocker"),
    ("connect", "Connect"),
    ("dcom", "DCOM"),
    ("dfs", "DFS"),
    ("dhcp", "and DHCP"),
    ("directory", "Directory"),
    ("dns", "DNS"),
    ("entra", "Microsoft Entra"),
    ("fs", "FS"),
    ("hyper", "Hyper-V"),
    ("iis", "IIS"),
    ("policy", "Policy"),
    ("server", "Server"),
    ("sql", "SQL"),
    ("tls", "TLS"),
    ("update", "Update"),
    ("v", ""),
    ("vss", "VSS and"),
    ("desktop", "Desktop"),
];

/// An area's folder as a heading, with a capital where it begins with a letter from a to z; `None` for articles that lie in no area.
pub fn area_name(area: &str) -> Option<String> {
    let word = |(at, word): (usize, &str)| match WORDS.iter().find(|(known, _)| *known == word) {
        Some((_, written)) => (*written).to_owned(),
        None if at == 0 => {
            let mut word = word.to_owned();
            word.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
            word
        }
        None => word.to_owned(),
    };
    let words: Vec<String> =
        area.split(['-', '/']).enumerate().map(word).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
