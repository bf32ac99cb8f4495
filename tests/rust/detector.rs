//! The face detector: the original runtime's numbers (tests/golden/face.py), and faces found where they are.

use image::imageops::{FilterType, overlay, resize};
use image::{Rgba, RgbaImage};
use mimique::detector::{BlazeFace, Tracker};
use mimique::{Detector, Frame};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(root().join(path)).unwrap()
}

fn detector() -> Detector {
    Detector::new(&read("models/face.safetensors")).unwrap().with_far(&read("models/face-far.safetensors")).unwrap()
}

fn detect(detector: &Detector, picture: &RgbaImage) -> Vec<mimique::FaceBox> {
    detector.detect(&Frame::new(picture.as_raw(), picture.width(), picture.height()).unwrap()).unwrap()
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |c: u8| ALPHABET.iter().position(|a| *a == c).map_or(0, |i| i as u32);
    let padding = text.bytes().filter(|c| *c == b'=').count();
    let quads = text.as_bytes().chunks_exact(4);
    let mut bytes: Vec<u8> = quads
        .map(|quad| quad.iter().fold(0, |bits, c| bits << 6 | value(*c)))
        .flat_map(|bits| [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8])
        .collect();
    bytes.truncate(bytes.len() - padding);
    bytes
}

#[test]
fn outputs_equal_the_original_runtimes() {
    let golden: Value = serde_json::from_slice(&read("tests/golden/face.json")).unwrap();
    for net in golden["nets"].as_array().unwrap() {
        let network = BlazeFace::from_bytes(&read(net["model"].as_str().unwrap())).unwrap();
        assert_eq!(network.side() as u64, net["side"].as_u64().unwrap());
        let input = base64(net["input"].as_str().unwrap()).into_iter().map(|v| f32::from(v) / 127.5 - 1.0).collect();
        let (scores, boxes) = network.outputs(input).unwrap();
        let close = |got: f32, expected: &Value| {
            let expected = expected.as_f64().unwrap();
            assert!((f64::from(got) - expected).abs() < 1e-3 * expected.abs().max(1.0), "{got} and {expected}");
        };
        let expected = net["scores"].as_array().unwrap();
        assert_eq!((scores.len(), boxes.len()), (expected.len(), 16 * expected.len()));
        scores.iter().zip(expected).for_each(|(got, expected)| close(*got, expected));
        for (anchor, expected) in net["anchors"].as_array().unwrap().iter().zip(net["boxes"].as_array().unwrap()) {
            let got = &boxes[16 * anchor.as_u64().unwrap() as usize..][..16];
            got.iter().zip(expected.as_array().unwrap()).for_each(|(got, expected)| close(*got, expected));
        }
    }
}

/// The sample portrait, its face 104 pixels wide at (98, 72), shrunk or stretched and laid into a grey room at a place.
fn scene(width: u32, face_width: f32, centre: (f32, f32)) -> RgbaImage {
    let portrait = image::open(root().join("www/sample.jpg")).unwrap().into_rgba8();
    let scale = face_width / 104.0;
    let sides = [portrait.width(), portrait.height()].map(|side| (side as f32 * scale) as u32);
    let mut room =
        RgbaImage::from_fn(width, width * 3 / 4, |x, y| Rgba([90, (80 + x % 40) as u8, (70 + y % 50) as u8, 255]));
    let corner = |centre: f32, in_portrait: f32| (centre - in_portrait * scale) as i64;
    overlay(
        &mut room,
        &resize(&portrait, sides[0], sides[1], FilterType::Triangle),
        corner(centre.0, 150.0),
        corner(centre.1, 124.0),
    );
    room
}

#[test]
fn a_face_is_found_wherever_it_is_and_however_large() {
    let detector = detector();
    for (face_width, centre) in [
        (240.0, (320.0, 240.0)),
        (160.0, (450.0, 200.0)),
        (96.0, (150.0, 350.0)),
        (64.0, (500.0, 120.0)),
        (48.0, (320.0, 240.0)),
    ] {
        let faces = detect(&detector, &scene(640, face_width, centre));
        let face = faces.first().unwrap_or_else(|| panic!("no face of {face_width} pixels at {centre:?}"));
        let middle = (face.x() + face.width() / 2.0, face.y() + face.height() / 2.0);
        let near = |a: f32, b: f32| (a - b).abs() < 0.12 * face_width;
        assert!(near(middle.0, centre.0) && near(middle.1, centre.1), "{face:?} is not at {centre:?}");
        assert!((face.width() / face_width - 1.0).abs() < 0.15, "{face:?} is not {face_width} wide");
        assert_eq!(face.keypoints().len(), 6);
        assert!(
            face.keypoints()[0].x < face.keypoints()[1].x && face.keypoints()[3].y > face.keypoints()[2].y,
            "{face:?}"
        );
        assert!(face.score() > Some(0.7));
    }
}

/// The portrait laid into the room, rolled by some degrees, in a share of the light.
fn rolled(face_width: f32, centre: (f32, f32), degrees: f32, light: f32) -> RgbaImage {
    let portrait = image::open(root().join("www/sample.jpg")).unwrap().into_rgba8();
    let (sin, cos) = degrees.to_radians().sin_cos();
    let scale = 104.0 / face_width;
    // Its picture, shrunk by area average so that no detail turns into noise, and sampled between pixels.
    let sides = [portrait.width(), portrait.height()].map(|side| (side as f32 / scale).round() as u32);
    let portrait = resize(&portrait, sides[0], sides[1], FilterType::Triangle);
    RgbaImage::from_fn(640, 480, |x, y| {
        let (dx, dy) = (x as f32 - centre.0, y as f32 - centre.1);
        let at = (cos * dx + sin * dy + 150.0 / scale, cos * dy - sin * dx + 124.0 / scale);
        let inside = image::imageops::interpolate_bilinear(&portrait, at.0, at.1);
        let Rgba(colour) = inside.unwrap_or(Rgba([90, (80 + x % 40) as u8, (70 + y % 50) as u8, 255]));
        Rgba(
            [0, 1, 2]
                .map(|i| (f32::from(colour[i]) * light) as u8)
                .iter()
                .copied()
                .chain([255])
                .collect::<Vec<_>>()
                .try_into()
                .unwrap(),
        )
    })
}

#[test]
fn nearly_every_face_is_found_whatever_its_size_roll_and_light() {
    let detector = detector();
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    let scenes = 120;
    let mut missed = Vec::new();
    for _ in 0..scenes {
        let width = rng.random_range(64f32.ln()..240f32.ln()).exp();
        let margin = 0.75 * width;
        let centre = (rng.random_range(margin..640.0 - margin), rng.random_range(margin..480.0 - margin));
        let (degrees, light) = (rng.random_range(-45.0..45.0), rng.random_range(0.08f32.ln()..0.0).exp());
        let found = detect(&detector, &rolled(width, centre, degrees, light));
        let there = |f: &mimique::FaceBox| {
            (f.x() + f.width() / 2.0 - centre.0).hypot(f.y() + f.height() / 2.0 - centre.1) < 0.35 * width
        };
        if !found.iter().any(there) {
            missed.push((width, degrees, light));
        }
    }
    let recall = 1.0 - missed.len() as f32 / scenes as f32;
    assert!(recall >= 0.98, "recall {recall}; missed (width, roll, light): {missed:?}");
}

#[test]
fn dim_light_hides_no_face() {
    let detector = detector();
    for light in [0.3, 0.08, 0.04] {
        let mut picture = scene(640, 150.0, (320.0, 240.0));
        picture.pixels_mut().for_each(|p| (0..3).for_each(|i| p[i] = (f32::from(p[i]) * light) as u8));
        assert_eq!(detect(&detector, &picture).len(), 1, "at {light} of the light");
    }
}

#[test]
fn several_faces_come_the_largest_and_most_central_first() {
    let mut picture = scene(640, 90.0, (120.0, 300.0));
    let portrait = scene(640, 150.0, (400.0, 240.0));
    overlay(&mut picture, &image::imageops::crop_imm(&portrait, 260, 60, 280, 380).to_image(), 260, 60);
    let faces = detect(&detector(), &picture);
    assert_eq!(faces.len(), 2, "{faces:?}");
    assert!(faces[0].width() > 1.3 * faces[1].width());
}

#[test]
fn a_face_is_followed_and_gone_when_it_leaves() {
    let detector = detector();
    let mut tracker = Tracker::default();
    let mut track = |picture: &RgbaImage, seconds: f64| {
        tracker
            .track(&detector, &Frame::new(picture.as_raw(), picture.width(), picture.height()).unwrap(), seconds)
            .unwrap()
    };
    let empty = RgbaImage::from_pixel(640, 480, Rgba([90, 90, 90, 255]));
    assert!(track(&empty, 0.0).is_none());
    // It walks to the right by half its width per second, at thirty frames per second.
    for i in 0..12 {
        let seconds = 0.1 + f64::from(i) / 30.0;
        let x = 200.0 + 75.0 * (seconds as f32 - 0.1);
        let face = track(&scene(640, 150.0, (x, 240.0)), seconds).expect("the face is there");
        assert!((face.x() + face.width() / 2.0 - x).abs() < 15.0, "{face:?} is not at {x}");
    }
    assert!(track(&empty, 0.6).is_none(), "the face has left");
    assert!(track(&scene(640, 150.0, (400.0, 240.0)), 0.7).is_some(), "and is back elsewhere");
    // A small face is found within some frames.
    let small = scene(640, 56.0, (120.0, 100.0));
    assert!((0..8).any(|i| track(&small, 10.0 + f64::from(i) / 30.0).is_some()));
}

#[test]
fn there_is_no_face_where_there_is_none() {
    let detector = detector();
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let noise = RgbaImage::from_fn(320, 240, |_, _| Rgba([rng.random(), rng.random(), rng.random(), 255]));
    let stripes =
        RgbaImage::from_fn(320, 240, |x, y| Rgba([(x * 5 + y * 3) as u8, (x / 20 * 20) as u8, (y * 7) as u8, 255]));
    let rings = RgbaImage::from_fn(320, 320, |x, y| {
        let distance = (x as f32 - 160.0).hypot(y as f32 - 160.0);
        Rgba([(128.0 + 127.0 * (distance / 6.0).sin()) as u8; 4])
    });
    for (name, picture) in [("black", RgbaImage::new(64, 48)), ("noise", noise), ("stripes", stripes), ("rings", rings)]
    {
        assert!(detect(&detector, &picture).is_empty(), "{name}");
    }
    assert!(detect(&detector, &RgbaImage::new(1, 1)).is_empty());
    assert!(detect(&detector, &RgbaImage::new(3000, 1)).is_empty());
}

#[test]
fn another_file_is_refused_in_words() {
    let error = Detector::new(&read("models/lenet5-article.safetensors")).unwrap_err();
    assert!(error.to_string().contains("`mimique-1`, not a face detector's `mimique-face-1`"), "{error}");
    assert_eq!(Detector::new(b"nothing").unwrap_err().code(), "not-safetensors");
    let file = read("models/face.safetensors");
    for cut in [0, 7, 100, file.len() / 2, file.len() - 1] {
        assert!(Detector::new(&file[..cut]).is_err(), "{cut} bytes");
    }
    let header = u64::from_le_bytes(file[..8].try_into().unwrap()) as usize + 8;
    for i in (0..header).step_by(7) {
        let mut changed = file.clone();
        changed[i] = changed[i].wrapping_add(3);
        if let Ok(detector) = Detector::new(&changed) {
            detect(&detector, &RgbaImage::new(32, 32));
        }
    }
}
