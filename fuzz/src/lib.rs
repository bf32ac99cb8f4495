//! What hostile bytes are put through: everything of mimique that reads bytes. Each function takes any bytes at all, and none
//! may panic, hang or take memory without a limit; what is accepted must give finite readings.
//!
//! libFuzzer calls them from `fuzz_targets/`; `tests/rust/hostile.rs` calls the same ones on every kept input and its mutants,
//! on any toolchain.

use mimique::{Architecture, Checkpoint, Classifier, Dataset, Detector, Face, FaceBox, Frame, Recipe, Trainer};

/// A reader of hostile bytes.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 6] = [
    ("checkpoint", checkpoint),
    ("detector", detector),
    ("dataset", dataset),
    ("votes", votes),
    ("frame", frame),
    ("state", state),
];

/// Ends the header of a safetensors file in an input; no JSON holds this byte.
const END_OF_HEADER: u8 = 0xff;
/// The detector that ships; an input changes some of its bytes.
const FACE: &[u8] = include_bytes!("../../models/face.safetensors");

/// A safetensors file from a header and its data: the length in front is right, so that mutants get past it. Where the input
/// has no such end it is taken as it is.
fn file(input: &[u8]) -> Vec<u8> {
    let Some(end) = input.iter().position(|byte| *byte == END_OF_HEADER) else { return input.to_vec() };
    let (header, data) = (&input[..end], &input[end + 1..]);
    [&(header.len() as u64).to_le_bytes(), header, data].concat()
}

/// The input for a safetensors file: [`file`] the other way round.
pub fn unfile(bytes: &[u8]) -> Vec<u8> {
    let length = u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes")) as usize;
    [&bytes[8..8 + length], &[END_OF_HEADER], &bytes[8 + length..]].concat()
}

/// A checkpoint, and one reading by it when it is accepted.
pub fn checkpoint(input: &[u8]) {
    let Ok(checkpoint) = Checkpoint::from_bytes(&file(input)) else { return };
    let Ok(classifier) = Classifier::new(&checkpoint) else { return };
    let Ok(face) = Face::new(&[120; 48 * 48]) else { return };
    if let Ok(prediction) = classifier.classify(&face) {
        for answer in [Some(&prediction.label), prediction.votes.as_ref()].into_iter().flatten() {
            assert!(answer.probabilities.iter().all(|p| (0.0..=1.0).contains(p)), "{prediction:?}");
        }
    }
}

/// The detector's weights with some bytes changed (three of place and one of value each), or a file of one's own, and a look
/// for faces with it when it is accepted.
pub fn detector(input: &[u8]) {
    let bytes = match input.split_first() {
        Some((0, edits)) => {
            let mut bytes = FACE.to_vec();
            for edit in edits.as_chunks::<4>().0 {
                let place = usize::from(edit[0]) << 16 | usize::from(edit[1]) << 8 | usize::from(edit[2]);
                let place = place % bytes.len();
                bytes[place] = edit[3];
            }
            bytes
        }
        Some((_, rest)) => file(rest),
        None => return,
    };
    let Ok(detector) = Detector::new(&bytes) else { return };
    let pixels: Vec<u8> = (0..64 * 64 * 4).map(|i: usize| (i * 37 % 251) as u8).collect();
    let Ok(frame) = Frame::new(&pixels, 64, 64) else { return };
    for face in detector.detect(&frame).into_iter().flatten() {
        assert!(face.square().side().is_finite(), "{face:?}");
    }
}

/// A CSV file as Kaggle's `fer2013.csv`.
pub fn dataset(input: &[u8]) {
    let Ok(dataset) = Dataset::from_csv(input) else { return };
    let _ = dataset.check();
    assert!(dataset.rows() <= input.len());
}

/// A CSV file of votes as FER+'s `fer2013new.csv`.
pub fn votes(input: &[u8]) {
    for votes in mimique::votes::read_votes(input).into_iter().flatten() {
        if let Some(shares) = votes.shares() {
            assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{shares:?}");
        }
    }
}

/// A frame of any size and a box of any numbers in it, down to the 48 × 48 face: two bytes of width, two of height, sixteen of
/// the box, sixteen of two keypoints, and pixels, which repeat.
pub fn frame(input: &[u8]) {
    let Some((sizes, rest)) = input.split_first_chunk::<4>() else { return };
    let Some((numbers, pixels)) = rest.split_first_chunk::<32>() else { return };
    let side = |high: u8, low: u8| (u32::from(high) << 8 | u32::from(low)) % 2048;
    let (width, height) = (side(sizes[0], sizes[1]), side(sizes[2], sizes[3]));
    let bytes = (width * height * 4) as usize;
    let filled: Vec<u8> =
        if pixels.is_empty() { vec![7; bytes] } else { pixels.iter().copied().cycle().take(bytes).collect() };
    let Ok(frame) = Frame::new(&filled, width, height) else { return };
    let number = |i: usize| f32::from_le_bytes(std::array::from_fn(|byte| numbers[4 * i + byte]));
    let Ok(face) = FaceBox::new(number(0), number(1), number(2), number(3)) else { return };
    let _ = mimique::crop(&frame, face.square());
    let point = |i| mimique::face_box::Point { x: number(i), y: number(i + 1) };
    if let Ok(face) = face.with_keypoints(vec![point(4), point(6)]) {
        let _ = mimique::crop(&frame, face.square());
    }
}

/// What is left of a training run that was broken off.
pub fn state(input: &[u8]) {
    let bytes = file(input);
    let _ = Trainer::state_note(&bytes);
    let _ = Trainer::resume(small(), 2, recipe(), &bytes);
}

/// The recipe of the run that [`state`] resumes.
pub fn recipe() -> Recipe {
    let recipe = Recipe::plain(2, 0.1).and_then(|recipe| recipe.with_votes(1.0));
    recipe.expect("numbers within their ranges").with_batch_norm(true)
}

/// The smallest network worth the name, so that mutants reach its weights.
pub fn small() -> Architecture {
    let block = |pool: usize| serde_json::json!({ "channels": 2, "kernel": 3, "padding": 1, "pool": pool });
    let small = serde_json::json!({ "name": "small", "blocks": [block(4), block(4), block(3)], "dense": [2] });
    serde_json::from_value(small).expect("an architecture")
}
