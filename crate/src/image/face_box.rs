//! Where a face is in a frame, and the square that is cut out round it.

use crate::{Error, Frame, Result};
use serde::{Deserialize, Serialize};

/// Side of the square over the width of the face box, measured on 4,458 FER2013 pictures (± 0.02).
pub const SQUARE_PER_WIDTH: f32 = 1.14;
/// How far the square's centre lies above the box's, over the width of the box; same measurement.
pub const RAISE_PER_WIDTH: f32 = 0.09;

/// Roll that is left in what is cut out, in radians: FER2013's faces are rolled too, by 8° as a rule, and the network has
/// learned from them.
const ROLL_LEFT: f32 = 12.0 / 180.0 * std::f32::consts::PI;
/// More than any detector gives.
const MAX_KEYPOINTS: usize = 64;
/// The largest coordinate or length in pixels: far more than any frame has, and no sum or product of some of them overflows.
const FARTHEST: f32 = 1e9;
/// Side of the largest picture that is taken for a face already.
const LARGEST_WHOLE: usize = 64;

/// A face in a frame: the box that a detector draws, from forehead to chin and ear to ear.
///
/// Coordinates are in frame pixels from the top left; the box may reach outside the frame.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FaceBox {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    score: Option<f32>,
    keypoints: Vec<Point>,
}

/// A place in a frame, in pixels from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// What the crop cuts out: a square in frame pixels, which may reach outside the frame.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Square {
    x: f32,
    y: f32,
    side: f32,
    roll: f32,
}

impl Square {
    /// A square by its left and top edge before it is turned by `roll` about its centre, clockwise, in radians.
    ///
    /// # Errors
    /// [`Error::FaceBox`] unless the side is above 0, the roll is finite and nothing is beyond 10⁹ pixels.
    pub fn new(x: f32, y: f32, side: f32, roll: f32) -> Result<Self> {
        if !(near([x, y, side]) && side > 0.0 && roll.is_finite()) {
            let reason = format!(
                "expected a square of finite x, y and roll and a side above 0 pixels, none beyond {FARTHEST}, got x {x}, y {y}, \
                 side {side}, roll {roll}: give its place in the frame"
            );
            return Err(Error::FaceBox { reason });
        }
        Ok(Self { x, y, side, roll })
    }

    /// As [`new`](Self::new), of numbers that come from a frame or a box and are checked already.
    pub(crate) fn upright(x: f32, y: f32, side: f32) -> Self {
        Self { x, y, side, roll: 0.0 }
    }

    /// Left edge, before it is turned.
    pub fn x(&self) -> f32 {
        self.x
    }

    /// Top edge, before it is turned.
    pub fn y(&self) -> f32 {
        self.y
    }

    /// Length of a side, above 0.
    pub fn side(&self) -> f32 {
        self.side
    }

    /// By how much it is turned about its centre, clockwise, in radians; 0 where it stands upright.
    pub fn roll(&self) -> f32 {
        self.roll
    }
}

fn near<const N: usize>(lengths: [f32; N]) -> bool {
    lengths.iter().all(|length| length.abs() <= FARTHEST)
}

impl FaceBox {
    /// A box that no detector scored, by its left and top edge.
    ///
    /// # Errors
    /// [`Error::FaceBox`] unless width and height are above 0 and nothing is beyond 10⁹ pixels.
    pub fn new(x: f32, y: f32, width: f32, height: f32) -> Result<Self> {
        if !(near([x, y, width, height]) && width > 0.0 && height > 0.0) {
            let reason = format!(
                "expected finite x, y and a width and height above 0 pixels, none beyond {FARTHEST}, got x {x}, y {y}, width \
                 {width}, height {height}: draw the box again"
            );
            return Err(Error::FaceBox { reason });
        }
        Ok(Self { x, y, width, height, score: None, keypoints: Vec::new() })
    }

    /// The same box with what a detector knows of the face: the eyes first, the person's right one before the left one, so
    /// that the crop takes out the face's roll.
    ///
    /// # Errors
    /// [`Error::FaceBox`] for more than 64 points, or one beyond 10⁹ pixels.
    pub fn with_keypoints(self, keypoints: Vec<Point>) -> Result<Self> {
        if keypoints.len() > MAX_KEYPOINTS || !keypoints.iter().all(|point| near([point.x, point.y])) {
            let got = keypoints.iter().map(|p| format!("({}, {})", p.x, p.y)).collect::<Vec<_>>().join(", ");
            let reason = format!("expected at most {MAX_KEYPOINTS} keypoints of finite x and y, got {got}");
            return Err(Error::FaceBox { reason });
        }
        Ok(Self { keypoints, ..self })
    }

    /// The same box with a detector's score, taken into 0..=1.
    pub(crate) fn with_score(self, score: Option<f32>) -> Self {
        Self { score: score.map(|score| score.clamp(0.0, 1.0)), ..self }
    }

    /// Left edge.
    pub fn x(&self) -> f32 {
        self.x
    }

    /// Top edge.
    pub fn y(&self) -> f32 {
        self.y
    }

    /// Width, above 0.
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Height, above 0.
    pub fn height(&self) -> f32 {
        self.height
    }

    /// The detector's score in 0..=1; none for a box that a person drew or that was assumed.
    pub fn score(&self) -> Option<f32> {
        self.score
    }

    /// The detector's keypoints (eyes, nose, mouth, ears); empty where there was no detector.
    pub fn keypoints(&self) -> &[Point] {
        &self.keypoints
    }

    /// The box whose [`square`](Self::square) is the largest centred square of the frame: what to use when a
    /// picture is a face already, or no detector is at hand.
    pub fn filling(frame: &Frame) -> Self {
        let (w, h) = (frame.width() as f32, frame.height() as f32);
        let width = w.min(h) / SQUARE_PER_WIDTH;
        let (x, y) = ((w - width) / 2.0, (h - width) / 2.0 + RAISE_PER_WIDTH * width);
        Self { x, y, width, height: width, score: None, keypoints: Vec::new() }
    }

    /// Whether a picture is a face already, as FER2013's are, and not one to look for a face in: square and at most 64 pixels
    /// wide.
    pub fn is_whole(frame: &Frame) -> bool {
        frame.width() == frame.height() && frame.width() <= LARGEST_WHOLE
    }

    /// The square to cut out so that the face is framed as FER2013's faces are: upright, unless the face is rolled more than
    /// theirs.
    pub fn square(&self) -> Square {
        let side = SQUARE_PER_WIDTH * self.width;
        let roll = self.roll();
        let roll = roll - roll.clamp(-ROLL_LEFT, ROLL_LEFT);
        let centre_x = self.x + self.width / 2.0 + RAISE_PER_WIDTH * self.width * roll.sin();
        let centre_y = self.y + self.height / 2.0 - RAISE_PER_WIDTH * self.width * roll.cos();
        Square { x: centre_x - side / 2.0, y: centre_y - side / 2.0, side, roll }
    }

    /// How far the line of the eyes is turned from the horizontal, clockwise, in radians; 0 where the eyes are not known.
    pub fn roll(&self) -> f32 {
        match self.keypoints[..] {
            [right, left, ..] => (left.y - right.y).atan2(left.x - right.x),
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filling_box_cuts_out_the_largest_centred_square() {
        let pixels = vec![0; 640 * 480 * 4];
        let square = FaceBox::filling(&Frame::new(&pixels, 640, 480).unwrap()).square();
        assert!((square.x - 80.0).abs() < 1e-3 && square.y.abs() < 1e-3 && (square.side - 480.0).abs() < 1e-3);
    }

    #[test]
    fn boxes_and_squares_give_what_they_were_made_of() {
        let keypoints = vec![Point { x: 5.0, y: 6.0 }];
        let face = FaceBox::new(1.5, 2.5, 3.5, 4.5).unwrap().with_keypoints(keypoints.clone()).unwrap();
        assert_eq!([face.x(), face.y(), face.width(), face.height()], [1.5, 2.5, 3.5, 4.5]);
        assert_eq!((face.keypoints(), face.score()), (&keypoints[..], None));
        let scored = face.with_score(Some(1.25));
        assert_eq!((scored.x(), scored.keypoints(), scored.score()), (1.5, &keypoints[..], Some(1.0)));
        let square = Square::new(1.5, 2.5, 3.5, 0.5).unwrap();
        assert_eq!([square.x(), square.y(), square.side(), square.roll()], [1.5, 2.5, 3.5, 0.5]);
    }

    #[test]
    fn a_box_is_framed_as_fer2013_frames_faces() {
        let square = FaceBox::new(100.0, 100.0, 100.0, 120.0).unwrap().square();
        assert_eq!((square.x, square.y, square.side), (93.0, 94.0, 114.0));
    }

    #[test]
    fn only_more_roll_than_fer2013s_is_taken_out() {
        let eyes = |degrees: f32| {
            let (sin, cos) = degrees.to_radians().sin_cos();
            vec![
                Point { x: 150.0 - 20.0 * cos, y: 150.0 - 20.0 * sin },
                Point { x: 150.0 + 20.0 * cos, y: 150.0 + 20.0 * sin },
            ]
        };
        let turned = |degrees: f32| {
            let face = FaceBox::new(100.0, 100.0, 100.0, 100.0).unwrap();
            face.with_keypoints(eyes(degrees)).unwrap().square().roll.to_degrees()
        };
        assert_eq!((turned(0.0), turned(10.0), turned(-11.9)), (0.0, 0.0, 0.0));
        assert!((turned(30.0) - 18.0).abs() < 1e-3 && (turned(-42.0) + 30.0).abs() < 1e-3);
    }

    #[test]
    fn a_box_without_area_is_refused() {
        for bad in [f32::NAN, 0.0, -5.0, f32::INFINITY, 1e10] {
            assert_eq!(FaceBox::new(0.0, 0.0, bad, 10.0).unwrap_err().code(), "face-box");
            assert_eq!(FaceBox::new(0.0, 0.0, 10.0, bad).unwrap_err().code(), "face-box");
            assert_eq!(Square::new(0.0, 0.0, bad, 0.0).unwrap_err().code(), "face-box");
        }
        for bad in [f32::NAN, f32::NEG_INFINITY, -1e10] {
            assert!(FaceBox::new(bad, 0.0, 10.0, 10.0).is_err() && FaceBox::new(0.0, bad, 10.0, 10.0).is_err());
            assert!(Square::new(bad, 0.0, 10.0, 0.0).is_err() && Square::new(0.0, bad, 10.0, 0.0).is_err());
        }
        assert!(Square::new(0.0, 0.0, 10.0, f32::NAN).is_err());
    }

    #[test]
    fn the_largest_box_has_a_square_of_finite_numbers() {
        let square = FaceBox::new(-1e9, 1e9, 1e9, 1e9).unwrap().square();
        assert!([square.x, square.y, square.side].iter().all(|v| v.is_finite()), "{square:?}");
    }

    #[test]
    fn keypoints_turn_the_square_of_a_given_box() {
        let (sin, cos) = 30f32.to_radians().sin_cos();
        let eyes = vec![Point { x: 80.0, y: 80.0 }, Point { x: 80.0 + 40.0 * cos, y: 80.0 + 40.0 * sin }];
        let face = FaceBox::new(50.0, 50.0, 100.0, 100.0).unwrap().with_keypoints(eyes).unwrap();
        // 12° are left, as FER2013's faces are rolled too.
        assert!((face.square().roll.to_degrees() - 18.0).abs() < 1e-3, "{:?}", face.square());
        let bad = face.with_keypoints(vec![Point { x: f32::NAN, y: 0.0 }]);
        assert_eq!(bad.unwrap_err().code(), "face-box");
    }
}
