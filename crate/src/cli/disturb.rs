//! What webcams do to faces and FER2013 does not, for the accuracy under it. Each picture is disturbed in its own seeded way.

use anyhow::Result;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, load_from_memory};
use mimique::augment::Augment;
use mimique::face::{PIXELS, SIDE};
use mimique::report::Disturbed;
use mimique::{Face, Sample};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// How a face detector frames a face: within ± 13 % of size, ± 2 pixels and ± 10° of FER2013's framing.
fn crop_noise(face: &Face, rng: &mut ChaCha8Rng) -> Result<Face> {
    let augment = Augment::NONE.with_rotation(10.0)?.with_shift(2.0)?.with_log_scale(0.13)?;
    grey(&augment.apply(face, rng))
}

type Disturbance = fn(&Face, &mut ChaCha8Rng) -> Result<Face>;

const ALL: [(&str, Disturbance); 6] = [
    ("crop noise (size ± 13 %, shift ± 2 pixels, roll ± 10°)", crop_noise),
    ("blur (Gaussian, 1 pixel)", |face, _| grey(&blur(face))),
    ("JPEG (quality 30)", |face, _| jpeg(face, 30)),
    ("low light (a fifth, with noise of 1.5 grey levels)", |face, rng| {
        let mut noise = noise(1.5, rng);
        each(face, |_, _, v| v / 5.0 + noise())
    }),
    ("light from one side (0.4 to 1.6 times)", |face, rng| {
        let (sin, cos) = rng.random_range(0.0..std::f32::consts::TAU).sin_cos();
        let centred = |i: usize| 2.0 * i as f32 / (SIDE - 1) as f32 - 1.0;
        each(face, |x, y, v| v * (1.0 + 0.6 * (cos * centred(x) + sin * centred(y)).clamp(-1.0, 1.0)))
    }),
    ("camera noise (8 grey levels)", |face, rng| {
        let mut noise = noise(8.0, rng);
        each(face, |_, _, v| v + noise())
    }),
];

/// All samples' faces under each disturbance.
pub fn disturbed(samples: &[Sample]) -> Result<Vec<Disturbed>> {
    let under = |(name, disturb): (&'static str, Disturbance)| {
        let faces = samples.iter().enumerate().map(|(i, sample)| {
            let mut rng = ChaCha8Rng::seed_from_u64(i as u64);
            disturb(&sample.face, &mut rng)
        });
        Ok((name, faces.collect::<Result<_>>()?))
    };
    ALL.into_iter().map(under).collect()
}

fn grey(values: &[f32]) -> Result<Face> {
    Ok(Face::new(&values.iter().map(|v| v.round().clamp(0.0, 255.0) as u8).collect::<Vec<_>>())?)
}

fn each(face: &Face, mut change: impl FnMut(usize, usize, f32) -> f32) -> Result<Face> {
    let values = face.pixels().iter().enumerate();
    grey(&values.map(|(i, v)| change(i % SIDE, i / SIDE, f32::from(*v))).collect::<Vec<_>>())
}

fn noise(deviation: f32, rng: &mut ChaCha8Rng) -> impl FnMut() -> f32 {
    move || deviation * <StandardNormal as Distribution<f32>>::sample(&StandardNormal, rng)
}

/// A Gaussian of deviation 1, cut at 3 pixels, along rows and columns; the border repeats.
fn blur(face: &Face) -> Vec<f32> {
    let weights: Vec<f32> = (-3..=3).map(|d| (-0.5 * (d * d) as f32).exp()).collect();
    let total: f32 = weights.iter().sum();
    let along = |values: &[f32], step_x: isize, step_y: isize| -> Vec<f32> {
        let at = |x: isize, y: isize| {
            let inside = |i: isize| i.clamp(0, SIDE as isize - 1) as usize;
            values[inside(y) * SIDE + inside(x)]
        };
        let pixel = |i: usize| {
            let (x, y) = ((i % SIDE) as isize, (i / SIDE) as isize);
            let near = weights.iter().zip(-3..).map(|(weight, d)| weight * at(x + d * step_x, y + d * step_y));
            near.sum::<f32>() / total
        };
        (0..PIXELS).map(pixel).collect()
    };
    let values: Vec<f32> = face.pixels().iter().map(|v| f32::from(*v)).collect();
    along(&along(&values, 1, 0), 0, 1)
}

fn jpeg(face: &Face, quality: u8) -> Result<Face> {
    let mut bytes = Vec::new();
    let side = SIDE as u32;
    JpegEncoder::new_with_quality(&mut bytes, quality).encode(face.pixels(), side, side, ExtendedColorType::L8)?;
    Ok(Face::new(load_from_memory(&bytes)?.into_luma8().as_raw())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mimique::Split;

    #[test]
    fn each_disturbance_changes_a_picture_and_does_so_again_alike() {
        let pixels: Vec<u8> = (0..PIXELS).map(|i| ((i % SIDE) * 3 + (i / SIDE) * 2) as u8).collect();
        let face = Face::new(&pixels).unwrap();
        let sample = Sample { face: face.clone(), label: 0, split: Split::PublicTest, row: 0 };
        let samples = [sample];
        let (first, again) = (disturbed(&samples).unwrap(), disturbed(&samples).unwrap());
        for ((name, faces), (_, same)) in first.iter().zip(&again) {
            assert_ne!(faces[0], face, "{name}");
            assert_eq!(faces, same, "{name}");
        }
    }
}
