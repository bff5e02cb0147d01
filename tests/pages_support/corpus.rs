//! Sentences that people would say: the remarks of the English samples, taken apart. Events made by chance are put
//! together from them, since made-up words break and space otherwise than a language does.

use super::sample;
use serde_yaml::Value;
use std::fs;
use std::sync::LazyLock;

const ENGLISH: [&str; 3] = ["reading-room", "seismic-network", "selin-gauges"];

/// All sentences of four words or more, each with its number of words.
pub static SENTENCES: LazyLock<Vec<(String, usize)>> = LazyLock::new(|| {
    let mut sentences = Vec::new();
    for name in ENGLISH {
        let text = fs::read_to_string(sample(name)).expect("a sample can be read");
        let event: Value = serde_yaml::from_str(&text).expect("a sample is YAML");
        for speaker in event["speakers"].as_sequence().expect("speakers") {
            speaker["remarks"].as_str().into_iter().for_each(|remarks| add(remarks, &mut sentences));
        }
    }
    assert!(sentences.len() > 300, "{} sentences", sentences.len());
    sentences
});

/// Running text only: no quotations, pictures, lists, heads.
fn add(remarks: &str, sentences: &mut Vec<(String, usize)>) {
    for paragraph in remarks.split("\n\n") {
        let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = paragraph.replace("==", "");
        if plain.is_empty()
            || plain.contains(['>', '!', '#', '[', '*', '_', '`', '"', '“', '{'])
            || plain.starts_with('-')
        {
            continue;
        }
        let ends = plain.match_indices(". ").map(|(at, _)| at + 1).chain([plain.len()]);
        let mut start = 0;
        for end in ends {
            let sentence = plain[start..end].trim();
            start = end;
            let words = sentence.split(' ').count();
            if words >= 4 && sentence.ends_with('.') && sentence.starts_with(char::is_uppercase) {
                sentences.push((sentence.to_owned(), words));
            }
        }
    }
}
