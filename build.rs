//! Compresses the ICC profiles once, when the program is built: at run time the larger ones alone would take longer
//! than a brochure.
#![allow(clippy::disallowed_methods, reason = "cargo speaks to build scripts through the environment")]

use std::path::Path;

fn main() -> std::io::Result<()> {
    let out = std::env::var_os("OUT_DIR").ok_or_else(|| std::io::Error::other("cargo sets OUT_DIR"))?;
    for name in ["ISOcoated_v2_300_bas.icc", "ISOuncoated_FOGRA47_300.icc", "sRGB.icc"] {
        let source = Path::new("profiles").join(name);
        println!("cargo::rerun-if-changed={}", source.display());
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&std::fs::read(source)?, 9);
        std::fs::write(Path::new(&out).join(format!("{name}.z")), packed)?;
    }
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
