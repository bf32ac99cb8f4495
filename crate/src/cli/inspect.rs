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
        let (architecture, outputs) = (&metadata.architecture, metadata.outputs());
        let mut text = format!(
            "{}: {} parameters, {:.2} MFLOP\n",
            metadata.name,
            architecture.parameters(outputs),
            architecture.mflop(outputs)
        );
        for (name, shape) in architecture.tensors(outputs) {
            text += &format!("  {name:<16} {shape:?}\n");
        }
        super::print(text + &serde_json::to_string_pretty(metadata)? + "\n")
    }
}
