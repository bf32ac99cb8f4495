use super::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn face() -> Face {
    Face::new(&(0..PIXELS).map(|i| (i * 7 % 251) as u8).collect::<Vec<_>>()).unwrap()
}

#[test]
fn none_changes_nothing() {
    let out = Augment::NONE.apply(&face(), &mut ChaCha8Rng::seed_from_u64(1));
    assert!(out.iter().zip(face().pixels()).all(|(a, b)| *a == f32::from(*b)));
}

#[test]
fn mirroring_alone_gives_the_picture_or_its_mirror_image() {
    let mirror = Augment { mirror: true, ..Augment::NONE };
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let firsts: Vec<f32> = (0..20).map(|_| mirror.apply(&face(), &mut rng)[0]).collect();
    let (left, right) = (f32::from(face().pixels()[0]), f32::from(face().pixels()[SIDE - 1]));
    assert!(firsts.contains(&left) && firsts.contains(&right));
    assert!(firsts.iter().all(|v| *v == left || *v == right));
}

#[test]
fn a_blurred_picture_keeps_its_sum_and_a_flat_one_its_values() {
    let mut values: Vec<f32> = face().pixels().iter().map(|v| f32::from(*v)).collect();
    let sum: f32 = values.iter().sum();
    mix_with_neighbours(&mut values, 0.25, 1);
    mix_with_neighbours(&mut values, 0.25, SIDE);
    assert!((values.iter().sum::<f32>() / sum - 1.0).abs() < 1e-5);
    let mut flat = vec![7.0; PIXELS];
    mix_with_neighbours(&mut flat, 0.2, SIDE);
    assert!(flat.iter().all(|v| *v == 7.0));
}

#[test]
fn what_is_off_draws_no_random_number() {
    // Or a recipe that leaves it out would no longer give the weights that it gave before it was there.
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let mut untouched = rng.clone();
    Augment { mirror: true, ..Augment::NONE }.apply(&face(), &mut rng);
    untouched.random_bool(0.5);
    assert_eq!(rng.random::<u64>(), untouched.random::<u64>());
}

#[test]
fn the_same_seed_gives_the_same_picture() {
    let run = |seed| Augment::FULL.apply(&face(), &mut ChaCha8Rng::seed_from_u64(seed));
    assert_eq!(run(3), run(3));
    assert_ne!(run(3), run(4));
    let webcam = |seed| Augment::WEBCAM.apply(&face(), &mut ChaCha8Rng::seed_from_u64(seed));
    assert_eq!(webcam(3), webcam(3));
}

/// A face whose grey values rise by 5 a pixel to the right.
fn ramp() -> Face {
    Face::new(&(0..PIXELS).map(|i| (i % SIDE * 5) as u8).collect::<Vec<_>>()).unwrap()
}

/// So many pictures of one face, changed.
fn changed(augment: Augment, face: &Face, n: u64) -> Vec<Vec<f32>> {
    (0..n).map(|seed| augment.apply(face, &mut ChaCha8Rng::seed_from_u64(seed))).collect()
}

/// The least and the largest of some numbers.
fn range(values: impl IntoIterator<Item = f32>) -> (f32, f32) {
    values.into_iter().fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)))
}

/// How steep a changed [`ramp`] is about its centre, to the right and downwards.
fn slope(picture: &[f32]) -> (f32, f32) {
    let at = |x: usize, y: usize| picture[y * SIDE + x];
    ((at(28, 24) - at(20, 24)) / 8.0, (at(24, 28) - at(24, 20)) / 8.0)
}

#[test]
fn pictures_are_turned_both_ways_by_degrees() {
    let turned = changed(Augment { rotation_degrees: 10.0, ..Augment::NONE }, &ramp(), 200);
    let (least, most) = range(turned.iter().map(|picture| {
        let (right, down) = slope(picture);
        down.atan2(right).to_degrees()
    }));
    assert!((-10.01..-9.0).contains(&least) && (9.0..10.01).contains(&most), "{least} to {most}");
}

#[test]
fn pictures_grow_and_shrink_by_the_logarithm() {
    let sized = changed(Augment { log_scale: 0.1, ..Augment::NONE }, &ramp(), 200);
    // Twice as large is half as steep.
    let (least, most) = range(sized.iter().map(|picture| (5.0 / slope(picture).0).ln()));
    assert!((-0.1001..-0.09).contains(&least) && (0.09..0.1001).contains(&most), "{least} to {most}");
}

#[test]
fn pictures_are_shifted_by_pixels_along_each_axis() {
    let downwards = Face::new(&(0..PIXELS).map(|i| (i / SIDE * 5) as u8).collect::<Vec<_>>()).unwrap();
    for face in [ramp(), downwards] {
        let centre = 24 * SIDE + 24;
        let shifted = changed(Augment { shift_pixels: 3.0, ..Augment::NONE }, &face, 200);
        let (least, most) = range(shifted.iter().map(|picture| (picture[centre] - 24.0 * 5.0) / 5.0));
        assert!((-3.001..-2.7).contains(&least) && (2.7..3.001).contains(&most), "{least} to {most}");
    }
}

#[test]
fn contrast_changes_about_middle_grey() {
    let face = ramp();
    let pictures = changed(Augment { contrast: 0.2, ..Augment::NONE }, &face, 200);
    let factors: Vec<f32> = pictures.iter().map(|picture| (picture[0] - 128.0) / -128.0).collect();
    for (picture, factor) in pictures.iter().zip(&factors) {
        let as_expected =
            |(value, grey): (&f32, &u8)| (value - ((f32::from(*grey) - 128.0) * factor + 128.0)).abs() < 1e-3;
        assert!(picture.iter().zip(face.pixels()).all(as_expected));
    }
    let (least, most) = range(factors);
    assert!((0.8..0.82).contains(&least) && (1.18..1.2001).contains(&most), "{least} to {most}");
}

#[test]
fn brightness_changes_all_pixels_alike() {
    let face = ramp();
    let pictures = changed(Augment { brightness: 20.0, ..Augment::NONE }, &face, 200);
    for picture in &pictures {
        assert!(picture.iter().zip(face.pixels()).all(|(v, grey)| (v - f32::from(*grey) - picture[0]).abs() < 1e-3));
    }
    let (least, most) = range(pictures.iter().map(|picture| picture[0]));
    assert!((-20.001..-18.0).contains(&least) && (18.0..20.001).contains(&most), "{least} to {most}");
}

#[test]
fn a_rectangle_of_one_grey_is_erased_in_its_share_of_pictures() {
    let face = face();
    let pictures = changed(Augment { erase: 0.25, ..Augment::NONE }, &face, 400);
    let mut sides = Vec::new();
    for picture in &pictures {
        let differs = |i: &usize| (picture[*i] - f32::from(face.pixels()[*i])).abs() > 1e-3;
        let erased: Vec<usize> = (0..PIXELS).filter(differs).collect();
        let Some(first) = erased.first() else { continue };
        assert!(erased.iter().all(|i| picture[*i] == picture[*first]), "more than one grey");
        let (left, right) = range(erased.iter().map(|i| (i % SIDE) as f32));
        let (top, bottom) = range(erased.iter().map(|i| (i / SIDE) as f32));
        sides.extend([right - left + 1.0, bottom - top + 1.0]);
    }
    let erased = sides.len() / 2;
    assert!((75..125).contains(&erased), "{erased} of 400");
    let (least, most) = range(sides);
    assert!((8.0..10.0).contains(&least) && (19.0..=20.0).contains(&most), "{least} to {most}");
}

#[test]
fn noise_of_up_to_its_deviation_is_in_half_of_the_pictures() {
    let flat = Face::new(&[100; PIXELS]).unwrap();
    let pictures = changed(Augment { noise: 12.0, ..Augment::NONE }, &flat, 200);
    let deviation =
        |picture: &Vec<f32>| (picture.iter().map(|v| (v - 100.0) * (v - 100.0)).sum::<f32>() / PIXELS as f32).sqrt();
    let noisy: Vec<f32> = pictures.iter().map(deviation).filter(|d| *d > 0.0).collect();
    assert!((80..120).contains(&noisy.len()), "{} of 200", noisy.len());
    let (least, most) = range(noisy);
    assert!(least < 1.0 && (11.0..12.5).contains(&most), "{least} to {most}");
}

#[test]
fn blur_of_up_to_its_weight_is_in_a_third_of_the_pictures() {
    // One bright pixel: what a blur leaves of it is (1 − 2 · weight)².
    let mut pixels = [0; PIXELS];
    let centre = 24 * SIDE + 24;
    pixels[centre] = 200;
    let pictures = changed(Augment { blur: 0.25, ..Augment::NONE }, &Face::new(&pixels).unwrap(), 300);
    let blurred: Vec<&Vec<f32>> = pictures.iter().filter(|picture| picture[centre] < 199.99).collect();
    assert!((75..125).contains(&blurred.len()), "{} of 300", blurred.len());
    for picture in &blurred {
        assert!((picture[centre + 1] - picture[centre + SIDE]).abs() < 1e-3 && picture[centre + 1] > 0.0);
    }
    let (least, most) = range(blurred.iter().map(|picture| (1.0 - (picture[centre] / 200.0).sqrt()) / 2.0));
    assert!(least < 0.02 && (0.23..0.2501).contains(&most), "{least} to {most}");
}

#[test]
fn strengths_beyond_their_ranges_are_refused() {
    let none = Augment::NONE;
    let over = |most: f32| [-f32::MIN_POSITIVE, most * (1.0 + f32::EPSILON), f32::NAN];
    assert!(none.with_rotation(180.0).is_ok() && over(180.0).iter().all(|v| none.with_rotation(*v).is_err()));
    assert!(none.with_shift(48.0).is_ok() && over(48.0).iter().all(|v| none.with_shift(*v).is_err()));
    assert!(none.with_log_scale(1.0).is_ok() && over(1.0).iter().all(|v| none.with_log_scale(*v).is_err()));
    assert!(none.with_light(1.0, 255.0).is_ok() && over(1.0).iter().all(|v| none.with_light(*v, 0.0).is_err()));
    assert!(over(255.0).iter().all(|v| none.with_light(0.0, *v).is_err() && none.with_noise(*v).is_err()));
    assert!(none.with_erasing(1.0).is_ok() && over(1.0).iter().all(|v| none.with_erasing(*v).is_err()));
    assert!(none.with_blur(0.5).is_ok() && over(0.5).iter().all(|v| none.with_blur(*v).is_err()));
    assert!(none.with_noise(255.0).is_ok() && none.with_mirror(true).mirror);
}

#[test]
fn a_strength_says_itself_in_words() {
    let words = Augment::PRESETS.map(|(name, augment)| (name, augment.to_string()));
    let full = "mirror, ± 10°, ± 3 pixels, ± 10 % size, contrast, brightness, erasing";
    let webcam = "mirror, ± 10°, ± 3 pixels, ± 15 % size, contrast, brightness, erasing, blur, noise";
    let expected = [
        ("none", "pictures as they are"),
        ("light", "mirror, ± 5°, ± 2 pixels, ± 5 % size"),
        ("full", full),
        ("webcam", webcam),
    ];
    assert_eq!(words, expected.map(|(name, words)| (name, words.to_owned())));
}
