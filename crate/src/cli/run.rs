//! One training run: epochs with a progress bar, a log, curves, and a state to resume from.

use super::input::{MAX_STATE, read};
use super::output::{say, shown};
use super::publish::evaluation;
use super::record::Record;
use super::{curves, read_checkpoint, write};
use anyhow::{Context, Result, bail, ensure};
use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};
use mimique::train::Example;
use mimique::{Checkpoint, Classifier, Metadata, Recipe, Sample, Storage, Trainer};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub struct Run<'a> {
    /// Where the checkpoint will be.
    pub out: &'a Path,
    pub recipe: Recipe,
    pub resume: bool,
    /// The state of another run, to begin with its weights.
    pub from: Option<&'a Path>,
    /// Epochs without a better validation accuracy after which to stop.
    pub patience: Option<usize>,
    pub force: bool,
    /// This run's command and the hash of what it learns from.
    pub command: String,
    pub fingerprint: String,
}

/// What a run ends with.
pub struct Trained {
    pub checkpoint: Checkpoint,
    trainer: Trainer,
    log: curves::Log,
}

impl Run<'_> {
    /// Whether there is nothing left to resume. An error where this run is not the one that is there.
    pub fn is_finished(&self) -> Result<bool> {
        if !self.resume {
            return Ok(false);
        }
        let now = (self.command.as_str(), self.fingerprint.as_str());
        if let Some(record) = self.record()? {
            Record::check(&record.command, &record.fingerprint, now, self.out)?;
            return Ok(record.finished && self.out.exists());
        }
        ensure!(self.out.exists(), "there is no {}: nothing to resume", shown(self.beside("state")));
        let metadata = read_checkpoint(self.out)?.metadata().clone();
        let (Some(training), Some(fingerprint)) = (metadata.training, metadata.dataset.and_then(|d| d.fingerprint))
        else {
            bail!("{} does not say what it was trained on: train to another --out", shown(self.out));
        };
        Record::check(&training.command, &fingerprint, now, self.out)?;
        Ok(true)
    }

    /// What the state says of the run it holds; none where there is no state.
    fn record(&self) -> Result<Option<Record>> {
        let path = self.beside("state");
        if !path.exists() {
            return Ok(None);
        }
        let state = read(&path, MAX_STATE).with_context(|| format!("cannot read the state {}", shown(&path)))?;
        let note = Trainer::state_note(&state).with_context(|| format!("{} is not usable", shown(&path)))?;
        let Ok(record) = serde_json::from_str(&note) else {
            bail!(
                "{} was written by an older version, which did not say what it was begun with: train anew with --force, or to \
                 another --out",
                shown(&path)
            );
        };
        Ok(Some(record))
    }

    fn write_state(&self, trainer: &mut Trainer, log: &curves::Log, finished: bool) -> Result<()> {
        let (command, fingerprint) = (self.command.clone(), self.fingerprint.clone());
        let record = Record { command, fingerprint, accuracies: log.accuracies(), finished };
        write(&self.beside("state"), trainer.state_with(&serde_json::to_string(&record)?)?)
    }

    /// Trains to the end, or until patience is lost, and gives the last weights or, with patience, the best.
    pub fn train(&self, examples: &[Example], validation: &[Sample], metadata: &Metadata) -> Result<Trained> {
        if self.force {
            self.clear();
        }
        let accuracies = self.record()?.map_or(Vec::new(), |record| record.accuracies);
        let mut trainer = self.trainer(metadata)?;
        let per_epoch = trainer.steps_per_epoch(examples.len());
        let done = trainer.steps() / per_epoch;
        let mut log = curves::Log::open(&self.beside("csv"), done, &accuracies)?;
        let (start, epochs) = (Instant::now(), self.recipe.epochs());
        for epoch in done + 1..=epochs {
            if self.patience.is_some_and(|patience| log.epochs_since_best() >= patience) {
                say(format!("no better epoch than {}: stopped", epoch - 1 - log.epochs_since_best()));
                break;
            }
            let mut row = self.epoch(epoch, per_epoch, &mut trainer, examples)?;
            let pictures_per_second = (per_epoch * self.recipe.batch()).min(examples.len()) as f64 / row.seconds;
            let checkpoint = trainer.checkpoint(metadata.clone())?;
            let checked = evaluation(&Classifier::new(&checkpoint)?, validation)?;
            (row.validation_loss, row.validation_accuracy) = (checked.loss, checked.accuracy);
            let left = start.elapsed().mul_f64((epochs - epoch) as f64 / (epoch - done) as f64);
            say(format!(
                "epoch {epoch}/{epochs}: train loss {:.3}, accuracy {:.1} %; validation loss {:.3}, accuracy {:.1} %; \
                 {pictures_per_second:.0} img/s, about {} left",
                row.train_loss,
                100.0 * row.train_accuracy,
                row.validation_loss,
                100.0 * row.validation_accuracy,
                HumanDuration(left)
            ));
            log.push(row)?;
            if self.patience.is_some() && log.epochs_since_best() == 0 {
                write(&self.beside("best"), checkpoint.to_bytes(Storage::F32)?)?;
            }
            self.write_state(&mut trainer, &log, false)?;
        }
        write(&self.beside("svg"), log.svg(&metadata.name)?)?;
        // After an early stop a card says how many epochs there were, not how many were planned.
        let mut metadata = metadata.clone();
        if let Some(training) = &mut metadata.training {
            training.epochs = log.epochs();
        }
        let checkpoint = if self.patience.is_some() {
            read_checkpoint(&self.beside("best"))?.with_metadata(metadata)?
        } else {
            trainer.checkpoint(metadata)?
        };
        Ok(Trained { checkpoint, trainer, log })
    }

    /// Leaves what a finished run leaves: its state, marked as finished, or none.
    pub fn finish(&self, mut trained: Trained, keep_state: bool) -> Result<()> {
        if keep_state {
            self.write_state(&mut trained.trainer, &trained.log, true)?;
        } else {
            std::fs::remove_file(self.beside("state")).ok();
        }
        std::fs::remove_file(self.beside("best")).ok();
        Ok(())
    }

    fn clear(&self) {
        for file in ["state", "best"] {
            std::fs::remove_file(self.beside(file)).ok();
        }
    }

    fn trainer(&self, metadata: &Metadata) -> Result<Trainer> {
        let (architecture, labels, recipe) =
            (metadata.architecture.clone(), metadata.labels.len(), self.recipe.clone());
        if let (Some(path), false) = (self.from, self.resume) {
            let state = read(path, MAX_STATE).with_context(|| format!("cannot read the state {}", shown(path)))?;
            return Ok(Trainer::begin_with(architecture, labels, recipe, &state)?);
        }
        if !self.resume {
            return Ok(Trainer::new(architecture, labels, recipe)?);
        }
        let path = self.beside("state");
        let state =
            read(&path, MAX_STATE).with_context(|| format!("cannot read {}: nothing to resume", shown(&path)))?;
        Ok(Trainer::resume(architecture, labels, recipe, &state)?)
    }

    /// The row of one epoch, its validation still 0.
    fn epoch(&self, epoch: usize, steps: usize, trainer: &mut Trainer, examples: &[Example]) -> Result<curves::Row> {
        let bar = ProgressBar::new((steps * self.recipe.batch()) as u64);
        let style = "epoch {msg} {wide_bar} {pos}/{len} img, {per_sec}, {eta} left";
        let per_second = |state: &ProgressState, w: &mut dyn Write| {
            let _ = write!(w, "{:.0} img/s", state.per_sec());
        };
        bar.set_style(ProgressStyle::with_template(style)?.with_key("per_sec", per_second));
        bar.set_message(format!("{epoch}/{}", self.recipe.epochs()));
        let (mut row, start) = (curves::Row { epoch, ..Default::default() }, Instant::now());
        for _ in 0..steps {
            let step = trainer.step(examples)?;
            let n = (steps * step.n) as f64;
            row.train_loss += f64::from(step.loss) * step.n as f64 / n;
            row.train_accuracy += step.right as f64 / n;
            row.learning_rate = step.learning_rate;
            bar.inc(step.n as u64);
        }
        row.seconds = start.elapsed().as_secs_f64();
        bar.finish_and_clear();
        Ok(row)
    }

    fn beside(&self, extension: &str) -> PathBuf {
        self.out.with_extension(extension)
    }
}
