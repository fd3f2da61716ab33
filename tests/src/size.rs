/// How many bytes `100KB`, `1.5MB`, `1GB` or `1000` are; units are powers of ten.
///
/// # Errors
///
/// When it is no such size.
pub fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 1.0,
        "KB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        _ => return Err("write bytes, or a number with KB, MB or GB".into()),
    };
    let number: f64 = digits.parse().map_err(|_| "this is no number of bytes".to_owned())?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    Ok((number * unit) as u64)
}
