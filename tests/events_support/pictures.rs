//! The samples' pictures that events borrow.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where an event has its pictures.
pub const FOLDER: &str = "images";

/// A picture of a sample.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Picture {
    sample: &'static str,
    name: &'static str,
}

impl Picture {
    /// As the event file names it: pictures of two samples may have one name.
    pub fn file(&self) -> String {
        format!("{FOLDER}/{}-{}.jpg", self.sample, self.name)
    }

    /// Copies it into an event's folder, if it is not there yet. Whoever does the same at that time does no harm.
    pub fn put(&self, folder: &Path) -> io::Result<()> {
        let to = folder.join(self.file());
        if to.exists() {
            return Ok(());
        }
        let unfinished = to.with_extension(format!("{}-{:?}", std::process::id(), std::thread::current().id()));
        fs::copy(self.original(), &unfinished)?;
        fs::rename(&unfinished, &to)
    }

    fn original(&self) -> PathBuf {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        samples.join(self.sample).join("images").join(self.name).with_extension("jpg")
    }
}

const fn picture(sample: &'static str, name: &'static str) -> Picture {
    Picture { sample, name }
}

pub const PORTRAITS: [Picture; 20] = [
    picture("selin-gauges", "onal"),
    picture("seismic-network", "asante"),
    picture("olive-presses", "karaagac"),
    picture("carpet-numbers", "kazimi"),
    picture("selin-gauges", "calloway"),
    picture("seismic-network", "hayashi"),
    picture("olive-presses", "ilicali"),
    picture("carpet-numbers", "agceli"),
    picture("selin-gauges", "brandt"),
    picture("seismic-network", "kamau"),
    picture("olive-presses", "inceyol"),
    picture("carpet-numbers", "mirqasimli"),
    picture("selin-gauges", "qadri"),
    picture("seismic-network", "echeverria"),
    picture("olive-presses", "hanimeli"),
    picture("selin-gauges", "holm"),
    picture("seismic-network", "deshpande"),
    picture("selin-gauges", "okafor"),
    picture("carpet-numbers", "serdarli"),
    picture("selin-gauges", "weiland"),
];

pub const COVERS: [Picture; 4] = [
    picture("selin-gauges", "cover"),
    picture("seismic-network", "cover"),
    picture("olive-presses", "cover"),
    picture("carpet-numbers", "cover"),
];

pub const PHOTOGRAPHS: [Picture; 16] = [
    picture("selin-gauges", "bridge"),
    picture("seismic-network", "station"),
    picture("olive-presses", "stones"),
    picture("carpet-numbers", "loom"),
    picture("selin-gauges", "ledger"),
    picture("seismic-network", "drum"),
    picture("olive-presses", "bottles"),
    picture("carpet-numbers", "reverse"),
    picture("selin-gauges", "panel"),
    picture("seismic-network", "walkers"),
    picture("olive-presses", "walk"),
    picture("carpet-numbers", "skeins"),
    picture("selin-gauges", "hall"),
    picture("seismic-network", "strata"),
    picture("olive-presses", "section"),
    picture("seismic-network", "workshop"),
];
