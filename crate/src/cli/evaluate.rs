use super::files::{beside, check_writable};
use super::publish::{report, write_report};
use super::{data::DataArgs, read_checkpoint};
use anyhow::Result;
use clap::{Args as ClapArgs, ValueEnum};
use mimique::card::figures_table;
use mimique::evaluate::{evaluate, predict};
use mimique::{Classifier, Evaluation, Face, Split};
use std::fmt::Write;
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
    /// How to print the figures; JSON has the robustness to disturbed pictures too, without --group
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Also write NAME.json, the card NAME.md, NAME.confusion.svg and NAME.reliability.svg
    #[arg(long, value_name = "NAME", conflicts_with = "group")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Text,
    Md,
}

impl Args {
    pub fn run(self) -> Result<()> {
        if let Some(name) = &self.out {
            check_writable(&beside(name, "json"))?;
        }
        let bytes = std::fs::metadata(&self.weights).map_or(0, |file| file.len() as usize);
        let classifier = Classifier::new(&read_checkpoint(&self.weights)?)?;
        let data = self.data.read()?;
        let samples = data.split(self.split)?;
        if self.out.is_some() || (matches!(self.format, Format::Json) && !self.group) {
            let training = if self.split == Split::Training { None } else { data.split(Split::Training).ok() };
            let report = report(&classifier, bytes, self.split, &samples, training.as_deref())?;
            if let Some(name) = &self.out {
                write_report(&classifier, &report, name)?;
            }
            return self.print(&report.evaluation, || serde_json::to_string_pretty(&report));
        }
        let faces: Vec<Face> = samples.iter().map(|s| s.face.clone()).collect();
        let evaluation = evaluate(&classifier, &samples, &predict(&classifier, &faces)?, self.group)?;
        self.print(&evaluation, || serde_json::to_string_pretty(&evaluation))
    }

    fn print(&self, evaluation: &Evaluation, json: impl FnOnce() -> serde_json::Result<String>) -> Result<()> {
        match self.format {
            Format::Json => super::print(json()? + "\n"),
            Format::Md => super::print(figures_table(evaluation) + "\n"),
            Format::Text => super::print(text(evaluation)),
        }
    }
}

/// The figures as columns for a terminal: a row a true label, a column a predicted one.
fn text(e: &Evaluation) -> String {
    let mut text = format!(
        "{} pictures: accuracy {:.2} %, macro F1 {:.3}, calibration error {:.3}, loss {:.3}\n\n{:>10}",
        e.n,
        100.0 * e.accuracy,
        e.macro_f1,
        e.ece,
        e.loss,
        "true"
    );
    for title in e.labels.iter().map(String::as_str).chain(["recall", "precision", "F1"]) {
        let _ = write!(text, "{title:>10}");
    }
    text.push('\n');
    for (label, row) in e.labels.iter().zip(&e.confusion) {
        let _ = write!(text, "{label:>10}");
        for count in row {
            let _ = write!(text, "{count:>10}");
        }
        let figures = &e.per_class[label];
        let _ =
            writeln!(text, "{:>8.1} %{:>8.1} %{:>10.2}", 100.0 * figures.recall, 100.0 * figures.precision, figures.f1);
    }
    text
}
