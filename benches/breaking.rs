//! Times of shaping and breaking, and how good the lines are. Run with `cargo bench --bench breaking`.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use plenary::assets::fonts::FontBook;
use plenary::color::SwatchId;
use plenary::geometry::Length;
use plenary::resolve::story::{Emphasis, Paragraph, Run};
use plenary::resolve::style::*;
use plenary::text::slot::Slot;
use plenary::text::*;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Plain prose of the kind that seminar reports hold.
const PROSE: [&str; 6] = [
    "Not enough can be said of what the gauges have given: they are the valley’s memory, and for twenty years they have been read by people who had little else to go by. When the first of them was set into the river wall at Port Selin, nobody expected that its readings would one day decide where houses may stand. We began late, and we began with borrowed instruments; but we began, and what was measured then can be compared with what is measured now.",
    "The Commission’s task was never only technical. A number that nobody reads belongs to nobody, and a warning that comes after the water is a record, not a warning. In 1906 the founder wrote that the first reading was taken by lamplight; every reading since has leaned on it. I would add that every decision since has leaned on somebody’s willingness to get up at night, walk down to the river and write down what was there.",
    "Our colleagues from the upper valley have asked, rightly, why the network ends where the road ends. The honest answer is money, and after money, habit. Stations were built where engineers could reach them in a day. The floods, however, do not begin there. They begin on slopes that have no road, in snow that nobody has weighed, and they reach us with a speed that our instruments describe very well when it is already too late to do anything about it.",
    "Consider what publication would change. If the readings of the last two decades were open, a student in any university could test the assumptions on which our maps rest. Insurance companies already do so with data they have bought elsewhere; municipalities cannot afford to. We have to publish what we measure, and we have to do it in time, in a form that a farmer can read without asking a hydrologist what it means.",
    "There is also the question of responsibility between institutions. Between the Meteorological Service, the Water Authority and the municipalities lie three telephone calls, and during the flood of 2014 each of them was made, in the right order, by tired and conscientious people. It took four hours. An automatic exchange would have taken four seconds. That difference is not a matter of technology, which exists, but of an agreement, which does not.",
    "Let me close with thanks. To the Institute for bringing us together; to the archive for its hospitality; and above all to the observers, many of whom are in this hall, whose names stand in no report. Twenty years are a short time for a river and a long time for a volunteer. Whatever we decide this afternoon about satellites and sensors, somebody will still have to look at the water.",
];

/// The same in Turkish.
const TURKISH: [&str; 5] = [
    "Ölçüm istasyonlarının bize kazandırdıkları için ne söylense azdır: onlar vadinin belleğidir ve yirmi yıldır, ellerinde başka pek az dayanak bulunan insanlar tarafından okunmuşlardır. İlki nehir duvarına yerleştirildiğinde, okuduğu değerlerin bir gün evlerin nerede durabileceğine karar vereceğini kimse beklemiyordu. Geç başladık ve ödünç aletlerle başladık; ama başladık, ve o gün ölçülen bugün ölçülenle karşılaştırılabiliyor.",
    "Komisyonun görevi hiçbir zaman yalnızca teknik olmadı. Kimsenin okumadığı bir sayı kimsenin değildir; sudan sonra gelen uyarı ise uyarı değil, kayıttır. Kurucumuz 1906’da ilk okumanın lamba ışığında yapıldığını yazmıştı; ondan sonraki her okuma ona yaslandı. Ben şunu eklemek isterim: ondan sonraki her karar da birinin gece kalkıp nehre inmesine ve gördüğünü yazmasına yaslandı.",
    "Yukarı vadiden gelen meslektaşlarımız, haklı olarak, ağın neden yolun bittiği yerde bittiğini sordular. Dürüst yanıt paradır, paradan sonra da alışkanlık. İstasyonlar mühendislerin bir günde ulaşabildiği yerlere kuruldu. Oysa taşkınlar orada başlamıyor. Yolu olmayan yamaçlarda, kimsenin tartmadığı karda başlıyor ve bize aletlerimizin çok iyi betimlediği bir hızla, artık yapacak bir şey kalmadığında ulaşıyorlar.",
    "Bir de kurumlar arasındaki sorumluluk sorunu var. Meteoroloji Müdürlüğü, Su İşleri ve belediyeler arasında üç telefon görüşmesi vardır; son taşkında bunların her biri doğru sırayla, yorgun ve vicdanlı insanlar tarafından yapıldı. Dört saat sürdü. Otomatik bir bildirim dört saniye sürerdi. Bu fark, var olan bir teknolojinin değil, var olmayan bir anlaşmanın farkıdır.",
    "Sözlerimi teşekkürle bitirmek istiyorum. Bizi bir araya getiren Enstitüye, ev sahipliği için arşive ve hepsinden önce, birçoğu bu salonda bulunan ve adları hiçbir raporda geçmeyen gözlemcilere. Yirmi yıl bir nehir için kısa, bir gönüllü için uzun bir süredir. Bu öğleden sonra uydular ve algılayıcılar hakkında neye karar verirsek verelim, birinin yine suya bakması gerekecek.",
];

/// The same in Azerbaijani, which is not hyphenated.
const AZERBAIJANI: [&str; 5] = [
    "Ölçü məntəqələrinin bizə verdiyi hər şey üçün nə qədər təşəkkür etsək azdır: onlar vadinin yaddaşıdır və iyirmi ildir ki, əllərində başqa dayaq az olan insanlar tərəfindən oxunur. Birincisi çay divarına qoyulanda heç kim gözləmirdi ki, onun göstəriciləri bir gün evlərin harada dura biləcəyini müəyyən edəcək. Gec başladıq və borc alınmış cihazlarla başladıq; amma başladıq və o zaman ölçülən bu gün ölçülənlə müqayisə oluna bilir.",
    "Komissiyanın vəzifəsi heç vaxt yalnız texniki olmayıb. Heç kimin oxumadığı rəqəm heç kimin deyil; sudan sonra gələn xəbərdarlıq isə xəbərdarlıq deyil, qeyddir. Qurucumuz 1906-cı ildə yazmışdı ki, ilk oxunuş lampa işığında aparılıb; ondan sonrakı hər oxunuş ona söykənib. Mən əlavə etmək istərdim ki, ondan sonrakı hər qərar da kiminsə gecə qalxıb çaya enməsinə və gördüyünü yazmasına söykənib.",
    "Yuxarı vadidən gələn həmkarlarımız haqlı olaraq soruşdular ki, şəbəkə nə üçün yolun bitdiyi yerdə bitir. Dürüst cavab puldur, puldan sonra isə vərdiş. Məntəqələr mühəndislərin bir gündə çata bildiyi yerlərdə quruldu. Daşqınlar isə orada başlamır. Onlar yolu olmayan yamaclarda, heç kimin çəkmədiyi qarda başlayır və bizə cihazlarımızın çox yaxşı təsvir etdiyi sürətlə, artıq görüləsi iş qalmayanda çatır.",
    "Qurumlar arasında məsuliyyət məsələsi də var. Meteorologiya xidməti, su idarəsi və bələdiyyələr arasında üç telefon danışığı durur; son daşqında onların hər biri düzgün ardıcıllıqla, yorğun və vicdanlı insanlar tərəfindən aparıldı. Dörd saat çəkdi. Avtomatik bildiriş dörd saniyə çəkərdi. Bu fərq mövcud olan texnologiyanın deyil, mövcud olmayan razılaşmanın fərqidir.",
    "Sözümü təşəkkürlə bitirmək istəyirəm. Bizi bir araya gətirən İnstituta, qonaqpərvərliyi üçün arxivə və hər şeydən əvvəl, bir çoxu bu zalda oturan və adları heç bir hesabatda çəkilməyən müşahidəçilərə. İyirmi il çay üçün qısa, könüllü üçün uzun müddətdir. Bu gün peyklər və sensorlar haqqında nəyə qərar versək də, kimsə yenə suya baxmalı olacaq.",
];

fn main() {
    let fonts = FontBook::builtin();
    let styles = Styles { chars: vec![body(&fonts)] };
    let mut first = Duration::MAX;
    for _ in 0..5 {
        let begin = Instant::now();
        let shaped = story(&styles, &fonts, 1);
        first = first.min(begin.elapsed());
        assert!(shaped.iter().all(|p| p.missing().is_empty()));
    }
    println!("shape {} words, nothing remembered: {first:?}", words(&story(&styles, &fonts, 1)));
    let mut shaper = Shaper::new(&styles, &fonts);
    let mut again = Duration::MAX;
    for _ in 0..5 {
        let begin = Instant::now();
        let shaped: Vec<ShapedParagraph> = PROSE.iter().map(|text| shaper.shape(&paragraph(text))).collect();
        again = again.min(begin.elapsed());
        assert_eq!(shaped.len(), PROSE.len());
    }
    println!("the same words again: {again:?}");
    measure("200 words, two columns", &story(&styles, &fonts, 1)[..3], 235.28, 2);
    measure("440 words, two columns", &story(&styles, &fonts, 1), 235.28, 2);
    measure("1,200 words, four columns", &story(&styles, &fonts, 3)[..16], 235.28, 4);
    measure("440 words, narrow", &story(&styles, &fonts, 1), 141.06, 2);
    for (language, texts) in [("en", &PROSE[..]), ("tr", &TURKISH), ("az", &AZERBAIJANI)] {
        for (size, width) in [(9.75, 235.28), (9.75, 298.0), (10.0, 298.0), (10.0, 330.0)] {
            lines_of(language, texts, size, width, &fonts);
        }
    }
}

/// How good the lines of a language are in one long column.
fn lines_of(language: &str, texts: &[&str], size: f64, width: f64, fonts: &FontBook) {
    let styles = Styles { chars: vec![CharStyle { size: Length::pt(size), ..body(fonts) }] };
    let shape_one = |text: &&str| shape(&Paragraph { language: language.into(), ..paragraph(text) }, &styles, fonts);
    let story: Vec<ShapedParagraph> = texts.iter().map(shape_one).collect();
    let pieces: Vec<Piece> = story.iter().map(|p| Piece::Text(TextPiece::new(p))).collect();
    let slots = slots(&vec![(width, 0); 400], 400);
    let goals = Goals { may_end_early: true, ..Goals::default() };
    match break_story(&pieces, &slots, &goals, &WayTable::default()) {
        Some(broken) => {
            print!("{language} {size} pt, {width} pt wide:");
            report(broken.end, Duration::ZERO, &broken);
        }
        None => println!("{language} {size} pt, {width} pt wide: no way"),
    }
}

fn words(story: &[ShapedParagraph]) -> usize {
    story.iter().map(ShapedParagraph::word_count).sum()
}

fn story(styles: &Styles, fonts: &FontBook, times: usize) -> Vec<ShapedParagraph> {
    let mut shaper = Shaper::new(styles, fonts);
    (0..times).flat_map(|_| PROSE).map(|text| shaper.shape(&paragraph(text))).collect()
}

/// Breaks into columns of several heights and reports the fastest of many runs for each.
fn measure(name: &str, story: &[ShapedParagraph], measure: f64, columns: u16) {
    let pieces: Vec<Piece> = story.iter().map(|p| Piece::Text(TextPiece::new(p))).collect();
    let free = slots(&vec![(measure, 0); 400], 400);
    let goals = Goals { may_end_early: true, ..Goals::default() };
    let Some(free) = break_story(&pieces, &free, &goals, &WayTable::default()) else {
        return println!("{name}: no way");
    };
    println!(
        "{name}: {} words, {} lines when free, estimate {}",
        words(story),
        free.end,
        min_slots_estimate(&pieces, Length::pt(measure))
    );
    let rows = free.end.div_ceil(usize::from(columns));
    for rows in [rows, rows + 1] {
        let column: Vec<(f64, u16)> = (0..columns).flat_map(|c| vec![(measure, c); rows]).collect();
        let slots = slots(&column, rows);
        let (mut best, mut result) = (Duration::MAX, None);
        for _ in 0..20 {
            let begin = Instant::now();
            result = break_story(&pieces, &slots, &Goals::default(), &WayTable::default());
            best = best.min(begin.elapsed());
        }
        match result {
            Some(broken) => {
                let begin = Instant::now();
                let fit = fit_story(&pieces, &slots, &Goals::default(), &WayTable::default());
                println!("  without glyphs {:?}", begin.elapsed());
                assert_eq!(fit.map(|fit| fit.cost), Some(broken.cost));
                report(rows, best, &broken);
            }
            None => println!("  {rows} rows: no way, {best:?}"),
        }
    }
}

fn report(rows: usize, time: Duration, broken: &Broken) {
    let inner = broken.lines.iter().filter(|line| !line.line.last_of_paragraph);
    let mut stretches: Vec<f32> = inner.map(|line| line.line.stretch).collect();
    stretches.sort_by(f32::total_cmp);
    let p95 = stretches[(stretches.len() * 95 / 100).min(stretches.len() - 1)];
    let hyphens = 100.0 * f64::from(broken.stats.hyphenated) / f64::from(broken.stats.lines);
    println!(
        "  {rows} rows: {time:?}, stretch 95 % {p95:.2}, cost {}, hyphens {hyphens:.1} %, {:?}",
        broken.cost, broken.stats
    );
}

fn slots(measures: &[(f64, u16)], rows: usize) -> Vec<Slot> {
    let slot = |(index, (measure, column)): (usize, &(f64, u16))| Slot {
        column: *column,
        row: (index % rows) as i32,
        x: Length::ZERO,
        baseline: Length::pt(13.0 * (index % rows) as f64),
        measure: Length::pt(*measure),
        full: true,
    };
    measures.iter().enumerate().map(slot).collect()
}

fn body(fonts: &FontBook) -> CharStyle {
    CharStyle {
        fonts: vec![fonts.find("Source Serif 4", 400, false).expect("built in")],
        size: Length::pt(9.75),
        tracking: Length::ZERO,
        case: Case::AsWritten,
        features: vec![(*b"onum", 1), (*b"pnum", 1)],
        color: SwatchId(0),
        rise: Length::ZERO,
        source: Default::default(),
    }
}

fn paragraph(text: &str) -> Paragraph {
    let style = ParagraphStyle {
        leading: Length::pt(13.0),
        align: Align::Justify,
        hyphenate: true,
        indent: Length::pt(13.0),
        justification: Justification {
            space: 1.0,
            shrink: 0.33,
            stretch: 0.35,
            glyph_shrink: 0.02,
            glyph_stretch: 0.02,
        },
        protrude: true,
        hang_quotes: false,
        balance: false,
        optical_offset: Length::ZERO,
        ragged_below: None,
    };
    let run = Run {
        text: text.to_owned(),
        style: CharStyleId(0),
        emphasis: Emphasis::None,
        tag: None,
        link: None,
        span: None,
    };
    Paragraph { runs: vec![run], style: Arc::new(style), language: "en".into(), right_to_left: false }
}
