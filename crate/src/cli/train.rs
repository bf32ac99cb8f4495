use super::data::DataArgs;
use super::publish::{command_line, evaluation, publish};
use super::recipe::RecipeArgs;
use super::{curves, write};
use anyhow::{Context, Result, bail};
use clap::{Args as ClapArgs, ValueEnum};
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use mimique::dataset::{ARTICLE_COUNTS, Sample, subset};
use mimique::evaluate::truth;
use mimique::expression::{expression_labels, group_labels};
use mimique::metadata::{Dataset as DatasetNote, Training};
use mimique::{Architecture, Classifier, Example, Metadata, Split, Trainer};
use std::collections::BTreeMap;
use std::path::PathBuf;
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
    #[command(flatten)]
    recipe: RecipeArgs,
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
            Trainer::resume(architecture, labels.len(), self.recipe.recipe(), &state)?
        } else {
            Trainer::new(architecture, labels.len(), self.recipe.recipe())?
        };

        self.train(&mut trainer, &examples, &validation, &metadata)?;

        publish(trainer.checkpoint(metadata)?, &validation, &self.out, self.half)?;
        std::fs::remove_file(self.beside("state")).ok();
        Ok(())
    }

    fn samples(&self) -> Result<(Vec<Sample>, Vec<Sample>)> {
        let dataset = self.data.read()?;
        let training = dataset.split(Split::Training)?;
        let training = match self.subset {
            Some(Subset::Article) => subset(&training, ARTICLE_COUNTS, self.recipe.seed)?,
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
                seed: self.recipe.seed,
                epochs: self.recipe.epochs,
                recipe: self.recipe.in_words(),
            }),
            licence: Some(
                "Weights: MIT OR Apache-2.0. Data: FER2013, for research use; its pictures are not included.".into(),
            ),
            source: Some("LeCun et al. 1998 (LeNet), Goodfellow et al. 2013 (FER2013)".into()),
        }
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
        for epoch in first..=self.recipe.epochs {
            let bar = ProgressBar::new((per_epoch * self.recipe.batch) as u64);
            let style = "epoch {msg} {wide_bar} {pos}/{len} img, {per_sec}, {eta} left";
            bar.set_style(ProgressStyle::with_template(style)?.with_key(
                "per_sec",
                |state: &indicatif::ProgressState, w: &mut dyn std::fmt::Write| {
                    let _ = write!(w, "{:.0} img/s", state.per_sec());
                },
            ));
            bar.set_message(format!("{epoch}/{}", self.recipe.epochs));
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
            let left = start.elapsed().mul_f64((self.recipe.epochs - epoch) as f64 / (epoch + 1 - first) as f64);
            eprintln!(
                "epoch {epoch}/{}: train loss {:.3}, accuracy {:.1} %; validation loss {:.3}, accuracy {:.1} %; {per_second:.0} \
                 img/s, about {} left",
                self.recipe.epochs,
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

    fn beside(&self, extension: &str) -> PathBuf {
        self.out.with_extension(extension)
    }
}

fn example(sample: &Sample, labels: &[String]) -> Result<Example> {
    let mut target = vec![0.0; labels.len()];
    target[truth(sample, labels)?] = 1.0;
    Ok(Example { face: sample.face.clone(), target })
}
