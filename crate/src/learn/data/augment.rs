//! Augment: a picture as it might also have been taken.

use crate::face::{PIXELS, SIDE};
use crate::{Error, Face, Result};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use serde::Serialize;
use std::fmt;

/// How far a picture may be changed. Every change is drawn anew each time a picture is used.
///
/// `Display` says it in words, for model cards and help: "mirror, ± 5°, ± 2 pixels, ± 5 % size".
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Augment {
    mirror: bool,
    rotation_degrees: f32,
    shift_pixels: f32,
    log_scale: f32,
    contrast: f32,
    brightness: f32,
    erase: f32,
    blur: f32,
    noise: f32,
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
    /// All of these by the names that a command line uses, from the weakest to the strongest.
    pub const PRESETS: [(&str, Self); 4] =
        [("none", Self::NONE), ("light", Self::LIGHT), ("full", Self::FULL), ("webcam", Self::WEBCAM)];

    /// Mirrors half of the pictures.
    pub fn with_mirror(self, mirror: bool) -> Self {
        Self { mirror, ..self }
    }

    /// Turns by at most so many degrees either way, 0 to 180.
    ///
    /// # Errors
    /// [`Error::Training`] outside of this range.
    pub fn with_rotation(self, degrees: f32) -> Result<Self> {
        Ok(Self { rotation_degrees: within("a rotation", degrees, 180.0)?, ..self })
    }

    /// Shifts by at most so many pixels along each axis, 0 to 48.
    ///
    /// # Errors
    /// [`Error::Training`] outside of this range.
    pub fn with_shift(self, pixels: f32) -> Result<Self> {
        Ok(Self { shift_pixels: within("a shift", pixels, SIDE as f32)?, ..self })
    }

    /// Changes the size by at most this logarithm either way, 0 to 1: 0.1 is from e^-0.1 to e^0.1 times.
    ///
    /// # Errors
    /// [`Error::Training`] outside of this range.
    pub fn with_log_scale(self, log_scale: f32) -> Result<Self> {
        Ok(Self { log_scale: within("a change of size", log_scale, 1.0)?, ..self })
    }

    /// Changes contrast by at most this share, 0 to 1, and brightness by at most so many grey levels, 0 to 255.
    ///
    /// # Errors
    /// [`Error::Training`] outside of these ranges.
    pub fn with_light(self, contrast: f32, brightness: f32) -> Result<Self> {
        let (contrast, brightness) = (within("a contrast", contrast, 1.0)?, within("a brightness", brightness, 255.0)?);
        Ok(Self { contrast, brightness, ..self })
    }

    /// Fills a rectangle of 8 to 20 pixels a side with one grey in this share of the pictures, 0 to 1 (Zhong et al. 2017,
    /// <https://arxiv.org/abs/1708.04896>).
    ///
    /// # Errors
    /// [`Error::Training`] outside of this range.
    pub fn with_erasing(self, share: f32) -> Result<Self> {
        Ok(Self { erase: within("erasing", share, 1.0)?, ..self })
    }

    /// Mixes pixels, in a third of the pictures, with their neighbours along rows and columns by at most this weight, 0 to 0.5,
    /// of each: 0.25 is a blur of about 0.7 pixels.
    ///
    /// # Errors
    /// [`Error::Training`] outside of this range.
    pub fn with_blur(self, weight: f32) -> Result<Self> {
        Ok(Self { blur: within("a blur", weight, 0.5)?, ..self })
    }

    /// Adds Gaussian noise of at most this standard deviation, 0 to 255 grey levels, in half of the pictures.
    ///
    /// # Errors
    /// [`Error::Training`] outside of this range.
    pub fn with_noise(self, deviation: f32) -> Result<Self> {
        Ok(Self { noise: within("noise", deviation, 255.0)?, ..self })
    }

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

impl fmt::Display for Augment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.mirror, "mirror".to_owned()),
            (self.rotation_degrees > 0.0, format!("± {}°", self.rotation_degrees)),
            (self.shift_pixels > 0.0, format!("± {} pixels", self.shift_pixels)),
            (self.log_scale > 0.0, format!("± {:.0} % size", 100.0 * self.log_scale)),
            (self.contrast > 0.0, "contrast".to_owned()),
            (self.brightness > 0.0, "brightness".to_owned()),
            (self.erase > 0.0, "erasing".to_owned()),
            (self.blur > 0.0, "blur".to_owned()),
            (self.noise > 0.0, "noise".to_owned()),
        ];
        let said: Vec<String> = parts.into_iter().filter(|(is_on, _)| *is_on).map(|(_, words)| words).collect();
        f.write_str(if said.is_empty() { "pictures as they are" } else { "" })?;
        f.write_str(&said.join(", "))
    }
}

fn within(name: &str, value: f32, most: f32) -> Result<f32> {
    if (0.0..=most).contains(&value) {
        return Ok(value);
    }
    Err(Error::Training { reason: format!("expected {name} from 0 to {most}, got {value}") })
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
