use super::{data::DataArgs, read_checkpoint};
use anyhow::Result;
use clap::{Args as ClapArgs, ValueEnum};
use mimique::card::figures_table;
use mimique::evaluate::{evaluate, predict};
use mimique::{Classifier, Face, Split};
use std::path::PathBuf;

/// Compare a checkpoint's predictions with the labels people gave
#[derive(ClapArgs)]
pub struct Args {
    /// The checkpoint
    #[arg(long, value_name = "MODEL")]
    weights: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// Training, PublicTest or PrivateTest
    #[arg(long, default_value = "PublicTest")]
    split: Split,
    /// Sum the seven probabilities into the three groups
    #[arg(long)]
    group: bool,
    /// How to print the figures
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Text,
    Md,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let classifier = Classifier::new(&read_checkpoint(&self.weights)?)?;
        let samples = self.data.read()?.split(self.split)?;
        let faces: Vec<Face> = samples.iter().map(|s| s.face.clone()).collect();
        let evaluation = evaluate(&classifier, &samples, &predict(&classifier, &faces)?, self.group)?;
        match self.format {
            Format::Json => println!("{}", serde_json::to_string_pretty(&evaluation)?),
            Format::Md => println!("{}", figures_table(&evaluation)),
            Format::Text => {
                println!("{}", figures_table(&evaluation).replace(['|', '*', '`'], " ").replace("---", "   "))
            }
        }
        Ok(())
    }
}
