use super::{curves, data::DataArgs, write};
use anyhow::{Context, Result, bail};
use clap::{Args as ClapArgs, ValueEnum};
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use mimique::augment::Augment;
use mimique::checkpoint::{Dataset as DatasetNote, Figures, Training};
use mimique::dataset::{ARTICLE_COUNTS, Sample, subset};
use mimique::evaluate::{evaluate, predict, truth};
use mimique::expression::{expression_labels, group_labels};
use mimique::{Architecture, Checkpoint, Classifier, Evaluation, Example, Face, Metadata, Recipe, Split, Trainer};
use mimique::{calibrate::fit_temperature, card::card};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Train a network and write its checkpoint, card, evaluation, log and curves
///
/// Next to MODEL.safetensors come MODEL.md (card), MODEL.json (evaluation on PublicTest), MODEL.csv (log) and MODEL.svg
/// (curves); MODEL.state holds the run until it is finished. The same seed gives the same weights, bit for bit.
#[derive(ClapArgs)]
pub struct Args {
    #[command(flatten)]
    data: DataArgs,
    /// Where to write the checkpoint, ending in .safetensors
    #[arg(long, value_name = "MODEL")]
    out: PathBuf,
    /// The seven expressions, or the three groups of them
    #[arg(long, default_value = "7", value_parser = ["7", "3"])]
    classes: String,
    /// lenet5, wide, deep, or a JSON file
    #[arg(long, default_value = "lenet5", value_name = "NAME|FILE")]
    arch: String,
    /// Train on a seeded choice of the Training pictures: the article's class counts
    #[arg(long, value_enum)]
    subset: Option<Subset>,
    /// Passes over the Training pictures
    #[arg(long, default_value_t = 24)]
    epochs: usize,
    /// What every random choice comes from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Pictures a step
    #[arg(long, default_value_t = 64)]
    batch: usize,
    /// The largest learning rate, after the warm-up and before the cosine
    #[arg(long, default_value_t = 0.05)]
    learning_rate: f64,
    /// Epochs over which the learning rate rises
    #[arg(long, default_value_t = 1.0)]
    warmup_epochs: f64,
    /// Nesterov momentum
    #[arg(long, default_value_t = 0.9)]
    momentum: f64,
    /// Decay of weights, not of biases
    #[arg(long, default_value_t = 5e-4)]
    weight_decay: f64,
    /// Share of the target that is spread over all labels
    #[arg(long, default_value_t = 0.1)]
    label_smoothing: f32,
    /// Dropout of the last feature maps
    #[arg(long, default_value_t = 0.18)]
    dropout_features: f32,
    /// Dropout of the hidden dense layers
    #[arg(long, default_value_t = 0.35)]
    dropout_dense: f32,
    /// Train without batch normalisation
    #[arg(long)]
    no_batch_norm: bool,
    /// How pictures are changed each time they are used
    #[arg(long, value_enum, default_value = "full")]
    augment: AugmentName,
    /// Store weights as f16: half the bytes
    #[arg(long)]
    half: bool,
    /// Go on with the run that MODEL.state holds, with the same options
    #[arg(long)]
    resume: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Subset {
    /// anger 1626, disgust 176, fear 1674, happiness 2872, sadness 1899, surprise 1243, neutral 1994
    Article,
}

#[derive(Clone, Copy, ValueEnum)]
enum AugmentName {
    /// Pictures as they are
    None,
    /// Mirror, ± 5°, ± 2 pixels, ± 5 % size
    Light,
    /// Mirror, ± 10°, ± 3 pixels, ± 10 % size, contrast, brightness, erasing
    Full,
}

impl Args {
    pub fn run(self) -> Result<()> {
        if self.out.extension().is_none_or(|e| e != "safetensors") {
            bail!("expected --out to end in .safetensors, got {}", self.out.display());
        }
        let (training, validation) = self.samples()?;
        let labels = if self.classes == "3" { group_labels() } else { expression_labels() };
        let architecture = self.architecture()?;
        let examples = training.iter().map(|s| example(s, &labels)).collect::<Result<Vec<_>>>()?;
        let metadata = self.metadata(architecture.clone(), labels.clone(), training.len(), validation.len());
        let mut trainer = if self.resume {
            let path = self.beside("state");
            let state =
                std::fs::read(&path).with_context(|| format!("cannot read {}: nothing to resume", path.display()))?;
            Trainer::resume(architecture, labels.len(), self.recipe(), &state)?
        } else {
            Trainer::new(architecture, labels.len(), self.recipe())?
        };

        self.train(&mut trainer, &examples, &validation, &metadata)?;

        let checkpoint = finish(trainer.checkpoint(metadata)?, &validation, self.half)?;
        self.publish(&checkpoint, &validation)?;
        std::fs::remove_file(self.beside("state")).ok();
        Ok(())
    }

    fn samples(&self) -> Result<(Vec<Sample>, Vec<Sample>)> {
        let dataset = self.data.read()?;
        let training = dataset.split(Split::Training)?;
        let training = match self.subset {
            Some(Subset::Article) => subset(&training, ARTICLE_COUNTS, self.seed)?,
            None => training,
        };
        Ok((training, dataset.split(Split::PublicTest)?))
    }

    fn architecture(&self) -> Result<Architecture> {
        if !self.arch.ends_with(".json") {
            return Ok(Architecture::named(&self.arch)?);
        }
        let text = std::fs::read_to_string(&self.arch).with_context(|| format!("cannot read {}", self.arch))?;
        serde_json::from_str(&text).with_context(|| format!("{} is not an architecture", self.arch))
    }

    fn recipe(&self) -> Recipe {
        Recipe {
            epochs: self.epochs,
            batch: self.batch,
            learning_rate: self.learning_rate,
            warmup_epochs: self.warmup_epochs,
            momentum: self.momentum,
            weight_decay: self.weight_decay,
            label_smoothing: self.label_smoothing,
            dropout_features: self.dropout_features,
            dropout_dense: self.dropout_dense,
            batch_norm: !self.no_batch_norm,
            augment: match self.augment {
                AugmentName::None => Augment::NONE,
                AugmentName::Light => Augment::LIGHT,
                AugmentName::Full => Augment::FULL,
            },
            seed: self.seed,
        }
    }

    fn metadata(
        &self,
        architecture: Architecture,
        labels: Vec<String>,
        training: usize,
        validation: usize,
    ) -> Metadata {
        let mut note = match self.subset {
            Some(Subset::Article) => {
                "A seeded choice of the Training pictures with the article's class counts.".to_owned()
            }
            None => "All Training pictures.".to_owned(),
        };
        if self.classes == "3" {
            note += " Labels grouped: positive {happiness}, negative {anger, disgust, fear, sadness}, neutral {surprise, neutral}.";
        }
        Metadata {
            name: self.out.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            architecture,
            labels,
            temperature: 1.0,
            dataset: Some(DatasetNote {
                name: "FER2013".into(),
                rows: BTreeMap::from([("Training".into(), training), ("PublicTest".into(), validation)]),
                note,
            }),
            figures: None,
            training: Some(Training {
                command: command_line(),
                seed: self.seed,
                epochs: self.epochs,
                recipe: self.recipe_in_words(),
            }),
            licence: Some(
                "Weights: MIT OR Apache-2.0. Data: FER2013, for research use; its pictures are not included.".into(),
            ),
            source: Some("LeCun et al. 1998 (LeNet), Goodfellow et al. 2013 (FER2013)".into()),
        }
    }

    fn recipe_in_words(&self) -> String {
        let norm = if self.no_batch_norm {
            "no batch normalisation"
        } else {
            "batch normalisation, folded into the convolutions"
        };
        let augment = match self.augment {
            AugmentName::None => "no augmentation",
            AugmentName::Light => "light augmentation (mirror, ± 5°, ± 2 pixels, ± 5 % size)",
            AugmentName::Full => {
                "full augmentation (mirror, ± 10°, ± 3 pixels, ± 10 % size, contrast, brightness, erasing)"
            }
        };
        format!(
            "SGD with Nesterov momentum {}, batch {}, learning rate {} with warm-up and cosine, weight decay {}; {norm}; \
             dropout {} of the last maps and {} of the dense layers; label smoothing {}; {augment}",
            self.momentum,
            self.batch,
            self.learning_rate,
            self.weight_decay,
            self.dropout_features,
            self.dropout_dense,
            self.label_smoothing
        )
    }

    fn train(
        &self,
        trainer: &mut Trainer,
        examples: &[Example],
        validation: &[Sample],
        metadata: &Metadata,
    ) -> Result<()> {
        let per_epoch = trainer.steps_per_epoch(examples.len());
        let mut log = curves::Log::open(&self.beside("csv"), trainer.steps() / per_epoch.max(1))?;
        let start = Instant::now();
        let first = trainer.steps() / per_epoch.max(1) + 1;
        for epoch in first..=self.epochs {
            let bar = ProgressBar::new((per_epoch * self.batch) as u64);
            let style = "epoch {msg} {wide_bar} {pos}/{len} img, {per_sec}, {eta} left";
            bar.set_style(ProgressStyle::with_template(style)?.with_key(
                "per_sec",
                |state: &indicatif::ProgressState, w: &mut dyn std::fmt::Write| {
                    let _ = write!(w, "{:.0} img/s", state.per_sec());
                },
            ));
            bar.set_message(format!("{epoch}/{}", self.epochs));
            let (mut loss, mut right, mut n, mut rate) = (0.0, 0, 0, 0.0);
            let epoch_start = Instant::now();
            for _ in 0..per_epoch.max(1) {
                let step = trainer.step(examples)?;
                loss += f64::from(step.loss) * step.n as f64;
                (right, n, rate) = (right + step.right, n + step.n, step.learning_rate);
                bar.inc(step.n as u64);
            }
            let per_second = n as f64 / epoch_start.elapsed().as_secs_f64();
            bar.finish_and_clear();
            let checked = evaluation(&Classifier::new(&trainer.checkpoint(metadata.clone())?)?, validation)?;
            let row = curves::Row {
                epoch,
                learning_rate: rate,
                train_loss: loss / n as f64,
                train_accuracy: right as f64 / n as f64,
                validation_loss: checked.loss,
                validation_accuracy: checked.accuracy,
            };
            let left = start.elapsed().mul_f64((self.epochs - epoch) as f64 / (epoch + 1 - first) as f64);
            eprintln!(
                "epoch {epoch}/{}: train loss {:.3}, accuracy {:.1} %; validation loss {:.3}, accuracy {:.1} %; {per_second:.0} \
                 img/s, about {} left",
                self.epochs,
                row.train_loss,
                100.0 * row.train_accuracy,
                row.validation_loss,
                100.0 * row.validation_accuracy,
                HumanDuration(left)
            );
            log.push(row)?;
            write(&self.beside("state"), trainer.state()?)?;
        }
        write(&self.beside("svg"), log.svg(&metadata.name)?)
    }

    fn publish(&self, checkpoint: &Checkpoint, validation: &[Sample]) -> Result<()> {
        let bytes = checkpoint.to_bytes(self.half)?;
        let evaluation = evaluation(&Classifier::new(checkpoint)?, validation)?;
        write(&self.out, &bytes)?;
        write(&self.beside("json"), serde_json::to_string_pretty(&evaluation)? + "\n")?;
        write(&self.beside("md"), card(checkpoint.metadata(), &evaluation, bytes.len()))?;
        eprintln!(
            "{}: {} bytes, {:.2} % of {} PublicTest pictures",
            self.out.display(),
            bytes.len(),
            100.0 * evaluation.accuracy,
            evaluation.n
        );
        Ok(())
    }

    fn beside(&self, extension: &str) -> PathBuf {
        self.out.with_extension(extension)
    }
}

fn example(sample: &Sample, labels: &[String]) -> Result<Example> {
    let mut target = vec![0.0; labels.len()];
    target[truth(sample, labels)?] = 1.0;
    Ok(Example { face: sample.face.clone(), target })
}

fn evaluation(classifier: &Classifier, samples: &[Sample]) -> Result<Evaluation> {
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
fn command_line() -> String {
    let short = |arg: String| match Path::new(&arg).file_name() {
        Some(name) if arg.contains('/') && !arg.starts_with("models/") => name.to_string_lossy().into_owned(),
        _ => arg,
    };
    let args = std::env::args().skip(1).filter(|a| a != "--resume").map(short);
    ["mimique".to_owned()].into_iter().chain(args).collect::<Vec<_>>().join(" ")
}
