//! The `preflight:` key of `print:`: other limits than the usual ones, and findings that are known.

use crate::yaml::{Shorthand, Spanned};
use schemars::JsonSchema;
use serde::Deserialize;

/// Limits of the preflight, and findings that are known. What is left out keeps its usual value.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreflightSpec {
    /// Pixels per inch in its place under which a picture is warned of. Without it, 224.
    pub resolution_warning: Option<Spanned<f64>>,
    /// Pixels per inch in its place under which a picture is an error. Without it, 149.
    pub resolution_error: Option<Spanned<f64>>,
    /// The same for pictures of one bit a pixel. Without them, 549 and 299.
    pub line_art_warning: Option<Spanned<f64>>,
    pub line_art_error: Option<Spanned<f64>>,
    /// Area over the ink limit that is let pass, in square millimetres. Without it, 10.
    pub ink_area: Option<Spanned<f64>>,
    /// The thinnest line of one ink, in points. Without it, 0.25.
    pub thin_line: Option<Spanned<f64>>,
    /// The thinnest line of several inks or left white, in points. Without it, 0.5.
    pub thin_line_of_inks: Option<Spanned<f64>>,
    /// The smallest text that is white or of several inks, in points. Without it, 8.
    pub small_text: Option<Spanned<f64>>,
    /// Black text under this size is to be black ink alone, in points. Without it, 12.
    pub black_text: Option<Spanned<f64>>,
    /// How near text and pictures may come to the trim, in millimetres. Without it, 3.
    pub safe_margin: Option<Spanned<f64>>,
    /// How far what bleeds has to reach beyond the trim, in millimetres. Without it, 3.
    pub bleed: Option<Spanned<f64>>,
    /// The least contrast of text with what lies under it in print (1 to 21). Without it, 3.
    pub contrast: Option<Spanned<f64>>,
    /// The number of pages is to be a multiple of this: 4 for saddle stitch. Without it, 1.
    pub page_multiple: Option<Spanned<f64>>,
    /// Whether pictures may be transparent: true unless the printer asks for files without. Without it, true.
    pub transparency: Option<bool>,
    /// Codes of findings that are known: they are listed, but neither warned of nor an error.
    pub silence: Option<Vec<SilenceSpec>>,
}

/// A finding that is known: its code, or that with a reason.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(from = "Shorthand<Spanned<String>, SilenceWithReason>")]
pub struct SilenceSpec {
    /// A code of the preflight, such as `thin-line`.
    pub code: Spanned<String>,
    /// Listed with the finding.
    pub reason: Option<String>,
}

/// The long form.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SilenceWithReason {
    /// A code of the preflight, such as `thin-line`.
    pub code: Spanned<String>,
    /// Listed with the finding.
    pub reason: Option<String>,
}

impl From<Shorthand<Spanned<String>, SilenceWithReason>> for SilenceSpec {
    fn from(written: Shorthand<Spanned<String>, SilenceWithReason>) -> SilenceSpec {
        match written {
            Shorthand::Short(code) => SilenceSpec { code, reason: None },
            Shorthand::Long(long) => SilenceSpec { code: long.code, reason: long.reason },
        }
    }
}

impl PreflightSpec {
    /// What the event says, and of the rest what the layout says; both silence.
    pub fn over(event: Option<PreflightSpec>, layout: Option<PreflightSpec>) -> PreflightSpec {
        let event = event.unwrap_or_default();
        let layout = layout.unwrap_or_default();
        let silence: Vec<SilenceSpec> = event.silence.into_iter().chain(layout.silence).flatten().collect();
        PreflightSpec {
            resolution_warning: event.resolution_warning.or(layout.resolution_warning),
            resolution_error: event.resolution_error.or(layout.resolution_error),
            line_art_warning: event.line_art_warning.or(layout.line_art_warning),
            line_art_error: event.line_art_error.or(layout.line_art_error),
            ink_area: event.ink_area.or(layout.ink_area),
            thin_line: event.thin_line.or(layout.thin_line),
            thin_line_of_inks: event.thin_line_of_inks.or(layout.thin_line_of_inks),
            small_text: event.small_text.or(layout.small_text),
            black_text: event.black_text.or(layout.black_text),
            safe_margin: event.safe_margin.or(layout.safe_margin),
            bleed: event.bleed.or(layout.bleed),
            contrast: event.contrast.or(layout.contrast),
            page_multiple: event.page_multiple.or(layout.page_multiple),
            transparency: event.transparency.or(layout.transparency),
            silence: Some(silence),
        }
    }
}
