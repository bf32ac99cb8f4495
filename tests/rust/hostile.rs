//! Every kept input of `fuzz/corpus/` and its seeded mutants through the targets of `fuzz/`, on any toolchain: nothing panics.
//!
//! `MIMIQUE_FUZZ=200000 cargo test --test hostile` makes as many mutants per target; `cargo fuzz` looks for new inputs.

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use mimique::{Metadata, Storage, Trainer};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fs;
use std::path::PathBuf;

fn corpus(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target)
}

fn kept(target: &str) -> Vec<Vec<u8>> {
    let folder = corpus(target);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no input", folder.display());
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Changes, cuts, repeats or mixes in what another input has.
fn mutant(input: &[u8], other: &[u8], rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..rng.random_range(1..=4) {
        let at = rng.random_range(0..=bytes.len());
        let end = rng.random_range(at..=bytes.len()).min(at + 64);
        match rng.random_range(0..5) {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, [rng.random()])),
            2 => bytes[at..end].iter_mut().take(4).for_each(|byte| *byte = rng.random()),
            3 => drop(bytes.splice(at..at, input[at.min(input.len())..end.min(input.len())].to_vec())),
            _ => drop(bytes.splice(at..end, other.iter().copied().skip(at).take(end - at))),
        }
    }
    bytes
}

fn survives(name: &str, mutants: usize) {
    let (_, target) = fuzz::TARGETS.into_iter().find(|(known, _)| *known == name).unwrap();
    let inputs = kept(name);
    inputs.iter().for_each(|input| target(input));
    let mutants = std::env::var("MIMIQUE_FUZZ").map_or(mutants, |count| count.parse().expect("a count of mutants"));
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for i in 0..mutants {
        let bytes = mutant(&inputs[i % inputs.len()], &inputs[rng.random_range(0..inputs.len())], &mut rng);
        target(&bytes);
    }
}

#[test]
fn hostile_checkpoints_are_refused_or_read() {
    survives("checkpoint", 20_000);
}

#[test]
fn hostile_detectors_are_refused_or_look() {
    survives("detector", 300);
}

#[test]
fn hostile_rows_are_told() {
    survives("dataset", 5_000);
}

#[test]
fn hostile_votes_are_told() {
    survives("votes", 20_000);
}

#[test]
fn hostile_boxes_are_refused_or_cropped() {
    survives("frame", 300);
}

#[test]
fn hostile_states_are_refused_or_resumed() {
    survives("state", 20_000);
}

/// What every corpus begins with; `cargo test --test hostile -- --ignored` writes it anew.
#[test]
#[ignore = "writes fuzz/corpus"]
fn write_the_seeds() {
    let keep = |target: &str, name: &str, bytes: &[u8]| {
        fs::create_dir_all(corpus(target)).unwrap();
        fs::write(corpus(target).join(name), bytes).unwrap();
    };
    let mut trainer = Trainer::new(fuzz::small(), 2, fuzz::recipe()).unwrap();
    keep("state", "seed-fresh", &fuzz::unfile(&trainer.state_with("note").unwrap()));
    let metadata = Metadata::new("small", fuzz::small(), vec!["a".into(), "b".into()]);
    let checkpoint = trainer.checkpoint(metadata).unwrap();
    for (name, storage) in [("f32", Storage::F32), ("f16", Storage::F16), ("i8", Storage::I8)] {
        keep("checkpoint", &format!("seed-{name}"), &fuzz::unfile(&checkpoint.to_bytes(storage).unwrap()));
    }
    keep("detector", "seed-as-shipped", &[0]);
    keep("detector", "seed-changed", &[0, 1, 200, 7, 127, 2, 0, 9, 255]);

    let pixels = vec!["7"; 48 * 48].join(" ");
    let csv = format!("emotion,pixels,Usage\n3,{pixels},Training\n9,{pixels},PublicTest\n0,1 2 3,PrivateTest\n");
    keep("dataset", "seed-rows", csv.as_bytes());
    keep("dataset", "seed-crlf", csv.replace('\n', "\r\n").as_bytes());
    let votes = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n\
                 Training,fer0000000.png,4,0,0,1,3,2,0,0,0,0\nPublicTest,fer0000001.png,0,0,0,0,0,0,0,0,0,10\n";
    keep("votes", "seed-rows", votes.as_bytes());

    let numbers = |values: [f32; 8]| values.map(f32::to_le_bytes).concat();
    let upright = numbers([10.0, 12.0, 30.0, 40.0, 15.0, 20.0, 30.0, 25.0]);
    keep("frame", "seed-inside", &[&[0, 90, 0, 60], &upright[..], &[1, 2, 3, 255]].concat());
    let outside = numbers([-1e9, 1e30, 5.0, f32::NAN, 0.0, 0.0, 1.0, 1.0]);
    keep("frame", "seed-outside", &[&[0, 1, 7, 255], &outside[..]].concat());
}
