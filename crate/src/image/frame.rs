//! A frame: the pixels that a camera or a photo gives.

use crate::{Error, Result};

/// The longest side of a frame, in pixels. Larger photos are scaled down before they come here.
pub const MAX_SIDE: u32 = 16_384;

/// RGBA pixels, row by row, four bytes each. Alpha is ignored. A frame that exists has pixels.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    pixels: &'a [u8],
    width: usize,
    height: usize,
}

impl<'a> Frame<'a> {
    /// Takes `width * height * 4` bytes; sides are from 1 to [`MAX_SIDE`] pixels.
    ///
    /// # Errors
    /// [`Error::Frame`] for another side or number of bytes.
    pub fn new(pixels: &'a [u8], width: u32, height: u32) -> Result<Self> {
        if !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) {
            let reason =
                format!("expected sides of 1 to {MAX_SIDE} pixels, got {width} × {height}: scale the picture first");
            return Err(Error::Frame { reason });
        }
        let expected = u64::from(width) * u64::from(height) * 4;
        if pixels.len() as u64 != expected {
            let reason = format!(
                "expected {width} × {height} × 4 = {expected} bytes of RGBA, got {}: give the size the pixels were read with",
                pixels.len()
            );
            return Err(Error::Frame { reason });
        }
        Ok(Self { pixels, width: width as usize, height: height as usize })
    }

    /// Pixels in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The bytes of row `y`, four per pixel. Panics when `y` is not a row.
    pub fn row(&self, y: usize) -> &'a [u8] {
        &self.pixels[y * self.width * 4..(y + 1) * self.width * 4]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_needs_exactly_its_bytes() {
        assert!(Frame::new(&[0; 24], 3, 2).is_ok());
        let error = Frame::new(&[0; 23], 3, 2).unwrap_err();
        assert_eq!(error.code(), "frame");
        assert!(error.to_string().contains("24 bytes"), "{error}");
    }

    #[test]
    fn an_empty_or_giant_frame_is_refused() {
        assert!(Frame::new(&[], 0, 2).is_err());
        assert!(Frame::new(&[], u32::MAX, u32::MAX).is_err());
    }
}
