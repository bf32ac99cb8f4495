//! Anti-aliased strokes and areas of quadratic curves on a face's pixels, by each pixel's distance to the curve.

use crate::Face;
use crate::face::{PIXELS, SIDE};

pub type Point = [f32; 2];

/// A quadratic Bézier curve: where it begins, its control point, where it ends.
#[derive(Clone, Copy)]
pub struct Curve(pub [Point; 3]);

impl Curve {
    /// A closed curve, nearly an ellipse.
    pub fn oval([x, y]: Point, [rx, ry]: [f32; 2]) -> Vec<Self> {
        const EIGHTH: f32 = 0.414_213_57; // tan 22.5°
        const DIAGONAL: f32 = 0.707_106_77;
        let quarter = |sx: f32, sy: f32| {
            let at = |px: f32, py: f32| [x + sx * px * rx, y + sy * py * ry];
            let middle = at(DIAGONAL, DIAGONAL);
            [Self([at(1.0, 0.0), at(1.0, EIGHTH), middle]), Self([middle, at(EIGHTH, 1.0), at(0.0, 1.0)])]
        };
        [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)].into_iter().flat_map(|(sx, sy)| quarter(sx, sy)).collect()
    }

    /// The line segments that a curve of pixels is drawn as: more for a longer one, so that they keep far within a pixel of it.
    fn segments(&self) -> impl Iterator<Item = [Point; 2]> + use<> {
        let [a, b, c] = self.0;
        let [dx, dy] = [c[0] - a[0], c[1] - a[1]];
        let count = 2 + ((dx * dx + dy * dy).sqrt() / 8.0) as usize;
        let at = move |i: usize| {
            let t = i as f32 / count as f32;
            let s = 1.0 - t;
            [0, 1].map(|k| s * s * a[k] + 2.0 * s * t * b[k] + t * t * c[k])
        };
        (0..count).map(move |i| [at(i), at(i + 1)])
    }
}

/// Turns, scales and moves.
#[derive(Clone, Copy)]
pub struct Affine {
    /// Where the origin comes to lie.
    pub centre: Point,
    /// Size times the cosine and the sine of the angle.
    pub cos: f32,
    pub sin: f32,
}

impl Affine {
    pub fn size(&self) -> f32 {
        (self.cos * self.cos + self.sin * self.sin).sqrt()
    }

    pub fn point(&self, [x, y]: Point) -> Point {
        [self.centre[0] + self.cos * x - self.sin * y, self.centre[1] + self.sin * x + self.cos * y]
    }

    pub fn curve(&self, curve: &Curve) -> Curve {
        Curve(curve.0.map(|point| self.point(point)))
    }

    pub fn all(&self, curves: &[Curve]) -> Vec<Curve> {
        curves.iter().map(|curve| self.curve(curve)).collect()
    }
}

/// Grey values of a face's pixels, not yet rounded.
pub struct Canvas(Vec<f32>);

impl Canvas {
    pub fn new() -> Self {
        Self(vec![0.0; PIXELS])
    }

    /// Gives each pixel a new grey by its old one and its place, −1 to 1 along both axes.
    pub fn each(&mut self, mut grey: impl FnMut(f32, Point) -> f32) {
        let place = |i: usize| (2 * i + 1) as f32 / SIDE as f32 - 1.0;
        for (i, value) in self.0.iter_mut().enumerate() {
            *value = grey(*value, [place(i % SIDE), place(i / SIDE)]);
        }
    }

    /// A line along a curve. Width in pixels.
    pub fn stroke(&mut self, curve: &Curve, width: f32, grey: f32, opacity: f32) {
        let segments: Vec<_> = curve.segments().collect();
        self.paint(&segments, width, grey, opacity, |at| (0.5 + width / 2.0 - distance(&segments, at)).min(width));
    }

    /// The area within closed curves.
    pub fn fill(&mut self, curves: &[Curve], grey: f32, opacity: f32) {
        let segments: Vec<_> = curves.iter().flat_map(Curve::segments).collect();
        self.paint(&segments, 0.0, grey, opacity, |at| inside(&segments, at));
    }

    /// The part of an area that lies within another one.
    pub fn fill_within(&mut self, curves: &[Curve], within: &[Curve], grey: f32, opacity: f32) {
        let segments: Vec<_> = curves.iter().flat_map(Curve::segments).collect();
        let bounds: Vec<_> = within.iter().flat_map(Curve::segments).collect();
        self.paint(&segments, 0.0, grey, opacity, |at| inside(&segments, at).min(inside(&bounds, at)));
    }

    /// Mixes in a grey by how much of each pixel near the segments is covered.
    fn paint(&mut self, near: &[[Point; 2]], width: f32, grey: f32, opacity: f32, covered: impl Fn(Point) -> f32) {
        if opacity <= 0.0 {
            return;
        }
        let range = |axis: usize| {
            let places = || near.iter().flatten().map(|point| point[axis]);
            let margin = width / 2.0 + 1.0;
            let (low, high) = (places().fold(f32::MAX, f32::min), places().fold(f32::MIN, f32::max));
            (low - margin).clamp(0.0, SIDE as f32) as usize..(high + margin).clamp(0.0, SIDE as f32) as usize
        };
        for y in range(1) {
            for x in range(0) {
                let share = opacity * covered([x as f32 + 0.5, y as f32 + 0.5]).clamp(0.0, 1.0);
                let value = &mut self.0[y * SIDE + x];
                *value += share * (grey - *value);
            }
        }
    }

    pub fn into_face(self) -> Face {
        let pixels: Vec<u8> = self.0.iter().map(|grey| grey.clamp(0.0, 255.0) as u8).collect();
        Face::new(&pixels).expect("a canvas has a face's pixels")
    }
}

/// From a point to the nearest of some segments.
fn distance(segments: &[[Point; 2]], [x, y]: Point) -> f32 {
    let square = |&[[ax, ay], [bx, by]]: &[Point; 2]| {
        let (dx, dy) = (bx - ax, by - ay);
        let along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy).max(1e-9);
        let along = along.clamp(0.0, 1.0);
        let (dx, dy) = (x - ax - along * dx, y - ay - along * dy);
        dx * dx + dy * dy
    };
    segments.iter().map(square).fold(f32::MAX, f32::min).sqrt()
}

/// How much of the pixel around a point lies within closed segments.
fn inside(segments: &[[Point; 2]], [x, y]: Point) -> f32 {
    let crosses =
        |&&[[ax, ay], [bx, by]]: &&[Point; 2]| (ay > y) != (by > y) && x < ax + (y - ay) * (bx - ax) / (by - ay);
    let within = segments.iter().filter(crosses).count() % 2 == 1;
    let distance = distance(segments, [x, y]);
    0.5 + if within { distance } else { -distance }
}
