//! The report as programs read it: one JSON object on one line, under the key `quality`.

use super::report::Quality;
use serde_json::json;

pub fn render(quality: &Quality) -> String {
    format!("{}\n", json!({ "quality": quality }))
}
