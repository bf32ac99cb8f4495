//! What a finished training run leaves: a calibrated checkpoint, its evaluation and its card.

use super::write;
use anyhow::Result;
use mimique::calibrate::fit_temperature;
use mimique::card::card;
use mimique::dataset::Sample;
use mimique::evaluate::{evaluate, predict, truth};
use mimique::metadata::Figures;
use mimique::{Checkpoint, Classifier, Evaluation, Face, Split};
use std::path::Path;

/// Calibrates a trained checkpoint and writes it, its evaluation (JSON) and its card (Markdown).
pub fn publish(checkpoint: Checkpoint, validation: &[Sample], out: &Path, half: bool) -> Result<()> {
    let checkpoint = finish(checkpoint, validation, half)?;
    let bytes = checkpoint.to_bytes(half)?;
    let evaluation = evaluation(&Classifier::new(&checkpoint)?, validation)?;
    write(out, &bytes)?;
    write(&out.with_extension("json"), serde_json::to_string_pretty(&evaluation)? + "\n")?;
    write(&out.with_extension("md"), card(checkpoint.metadata(), &evaluation, bytes.len()))?;
    eprintln!(
        "{}: {} bytes, {:.2} % of {} PublicTest pictures",
        out.display(),
        bytes.len(),
        100.0 * evaluation.accuracy,
        evaluation.n
    );
    Ok(())
}

pub fn evaluation(classifier: &Classifier, samples: &[Sample]) -> Result<Evaluation> {
    let faces: Vec<Face> = samples.iter().map(|s| s.face.clone()).collect();
    Ok(evaluate(classifier, samples, &predict(classifier, &faces)?, false)?)
}

/// Rounds the weights as they will be stored, fits the temperature to them and adds the figures.
fn finish(checkpoint: Checkpoint, validation: &[Sample], half: bool) -> Result<Checkpoint> {
    let stored = Checkpoint::from_bytes(&checkpoint.to_bytes(half)?)?;
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

/// This run's command line with file names only, so that it can be read and repeated elsewhere.
pub fn command_line() -> String {
    let short = |arg: String| match Path::new(&arg).file_name() {
        Some(name) if arg.contains('/') && !arg.starts_with("models/") => name.to_string_lossy().into_owned(),
        _ => arg,
    };
    let args = std::env::args().skip(1).filter(|a| a != "--resume").map(short);
    ["mimique".to_owned()].into_iter().chain(args).collect::<Vec<_>>().join(" ")
}
