//! Track: one face from frame to frame of a video.

use super::{Detector, PERHAPS, ROUND, edges, look, overlap, prominence, put_first, whole};
use crate::{FaceBox, Frame, Point, Result, Square};

/// Follows the most prominent face: looks where it was last, at one pass per frame, and over the whole frame only when it is not
/// there or now and then. Boxes are smoothed, so that the crop does not tremble.
#[derive(Debug, Default)]
pub struct Tracker {
    last: Option<Tracked>,
    /// The part of the frame that is looked at closely next, while there is no face.
    part: usize,
}

#[derive(Debug)]
struct Tracked {
    face: FaceBox,
    /// Of the box's centre, width and height, then of its keypoints.
    filters: Vec<OneEuro>,
    seconds: f64,
    /// When the whole frame was looked at last.
    searched: f64,
}

/// The score at which a face that was there a moment ago still is.
const STILL: f32 = 0.5;
/// Seconds from one look at the whole frame to the next while a face is followed.
const SEARCH_SECONDS: f64 = 2.0;
/// A break after which the face may be anywhere.
const BREAK_SECONDS: f64 = 1.0;
/// How much more prominent another face must be to take the followed one's place.
const MORE_PROMINENT: f32 = 1.5;

/// What a tracker asks about one frame.
trait Sight {
    /// The face that is still where one was, if it is there.
    fn again(&self, face: &FaceBox) -> Result<Option<FaceBox>>;
    /// The most prominent face of the frame, the small ones looked for in one part of it.
    fn search(&self, part: usize) -> Result<Option<FaceBox>>;
    fn prominence(&self, face: &FaceBox) -> f32;
}

struct DetectorsSight<'a> {
    detector: &'a Detector,
    frame: &'a Frame<'a>,
}

impl Sight for DetectorsSight<'_> {
    fn again(&self, face: &FaceBox) -> Result<Option<FaceBox>> {
        self.detector.again(self.frame, face, ROUND, STILL)
    }

    /// Looks at the whole frame and, closely, at one part of it: faces too small for the whole frame's look are found within some
    /// frames.
    fn search(&self, part: usize) -> Result<Option<FaceBox>> {
        let Self { detector, frame } = self;
        let mut candidates = look(&detector.near, frame, whole(frame), PERHAPS)?;
        let parts = parts(frame);
        candidates.extend(look(&detector.near, frame, parts[part % parts.len()], PERHAPS)?);
        let mut faces = detector.verified(frame, candidates)?;
        put_first(&mut faces, |face| self.prominence(face));
        Ok(faces.into_iter().next())
    }

    fn prominence(&self, face: &FaceBox) -> f32 {
        prominence(face, self.frame)
    }
}

impl Tracker {
    /// The face in the frame of a video at a time in seconds; `None` when there is none.
    ///
    /// # Errors
    /// [`Error::Candle`](crate::Error::Candle) for what candle refuses, which no valid input reaches.
    pub fn track(&mut self, detector: &Detector, frame: &Frame, seconds: f64) -> Result<Option<FaceBox>> {
        self.follow(&DetectorsSight { detector, frame }, seconds)
    }

    fn follow(&mut self, sight: &impl Sight, seconds: f64) -> Result<Option<FaceBox>> {
        let previous = self.last.take().filter(|last| (0.0..BREAK_SECONDS).contains(&(seconds - last.seconds)));
        if let Some(mut tracked) = previous
            && let Some(face) = sight.again(&tracked.face)?
        {
            if seconds - tracked.searched >= SEARCH_SECONDS {
                tracked.searched = seconds;
                let other = self.search(sight)?.filter(|other| {
                    overlap(&edges(other), &edges(&face)) == 0.0
                        && sight.prominence(other) > MORE_PROMINENT * sight.prominence(&face)
                });
                if let Some(other) = other {
                    self.last = Some(Tracked::new(other.clone(), seconds));
                    return Ok(Some(other));
                }
            }
            let face = tracked.smoothed(face, seconds);
            (tracked.face, tracked.seconds) = (face.clone(), seconds);
            self.last = Some(tracked);
            return Ok(Some(face));
        }
        let found = self.search(sight)?;
        self.last = found.clone().map(|face| Tracked::new(face, seconds));
        Ok(found)
    }

    /// Another part each time.
    fn search(&mut self, sight: &impl Sight) -> Result<Option<FaceBox>> {
        self.part += 1;
        sight.search(self.part - 1)
    }
}

/// Overlapping squares of half the frame's longer side that together cover it.
fn parts(frame: &Frame) -> Vec<Square> {
    let (width, height) = (frame.width() as f32, frame.height() as f32);
    let side = (width.max(height) / 2.0).min(width.min(height));
    let starts = |length: f32| {
        let steps = ((length - side) / (side / 2.0)).ceil();
        (0..=steps as usize).map(move |i| if steps > 0.0 { (length - side) * i as f32 / steps } else { 0.0 })
    };
    starts(height).flat_map(|y| starts(width).map(move |x| Square::upright(x, y, side))).collect()
}

impl Tracked {
    fn new(face: FaceBox, seconds: f64) -> Self {
        let mut tracked = Self { filters: Vec::new(), face: face.clone(), seconds, searched: seconds };
        tracked.smoothed(face, seconds);
        tracked
    }

    fn smoothed(&mut self, face: FaceBox, seconds: f64) -> FaceBox {
        let passed = (seconds - self.seconds) as f32;
        // In widths of the face, so that near and far faces are smoothed alike.
        let unit = self.face.width();
        let centre = [face.x() + face.width() / 2.0, face.y() + face.height() / 2.0];
        self.filters.resize_with(4 + 2 * face.keypoints().len(), OneEuro::default);
        let mut filters = self.filters.iter_mut();
        let mut next = |value| filters.next().map_or(value, |filter| filter.next(value, unit, passed));
        let (x, y, width, height) = (next(centre[0]), next(centre[1]), next(face.width()), next(face.height()));
        let keypoints = face.keypoints().iter().map(|point| Point { x: next(point.x), y: next(point.y) }).collect();
        let smoothed = FaceBox::new(x - width / 2.0, y - height / 2.0, width, height);
        match smoothed.and_then(|smoothed| smoothed.with_keypoints(keypoints)) {
            Ok(smoothed) => smoothed.with_score(face.score()),
            Err(_) => {
                // A speed beyond all numbers, between frames closer than any camera's: the filters begin anew.
                self.filters.clear();
                face
            }
        }
    }
}

/// The one-euro filter: smooth at rest, quick in motion (Casiez et al. 2012, <https://doi.org/10.1145/2207676.2208639>).
#[derive(Clone, Debug, Default)]
struct OneEuro {
    last: Option<(f32, f32)>,
}

/// Cut-off frequency at rest, in Hz: below it a sitting person's movements lie, above it the detector's tremble.
const REST_HZ: f32 = 1.0;
/// Hz more for each unit per second.
const HZ_PER_SPEED: f32 = 6.0;
/// Cut-off of the speed itself.
const SPEED_HZ: f32 = 1.0;

impl OneEuro {
    /// The smoothed value, this long in seconds after the one before; `unit` is what speed is measured in.
    fn next(&mut self, value: f32, unit: f32, seconds: f32) -> f32 {
        let Some((last, speed)) = self.last else {
            self.last = Some((value, 0.0));
            return value;
        };
        if seconds <= 0.0 {
            return last; // a second frame of the same moment says nothing of speed
        }
        let share = |hz: f32| {
            let r = 2.0 * std::f32::consts::PI * hz * seconds;
            r / (r + 1.0)
        };
        let speed = speed + share(SPEED_HZ) * ((value - last) / unit / seconds - speed);
        let smoothed = last + share(REST_HZ + HZ_PER_SPEED * speed.abs()) * (value - last);
        self.last = Some((smoothed, speed));
        smoothed
    }
}

/// Where a face seen at one place, then at another one so many seconds later, is said to be.
#[cfg(test)]
pub fn following(first: &FaceBox, next: &FaceBox, seconds: f64) -> FaceBox {
    Tracked::new(first.clone(), 0.0).smoothed(next.clone(), seconds)
}

#[cfg(test)]
#[path = "tracker_tests.rs"]
mod tests;
