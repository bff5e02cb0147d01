//! The `plenary` binary: see [`plenary::cli`].

use std::process::ExitCode;

/// Composition makes and drops many small things; this allocator does that in four fifths of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(plenary::cli::run(std::env::args_os()) as u8)
}
