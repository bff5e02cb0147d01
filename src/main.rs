//! The `plenary` binary: see [`plenary::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(plenary::cli::run(std::env::args_os()) as u8)
}
