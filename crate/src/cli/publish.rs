//! What is written of a checkpoint: its report, card, confusion matrix and reliability diagram, and, after a training run, the
//! calibrated checkpoint itself.

use super::files::beside;
use super::{charts, disturb::disturbed, write};
use anyhow::Result;
use mimique::calibrate::fit_temperature;
use mimique::card::card;
use mimique::dataset::Sample;
use mimique::evaluate::{evaluate, predict, truth};
use mimique::metadata::Figures;
use mimique::{Checkpoint, Classifier, Evaluation, Face, Report, Split, Storage};
use std::path::Path;

/// Calibrates a trained checkpoint and writes it and all that is said of it.
pub fn publish(
    checkpoint: Checkpoint,
    training: &[Sample],
    validation: &[Sample],
    out: &Path,
    storage: Storage,
) -> Result<()> {
    let checkpoint = finish(checkpoint, validation, storage)?;
    let bytes = checkpoint.to_bytes(storage)?;
    let classifier = Classifier::new(&checkpoint)?;
    let report = report(&classifier, bytes.len(), Split::PublicTest, validation, Some(training))?;
    write(out, &bytes)?;
    write_report(&classifier, &report, &out.with_extension(""))?;
    eprintln!(
        "{}: {} bytes, {:.2} % of {} PublicTest pictures",
        out.display(),
        bytes.len(),
        100.0 * report.evaluation.accuracy,
        report.evaluation.n
    );
    Ok(())
}

/// A report with every disturbance.
pub fn report(
    classifier: &Classifier,
    bytes: usize,
    split: Split,
    samples: &[Sample],
    training: Option<&[Sample]>,
) -> Result<Report> {
    Ok(Report::new(classifier, bytes, split, samples, training, &disturbed(samples)?)?)
}

/// Writes the report (.json), the card (.md), the confusion matrix (.confusion.svg) and the reliability diagram
/// (.reliability.svg) under one name.
pub fn write_report(classifier: &Classifier, report: &Report, name: &Path) -> Result<()> {
    write(&beside(name, "json"), serde_json::to_string_pretty(report)? + "\n")?;
    write(&beside(name, "md"), card(classifier.metadata(), report))?;
    write(&beside(name, "confusion.svg"), charts::confusion(&report.evaluation)?)?;
    write(&beside(name, "reliability.svg"), charts::reliability(&report.evaluation)?)
}

pub fn evaluation(classifier: &Classifier, samples: &[Sample]) -> Result<Evaluation> {
    let faces: Vec<Face> = samples.iter().map(|s| s.face.clone()).collect();
    Ok(evaluate(classifier, samples, &predict(classifier, &faces)?, false)?)
}

/// Rounds the weights as they will be stored, fits the temperature to them and adds the figures.
fn finish(checkpoint: Checkpoint, validation: &[Sample], storage: Storage) -> Result<Checkpoint> {
    let stored = Checkpoint::from_bytes(&checkpoint.to_bytes(storage)?)?;
    let faces: Vec<Face> = validation.iter().map(|s| s.face.clone()).collect();
    let classifier = Classifier::new(&stored)?;
    let logits: Vec<Vec<f32>> = predict(&classifier, &faces)?.into_iter().map(|p| p.logits).collect();
    let mut metadata = stored.metadata().clone();
    let truths = validation.iter().map(|s| truth(s, &metadata.labels)).collect::<mimique::Result<Vec<_>>>()?;
    metadata.temperature = fit_temperature(&logits, &truths);

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
    });
    Ok(stored.with_metadata(metadata)?)
}
