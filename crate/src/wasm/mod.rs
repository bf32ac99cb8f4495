//! The only module that knows JavaScript: bytes and boxes in, plain objects out, errors as `Error` with a `code`.

#[cfg(feature = "bench")]
mod bench;
#[cfg(feature = "lab")]
mod lab;

use crate::detector::{Detector as FaceDetector, Tracker};
use crate::face::PIXELS;
use crate::{Answer, Checkpoint, Error, Face, FaceBox, Point, crop};
use js_sys::{Float32Array, Object, Reflect, Uint8ClampedArray};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

type Result<T> = std::result::Result<T, JsValue>;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// The largest integer up to which a JavaScript number holds every one.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Faces that are read at a time.
const BATCH: usize = 16;

/// A checkpoint ready to read faces.
#[wasm_bindgen]
pub struct Classifier(crate::Classifier);

/// RGBA pixels, copied into the memory of wasm once for all that look at them.
#[wasm_bindgen]
pub struct Frame {
    rgba: Vec<u8>,
    width: u32,
    height: u32,
}

#[wasm_bindgen]
impl Frame {
    /// Takes width × height × 4 bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(rgba: Vec<u8>, width: u32, height: u32) -> Result<Frame> {
        crate::Frame::new(&rgba, width, height).map_err(error)?;
        Ok(Self { rgba, width, height })
    }

    /// Whether it is a face already, and not a picture to look for one in.
    #[wasm_bindgen(getter, js_name = isFace)]
    pub fn is_face(&self) -> Result<bool> {
        Ok(FaceBox::is_whole(&self.frame()?))
    }

    fn frame(&self) -> Result<crate::Frame<'_>> {
        crate::Frame::new(&self.rgba, self.width, self.height).map_err(error)
    }
}

/// A face detector, and what it follows in a video.
#[wasm_bindgen]
pub struct Detector {
    detector: FaceDetector,
    tracker: Tracker,
}

#[wasm_bindgen]
impl Detector {
    /// Reads the network for near faces.
    #[wasm_bindgen(constructor)]
    pub fn new(near: &[u8]) -> Result<Detector> {
        Ok(Self { detector: FaceDetector::new(near).map_err(error)?, tracker: Tracker::default() })
    }

    /// Adds the network for faces that are small in a picture.
    #[wasm_bindgen(js_name = addFar)]
    pub fn add_far(&mut self, far: &[u8]) -> Result<()> {
        self.detector.add_far(far).map_err(error)
    }

    /// All faces of a picture, the largest and most central first.
    pub fn detect(&self, frame: &Frame) -> Result<JsValue> {
        object(&self.detector.detect(&frame.frame()?).map_err(error)?)
    }

    /// The face of a video's frame at a time in seconds, or null.
    pub fn track(&mut self, frame: &Frame, seconds: f64) -> Result<JsValue> {
        object(&self.tracker.track(&self.detector, &frame.frame()?, seconds).map_err(error)?)
    }
}

/// A box that the page gives, in frame pixels.
#[derive(Deserialize)]
struct GivenBox {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    /// The detector's, where there was one: the crop takes the face's roll from them.
    keypoints: Option<Vec<Point>>,
}

#[wasm_bindgen]
impl Classifier {
    /// Reads a safetensors checkpoint.
    #[wasm_bindgen(constructor)]
    pub fn new(weights: &[u8]) -> Result<Classifier> {
        let classifier = Checkpoint::from_bytes(weights).and_then(|c| crate::Classifier::new(&c));
        Ok(Self(classifier.map_err(error)?))
    }

    /// One label a probability, in order.
    #[wasm_bindgen(getter)]
    pub fn labels(&self) -> Vec<String> {
        self.0.metadata().labels.clone()
    }

    /// `{ label, members }[]`: labels whose probabilities may be shown as one sum.
    #[wasm_bindgen(getter)]
    pub fn groups(&self) -> Result<JsValue> {
        object(&self.0.groups())
    }

    /// What the checkpoint says of itself, with `parameters` and `mflop`.
    #[wasm_bindgen(getter)]
    pub fn metadata(&self) -> Result<JsValue> {
        let metadata = self.0.metadata();
        // A seed may have more digits than a JavaScript number holds: it is then handed over as text.
        let mut plain = metadata.clone();
        let seed = plain.training.as_mut().filter(|training| training.seed > MAX_SAFE_INTEGER);
        let seed = seed.map(|training| std::mem::take(&mut training.seed).to_string());
        let value = object(&plain)?;
        if let Some(seed) = seed {
            set(&Reflect::get(&value, &"training".into())?, "seed", seed)?;
        }
        let heads: Vec<String> = metadata.heads().iter().map(ToString::to_string).collect();
        set(&value, "heads", object(&heads)?)?;
        let outputs = metadata.outputs();
        set(&value, "parameters", metadata.architecture.parameters(outputs) as f64)?;
        set(&value, "mflop", metadata.architecture.mflop(outputs))?;
        Ok(value)
    }

    /// Reads the face in a frame. `face` is `{ x, y, width, height, keypoints? }` or undefined for the box that fills the frame.
    pub fn classify(&self, frame: &Frame, face: JsValue) -> Result<JsValue> {
        let frame = frame.frame()?;
        let face = match face.is_undefined() || face.is_null() {
            true => FaceBox::filling(&frame),
            false => {
                let GivenBox { x, y, width, height, keypoints } = serde_wasm_bindgen::from_value(face)
                    .map_err(|e| error(Error::FaceBox { reason: e.to_string() }))?;
                FaceBox::new(x, y, width, height)
                    .and_then(|face| face.with_keypoints(keypoints.unwrap_or_default()))
                    .map_err(error)?
            }
        };
        let square = face.square();
        let cropped = crop(&frame, square);
        let prediction = self.0.classify(&cropped).map_err(error)?;
        let result = self.answer(&prediction.label)?;
        let votes = prediction.votes.map(|votes| self.answer(&votes)).transpose()?;
        set(&result, "votes", votes.unwrap_or(JsValue::NULL))?;
        set(&result, "face", object(&face)?)?;
        set(&result, "square", object(&square)?)?;
        set(&result, "crop", Uint8ClampedArray::from(cropped.pixels().as_slice()))?;
        Ok(result)
    }

    /// What `classify` gives as `probabilities`, of several faces of 2304 grey bytes, one after the other.
    pub fn probabilities(&self, faces: &[u8]) -> Result<Vec<f32>> {
        let mut probabilities = Vec::new();
        // A few at a time: the memory of wasm never shrinks.
        for batch in faces.chunks(BATCH * PIXELS) {
            let mut faces = Vec::new();
            for face in batch.chunks(PIXELS) {
                faces.push(Face::new(face).map_err(error)?);
            }
            for prediction in self.0.classify_all(&faces).map_err(error)? {
                probabilities.extend_from_slice(&prediction.label.probabilities);
            }
        }
        Ok(probabilities)
    }

    /// `{ label, probabilities, logits }` of one head.
    fn answer(&self, answer: &Answer) -> Result<JsValue> {
        let result = Object::new().into();
        set(&result, "label", self.0.metadata().labels[answer.best()].as_str())?;
        set(&result, "probabilities", Float32Array::from(answer.probabilities.as_slice()))?;
        set(&result, "logits", Float32Array::from(answer.logits.as_slice()))?;
        Ok(result)
    }

    /// Every layer's activation for one face of 2304 grey bytes: `{ name, shape, data }[]`.
    pub fn activations(&self, face: &[u8]) -> Result<Vec<JsValue>> {
        let activations = Face::new(face).and_then(|face| self.0.activations(&face)).map_err(error)?;
        activations
            .into_iter()
            .map(|activation| {
                let values = activation.values.flatten_all().and_then(|v| v.to_vec1::<f32>());
                let data = values.map_err(|e| error(e.into()))?;
                let result = Object::new().into();
                set(&result, "name", activation.name)?;
                set(&result, "shape", object(&activation.values.dims()[1..])?)?;
                set(&result, "data", Float32Array::from(data.as_slice()))?;
                Ok(result)
            })
            .collect()
    }
}

fn object<T: Serialize + ?Sized>(value: &T) -> Result<JsValue> {
    // Maps as objects and None as null: what a JavaScript reader expects.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|e| JsError::new(&e.to_string()).into())
}

fn set(object: &JsValue, key: &str, value: impl Into<JsValue>) -> Result<()> {
    Reflect::set(object, &key.into(), &value.into()).map(|_| ())
}

fn error(error: Error) -> JsValue {
    let value = js_sys::Error::new(&error.to_string()).into();
    let _ = set(&value, "code", error.code());
    value
}
