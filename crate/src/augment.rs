//! Augment: a picture as it might also have been taken.

use crate::Face;
use crate::face::{PIXELS, SIDE};
use rand::Rng;
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
    };
    /// Mirrored and shifted a little: keeps a small network from learning pictures by heart.
    pub const LIGHT: Self =
        Self { mirror: true, rotation_degrees: 5.0, shift_pixels: 2.0, log_scale: 0.05, ..Self::NONE };
    /// What a webcam does to a face: pose, framing, light, things in front of it.
    pub const FULL: Self = Self {
        mirror: true,
        rotation_degrees: 10.0,
        shift_pixels: 3.0,
        log_scale: 0.1,
        contrast: 0.2,
        brightness: 20.0,
        erase: 0.25,
    };

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
        out
    }
}

#[cfg(test)]
mod tests {
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
    fn the_same_seed_gives_the_same_picture() {
        let run = |seed| Augment::FULL.apply(&face(), &mut ChaCha8Rng::seed_from_u64(seed));
        assert_eq!(run(3), run(3));
        assert_ne!(run(3), run(4));
    }
}
