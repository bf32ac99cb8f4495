//! The command line: `mimique train | evaluate | classify | inspect | bench`.

mod cli;

use clap::Parser;
use std::process::ExitCode;

/// Keeps freed pages: the system's allocator gives a step's tensors back and faults them in again at the next.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mimique: {error:#}");
            ExitCode::FAILURE
        }
    }
}
