//! The colour of a site, and whether it can be read.

use serde::Deserialize;

/// A colour as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Color([u8; 3]);

impl TryFrom<String> for Color {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no colour: write #rrggbb, as in #0b5c8f");
        let is_color = |digits: &&str| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let digits = text.strip_prefix('#').filter(is_color).ok_or_else(wrong)?;
        let mut channels = [0; 3];
        for (channel, pair) in channels.iter_mut().zip(digits.as_bytes().as_chunks::<2>().0) {
            let pair = std::str::from_utf8(pair).map_err(|_| wrong())?;
            *channel = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        Ok(Self(channels))
    }
}

impl Color {
    fn css(self) -> String {
        let [r, g, b] = self.0;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// How bright it is, from 0 to 1: <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| match f64::from(channel) / 255.0 {
            dark if dark <= 0.04045 => dark / 12.92,
            light => ((light + 0.055) / 1.055).powf(2.4),
        };
        let [r, g, b] = self.0;
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    /// From 1 to 21: <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever is easier to read on it.
    fn ink(self) -> Self {
        let (black, white) = (Self([8, 19, 27]), Self([255; 3]));
        if self.contrast(black) > self.contrast(white) { black } else { white }
    }
}

/// Text is read easily from this contrast on: <https://www.w3.org/TR/WCAG22/#contrast-minimum>.
const ENOUGH: f64 = 4.5;

/// The grounds that it stands on, as `tokens.css` has them.
const LIGHT_GROUND: Color = Color([0xf4, 0xf6, 0xf8]);
const DARK_GROUND: Color = Color([0x16, 0x1d, 0x25]);

/// The colour of what can be pressed, in both themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Accent {
    accent: Color,
    /// Without it, the same.
    accent_dark: Option<Color>,
}

impl Accent {
    fn dark(self) -> Color {
        self.accent_dark.unwrap_or(self.accent)
    }

    /// The tokens that it takes the place of.
    pub(crate) fn css(self) -> String {
        let (light, dark) = (self.accent, self.dark());
        let pair = |light: Color, dark: Color| format!("light-dark({}, {})", light.css(), dark.css());
        let accent = pair(light, dark);
        format!(
            "\n:root {{\n  --accent: {accent};\n  --on-accent: {};\n  --focus: {accent};\n  \
             --accent-tint: light-dark(color-mix(in srgb, {} 12%, #ffffff), color-mix(in srgb, {} 22%, #0e1318));\n}}\n",
            pair(light.ink(), dark.ink()),
            light.css(),
            dark.css()
        )
    }

    pub(super) fn warnings(&self) -> Vec<String> {
        let themes = [
            ("accent", self.accent, LIGHT_GROUND, "light"),
            ("accent-dark", self.dark(), DARK_GROUND, "dark"),
        ];
        let hard = themes.into_iter().filter(|(_, color, ground, _)| color.contrast(*ground) < ENOUGH);
        hard.map(|(key, color, ground, theme)| {
            let (color_css, ratio) = (color.css(), color.contrast(ground));
            format!("colors.{key}: {color_css} has a contrast of {ratio:.1} in the {theme} theme, and links need {ENOUGH}")
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Color {
        Color::try_from(text.to_owned()).expect("a colour")
    }

    #[test]
    fn contrast_is_that_of_the_guideline() {
        assert!((color("#000000").contrast(color("#ffffff")) - 21.0).abs() < 0.01);
        // The guideline's own example: <https://www.w3.org/WAI/GL/wiki/Contrast_ratio>.
        assert!((color("#777777").contrast(color("#ffffff")) - 4.48).abs() < 0.01);
    }

    #[test]
    fn a_colour_that_is_hard_to_read_is_told() {
        let accent = Accent { accent: color("#ffd257"), accent_dark: None };
        assert_eq!(accent.warnings().len(), 1, "{:?}", accent.warnings());
        assert!(
            Accent { accent: color("#0b5c8f"), accent_dark: Some(color("#6fbff0")) }.warnings().is_empty()
        );
    }

    #[test]
    fn nothing_but_six_digits_is_a_colour() {
        for text in ["#fff", "0b5c8f", "#0b5c8g", "#0b5c8f;", "#+1+1+1", "#ää"] {
            assert!(Color::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
