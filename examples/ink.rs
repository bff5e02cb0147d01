//! How much ink the preflight's plates have: `ink EVENT [LAYOUT]`. A JSON object a page, to be held against the
//! separations of another program (`.ci/separations.py`).

use plenary::paint::paint;
use plenary::press::pictures::{Target, prepare};
use plenary::press::preflight;
use plenary::{Edition, Request, Session, typeset};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (Some(event), layout) = (args.next(), args.next()) else {
        eprintln!("usage: ink EVENT [LAYOUT]");
        return ExitCode::from(2);
    };
    let request = Request { layout, ..Request::new(event.into(), Edition::Print) };
    let Ok(typeset) = typeset(&request, &mut Session::default()) else {
        eprintln!("the event has errors; see `plenary check`");
        return ExitCode::FAILURE;
    };
    let list = paint(&typeset.document, typeset.composed, &typeset.pictures);
    let Ok(prepared) = prepare(&list, &typeset.pictures, &Target::print(&list.press), None, None) else {
        eprintln!("a picture cannot be made; see `plenary check`");
        return ExitCode::FAILURE;
    };
    let plates = preflight::coverage(&list, &typeset.fonts, &typeset.pictures, &prepared);
    for (page, (inks, most)) in list.pages.iter().zip(plates) {
        println!("{}", serde_json::json!({ "page": page.label, "inks": inks, "most": most }));
    }
    ExitCode::SUCCESS
}
