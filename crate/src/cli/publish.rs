//! What is written of a checkpoint: its report, card, confusion matrix and reliability diagram, and, after a training run, the
//! calibrated checkpoint itself.

use super::files::beside;
use super::output::{Busy, say, shown};
use super::{charts, disturb::disturbed, write};
use anyhow::Result;
use mimique::calibrate::{fit_temperature, fit_temperature_to_shares};
use mimique::card::card;
use mimique::dataset::Sample;
use mimique::evaluate::{evaluate, predict, truth};
use mimique::metadata::{Figures, VotesFigures};
use mimique::{Checkpoint, Classifier, Evaluation, Face, Report, ShareEvaluation, Split, Storage, VotesReport};
use std::path::Path;

/// How the names end of all that a report writes.
pub const REPORT: [&str; 6] =
    ["json", "md", "confusion.svg", "reliability.svg", "votes.confusion.svg", "votes.reliability.svg"];

/// What a checkpoint is calibrated and measured on.
pub struct Validation<'a> {
    pub samples: &'a [Sample],
    /// Shares of the votes on each sample, where they were given.
    pub votes: Option<Vec<Option<Vec<f32>>>>,
}

/// Calibrates a trained checkpoint and writes it and all that is said of it.
pub fn publish(
    checkpoint: Checkpoint,
    training: &[Sample],
    validation: &Validation,
    out: &Path,
    storage: Storage,
) -> Result<()> {
    let checkpoint = finish(checkpoint, validation, storage)?;
    let bytes = checkpoint.to_bytes(storage)?;
    let classifier = Classifier::new(&checkpoint)?;
    let report = report(&classifier, bytes.len(), Split::PublicTest, validation, Some(training))?;
    write(out, &bytes)?;
    write_report(&classifier, &report, &out.with_extension(""))?;
    let votes = report.votes.as_ref().map(|votes| &votes.evaluation);
    let votes = votes.map(|e| format!(", {:.2} % of the votes' majority on {}", 100.0 * e.accuracy, e.n));
    say(format!(
        "{}: {} bytes, {:.2} % of {} PublicTest pictures{}",
        shown(out),
        bytes.len(),
        100.0 * report.evaluation.accuracy,
        report.evaluation.n,
        votes.unwrap_or_default()
    ));
    Ok(())
}

/// A report with every disturbance.
pub fn report(
    classifier: &Classifier,
    bytes: usize,
    split: Split,
    Validation { samples, votes }: &Validation,
    training: Option<&[Sample]>,
) -> Result<Report> {
    let _busy = Busy::new(format!("measuring on {} pictures, as they are and disturbed", samples.len()));
    let disturbed = disturbed(samples)?;
    Ok(Report::new(classifier, bytes, split, samples, votes.as_deref(), training, &disturbed)?)
}

/// Writes the report (.json), the card (.md), the confusion matrix (.confusion.svg) and the reliability diagram
/// (.reliability.svg) under one name; where there are votes, also the shares' (.votes.confusion.svg, .votes.reliability.svg).
pub fn write_report(classifier: &Classifier, report: &Report, name: &Path) -> Result<()> {
    write(&beside(name, "json"), serde_json::to_string_pretty(report)? + "\n")?;
    write(&beside(name, "md"), card(classifier.metadata(), report))?;
    write(&beside(name, "confusion.svg"), charts::confusion(&report.evaluation)?)?;
    write(&beside(name, "reliability.svg"), charts::reliability(&report.evaluation)?)?;
    if let Some(VotesReport { evaluation, .. }) = &report.votes {
        write(&beside(name, "votes.confusion.svg"), charts::confusion_of_votes(evaluation)?)?;
        write(&beside(name, "votes.reliability.svg"), charts::reliability_of_shares(evaluation)?)?;
    }
    Ok(())
}

pub fn evaluation(classifier: &Classifier, samples: &[Sample]) -> Result<Evaluation> {
    let faces: Vec<Face> = samples.iter().map(|s| s.face.clone()).collect();
    Ok(evaluate(classifier, samples, &predict(classifier, &faces)?, false)?)
}

/// Rounds the weights as they will be stored, fits each head's temperature to them and adds the figures.
fn finish(checkpoint: Checkpoint, validation: &Validation, storage: Storage) -> Result<Checkpoint> {
    let Validation { samples: validation, votes } = validation;
    let stored = Checkpoint::from_bytes(&checkpoint.to_bytes(storage)?)?;
    let faces: Vec<Face> = validation.iter().map(|s| s.face.clone()).collect();
    let classifier = Classifier::new(&stored)?;
    let uncalibrated = predict(&classifier, &faces)?;
    let logits: Vec<Vec<f32>> = uncalibrated.iter().map(|p| p.label.logits.clone()).collect();
    let mut metadata = stored.metadata().clone();
    let truths = validation.iter().map(|s| truth(s, &metadata.labels)).collect::<mimique::Result<Vec<_>>>()?;
    metadata.temperature = fit_temperature(&logits, &truths);
    if let (Some(head), Some(votes)) = (&mut metadata.votes, votes) {
        let voted = uncalibrated.iter().zip(votes).filter_map(|(p, votes)| Some((p.votes.as_ref()?, votes.as_ref()?)));
        let (logits, shares): (Vec<_>, Vec<_>) = voted.map(|(answer, s)| (answer.logits.clone(), s.clone())).unzip();
        head.temperature = fit_temperature_to_shares(&logits, &shares);
    }

    let stored = stored.with_metadata(metadata.clone())?;
    let classifier = Classifier::new(&stored)?;
    let predictions = predict(&classifier, &faces)?;
    let whole = evaluate(&classifier, validation, &predictions, false)?;
    let groups = evaluate(&classifier, validation, &predictions, true)?;
    metadata.figures = Some(Figures {
        split: Split::PublicTest.to_string(),
        n: whole.n,
        accuracy: whole.accuracy,
        macro_f1: whole.macro_f1,
        ece: whole.ece,
        loss: whole.loss,
        groups_accuracy: groups.accuracy,
        unsure: whole.unsure,
        groups_unsure: groups.unsure,
    });
    if let (Some(head), Some(votes)) = (&mut metadata.votes, votes) {
        let report = VotesReport::new(&metadata.labels, &predictions, votes)?;
        let groups = report.on_groups();
        let (groups_n, groups_accuracy, groups_unsure) = (groups.n, groups.accuracy, groups.unsure);
        let ShareEvaluation { n, accuracy, macro_f1, ece, cross_entropy, share_error, unsure, .. } = report.evaluation;
        let split = Split::PublicTest.to_string();
        head.figures = Some(VotesFigures {
            split,
            n,
            accuracy,
            macro_f1,
            ece,
            cross_entropy,
            share_error,
            groups_n,
            groups_accuracy,
            unsure,
            groups_unsure,
        });
    }
    Ok(stored.with_metadata(metadata)?)
}
