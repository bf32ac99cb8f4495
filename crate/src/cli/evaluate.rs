use super::files::{check_name, check_writable};
use super::out::{check_absent, reports};
use super::publish::{Validation, report, write_report};
use super::{data::DataArgs, read_sized_checkpoint, targets};
use anyhow::{Result, ensure};
use clap::{Args as ClapArgs, ValueEnum};
use mimique::card::{figures_table, votes_table};
use mimique::evaluate::{ClassFigures, evaluate, predict};
use mimique::expression::{expression_labels, group_labels};
use mimique::{Classifier, Evaluation, Face, Head, Split, VotesReport};
use std::collections::BTreeMap;
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
    /// FER+'s fer2013new.csv: compare with how ten people voted too
    #[arg(long, value_name = "FILE", conflicts_with = "group")]
    votes: Option<PathBuf>,
    /// Sum the seven probabilities into the three groups
    #[arg(long)]
    group: bool,
    /// How to print the figures; JSON has the robustness to disturbed pictures too, without --group
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Also write NAME.json, the card NAME.md, NAME.confusion.svg and NAME.reliability.svg; with --votes, these two of
    /// the votes too
    #[arg(long, value_name = "NAME", conflicts_with = "group")]
    out: Option<PathBuf>,
    /// Replace what is there of NAME already
    #[arg(long, requires = "out")]
    force: bool,
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
            check_name(name)?;
            reports(name).iter().try_for_each(|file| check_writable(file))?;
            check_absent(reports(name), self.force)?;
        }
        let (checkpoint, bytes) = read_sized_checkpoint(&self.weights)?;
        let classifier = Classifier::new(&checkpoint)?;
        let labels = &classifier.metadata().labels;
        ensure!(
            !self.group || *labels == expression_labels() || *labels == group_labels(),
            "expected a checkpoint of the seven expressions for --group, got one of {}: leave it out",
            labels.join(", ")
        );
        let data = self.data.read()?.labelled(labels)?;
        let samples = data.split(self.split)?;
        let votes = self.votes.as_ref();
        let votes = votes.map(|path| targets::votes(path, data.rows(), &samples, labels)).transpose()?;
        if self.out.is_some() || (matches!(self.format, Format::Json) && !self.group) {
            let training = if self.split == Split::Training { None } else { data.split(Split::Training).ok() };
            let report =
                report(&classifier, bytes, self.split, &Validation { samples: &samples, votes }, training.as_deref())?;
            if let Some(name) = &self.out {
                write_report(&classifier, &report, name)?;
            }
            return self.print(&report.evaluation, report.votes.as_ref(), || serde_json::to_string_pretty(&report));
        }
        let faces: Vec<Face> = samples.iter().map(|s| s.face.clone()).collect();
        let predictions = predict(&classifier, &faces)?;
        let evaluation = evaluate(&classifier, &samples, &predictions, self.group)?;
        let votes = votes.map(|votes| VotesReport::new(labels, &predictions, &votes)).transpose()?;
        self.print(&evaluation, votes.as_ref(), || serde_json::to_string_pretty(&evaluation))
    }

    fn print(
        &self,
        evaluation: &Evaluation,
        votes: Option<&VotesReport>,
        json: impl FnOnce() -> serde_json::Result<String>,
    ) -> Result<()> {
        let more = |of: fn(&VotesReport) -> String| votes.map_or(String::new(), |votes| format!("\n{}", of(votes)));
        match self.format {
            Format::Json => super::print(json()? + "\n"),
            Format::Md => super::print(figures_table(evaluation) + "\n" + &more(|votes| votes_table(votes) + "\n")),
            Format::Text => super::print(text(evaluation) + &more(text_of_votes)),
        }
    }
}

/// The figures as columns for a terminal: a row a true label, a column a predicted one.
fn text(e: &Evaluation) -> String {
    let figures = format!(
        "{} pictures: accuracy {:.2} %, macro F1 {:.3}, calibration error {:.3}, loss {:.3}\n\n",
        e.n,
        100.0 * e.accuracy,
        e.macro_f1,
        e.ece,
        e.loss
    );
    figures + &columns("true", &e.labels, &e.confusion, &e.per_class)
}

fn text_of_votes(VotesReport { head, evaluation: e, .. }: &VotesReport) -> String {
    let yardstick = match head {
        Head::Votes => "",
        Head::Label => " (a yardstick: the network has no head for votes)",
    };
    let figures = format!(
        "{} pictures with a majority of votes{yardstick}: accuracy {:.2} %, macro F1 {:.3}; shares: calibration error {:.3}, \
         cross-entropy {:.3}, mean error {:.3}\n\n",
        e.n,
        100.0 * e.accuracy,
        e.macro_f1,
        e.ece,
        e.cross_entropy,
        e.share_error
    );
    figures + &columns("majority", &e.labels, &e.confusion, &e.per_class)
}

fn columns(
    truth: &str,
    labels: &[String],
    confusion: &[Vec<usize>],
    per_class: &BTreeMap<String, ClassFigures>,
) -> String {
    let longest = labels.iter().map(|label| label.chars().count()).max().unwrap_or_default();
    let wide = 10.max(longest + 1);
    let mut text = format!("{truth:>wide$}");
    labels.iter().for_each(|label| text.push_str(&format!("{label:>wide$}")));
    let _ = writeln!(text, "{:>10}{:>10}{:>10}", "recall", "precision", "F1");
    for (label, row) in labels.iter().zip(confusion) {
        let _ = write!(text, "{label:>wide$}");
        for count in row {
            let _ = write!(text, "{count:>wide$}");
        }
        let figures = &per_class[label];
        let _ =
            writeln!(text, "{:>8.1} %{:>8.1} %{:>10.2}", 100.0 * figures.recall, 100.0 * figures.precision, figures.f1);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_stand_apart() {
        let labels = ["wearing glasses", "wearing sunglasses"].map(str::to_owned).to_vec();
        let evaluation = Evaluation::new(labels, &[vec![0.9, 0.1], vec![0.6, 0.4]], &[0, 1]);
        let head = text(&evaluation).lines().nth(2).unwrap().to_owned();
        assert!(head.contains(" wearing glasses wearing sunglasses ") && head.contains(" recall "), "{head}");
    }
}
