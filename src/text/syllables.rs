//! Where an Azerbaijani word may be divided: between its syllables, found by rule.
//!
//! In: the letters of one word. Out: bytes before which a syllable begins. No dictionary is needed: a syllable has one
//! vowel, and the last consonant before a vowel opens its syllable, whatever root and suffix are (rules of the Azerbaijani
//! orthography on carrying words over: *Sözlər sətirdən sətrə hecalarla keçirilir*; doubled consonants are parted, and a
//! syllable of one vowel is neither left behind nor carried over alone, which the caller sees to).

/// The vowels and consonants of the Latin alphabet of 1991, lower case.
const VOWELS: &str = "aeəıioöuü";
const CONSONANTS: &str = "bcçdfgğhxjkqlmnprsştvyz";

/// Bytes at which syllables begin, the first left out; none if a letter is not of the alphabet, so that foreign words
/// stay whole.
pub fn beginnings(letters: &str) -> Vec<usize> {
    let Some(sounds) = sounds(letters) else { return Vec::new() };
    let vowels = sounds.iter().enumerate().filter(|(_, (_, vowel))| *vowel).map(|(index, _)| index);
    let opens = |vowel: usize| match vowel.checked_sub(1) {
        Some(before) if !sounds[before].1 => before,
        _ => vowel,
    };
    vowels.skip(1).map(|vowel| sounds[opens(vowel)].0).collect()
}

/// Each letter's byte and whether it is a vowel.
fn sounds(letters: &str) -> Option<Vec<(usize, bool)>> {
    let sound = |(at, c): (usize, char)| {
        let small = lower(c);
        let vowel = VOWELS.contains(small);
        (vowel || CONSONANTS.contains(small)).then_some((at, vowel))
    };
    letters.char_indices().map(sound).collect()
}

/// As Azerbaijani has it: I is the capital of ı, İ that of i.
fn lower(c: char) -> char {
    match c {
        'I' => 'ı',
        'İ' => 'i',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for at in beginnings(word) {
            out = out + &word[from..at] + "-";
            from = at;
        }
        out + &word[from..]
    }

    fn assert_divided(words: &[&str]) {
        for word in words {
            assert_eq!(divided(&word.replace('-', "")), *word);
        }
    }

    #[test]
    fn each_syllable_has_one_vowel() {
        assert_divided(&[
            "və-tən",
            "dil-çi-lik",
            "mək-təb-li-lər",
            "ki-tab",
            "a-zad-lıq",
            "ü-rək",
            "a-ta",
            "dağ",
            "görk",
        ]);
        assert_divided(&["qiy-mət-lən-dir-mə", "tə-lə-bə-lər", "xal-ça-çı-lıq"]);
    }

    #[test]
    fn doubled_consonants_are_parted() {
        assert_divided(&["doq-quz", "rəq-qas", "rəs-sam", "mü-əl-lim", "sək-kiz", "ad-dım"]);
    }

    #[test]
    fn of_several_consonants_the_last_opens_the_syllable() {
        assert_divided(&["av-qust-da", "dost-luq", "kənd-li", "Türk-men", "rəng-bə-rəng", "ört-mə-yin", "kəsr-lə-ri"]);
    }

    #[test]
    fn vowels_side_by_side_are_two_syllables() {
        assert_divided(&["ma-a-rif", "sa-at", "a-i-lə-yə", "mət-bə-ə", "ma-ne-ə", "mü-a-si-rə", "şü-ca-ət"]);
    }

    #[test]
    fn loanwords_follow_the_same_rule() {
        assert_divided(&["u-ni-ver-si-tet", "ri-ya-ziy-yat", "kom-pü-ter", "port-ret"]);
        assert_divided(&[
            "e-lekt-rik",
            "kvad-rat-metr",
            "konf-rans",
            "sent-yabr",
            "proq-ram",
            "di-rek-tor",
            "psi-xo-lo-gi-ya",
        ]);
    }

    #[test]
    fn capitals_are_letters_too() {
        assert_divided(&["Gən-cə-yə", "İs-ma-yıl-lı", "I-şıq-lı", "Şa-ma-xı", "Ə-li-yev", "ÖR-DƏK"]);
    }

    #[test]
    fn words_with_foreign_letters_stay_whole() {
        for word in ["Washington", "Łódź", "naïve", "Göteborgwik", "Москва"] {
            assert_eq!(beginnings(word), [] as [usize; 0], "{word}");
        }
    }
}
