//! Augment: a picture as it might also have been taken.

use crate::Face;
use crate::face::{PIXELS, SIDE};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};

/// How far a picture may be changed. Every change is drawn anew each time a picture is used.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Augment {
    /// Mirror half of the pictures.
    pub mirror: bool,
    /// Largest rotation either way.
    pub rotation_degrees: f32,
    /// Largest shift along each axis.
    pub shift_pixels: f32,
    /// Largest change of size as a logarithm: 0.1 is from e^-0.1 to e^0.1 times.
    pub log_scale: f32,
    /// Largest relative change of contrast.
    pub contrast: f32,
    /// Largest change of brightness, in grey levels.
    pub brightness: f32,
    /// Share of pictures in which a rectangle of 8 to 20 pixels a side is filled with one grey (Zhong et al. 2017,
    /// <https://arxiv.org/abs/1708.04896>).
    pub erase: f32,
    /// Largest weight of each of the two neighbours with which pixels are mixed, along rows and columns, in a third of the
    /// pictures: 0.25 is a blur of about 0.7 pixels.
    pub blur: f32,
    /// Largest standard deviation of Gaussian noise, in grey levels, in half of the pictures.
    pub noise: f32,
}

impl Augment {
    /// Every picture as it is.
    pub const NONE: Self = Self {
        mirror: false,
        rotation_degrees: 0.0,
        shift_pixels: 0.0,
        log_scale: 0.0,
        contrast: 0.0,
        brightness: 0.0,
        erase: 0.0,
        blur: 0.0,
        noise: 0.0,
    };
    /// Mirrored and shifted a little: keeps a small network from learning pictures by heart.
    pub const LIGHT: Self =
        Self { mirror: true, rotation_degrees: 5.0, shift_pixels: 2.0, log_scale: 0.05, ..Self::NONE };
    /// What happens before a camera: pose, framing, light, things in front of the face.
    pub const FULL: Self = Self {
        mirror: true,
        rotation_degrees: 10.0,
        shift_pixels: 3.0,
        log_scale: 0.1,
        contrast: 0.2,
        brightness: 20.0,
        erase: 0.25,
        ..Self::NONE
    };
    /// And what a webcam adds: a detector's framing, blur, noise.
    pub const WEBCAM: Self = Self { log_scale: 0.15, blur: 0.3, noise: 12.0, ..Self::FULL };

    /// The face changed, as grey values (not rounded), not yet normalised.
    pub fn apply(&self, face: &Face, rng: &mut impl Rng) -> Vec<f32> {
        if *self == Self::NONE {
            return face.pixels().iter().map(|grey| f32::from(*grey)).collect();
        }
        let mut within = |limit: f32| if limit > 0.0 { rng.random_range(-limit..=limit) } else { 0.0 };
        let angle = within(self.rotation_degrees).to_radians();
        let scale = within(self.log_scale).exp();
        let (shift_x, shift_y) = (within(self.shift_pixels), within(self.shift_pixels));
        let (contrast, brightness) = (1.0 + within(self.contrast), within(self.brightness));
        let mirror = self.mirror && rng.random_bool(0.5);

        let (sin, cos) = (angle.sin() / scale, angle.cos() / scale);
        let centre = (SIDE - 1) as f32 / 2.0;
        let mut out = Vec::with_capacity(PIXELS);
        for y in 0..SIDE {
            for x in 0..SIDE {
                let x = if mirror { SIDE - 1 - x } else { x } as f32 - centre;
                let y = y as f32 - centre;
                let grey = face.between(cos * x - sin * y + centre + shift_x, sin * x + cos * y + centre + shift_y);
                out.push((grey - 128.0) * contrast + 128.0 + brightness);
            }
        }
        if self.erase > 0.0 && rng.random_bool(f64::from(self.erase)) {
            let (width, height) = (rng.random_range(8..=20), rng.random_range(8..=20));
            let (left, top) = (rng.random_range(0..SIDE - width), rng.random_range(0..SIDE - height));
            let grey = rng.random_range(0.0..255.0);
            for y in top..top + height {
                out[y * SIDE + left..y * SIDE + left + width].fill(grey);
            }
        }
        if self.blur > 0.0 && rng.random_bool(1.0 / 3.0) {
            let weight = rng.random_range(0.0..self.blur);
            mix_with_neighbours(&mut out, weight, 1);
            mix_with_neighbours(&mut out, weight, SIDE);
        }
        if self.noise > 0.0 && rng.random_bool(0.5) {
            let deviation = rng.random_range(0.0..self.noise);
            let mut draw = || <StandardNormal as Distribution<f32>>::sample(&StandardNormal, rng);
            out.iter_mut().for_each(|v| *v += deviation * draw());
        }
        out
    }
}

/// Gives each pixel this share of the values `step` before and after it; at the border, of its own.
fn mix_with_neighbours(values: &mut [f32], share: f32, step: usize) {
    let before = values.to_vec();
    for (i, value) in values.iter_mut().enumerate() {
        let place = i / step % SIDE;
        let previous = if place > 0 { before[i - step] } else { before[i] };
        let next = if place + 1 < SIDE { before[i + step] } else { before[i] };
        *value += share * (previous + next - 2.0 * before[i]);
    }
}

#[cfg(test)]
#[path = "augment_tests.rs"]
mod tests;
