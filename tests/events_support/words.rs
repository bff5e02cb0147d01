//! The words of invented events: sentences, titles, names, roles. They take no side in anything; names are put together by chance.

use super::plan::Language;

const ENGLISH: &str = include_str!("sentences-en.txt");
const TURKISH: &str = include_str!("sentences-tr.txt");

/// All sentences of a language, of four words or more each.
pub fn sentences(language: Language) -> Vec<&'static str> {
    let text = match language {
        Language::English => ENGLISH,
        Language::Turkish => TURKISH,
    };
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Words of a language that are no sentences.
pub struct Words {
    pub kinds: &'static [&'static str],
    /// Title and subtitle.
    pub titles: &'static [(&'static str, &'static str)],
    pub venues: &'static [&'static str],
    pub organiser: &'static str,
    pub mission: &'static str,
    pub honorifics: &'static [&'static str],
    pub roles: &'static [&'static str],
    pub headings: &'static [&'static str],
    pub subheadings: &'static [&'static str],
    /// What a picture shows.
    pub shown: &'static str,
    pub portrait: &'static str,
    /// The two halves of a sentence that a quote may part.
    pub parted: [&'static str; 2],
    pub sources: &'static [&'static str],
}

pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH_WORDS,
        Language::Turkish => &TURKISH_WORDS,
    }
}

const ENGLISH_WORDS: Words = Words {
    kinds: &["Seminar on", "Round table on", "Conference on", "Workshop on", "An evening on"],
    titles: &[
        ("The Keeping of Small Orchards", "What Was Planted, Lost and Grafted Again"),
        ("Lamps and Ledgers", ""),
        ("Who Mends the Path?", "Footways, Hedges and the People Who Walk Them"),
        ("Tides, Tables and Timetables", "Third Meeting of the Ferry Towns"),
        ("An Index of Tools", "Words for Work in Eleven Villages"),
        ("Bees in a Dry Year", ""),
        (
            "Weirs, Locks, Sluices and Mills of the Lower Arden Water: Their Making, Their Mending and Those Who Lived by Them",
            "Tenth Annual Meeting of the River Societies",
        ),
        ("The Library Van", "Twenty Minutes a Week"),
        ("Glass, Clay and Wool", "Workshops and Their Apprentices since the Closing of the Kilns"),
        ("Quiet Streets", "Measured at Night"),
        ("A Shed with a Lock", "Repair as a Public Service"),
        ("Fog", ""),
    ],
    venues: &[
        "Town Hall, Arden Bridge",
        "Reading Room, Society of River Towns, Lower Quay, Maren",
        "The Old Kiln",
        "Great Hall, School of Crafts, Upper Lock",
    ],
    organiser: "Society of River Towns",
    mission: "Ask, Measure, Mend",
    // None that depends on who bears it: names are put together by chance.
    honorifics: &["", "", "", "", "Dr.", "Dr.", "Prof.", "Prof. Dr.", "H.E.", "Eng.", "Senator", "Maj. Gen. (R)"],
    roles: &[
        "Beekeeper",
        "Head of Maintenance, Ferry Office",
        "Reader in the History of Tools, Arden University",
        "Chair, Friends of the Lower Footpaths",
        "Director General, Office for Weirs and Waterways",
        "Librarian",
        "Master Glazier and Teacher, School of Crafts, Upper Lock",
        "Retired Harbour Pilot",
        "Secretary, Commission on Night Noise and Street Lighting",
        "Member, Academy of Soils",
        "Translator and Editor, Quarterly of Small Presses",
        "Founder, Saturday Repair Bench",
        "District Nurse, Outer Islands",
        "Honorary Fellow, Institute of Orchards",
    ],
    headings: &[
        "Discussion",
        "Questions from the Hall",
        "Working Group",
        "Recommendations",
        "A Walk to the Weir",
        "What Was Agreed",
    ],
    subheadings: &[
        "What Was Found",
        "How We Counted",
        "The Second Winter",
        "Who Pays, and for How Long",
        "A Word about the Neighbours",
        "Next Steps",
        "What the Old Method Could Do That the New One Cannot",
    ],
    shown: "A place of which the report speaks",
    portrait: "Portrait of",
    parted: ["And so we walked on", "past the weir, to the harbour."],
    sources: &[
        "From the minutes of the first meeting",
        "A letter to the keeper",
        "The foreman of the glassworks",
        "Notebook of a pilot",
    ],
};

const TURKISH_WORDS: Words = Words {
    kinds: &["Seminer:", "Yuvarlak masa:", "Çalıştay:", "Konferans:"],
    titles: &[
        ("Küçük Meyve Bahçelerinin Bakımı", "Dikilenler, Yitirilenler ve Yeniden Aşılananlar"),
        ("Lambalar ve Defterler", ""),
        ("Yolu Kim Onarır?", "Patikalar, Çitler ve Yürüyenler"),
        ("Gelgit, Tablo ve Tarife", "Vapur Kasabalarının Üçüncü Toplantısı"),
        ("Aletlerin Dizini", "On Bir Köyde İşin Sözcükleri"),
        ("Kurak Yılda Arılar", ""),
        (
            "Aşağı Arden Suyu’nun Bentleri, Değirmenleri ve Savakları: Yapılışları, Onarımları ve Onlarla Geçinenler",
            "Irmak Derneklerinin Onuncu Yıllık Toplantısı",
        ),
        ("Cam, Kil ve Yün", "Fırınların Kapanmasından Sonra Atölyeler ve Çıraklar"),
    ],
    venues: &[
        "Arden Köprüsü Belediye Salonu",
        "Irmak Kasabaları Derneği Okuma Odası, Aşağı Rıhtım, Maren",
        "Eski Fırın",
    ],
    organiser: "Irmak Kasabaları Derneği",
    mission: "Sor, Ölç, Onar",
    honorifics: &["", "", "", "Dr.", "Prof. Dr.", "Doç. Dr.", "Sn.", "Sn."],
    roles: &[
        "Arıcı",
        "Vapur İşletmesi Bakım Müdürü",
        "Arden Üniversitesi Alet Tarihi Öğretim Üyesi",
        "Aşağı Patikalar Dostları Derneği Başkanı",
        "Bentler ve Su Yolları Dairesi Genel Müdürü",
        "Kütüphaneci",
        "Yukarı Bent El Sanatları Okulu Cam Ustası ve Öğretmeni",
        "Emekli Liman Kılavuzu",
        "Gece Gürültüsü ve Sokak Aydınlatması Kurulu Sekreteri",
        "Küçük Yayınevleri Dergisi Çevirmeni ve Yayın Yönetmeni",
        "Cumartesi Onarım Tezgâhı Kurucusu",
    ],
    headings: &["Tartışma", "Salondan Sorular", "Çalışma Grubu", "Öneriler", "Bende Yürüyüş", "Üzerinde Anlaşılanlar"],
    subheadings: &[
        "Bulunanlar",
        "Nasıl Saydık?",
        "İkinci Kış",
        "Kim, Ne Kadar Süre Ödeyecek?",
        "Komşular Üzerine",
        "Sonraki Adımlar",
    ],
    shown: "Raporda sözü edilen yerlerden biri",
    portrait: "Portre:",
    parted: ["Böylece yürümeyi sürdürdük", "bendin önünden geçip limana indik."],
    sources: &["İlk toplantının tutanağından", "Fener bekçisine bir mektup", "Cam ustasının sözü"],
};

/// Put together by chance; of one language or another, as at any meeting.
pub const FIRST: [&str; 30] = [
    "Agnes",
    "Aylin",
    "Bengt",
    "Chidi",
    "Dilara",
    "Edda",
    "Fikret",
    "Gülnar",
    "Halvard",
    "Ilse",
    "Jacinta",
    "Kerem",
    "Livia",
    "Mehriban",
    "Nnamdi",
    "Odalys",
    "Pertti",
    "Qasim",
    "Ruxandra",
    "Selim",
    "Tamsin",
    "Ulrika",
    "Vasif",
    "Willemijn",
    "Ximena",
    "Yaşar",
    "Zofia",
    "Åse",
    "Şebnem",
    "Émile",
];

pub const LAST: [&str; 29] = [
    "Adeyemi",
    "Aksoylu",
    "Barrowclough",
    "Çınaroğlu",
    "Dragomir",
    "Ekholm",
    "Fairweather",
    "Gədiroğlu",
    "Harcourt",
    "Iversen",
    "Jelinek",
    "Karakoyunlu",
    "Lundqvist",
    "Mbeki-Thorne",
    "Nowicka",
    "Obradović",
    "Pemberton-Ashe",
    "Quiroga",
    "Ravensbourne",
    "Saxton",
    "Tekin",
    "Uzunköprülü",
    "Valdivieso",
    "Wren",
    "Yates",
    "Zeynalabdin",
    "Østergaard",
    "Şirinov",
    "Ng",
];
