//! Model card: what a checkpoint is, how good it is, and what it is not for, written from its metadata and evaluation.

use crate::{Evaluation, Metadata, Report};
use std::fmt::Write;

/// The card as Markdown.
pub fn card(metadata: &Metadata, report: &Report) -> String {
    let labels = metadata.labels.len();
    let architecture = &metadata.architecture;
    let mut text = format!("# {}\n\n", metadata.name);
    let mut line = |line: String| text.write_str(&(line + "\n")).expect("strings take all text");
    line(
        "Written by `mimique train`; do not edit. Reads which label people would give the expression shown on a 48×48 \
          grey face. A label is not what a person feels.\n"
            .into(),
    );
    line(format!(
        "- Network: {}, {} parameters, {:.1} MFLOP a face, {} bytes",
        describe(metadata),
        architecture.parameters(labels),
        architecture.mflop(labels),
        report.bytes
    ));
    line(format!("- Labels: {}", metadata.labels.join(", ")));
    line(format!("- Input: {}", crate::face::NORMALISATION));
    line(format!("- Temperature: {}, fitted on PublicTest", metadata.temperature));
    if let Some(dataset) = &metadata.dataset {
        let rows: Vec<String> = dataset.rows.iter().rev().map(|(split, n)| format!("{n} {split}")).collect();
        line(format!("- Data: {}, {} pictures. {}", dataset.name, rows.join(" and "), dataset.note));
    }
    if let Some(training) = &metadata.training {
        line(format!("- Made by: `{}` (seed {}, {} epochs)", training.command, training.seed, training.epochs));
        line(format!("- Recipe: {}", training.recipe));
    }
    if let Some(licence) = &metadata.licence {
        line(format!("- Licence: {licence}"));
    }
    if let Some(source) = &metadata.source {
        line(format!("- Source: {source}"));
    }
    line(format!("\n## Figures on {}\n", report.split));
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
    line("\n## Not for\n".into());
    line("Assessing, scoring or monitoring people. Reading emotions of people at work or in education is prohibited in the \
          European Union (Regulation 2024/1689, art. 5(1)(f)). FER2013's labels are noisy, its faces are mostly posed, \
          Western and from the web: expect worse figures on other faces, ages, cameras and light.".into());
    text
}

fn describe(metadata: &Metadata) -> String {
    let architecture = &metadata.architecture;
    let blocks = architecture.blocks.iter().map(|b| {
        let pool = if b.pool > 1 { format!("-pool{}", b.pool) } else { String::new() };
        format!("{0}×{0}×{1}{pool}", b.kernel, b.channels)
    });
    let dense = architecture.dense.iter().map(usize::to_string).chain([metadata.labels.len().to_string()]);
    format!(
        "{} ({} → {})",
        architecture.name,
        blocks.collect::<Vec<_>>().join(" "),
        dense.collect::<Vec<_>>().join(" → ")
    )
}

/// The figures, the per-label figures and the confusion as Markdown tables.
pub fn figures_table(e: &Evaluation) -> String {
    let percent = |v: f64| format!("{:.1} %", 100.0 * v);
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
    let _ = writeln!(text, "| true ↓ predicted → | {} | recall | precision | F1 |", e.labels.join(" | "));
    let _ = writeln!(text, "| --- |{}", " ---: |".repeat(e.labels.len() + 3));
    for (label, row) in e.labels.iter().zip(&e.confusion) {
        let figures = &e.per_class[label];
        let counts: Vec<String> = row.iter().map(usize::to_string).collect();
        let (recall, precision) = (percent(figures.recall), percent(figures.precision));
        let _ = writeln!(text, "| {label} | {} | {recall} | {precision} | {:.2} |", counts.join(" | "), figures.f1);
    }
    text.trim_end().to_owned()
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
        assert!(table.contains("| negative | 1 | 0 | 0.0 % | 0.0 % | 0.00 |"), "{table}");
    }
}
