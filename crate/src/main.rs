//! The command line: `mimique train | evaluate | classify | inspect`.

mod cli;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mimique: {error:#}");
            ExitCode::FAILURE
        }
    }
}
