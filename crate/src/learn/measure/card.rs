//! Model card: what a checkpoint is, how good it is, and what it is not for, written from its metadata and evaluation.

use crate::evaluate::{ClassFigures, wilson};
use crate::expression::{expression_labels, group_labels};
use crate::metadata::Unsure;
use crate::{Evaluation, Head, Metadata, Report, VotesReport};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The card as Markdown.
pub fn card(metadata: &Metadata, report: &Report) -> String {
    let outputs = metadata.outputs();
    let architecture = &metadata.architecture;
    let mut text = format!("# {}\n\n", metadata.name);
    let mut line = |line: String| text.write_str(&(line + "\n")).expect("strings take all text");
    let labels = &metadata.labels;
    let what = if *labels == expression_labels() || *labels == group_labels() {
        "which label people would give the expression shown on a 48×48 grey face. A label is not what a person feels"
    } else {
        "which of its labels people would give a 48×48 grey picture"
    };
    line(format!("Written by `mimique train`; do not edit. Reads {what}.\n"));
    line(format!(
        "- Network: {}, {} parameters, {:.1} MFLOP a face, {} bytes",
        describe(metadata),
        architecture.parameters(outputs),
        architecture.mflop(outputs),
        report.bytes
    ));
    line(format!("- Labels: {}", metadata.labels.join(", ")));
    line(format!("- Input: {}", crate::face::NORMALISATION));
    line(format!("- Temperature: {}, fitted on PublicTest", metadata.temperature));
    if let Some(votes) = &metadata.votes {
        line(format!(
            "- Heads, one trunk and one pass: `label`, FER2013's one label, and `votes`, which share of ten people would give \
             each label (temperature {}, fitted on PublicTest)",
            votes.temperature
        ));
    }
    if let Some(dataset) = &metadata.dataset {
        let rows: Vec<String> = dataset.rows.iter().rev().map(|(split, n)| format!("{n} {split}")).collect();
        line(format!("- Data: {}, {} pictures. {}", dataset.name, rows.join(" and "), dataset.note));
    }
    if let Some(training) = &metadata.training {
        line(format!("- Made by: `{}` (seed {}, {})", training.command, training.seed, epochs(training.epochs)));
        line(format!("- Recipe: {}", training.recipe));
    }
    if let Some(licence) = &metadata.licence {
        line(format!("- Licence: {licence}"));
    }
    if let Some(source) = &metadata.source {
        line(format!("- Source: {source}"));
    }
    let of_label = if report.votes.is_some() { ": FER2013's label" } else { "" };
    line(format!("\n## Figures on {}{of_label}\n", report.split));
    if report.split == "PublicTest" {
        line("Never trained on, but choices were made and the temperature was fitted on it. PrivateTest is left for others \
              to measure.\n"
            .into());
    }
    line(figures_table(&report.evaluation));
    let percent = |share: f64| format!("{:.2} %", 100.0 * share);
    let interval = |[low, high]: [f64; 2]| format!("{} to {}", percent(low), percent(high));
    let intervals = &report.intervals;
    line(format!(
        "\n95 % intervals, by bootstrap: accuracy {}, macro F1 {:.3} to {:.3}.",
        interval(intervals.accuracy),
        intervals.macro_f1[0],
        intervals.macro_f1[1]
    ));
    line(format!("\n{}", mistakes(&report.evaluation.labels, &report.evaluation.confusion)));
    if let Some(unsure) = &report.evaluation.unsure {
        line(format!("\n{}", unsure_text(unsure, "right")));
    }
    if let Some(groups) = &report.groups {
        let (accuracy, ece) = (percent(groups.accuracy), groups.ece);
        let interval = interval(intervals.groups_accuracy);
        line(format!(
            "\nThe three groups, by summed probabilities: {accuracy} right ({interval}), calibration error {ece:.3}."
        ));
    }
    if let Some(new) = &report.without_duplicates {
        line(format!(
            "\nWithout the {} pictures that stand in Training too, pixel by pixel: {} of {}.",
            report.evaluation.n - new.n,
            percent(new.accuracy),
            new.n
        ));
    }
    line(format!(
        "\nAveraged with the mirror image, at twice the work (mimique does not): {}.",
        percent(report.mirrored_accuracy)
    ));
    line("\n| disturbance of the pictures | accuracy | difference |\n| --- | ---: | ---: |".into());
    for (name, accuracy) in &report.disturbed {
        let difference = 100.0 * (accuracy - report.evaluation.accuracy);
        line(format!("| {name} | {} | {difference:+.1} points |", percent(*accuracy)));
    }
    if let Some(votes) = &report.votes {
        line(format!("\n## Figures on {}: ten people's votes\n", report.split));
        line(votes_table(votes));
    }
    line("\n## Not for\n".into());
    // What FER2013 lacks is known; of other data only that it is not all there is.
    let data = match &metadata.dataset {
        Some(dataset) if dataset.name == "FER2013" => {
            "FER2013's labels are noisy, its faces are mostly posed, Western and from the web"
        }
        _ => "The network knows what its data shows and no more",
    };
    line(format!(
        "Assessing, scoring or monitoring people. Reading emotions of people at work or in education is prohibited in the \
         European Union (Regulation 2024/1689, art. 5(1)(f)). {data}: expect worse figures on other faces, ages, cameras and \
         light."
    ));
    text
}

fn epochs(n: usize) -> String {
    format!("{n} epoch{}", if n == 1 { "" } else { "s" })
}

fn describe(metadata: &Metadata) -> String {
    let architecture = &metadata.architecture;
    let blocks = architecture.blocks().iter().map(|b| {
        let pool = if b.pool() > 1 { format!("-pool{}", b.pool()) } else { String::new() };
        format!("{0}×{0}×{1}{pool}", b.kernel(), b.channels())
    });
    let logits = vec![metadata.labels.len().to_string(); metadata.heads().len()].join(" + ");
    let dense = architecture.dense().iter().map(usize::to_string).chain([logits]);
    format!(
        "{} ({} → {})",
        architecture.name(),
        blocks.collect::<Vec<_>>().join(" "),
        dense.collect::<Vec<_>>().join(" → ")
    )
}

/// What is said of the votes, with their figures and tables, as Markdown.
pub fn votes_table(votes: &VotesReport) -> String {
    let VotesReport { head, evaluation: e, intervals, .. } = votes;
    let whose = match head {
        Head::Votes => "Of the head `votes`, which was trained on such votes.",
        Head::Label => "A yardstick: the network has no head for votes, its one answer is compared with them.",
    };
    let percent = |share: f64| format!("{:.2} %", 100.0 * share);
    let interval = |[low, high]: [f64; 2]| format!("{} to {}", percent(low), percent(high));
    let groups = votes.groups.as_ref().map(|groups| {
        format!(
            " The three groups, by sums of shares: {} ({}) of {}.",
            percent(groups.accuracy),
            interval(intervals.groups_accuracy),
            groups.n
        )
    });
    format!(
        "{whose} Accuracy, F1 and the table are of the {} pictures on which one label has more of FER+'s ten votes than any \
         other; votes for contempt, unknown and \"not a face\" are left out.\n\n| pictures | agrees with the majority | macro F1 | \
         calibration error of the shares | cross-entropy | mean error of a share |\n| ---: | ---: | ---: | ---: | ---: | ---: |\n\
         | {} | {} | {:.3} | {:.3} | {:.3} | {:.3} |\n\n{}\n\n95 % intervals, by bootstrap: accuracy {}, macro F1 {:.3} to \
         {:.3}.{}",
        e.n,
        e.n,
        percent(e.accuracy),
        e.macro_f1,
        e.ece,
        e.cross_entropy,
        e.share_error,
        confusion_table("majority", &e.labels, &e.confusion, &e.per_class),
        interval(intervals.accuracy),
        intervals.macro_f1[0],
        intervals.macro_f1[1],
        groups.unwrap_or_default()
    ) + &format!("\n\n{}", mistakes(&e.labels, &e.confusion))
        + &e.unsure.map(|unsure| format!("\n\n{}", unsure_text(&unsure, "the majority's"))).unwrap_or_default()
}

/// What the answer "unsure" buys.
fn unsure_text(Unsure { below, answered, accuracy }: &Unsure, right: &str) -> String {
    format!(
        "\"Unsure\" below {below:.2}, chosen here so that half as many answers are wrong: {:.1} % of the pictures are answered, and \
         {:.1} % of these answers are {right}.",
        100.0 * answered,
        100.0 * accuracy
    )
}

/// Known failures: the three labels that are most often taken for another one, as a share of their own pictures.
fn mistakes(labels: &[String], confusion: &[Vec<usize>]) -> String {
    let shares = confusion.iter().enumerate().flat_map(|(truth, row)| {
        let support = row.iter().sum::<usize>().max(1);
        let wrong = row.iter().enumerate().filter(move |(predicted, n)| *predicted != truth && **n > 0);
        wrong.map(move |(predicted, &n)| (n as f64 / support as f64, truth, predicted))
    });
    let mut shares: Vec<_> = shares.collect();
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    let said = shares.iter().take(3).map(|&(share, truth, predicted)| {
        format!("{} for {} ({:.1} %)", labels[truth], labels[predicted], 100.0 * share)
    });
    let said = said.collect::<Vec<_>>().join(", ");
    if said.is_empty() {
        "Known failures: none on these pictures.".into()
    } else {
        format!("Known failures, most often: {said}.")
    }
}

/// The figures, the per-label figures and the confusion as Markdown tables.
pub fn figures_table(e: &Evaluation) -> String {
    let mut text = String::from(
        "| pictures | accuracy | macro F1 | calibration error (ECE) | loss |\n| ---: | ---: | ---: | ---: | ---: |\n",
    );
    let _ = writeln!(
        text,
        "| {} | {:.2} % | {:.3} | {:.3} | {:.3} |\n",
        e.n,
        100.0 * e.accuracy,
        e.macro_f1,
        e.ece,
        e.loss
    );
    text + &confusion_table("true", &e.labels, &e.confusion, &e.per_class)
}

/// One row per label that is taken for the truth, one column per predicted one.
fn confusion_table(
    truth: &str,
    labels: &[String],
    confusion: &[Vec<usize>],
    per_class: &BTreeMap<String, ClassFigures>,
) -> String {
    let percent = |v: f64| format!("{:.1} %", 100.0 * v);
    // A vertical bar in a label would end its cell.
    let cells: Vec<String> = labels.iter().map(|label| label.replace('|', "\\|")).collect();
    let mut text = format!("| {truth} ↓ predicted → | {} | recall | precision | F1 |\n", cells.join(" | "));
    let _ = writeln!(text, "| --- |{}", " ---: |".repeat(labels.len() + 3));
    for (at, (label, row)) in labels.iter().zip(confusion).enumerate() {
        let figures = &per_class[label];
        let counts: Vec<String> = row.iter().map(usize::to_string).collect();
        let sure = |share: f64, n: usize| {
            let [low, high] = wilson(share, n);
            format!("{} ({:.0} to {:.0})", percent(share), 100.0 * low, 100.0 * high)
        };
        let given = confusion.iter().map(|row| row[at]).sum();
        let (recall, precision) = (sure(figures.recall, figures.support), sure(figures.precision, given));
        let cell = &cells[at];
        let _ = writeln!(text, "| {cell} | {} | {recall} | {precision} | {:.2} |", counts.join(" | "), figures.f1);
    }
    text + "\nIn brackets 95 % intervals (Wilson 1927), in percent."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_row_a_label() {
        let labels = vec!["positive".to_owned(), "negative".to_owned()];
        let evaluation = Evaluation::new(labels, &[vec![0.9, 0.1], vec![0.6, 0.4]], &[0, 1]);
        let table = figures_table(&evaluation);
        assert!(table.contains("| 2 | 50.00 % |"), "{table}");
        assert!(table.contains("| negative | 1 | 0 | 0.0 % (0 to 79) | 0.0 % (0 to 100) | 0.00 |"), "{table}");
    }

    #[test]
    fn a_bar_in_a_label_does_not_end_its_cell() {
        let labels = vec!["a|b".to_owned(), "c".to_owned()];
        let table = figures_table(&Evaluation::new(labels, &[vec![0.9, 0.1], vec![0.6, 0.4]], &[0, 1]));
        assert!(table.contains("| a\\|b | c | recall |") && table.contains("\n| a\\|b | 1 | 0 |"), "{table}");
    }

    #[test]
    fn one_epoch_is_no_epochs() {
        assert_eq!([1, 2].map(epochs), ["1 epoch", "2 epochs"]);
    }

    #[test]
    fn the_known_failures_are_the_largest_shares_of_a_label() {
        let labels = ["a", "b", "c"].map(str::to_owned);
        // Of a: 10 of 100 for b; of b: 3 of 4 for a; of c: none wrong.
        let confusion = [vec![90, 10, 0], vec![3, 1, 0], vec![0, 0, 5]];
        assert_eq!(mistakes(&labels, &confusion), "Known failures, most often: b for a (75.0 %), a for b (10.0 %).");
        assert_eq!(
            mistakes(&labels, &[vec![1, 0, 0], vec![0, 1, 0], vec![0, 0, 1]]),
            "Known failures: none on these pictures."
        );
    }
}
