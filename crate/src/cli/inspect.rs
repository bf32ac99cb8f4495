use super::read_checkpoint;
use anyhow::Result;
use clap::Args as ClapArgs;
use std::path::PathBuf;

/// Say what a checkpoint holds
#[derive(ClapArgs)]
pub struct Args {
    /// The checkpoint
    #[arg(value_name = "MODEL")]
    weights: PathBuf,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let checkpoint = read_checkpoint(&self.weights)?;
        let metadata = checkpoint.metadata();
        let (architecture, labels) = (&metadata.architecture, metadata.labels.len());
        let mut text = format!(
            "{}: {} parameters, {:.2} MFLOP\n",
            metadata.name,
            architecture.parameters(labels),
            architecture.mflop(labels)
        );
        for (name, shape) in architecture.tensors(labels) {
            text += &format!("  {name:<16} {shape:?}\n");
        }
        super::print(text + &serde_json::to_string_pretty(metadata)? + "\n")
    }
}
