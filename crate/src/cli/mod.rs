//! All native input and output: arguments, files, progress. A file a command.

mod average;
mod bench;
mod charts;
mod classify;
mod command;
mod compare;
mod curves;
mod data;
mod disturb;
mod evaluate;
mod files;
mod inspect;
mod publish;
mod ranges;
mod recipe;
mod record;
mod run;
mod scenes;
mod soft;
mod targets;
mod train;
mod votes_head;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use files::write;
use mimique::Checkpoint;
use std::path::Path;

/// Trains, evaluates and runs the network that reads the expression shown on a face.
///
/// A label is the nearest of FER2013's labels, what people said of such a picture, and not what a person feels.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Train(train::Args),
    Evaluate(evaluate::Args),
    Compare(compare::Args),
    Average(average::Args),
    SoftTargets(targets::Args),
    VotesHead(votes_head::Args),
    Classify(classify::Args),
    Scenes(scenes::Args),
    Inspect(inspect::Args),
    Bench(bench::Args),
}

impl Cli {
    pub fn run(self) -> Result<()> {
        match self.command {
            Command::Train(args) => args.run(),
            Command::Evaluate(args) => args.run(),
            Command::Compare(args) => args.run(),
            Command::Average(args) => args.run(),
            Command::SoftTargets(args) => args.run(),
            Command::VotesHead(args) => args.run(),
            Command::Classify(args) => args.run(),
            Command::Scenes(args) => args.run(),
            Command::Inspect(args) => args.run(),
            Command::Bench(args) => args.run(),
        }
    }
}

fn read_checkpoint(path: &Path) -> Result<Checkpoint> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read the checkpoint {}", path.display()))?;
    Checkpoint::from_bytes(&bytes).with_context(|| format!("{} is not usable", path.display()))
}

/// Prints to standard output; an error, such as a reader that left, ends the command.
fn print(text: impl AsRef<str>) -> Result<()> {
    use std::io::Write;
    std::io::stdout().write_all(text.as_ref().as_bytes()).context("cannot write to standard output")
}
