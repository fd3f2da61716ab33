use yew::prelude::*;

/// A small picture beside words that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    /// A disc with a tick.
    Match,
    /// A ring with a question mark.
    Possible,
    /// A square with a stroke through it.
    NearMiss,
    /// A triangle with an exclamation mark.
    Warning,
    /// A sheet with text.
    Document,
    /// Two sheets.
    Copy,
    /// An arrow out of a box.
    External,
    /// A closed padlock.
    Lock,
    /// A cross.
    Close,
    /// An arrow up out of a tray.
    Upload,
    /// An arrow down into a tray.
    Download,
    /// An angle up.
    Up,
    /// An angle down.
    Down,
    /// A flask.
    Sample,
    /// A tick.
    Tick,
    /// A half disc.
    Theme,
    /// A globe.
    Language,
}

impl Icon {
    /// The path, on a square of 16 units, stroked.
    fn path(self) -> &'static str {
        match self {
            Self::Match => "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8.2l2.1 2.1L11 6.2",
            Self::Possible => {
                "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM6.2 6.2a1.9 1.9 0 1 1 2.7 1.9c-.6.3-.9.7-.9 1.3M8 11.6v.1"
            }
            Self::NearMiss => "M2.5 2.5h11v11h-11zM5 11l6-6",
            Self::Warning => "M8 2 1.5 13.5h13zM8 6.5v3.2M8 11.7v.1",
            Self::Document => "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M5.8 8h4.4M5.8 11h4.4",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::External => "M6.5 3.5h-4v10h10v-4M9 2.5h4.5V7M13.2 2.8 7.5 8.5",
            Self::Lock => "M3.5 7.5h9v6.5h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Upload => "M8 10V2.5M4.8 5.5 8 2.3l3.2 3.2M2.5 10.5v3h11v-3",
            Self::Up => "m3.5 10 4.5-4.5 4.5 4.5",
            Self::Down => "m3.5 6 4.5 4.5 4.5-4.5",
            Self::Download => "M8 2.3V10M4.8 7 8 10.2 11.2 7M2.5 10.5v3h11v-3",
            Self::Sample => {
                "M6 1.8h4M6.8 1.8v4.4L3 13a1 1 0 0 0 .9 1.4h8.2A1 1 0 0 0 13 13L9.2 6.2V1.8M5 10h6"
            }
            Self::Tick => "m3 8.5 3.2 3.2L13 4.8",
            Self::Language => {
                "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM1.5 8h13M8 1.5c4 4 4 9 0 13M8 1.5c-4 4-4 9 0 13"
            }
            Self::Theme => "M8 1.5a6.5 6.5 0 1 0 0 13zM8 1.5a6.5 6.5 0 0 1 0 13M8 4.5h2.6M8 8h4M8 11.5h2.6",
        }
    }

    /// The picture; screen readers pass over it.
    pub(super) fn view(self) -> Html {
        html! {
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={self.path()} /></svg>
        }
    }
}
