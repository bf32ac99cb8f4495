//! A face: what the network sees, and the one function that turns it into the network's input.

use crate::{Error, Result};

/// Pixels along a side of a face.
pub const SIDE: usize = 48;
/// Pixels of a face.
pub const PIXELS: usize = SIDE * SIDE;
/// The name of [`Face::input`] in a checkpoint's metadata.
pub const NORMALISATION: &str = "per-picture (x - mean) / (standard deviation + 4)";

/// 48×48 grey pixels, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face(Box<[u8; PIXELS]>);

impl Face {
    /// Takes 2304 grey bytes.
    ///
    /// # Errors
    /// [`Error::Face`] unless there are 2304 bytes.
    pub fn new(pixels: &[u8]) -> Result<Self> {
        let pixels: [u8; PIXELS] = pixels.try_into().map_err(|_| Error::Face { got: pixels.len() })?;
        Ok(Self(Box::new(pixels)))
    }

    /// The grey bytes.
    pub fn pixels(&self) -> &[u8; PIXELS] {
        &self.0
    }

    /// Its mirror image.
    pub fn mirrored(&self) -> Self {
        let mut pixels = self.0.clone();
        pixels.chunks_exact_mut(SIDE).for_each(<[u8]>::reverse);
        Self(pixels)
    }

    /// The grey value between pixels, bilinear, 0 being the first pixel's centre; outside, the border repeats.
    pub fn between(&self, x: f32, y: f32) -> f32 {
        let end = (SIDE - 1) as f32;
        let (x, y) = (x.clamp(0.0, end), y.clamp(0.0, end));
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = ((left + 1).min(SIDE - 1), (top + 1).min(SIDE - 1));
        let (fx, fy) = (x - left as f32, y - top as f32);
        let at = |x: usize, y: usize| f32::from(self.0[y * SIDE + x]);
        let upper = at(left, top) * (1.0 - fx) + at(right, top) * fx;
        let lower = at(left, bottom) * (1.0 - fx) + at(right, bottom) * fx;
        upper * (1.0 - fy) + lower * fy
    }

    /// The network's input: see [`normalise`].
    pub fn input(&self) -> Vec<f32> {
        let mut input: Vec<f32> = self.0.iter().map(|&p| f32::from(p)).collect();
        normalise(&mut input);
        input
    }
}

/// Scales one picture's grey values (0 to 255) to mean 0 and, nearly, standard deviation 1, so that light and
/// contrast matter little. The 4 keeps a flat picture, whose deviation is noise, from being blown up.
///
/// Training, command line and page all call this, and a checkpoint names it ([`NORMALISATION`]).
pub fn normalise(pixels: &mut [f32]) {
    let n = pixels.len() as f32;
    let mean = pixels.iter().sum::<f32>() / n;
    let variance = pixels.iter().map(|p| (p - mean) * (p - mean)).sum::<f32>() / n;
    let scale = 1.0 / (variance.sqrt() + 4.0);
    pixels.iter_mut().for_each(|p| *p = (*p - mean) * scale);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_has_mean_zero_and_is_bounded_when_flat() {
        let ramp: Vec<u8> = (0..PIXELS).map(|i| (i % 256) as u8).collect();
        let input = Face::new(&ramp).unwrap().input();
        assert!(input.iter().sum::<f32>().abs() / (PIXELS as f32) < 1e-4);
        assert!(Face::new(&[7; PIXELS]).unwrap().input().iter().all(|v| v.abs() < 1e-3));
    }

    #[test]
    fn another_size_is_refused() {
        assert_eq!(Face::new(&[0; 10]).unwrap_err().code(), "face");
    }
}
