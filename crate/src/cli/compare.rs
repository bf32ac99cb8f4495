use super::output::{Busy, shown};
use super::{data::DataArgs, read_checkpoint, targets};
use anyhow::{Result, ensure};
use clap::{Args as ClapArgs, ValueEnum};
use mimique::evaluate::{predict, truth};
use mimique::shares::agreement;
use mimique::{Classifier, Comparison, Face, Prediction, Split};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Say whether two checkpoints differ by more than chance on the same pictures (McNemar's test)
#[derive(ClapArgs)]
pub struct Args {
    /// Two checkpoints with the same labels
    #[arg(value_name = "MODEL", required = true, num_args = 2)]
    weights: Vec<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
    /// Training, PublicTest or PrivateTest
    #[arg(long, default_value = "PublicTest")]
    split: Split,
    /// FER+'s fer2013new.csv: compare by how ten people voted too; a checkpoint without a head for votes by its one answer
    #[arg(long, value_name = "FILE")]
    votes: Option<PathBuf>,
    /// How to print the figures
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// On FER2013's label and, where votes were given, on their majority.
#[derive(Serialize)]
struct Comparisons {
    #[serde(flatten)]
    label: Comparison,
    #[serde(skip_serializing_if = "Option::is_none")]
    votes: Option<Comparison>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Text,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let [first, second] =
            [0, 1].map(|i| -> Result<Classifier> { Ok(Classifier::new(&read_checkpoint(&self.weights[i])?)?) });
        let (first, second) = (first?, second?);
        let labels = &first.metadata().labels;
        let others = &second.metadata().labels;
        ensure!(
            labels == others,
            "expected two checkpoints with the same labels, got {} and {}",
            labels.join(", "),
            others.join(", ")
        );
        let data = self.data.read()?.labelled(labels)?;
        let samples = data.split(self.split)?;
        let votes = self.votes.as_ref();
        let votes = votes.map(|path| targets::votes(path, data.rows(), &samples, labels)).transpose()?;
        let faces: Vec<Face> = samples.iter().map(|s| s.face.clone()).collect();
        let truths = samples.iter().map(|s| truth(s, labels)).collect::<mimique::Result<Vec<_>>>()?;
        let _busy = Busy::new(format!("two checkpoints read {} pictures", faces.len()));
        let (a, b) = (predict(&first, &faces)?, predict(&second, &faces)?);
        let right = |predictions: &[Prediction]| -> Vec<bool> {
            predictions.iter().zip(&truths).map(|(p, truth)| p.label.best() == *truth).collect()
        };
        let votes = votes.map(|v| Comparison::new(agreement(&a, &v).into_iter().zip(agreement(&b, &v))));
        let comparisons = Comparisons { label: Comparison::new(right(&a).into_iter().zip(right(&b))), votes };
        let names = [0, 1].map(|i| self.weights[i].as_path());
        match (self.format, &comparisons.votes) {
            (Format::Json, _) => super::print(serde_json::to_string_pretty(&comparisons)? + "\n"),
            (Format::Text, None) => super::print(text(&comparisons.label, names)),
            (Format::Text, Some(votes)) => super::print(format!(
                "FER2013's label:\n{}\nThe majority of ten people's votes:\n{}",
                text(&comparisons.label, names),
                text(votes, names)
            )),
        }
    }
}

fn text(c: &Comparison, [first, second]: [&Path; 2]) -> String {
    let (first, second) = (shown(first), shown(second));
    let judgement = if c.p < 0.05 { "more than chance explains" } else { "no more than chance explains" };
    let p = if c.p < 1e-4 { "p < .0001".to_owned() } else { format!("p = {:.4}", c.p) };
    format!(
        "{} pictures\n{first}: {:.2} % right, {} of them where the other is wrong\n{second}: {:.2} % right, {} of them where \
         the other is wrong\nMcNemar's exact test: {p}: {judgement} at the 5 % level\n",
        c.n,
        100.0 * c.first_accuracy,
        c.only_first,
        100.0 * c.second_accuracy,
        c.only_second,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tiny_p_is_told_as_below_what_is_printed() {
        let told = |wrong: usize| {
            let pairs = (0..100).map(|i| (true, i >= wrong));
            text(&Comparison::new(pairs), [Path::new("a"), Path::new("b")])
        };
        assert!(told(40).contains("p < .0001") && told(4).contains("p = 0.1250"), "{}", told(4));
    }
}
