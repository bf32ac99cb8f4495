use super::command::command_line;
use super::data::DataArgs;
use super::files::check_checkpoint;
use super::input::read_text;
use super::lock::Lock;
use super::out::check_run;
use super::output::{one_line, say, shown};
use super::publish::{Validation, publish};
use super::ranges::within;
use super::recipe::RecipeArgs;
use super::record::fingerprint;
use super::run::Run;
use super::several::choose;
use super::storage::StorageName;
use super::targets;
use anyhow::{Context, Result, bail, ensure};
use clap::builder::TypedValueParser;
use clap::{Args as ClapArgs, ValueEnum};
use mimique::dataset::{ARTICLE_COUNTS, Dataset, Sample};
use mimique::evaluate::truth;
use mimique::expression::{expression_labels, group_labels};
use mimique::metadata::{Dataset as DatasetNote, Training};
use mimique::train::{Example, balance, distil};
use mimique::{Architecture, Metadata, Split};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Train a network and write its checkpoint, card, evaluation, log and curves
///
/// Next to MODEL.safetensors come MODEL.md (card), MODEL.json (evaluation on PublicTest), MODEL.csv (log) and MODEL.svg
/// (curves). Until the run is finished, MODEL.state holds it and MODEL.safetensors.lock keeps others from it. The same seed gives
/// the same weights, bit for bit.
#[derive(ClapArgs)]
pub struct Args {
    #[command(flatten)]
    data: DataArgs,
    /// Where to write the checkpoint, ending in .safetensors
    #[arg(long, value_name = "MODEL")]
    out: PathBuf,
    /// The seven expressions, or the three groups of them; without it, the data's own labels
    #[arg(long, value_parser = ["7", "3"])]
    classes: Option<String>,
    /// lenet5, wide, deep, tiny, or a JSON file
    #[arg(long, default_value = "lenet5", value_name = "NAME|FILE")]
    arch: String,
    /// Train on a seeded choice of the Training pictures: the article's class counts
    #[arg(long, value_enum)]
    subset: Option<Subset>,
    #[command(flatten)]
    recipe: RecipeArgs,
    /// How to store weights
    #[arg(long, value_enum, default_value = "f32")]
    storage: StorageName,
    /// Train N networks, with seeds from --seed on; MODEL becomes the best on PublicTest
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=99).map(|n| n as usize))]
    runs: usize,
    /// Stop when PublicTest's accuracy has not risen for N epochs, and keep the best epoch's weights
    #[arg(long, value_name = "EPOCHS", value_parser = within::<usize>(1..=100_000, "1 to 100000 epochs"))]
    patience: Option<usize>,
    /// Begin with the weights of another run's state (see --keep-state) of the same network, not with fresh ones
    #[arg(long, value_name = "STATE")]
    from: Option<PathBuf>,
    /// Leave MODEL.state when the run is finished
    #[arg(long)]
    keep_state: bool,
    /// Go on with the run that MODEL.state holds, with the same options
    #[arg(long, conflicts_with = "force")]
    resume: bool,
    /// Start anew where MODEL, or an unfinished run, is there already
    #[arg(long)]
    force: bool,
    /// What the data is called in the checkpoint and its card; the file's name if it is not FER2013
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    dataset_name: Option<String>,
    /// The licence of the data, for the checkpoint and its card
    #[arg(long, value_name = "LICENCE", value_parser = one_line)]
    dataset_licence: Option<String>,
}

/// What is learned from.
struct Data {
    /// Under the labels that the network will have.
    dataset: Dataset,
    /// The rows of the whole file, those left out counted.
    rows: usize,
    /// Whether the labels group the data's own.
    grouped: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Subset {
    /// anger 1626, disgust 176, fear 1674, happiness 2872, sadness 1899, surprise 1243, neutral 1994
    Article,
}

impl Args {
    pub fn run(self) -> Result<()> {
        check_checkpoint(&self.out)?;
        let outs = self.outs();
        // Of several runs each has a checkpoint of its own, and the best is copied to --out.
        let mut written = outs.clone();
        written.extend((self.runs > 1).then(|| self.out.clone()));
        let _locks = written.iter().map(|out| Lock::take(out)).collect::<Result<Vec<_>>>()?;
        let read = self.read();
        written.iter().try_for_each(|out| check_run(out, self.resume, self.force, &read))?;
        let architecture = self.architecture()?;
        let Data { dataset, rows, grouped } = self.dataset()?;
        let labels = dataset.labels().to_vec();
        let (training, validation) = (dataset.split(Split::Training)?, dataset.split(Split::PublicTest)?);
        drop(dataset);
        let examples = self.examples(&training, rows, &labels)?;
        let votes =
            self.recipe.votes.as_ref().map(|path| targets::votes(path, rows, &validation, &labels)).transpose()?;
        let measured_on = Validation { samples: &validation, votes };
        let mut runs = Vec::new();
        let fingerprint = fingerprint(&examples, &validation, &labels)?;
        for (seed, out) in (self.recipe.seed..).zip(outs) {
            let rows = [training.len(), validation.len()];
            let metadata = self.metadata(seed, architecture.clone(), &labels, grouped, rows, &fingerprint);
            // Of several runs the later ones may have nothing to resume yet.
            let resume = self.resume && (self.runs == 1 || out.exists() || out.with_extension("state").exists());
            let recipe = self.recipe.recipe(seed)?;
            let run = Run {
                out: &out,
                recipe,
                resume,
                from: self.from.as_deref(),
                patience: self.patience,
                force: self.force,
                command: command_line(),
                fingerprint: fingerprint.clone(),
            };
            if run.is_finished()? {
                say(format!("{} is already finished", shown(&out)));
            } else {
                let trained = run.train(&examples, &validation, &metadata)?;
                publish(trained.checkpoint.clone(), &training, &measured_on, &out, self.storage.into())?;
                run.finish(trained, self.keep_state)?;
            }
            runs.push(out);
        }
        if self.runs > 1 { choose(&runs, &self.out, self.recipe.votes.is_some()) } else { Ok(()) }
    }

    /// The checkpoint of each run.
    fn outs(&self) -> Vec<PathBuf> {
        if self.runs == 1 {
            return vec![self.out.clone()];
        }
        (self.recipe.seed..).take(self.runs).map(|seed| self.beside(&format!("seed{seed}.safetensors"))).collect()
    }

    /// The files that a run reads.
    fn read(&self) -> Vec<&Path> {
        let recipe = &self.recipe;
        let given = [&recipe.votes, &recipe.soft_targets, &self.from].into_iter().flatten().map(PathBuf::as_path);
        given.chain([self.data.path(), Path::new(&self.arch)]).collect()
    }

    fn beside(&self, extension: &str) -> PathBuf {
        self.out.with_extension(extension)
    }

    fn dataset(&self) -> Result<Data> {
        let mut dataset = self.data.read()?;
        let rows = dataset.rows();
        if let Some(Subset::Article) = self.subset {
            dataset = dataset.labelled(&expression_labels())?.subset(&ARTICLE_COUNTS, self.recipe.seed)?;
        }
        let labels = match self.classes.as_deref() {
            Some("3") => group_labels(),
            Some(_) => expression_labels(),
            None => dataset.labels().to_vec(),
        };
        let grouped = labels == group_labels() && dataset.labels() != labels;
        let dataset = dataset.labelled(&labels)?;
        let training = dataset.split(Split::Training)?;
        ensure!(labels.len() >= 2, "expected pictures of two labels or more, got only {}", labels.join(", "));
        if let Some(untaught) = (0..labels.len()).find(|&i| !training.iter().any(|s| s.label == i))
            && !is_known(&labels)
        {
            bail!("expected Training pictures of each label, got none of {}: add some", labels[untaught]);
        }
        Ok(Data { dataset, rows, grouped })
    }

    /// What the network learns from: labels, and, where asked for, a crowd's votes and a teacher's soft targets.
    fn examples(&self, training: &[Sample], rows: usize, labels: &[String]) -> Result<Vec<Example>> {
        let mut examples = training.iter().map(|s| example(s, labels)).collect::<Result<Vec<_>>>()?;
        balance(&mut examples, self.recipe.balance);
        if let Some(path) = &self.recipe.votes {
            let votes = targets::votes(path, rows, training, labels)?;
            examples = examples
                .into_iter()
                .zip(votes)
                .map(|(e, votes)| e.with_votes(votes))
                .collect::<mimique::Result<_>>()?;
        }
        if let Some(path) = &self.recipe.soft_targets {
            let soft = targets::read_soft_targets(path, training, labels)?;
            distil(&mut examples, &soft, self.recipe.soft_share)?;
        }
        Ok(examples)
    }

    fn architecture(&self) -> Result<Architecture> {
        if !self.arch.ends_with(".json") {
            return Ok(Architecture::named(&self.arch)?);
        }
        let text = read_text(Path::new(&self.arch)).with_context(|| format!("cannot read {}", self.arch))?;
        serde_json::from_str(&text).with_context(|| format!("{} is not an architecture", self.arch))
    }

    fn metadata(
        &self,
        seed: u64,
        architecture: Architecture,
        labels: &[String],
        grouped: bool,
        [training, validation]: [usize; 2],
        fingerprint: &str,
    ) -> Metadata {
        let is_fer2013 = self.dataset_name.is_none() && validation == 3_589 && is_known(labels);
        let dense = !architecture.dense().is_empty();
        let mut note = match self.subset {
            Some(Subset::Article) => {
                "A seeded choice of the Training pictures with the article's class counts.".to_owned()
            }
            None => "All Training pictures.".to_owned(),
        };
        if grouped {
            note += " Labels grouped: positive {happiness}, negative {anger, disgust, fear, sadness}, neutral {surprise, neutral}.";
        }
        Metadata {
            name: self.out.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            architecture,
            labels: labels.to_vec(),
            temperature: 1.0,
            dataset: Some(DatasetNote {
                name: match &self.dataset_name {
                    Some(name) => name.clone(),
                    None if is_fer2013 => "FER2013".into(),
                    None => self.data.name(),
                },
                rows: BTreeMap::from([("Training".into(), training), ("PublicTest".into(), validation)]),
                note,
                fingerprint: Some(fingerprint.to_owned()),
            }),
            figures: None,
            votes: None,
            training: Some(Training {
                command: command_line(),
                seed,
                epochs: self.recipe.epochs,
                recipe: self.recipe.in_words(dense),
            }),
            licence: Some(match (&self.dataset_licence, is_fer2013) {
                (Some(licence), _) => format!("Data: {licence}."),
                (None, true) => {
                    "Weights: MIT OR Apache-2.0. Data: FER2013, for research use; its pictures are not included.".into()
                }
                (None, false) => "Data: its licence was not stated (--dataset-licence).".into(),
            }),
            source: Some(
                if is_fer2013 {
                    "LeCun et al. 1998 (LeNet), Goodfellow et al. 2013 (FER2013)"
                } else {
                    "LeCun et al. 1998 (LeNet)"
                }
                .into(),
            ),
        }
    }
}

/// Whether these are FER2013's seven labels or their groups.
fn is_known(labels: &[String]) -> bool {
    labels == expression_labels() || labels == group_labels()
}

fn example(sample: &Sample, labels: &[String]) -> Result<Example> {
    Ok(Example::of_label(sample.face.clone(), truth(sample, labels)?, labels.len())?)
}
