//! Detect: where the faces are in a frame.
//!
//! ```text
//! frame ─ square ─ input (128, 128, 3) ─ BlazeFace ─ candidates ─ merged ─ FaceBox
//! ```
//!
//! Two passes: the whole frame at a low threshold, then, for each face that may be there, a square of twice its size, which
//! tells false ones from true ones and places the box better. FER2013's framing hangs on that box. In a video a [`Tracker`]
//! looks where the face was a moment ago, at the second pass's cost alone.

mod blazeface;
mod input;
mod overlap;
mod tracker;

#[cfg(test)]
mod properties;

use crate::{FaceBox, Frame, Point, Result, Square};
pub use blazeface::{BlazeFace, Candidate, KEYPOINTS};
use input::input;
use overlap::{merged, overlap, put_first};
pub use tracker::Tracker;

/// Finds faces in frames.
///
/// ```
/// use mimique::{Detector, Frame};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let near = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/detectors/face.safetensors"))?;
/// // `near` are the bytes of face.safetensors.
/// let detector = Detector::new(&near)?;
/// let grey = [128; 320 * 240 * 4];
/// assert!(detector.detect(&Frame::new(&grey, 320, 240)?)?.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Detector {
    near: BlazeFace,
    /// A network that sees four times as many pixels, for faces that are small in a photo.
    far: Option<BlazeFace>,
}

/// The score at which the first pass takes something for a face.
const PERHAPS: f32 = 0.3;
/// The score at which the second pass is sure, and the one from which a third, closer look decides: a face is one at any size.
const SURE: f32 = 0.8;
const DOUBTFUL: f32 = 0.4;
/// The mean of the second and third pass's scores at which it is a face after all. Of pictures without a face, the highest
/// is 0.694; of FER2013's own, so close that BlazeFace half misses them, 93 % have it.
const SURE_TWICE: f32 = 0.7;
/// Faces that the second pass looks at.
const MOST_FACES: usize = 16;
/// Side of the second pass's square over that of the face, and of the third one's.
const ROUND: f32 = 2.0;
const CLOSER: f32 = 1.5;

impl Detector {
    /// Reads the network for near faces, `face.safetensors`.
    ///
    /// # Errors
    /// [`Error::NotSafetensors`](crate::Error::NotSafetensors) or one of the tensors' errors for bytes that are no such file.
    pub fn new(near: &[u8]) -> Result<Self> {
        Ok(Self { near: BlazeFace::from_bytes(near)?, far: None })
    }

    /// Adds the network for far faces, `face-far.safetensors`.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_far(mut self, far: &[u8]) -> Result<Self> {
        self.add_far(far)?;
        Ok(self)
    }

    /// As [`with_far`](Self::with_far), when a picture first needs it.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn add_far(&mut self, far: &[u8]) -> Result<()> {
        self.far = Some(BlazeFace::from_bytes(far)?);
        Ok(())
    }

    /// All faces, the largest and most central first. Where the network for near faces finds none, the one for far faces, if
    /// it is there, looks too.
    ///
    /// # Errors
    /// [`Error::Candle`](crate::Error::Candle) for what candle refuses, which no valid input reaches.
    pub fn detect(&self, frame: &Frame) -> Result<Vec<FaceBox>> {
        let whole = whole(frame);
        let mut faces = self.verified(frame, look(&self.near, frame, whole, PERHAPS)?)?;
        if let (true, Some(far)) = (faces.is_empty(), &self.far) {
            faces = self.verified(frame, look(far, frame, whole, PERHAPS)?)?;
        }
        put_first(&mut faces, |face| prominence(face, frame));
        Ok(faces)
    }

    /// The faces of a first pass that the second one is sure of, placed by it.
    fn verified(&self, frame: &Frame, faces: Vec<FaceBox>) -> Result<Vec<FaceBox>> {
        let mut sure: Vec<FaceBox> = Vec::new();
        for face in faces.into_iter().take(MOST_FACES) {
            let Some(face) = self.again(frame, &face, ROUND, DOUBTFUL)? else { continue };
            let score = |face: &FaceBox| face.score().unwrap_or_default();
            let is_face = score(&face) >= SURE
                || self
                    .again(frame, &face, CLOSER, DOUBTFUL)?
                    .is_some_and(|closer| (score(&face) + score(&closer)) / 2.0 >= SURE_TWICE);
            if is_face && sure.iter().all(|other| overlap(&edges(other), &edges(&face)) < 0.3) {
                sure.push(face);
            }
        }
        Ok(sure)
    }

    /// Looks again at a face, in a square `times` its size: the face there that covers the same place, if it has the
    /// score.
    fn again(&self, frame: &Frame, face: &FaceBox, times: f32, threshold: f32) -> Result<Option<FaceBox>> {
        let found = look(&self.near, frame, around(face, times), threshold)?;
        Ok(found.into_iter().find(|found| overlap(&edges(found), &edges(face)) > 0.2))
    }
}

/// The faces of one pass over a square of the frame, most certain first.
fn look(network: &BlazeFace, frame: &Frame, square: Square, threshold: f32) -> Result<Vec<FaceBox>> {
    let input = input(frame, square, network.side());
    let faces = merged(network.candidates(input, threshold)?);
    Ok(faces.into_iter().filter_map(|face| placed(&face, square)).collect())
}

/// A candidate in frame pixels; none where its numbers make no box.
fn placed(candidate: &Candidate, square: Square) -> Option<FaceBox> {
    let place = |[x, y]: [f32; 2]| Point { x: square.x() + x * square.side(), y: square.y() + y * square.side() };
    let [left, top, right, bottom] = candidate.edges;
    let (corner, end) = (place([left, top]), place([right, bottom]));
    let face = FaceBox::new(corner.x, corner.y, end.x - corner.x, end.y - corner.y).ok()?;
    Some(face.with_keypoints(candidate.keypoints.map(place).to_vec()).ok()?.with_score(Some(candidate.score)))
}

/// The smallest square that holds the whole frame.
fn whole(frame: &Frame) -> Square {
    let (width, height) = (frame.width() as f32, frame.height() as f32);
    let side = width.max(height);
    Square::upright((width - side) / 2.0, (height - side) / 2.0, side)
}

fn around(face: &FaceBox, times: f32) -> Square {
    let side = times * face.width().max(face.height());
    Square::upright(face.x() + (face.width() - side) / 2.0, face.y() + (face.height() - side) / 2.0, side)
}

/// Left, top, right and bottom edge.
fn edges(face: &FaceBox) -> [f32; 4] {
    [face.x(), face.y(), face.x() + face.width(), face.y() + face.height()]
}

/// Large and central: a face's width, halved at the frame's corners.
fn prominence(face: &FaceBox, frame: &Frame) -> f32 {
    let (width, height) = (frame.width() as f32, frame.height() as f32);
    let across = (face.x() + face.width() / 2.0 - width / 2.0) / width;
    let down = (face.y() + face.height() / 2.0 - height / 2.0) / height;
    face.width() * (1.0 - (across * across + down * down).sqrt() / 2f32.sqrt()).max(0.0)
}
