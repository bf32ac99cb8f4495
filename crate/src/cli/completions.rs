use super::Cli;
use anyhow::Result;
use clap::{Args as ClapArgs, CommandFactory};
use clap_complete::{Shell, generate};

/// Print what a shell completes commands and options with
///
/// For bash: mimique completions bash > ~/.local/share/bash-completion/completions/mimique
#[derive(ClapArgs)]
pub struct Args {
    shell: Shell,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "mimique", &mut script);
        super::print(String::from_utf8(script)?)
    }
}
