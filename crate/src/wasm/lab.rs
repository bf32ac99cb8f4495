//! The lab for the page that trains (feature `lab`): pictures and a run, in a worker of its own.

use super::{Result, error, object, set};
use crate::lab::{Drawing, Pool, Run, Settings};
use crate::{Checkpoint, Error, Storage};
use js_sys::Float32Array;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// Pictures, and the network that learns from them.
#[wasm_bindgen]
pub struct Lab {
    pool: Pool,
    run: Option<Run>,
}

#[wasm_bindgen]
impl Lab {
    /// Draws faces: `{ pose, ambiguity, seed, training, validation, test?, groups? }`, pictures per label.
    pub fn drawn(drawing: JsValue) -> Result<Lab> {
        Ok(Self { pool: Pool::drawn(&given::<Drawing>(drawing)?).map_err(error)?, run: None })
    }

    /// Pictures that somebody gave: 2304 grey bytes each, its label as an index, and its part, 0 for training, 1 for validation, 2
    /// for test.
    pub fn given(name: &str, labels: Vec<String>, pixels: &[u8], truths: &[u8], parts: &[u8]) -> Result<Lab> {
        Ok(Self { pool: Pool::given(name, labels, pixels, truths, parts).map_err(error)?, run: None })
    }

    /// The labels, in the order of every count.
    #[wasm_bindgen(getter)]
    pub fn labels(&self) -> Vec<String> {
        self.pool.labels().to_vec()
    }

    /// Pictures of each label in a part, `training`, `validation` or `test`.
    pub fn counts(&self, part: JsValue) -> Result<Vec<u32>> {
        Ok(self.pool.counts(given(part)?).into_iter().map(|count| count as u32).collect())
    }

    /// The label of each picture of a part.
    pub fn truths(&self, part: JsValue) -> Result<Vec<u8>> {
        Ok(self.pool.pictures(given(part)?).iter().map(|picture| picture.label as u8).collect())
    }

    /// A picture's 2304 grey bytes, or undefined.
    pub fn picture(&self, part: JsValue, index: usize) -> Result<Option<Vec<u8>>> {
        Ok(self.pool.pictures(given(part)?).get(index).map(|picture| picture.face.pixels().to_vec()))
    }

    /// Begins a run with fresh weights or, with a checkpoint, with its weights, of which `last_only` changes the last layer alone;
    /// with a state goes on where that was taken. Gives `{ parameters, mflop, examples, stepsPerEpoch, steps }`.
    pub fn begin(
        &mut self,
        settings: JsValue,
        checkpoint: Option<Vec<u8>>,
        last_only: bool,
        state: Option<Vec<u8>>,
    ) -> Result<JsValue> {
        let settings: Settings = given(settings)?;
        let begin = || {
            let mut run = match checkpoint {
                Some(bytes) => Run::tuned(&self.pool, settings, &Checkpoint::from_bytes(&bytes)?, last_only)?,
                None => Run::new(&self.pool, settings)?,
            };
            state.map_or(Ok(()), |state| run.restore(&state))?;
            Ok(run)
        };
        let run = begin().map_err(error)?;
        let (parameters, mflop) = run.size();
        let size = size_object(parameters, mflop)?;
        set(&size, "examples", run.examples() as f64)?;
        set(&size, "stepsPerEpoch", run.steps_per_epoch() as f64)?;
        set(&size, "steps", run.steps() as f64)?;
        self.run = Some(run);
        Ok(size)
    }

    /// Changes the learning rate from the next step on.
    #[wasm_bindgen(js_name = setLearningRate)]
    pub fn set_learning_rate(&mut self, rate: f64) -> Result<()> {
        self.run_mut()?.set_learning_rate(rate).map_err(error)
    }

    /// Takes one step: `{ loss, right, n, learningRate }`, of the pictures before the step.
    pub fn step(&mut self) -> Result<JsValue> {
        let step = self.run_mut()?.step().map_err(error)?;
        let value = js_sys::Object::new().into();
        set(&value, "loss", step.loss)?;
        set(&value, "right", step.right as f64)?;
        set(&value, "n", step.n as f64)?;
        set(&value, "learningRate", step.learning_rate)?;
        Ok(value)
    }

    /// What the network makes of a part: `{ evaluation, predicted, probabilities, groups }`. `prior` takes the log share of each label
    /// off its logit.
    pub fn read(&self, part: JsValue, prior: bool) -> Result<JsValue> {
        object(&self.run()?.read(&self.pool, given(part)?, prior).map_err(error)?)
    }

    /// `{ shape, data }` of the first layer's kernels.
    pub fn kernels(&self) -> Result<JsValue> {
        let kernels = self.run()?.kernels().map_err(error)?;
        let data = kernels.flatten_all().and_then(|values| values.to_vec1::<f32>()).map_err(|e| error(e.into()))?;
        let value = js_sys::Object::new().into();
        set(&value, "shape", object(kernels.dims())?)?;
        set(&value, "data", Float32Array::from(data.as_slice()))?;
        Ok(value)
    }

    /// `[name, size][]` of the gradients, and `{ name, share, largest }[]` of the activations for a picture: the share of
    /// values above 0, and the largest.
    pub fn layers(&self, part: JsValue, index: usize) -> Result<JsValue> {
        let run = self.run()?;
        let picture = self.pool.pictures(given(part)?).get(index);
        let picture = picture.ok_or_else(|| error(Error::Data { reason: format!("there is no picture {index}") }))?;
        let activations = run.classifier().and_then(|c| c.activations(&picture.face)).map_err(error)?;
        let layers = activations.iter().map(|activation| {
            let values =
                activation.values.flatten_all().and_then(|v| v.to_vec1::<f32>()).map_err(|e| error(e.into()))?;
            let value = js_sys::Object::new().into();
            set(&value, "name", activation.name.as_str())?;
            set(&value, "share", values.iter().filter(|v| **v > 0.0).count() as f64 / values.len() as f64)?;
            set(&value, "largest", values.iter().fold(f32::MIN, |a, b| a.max(*b)))?;
            Ok(value)
        });
        let value = js_sys::Object::new().into();
        set(&value, "activations", layers.collect::<Result<js_sys::Array>>()?)?;
        set(&value, "gradients", object(&run.gradients())?)?;
        Ok(value)
    }

    /// The network as a safetensors checkpoint, with its figures on the validation pictures. `address` is the page's.
    pub fn checkpoint(&self, name: &str, address: &str) -> Result<Vec<u8>> {
        let checkpoint = self.run()?.checkpoint(&self.pool, name, address);
        checkpoint.and_then(|checkpoint| checkpoint.to_bytes(Storage::F32)).map_err(error)
    }

    /// All that `begin` needs to go on, beside pictures and settings.
    pub fn state(&mut self) -> Result<Vec<u8>> {
        self.run_mut()?.state().map_err(error)
    }

    fn run(&self) -> Result<&Run> {
        self.run.as_ref().ok_or_else(no_run)
    }

    fn run_mut(&mut self) -> Result<&mut Run> {
        self.run.as_mut().ok_or_else(no_run)
    }
}

/// Whether these bytes are a checkpoint; throws the reason when not.
#[wasm_bindgen]
pub fn check(checkpoint: &[u8]) -> Result<()> {
    Checkpoint::from_bytes(checkpoint).map(drop).map_err(error)
}

/// `{ parameters, mflop }` of the network that settings describe, with so many labels.
#[wasm_bindgen(js_name = sizeOf)]
pub fn size_of(settings: JsValue, labels: usize) -> Result<JsValue> {
    let settings: Settings = given(settings)?;
    let architecture = settings.architecture().map_err(error)?;
    architecture.check_outputs(labels).map_err(error)?;
    size_object(architecture.parameters(labels), architecture.mflop(labels))
}

fn size_object(parameters: u64, mflop: f64) -> Result<JsValue> {
    let value = js_sys::Object::new().into();
    set(&value, "parameters", parameters as f64)?;
    set(&value, "mflop", mflop)?;
    Ok(value)
}

fn no_run() -> JsValue {
    error(Error::Training { reason: "expected a run to have begun: call `begin` first".to_owned() })
}

fn given<T: DeserializeOwned>(value: JsValue) -> Result<T> {
    serde_wasm_bindgen::from_value(value).map_err(|e| error(Error::Training { reason: e.to_string() }))
}
