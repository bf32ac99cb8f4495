//! Every limit of what is read (SECURITY.md, "Limits"): what is at it is taken, or refused for another reason, and one more is
//! refused by a message that says the limit.

mod support;

use mimique::architecture::Block;
use mimique::checkpoint::MAX_BYTES;
use mimique::frame::MAX_SIDE;
use mimique::{Architecture, Checkpoint, FaceBox, Frame, Point};
use std::fs::{self, File};
use std::path::Path;
use support::{csv, folder, mimique, shipped};

/// The error of a network that is one too much of something.
fn refused(blocks: &[[usize; 4]], dense: &[usize]) -> String {
    network(blocks, dense).unwrap_err()
}

/// Blocks of channels, kernel, padding and pool.
fn network(blocks: &[[usize; 4]], dense: &[usize]) -> Result<Architecture, String> {
    let blocks = blocks.iter().map(|[channels, kernel, padding, pool]| Block::new(*channels, *kernel, *padding, *pool));
    let blocks = blocks.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
    Architecture::new("x", blocks, dense.to_vec()).map_err(|error| error.to_string())
}

#[test]
fn a_checkpoint_has_16_mib() {
    let error = |bytes: u64| Checkpoint::from_bytes(&vec![0; bytes as usize]).unwrap_err().to_string();
    assert!(!error(MAX_BYTES).contains("16777216"), "{}", error(MAX_BYTES));
    assert!(error(MAX_BYTES + 1).contains("16777216"), "{}", error(MAX_BYTES + 1));
}

#[test]
fn a_header_has_1_mib() {
    let error = |length: u64| {
        let bytes = [&length.to_le_bytes()[..], &vec![b' '; length as usize]].concat();
        Checkpoint::from_bytes(&bytes).unwrap_err().to_string()
    };
    assert!(error(1 << 20).contains("its header is not JSON"), "{}", error(1 << 20));
    assert!(error((1 << 20) + 1).contains("expected at most 1048576"), "{}", error((1 << 20) + 1));
}

#[test]
fn a_network_has_4_000_000_parameters() {
    let blocks = [[1, 1, 0, 4], [1, 1, 0, 4], [1, 1, 0, 3]]; // 6 of them, and one value that goes on
    let most = network(&blocks, &[4095, 619, 2349]).unwrap();
    assert_eq!(most.parameters(0), 4_000_000);
    assert!(refused(&blocks, &[4095, 619, 2350]).contains("expected at most 4000000 parameters"));
}

#[test]
fn a_face_takes_4_000_mflop() {
    let wide = |channels| network(&[[64, 11, 5, 1], [channels, 11, 5, 1], [1, 1, 0, 4]], &[]);
    let most = (1..=1024).take_while(|channels| wide(*channels).is_ok()).last().unwrap();
    let one = 2.0 * 64.0 * 121.0 * 2304.0 / 1e6;
    let mflop = wide(most).unwrap().mflop(0);
    assert!(mflop <= 4_000.0 && mflop > 4_000.0 - 1.01 * one, "{mflop}");
    assert!(wide(most + 1).unwrap_err().contains("expected at most 4000 MFLOP"));
}

#[test]
fn maps_have_16_777_216_values() {
    let with = |last| {
        let pairs = [[1024, 1, 0, 1], [1, 1, 0, 1]].repeat(7); // 48 × 48
        network(&[&pairs[..], &[[16, 11, 0, 1], [last, 3, 0, 1]]].concat(), &[]) // 38 × 38 and 36 × 36
    };
    assert!(with(172).is_ok(), "{:?}", with(172)); // 7 · 1025 · 48² + 16 · 38² + 172 · 36² = 2²⁴
    assert!(with(173).unwrap_err().contains("expected maps of at most 16777216 values"));
}

#[test]
fn a_network_has_16_blocks_and_8_dense_layers() {
    let block = [1, 1, 0, 1];
    assert!(network(&[block; 16], &[1; 8]).is_ok());
    assert!(refused(&[block; 17], &[1; 8]).contains("1 to 16 blocks and at most 8 dense layers"));
    assert!(refused(&[block; 16], &[1; 9]).contains("1 to 16 blocks and at most 8 dense layers"));
}

#[test]
fn a_dense_layer_has_4_096_values() {
    assert!(network(&[[1, 1, 0, 4]], &[4096]).is_ok());
    assert!(refused(&[[1, 1, 0, 4]], &[4097]).contains("dense layers of 1 to 4096"));
}

#[test]
fn a_block_has_1_024_channels_a_kernel_of_11_and_a_pool_of_4() {
    assert!(Block::new(1024, 11, 10, 4).is_ok());
    for [channels, kernel, padding, pool] in
        [[1025, 11, 10, 4], [1024, 12, 10, 4], [1024, 11, 11, 4], [1024, 11, 10, 5]]
    {
        assert!(Block::new(channels, kernel, padding, pool).is_err(), "{channels} {kernel} {padding} {pool}");
    }
}

#[test]
fn a_frame_has_sides_of_16_384_pixels() {
    for (width, height) in [(MAX_SIDE, 1), (1, MAX_SIDE)] {
        assert!(Frame::new(&vec![0; 4 * MAX_SIDE as usize], width, height).is_ok());
    }
    for (width, height) in [(MAX_SIDE + 1, 1), (1, MAX_SIDE + 1)] {
        let error = Frame::new(&vec![0; 4 * (MAX_SIDE as usize + 1)], width, height).unwrap_err().to_string();
        assert!(error.contains("16384 pixels"), "{error}");
    }
}

#[test]
fn a_face_box_has_64_keypoints() {
    let face = |keypoints| {
        FaceBox::new(0.0, 0.0, 48.0, 48.0).unwrap().with_keypoints(vec![Point { x: 1.0, y: 1.0 }; keypoints])
    };
    assert!(face(64).is_ok());
    assert!(face(65).unwrap_err().to_string().contains("at most 64 keypoints"));
}

/// A file of this many bytes, all 0, which take no room on the disk.
fn zeros(folder: &Path, name: &str, bytes: u64) -> String {
    let path = folder.join(name);
    File::create(&path).unwrap().set_len(bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// What the command line says of a file of so many MiB, and of one with a byte more.
fn at_and_past(name: &str, mib: u64, says: impl Fn(&str) -> String) {
    let folder = folder(name);
    let told = format!("expected at most {mib} MiB");
    let at = says(&zeros(&folder, "at", mib << 20));
    assert!(!at.contains(&told), "{at}");
    let past = says(&zeros(&folder, "past", (mib << 20) + 1));
    assert!(past.contains(&told), "{past}");
}

/// What a command fails with.
fn fault(words: &[&str]) -> String {
    let (ok, _, errors) = mimique(words);
    assert!(!ok, "{words:?}");
    errors
}

/// What training fails with that is given a file by a flag. It would write beside the file, under another name.
fn training_fault(flag: &str, file: &str) -> String {
    let data = csv(&folder(&format!("limit-data{flag}")), 14);
    let out = Path::new(file).with_extension("out.safetensors");
    let [data, out] = [&data, &out].map(|path| path.to_str().unwrap());
    fault(&["train", "--data", data, "--out", out, flag, file])
}

#[test]
fn a_picture_has_a_file_of_128_mib() {
    let weights = shipped("models/lenet.safetensors");
    at_and_past("limit-picture", 128, |file| fault(&["classify", "--weights", &weights, file]));
}

#[test]
fn a_checkpoint_is_not_read_beyond_its_limit() {
    at_and_past("limit-checkpoint", 16, |file| fault(&["inspect", file]));
}

#[test]
fn soft_targets_have_a_file_of_64_mib() {
    at_and_past("limit-soft", 64, |file| training_fault("--soft-targets", file));
}

#[test]
fn a_state_has_a_file_of_128_mib() {
    at_and_past("limit-state", 128, |file| training_fault("--from", file));
}

#[test]
fn an_architecture_has_a_file_of_4_mib() {
    at_and_past("limit-text", 4, |file| {
        let arch = format!("{file}.json");
        fs::rename(file, &arch).unwrap();
        training_fault("--arch", &arch)
    });
}

#[test]
fn folders_name_12_labels() {
    let train = |labels: usize| {
        let folder = folder(&format!("limit-labels-{labels}"));
        for label in 0..labels {
            let place = folder.join("data/Training").join(format!("label{label:02}"));
            fs::create_dir_all(&place).unwrap();
            fs::copy(shipped("www/sample.jpg"), place.join("a.jpg")).unwrap();
        }
        let [data, out] = ["data", "x.safetensors"].map(|name| folder.join(name).to_str().unwrap().to_owned());
        fault(&["train", "--data", &data, "--out", &out, "--epochs", "1"])
    };
    assert!(!train(12).contains("at most 12"), "{}", train(12));
    assert!(train(13).contains("expected at most 12"), "{}", train(13));
}
