//! What becomes of several runs of one recipe.

use super::files::write;
use super::input::read_text;
use super::output::{say, shown};
use anyhow::{Context, Result};
use mimique::Report;
use mimique::classifier::best;
use std::path::{Path, PathBuf};

/// Says how several runs did and gives the best one the name of `out`.
pub fn choose(runs: &[PathBuf], out: &Path, with_votes: bool) -> Result<()> {
    let report = |run: &PathBuf| -> Result<Report> {
        let path = run.with_extension("json");
        let text = read_text(&path).with_context(|| format!("cannot read {}", shown(path)))?;
        Ok(serde_json::from_str(&text)?)
    };
    let reports = runs.iter().map(report).collect::<Result<Vec<_>>>()?;
    let accuracies: Vec<f64> = reports.iter().map(|r| 100.0 * r.evaluation.accuracy).collect();
    let mean = accuracies.iter().sum::<f64>() / accuracies.len() as f64;
    let squares = accuracies.iter().map(|a| (a - mean) * (a - mean)).sum::<f64>();
    let deviation = (squares / (accuracies.len() - 1) as f64).sqrt();
    let best = best(&accuracies.iter().map(|a| *a as f32).collect::<Vec<_>>());
    say(format!(
        "{} runs: {mean:.2} % with a standard deviation of {deviation:.2} points; {} is the best, and copied to {}",
        runs.len(),
        shown(&runs[best]),
        shown(out)
    ));
    let of_votes = ["votes.confusion.svg", "votes.reliability.svg"];
    let written = ["safetensors", "json", "md", "csv", "svg", "confusion.svg", "reliability.svg"];
    for extension in written.iter().chain(of_votes.iter().filter(|_| with_votes)) {
        let from = runs[best].with_extension(extension);
        let bytes = std::fs::read(&from).with_context(|| format!("cannot copy {}", shown(&from)))?;
        write(&out.with_extension(extension), bytes)?;
    }
    Ok(())
}
