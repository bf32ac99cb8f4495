//! Drawn faces: as many labelled pictures as one likes, without a photo of anybody.
//!
//! A face is drawn from action units, the movements by which the Facial Action Coding System describes expressions (Ekman &
//! Friesen 1978). Only additions, products and square roots are used, so that a seed draws the same grey values natively and
//! in the page.

use super::dataset::{Sample, Split};
use super::strokes::{Affine, Canvas, Curve, Point};
use crate::{Error, Expression, Face, Result};
use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// How hard drawn faces are to tell apart. Every knob is from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Difficulty {
    /// How far faces differ in what no expression is: place, size, roll, build, light, noise. It defeats templates.
    pub pose: f32,
    /// How weak expressions are, and how much of others strays into them. It sets the best accuracy that anybody can reach.
    pub ambiguity: f32,
    /// Share of the training labels that are wrong. Labels of the other splits are right.
    pub label_noise: f32,
}

impl Default for Difficulty {
    /// A linear classifier fails on these, and LeNet-5 does not.
    fn default() -> Self {
        Self { pose: 1.0, ambiguity: 0.3, label_noise: 0.0 }
    }
}

/// A source of drawn faces. Each picture depends on the seed and its index alone.
#[derive(Clone, Debug)]
pub struct Synth {
    difficulty: Difficulty,
    seed: u64,
}

/// The action units by which expressions are drawn, as numbered by Ekman and Friesen.
#[derive(Clone, Copy)]
enum Unit {
    InnerBrowRaiser = 1,
    OuterBrowRaiser = 2,
    BrowLowerer = 4,
    UpperLidRaiser = 5,
    CheekRaiser = 6,
    LidTightener = 7,
    NoseWrinkler = 9,
    UpperLipRaiser = 10,
    LipCornerPuller = 12,
    LipCornerDepressor = 15,
    ChinRaiser = 17,
    LipStretcher = 20,
    LipPressor = 24,
    LipsPart = 25,
    JawDrop = 26,
}
use Unit::*;

const UNITS: [Unit; 15] = [
    InnerBrowRaiser,
    OuterBrowRaiser,
    BrowLowerer,
    UpperLidRaiser,
    CheekRaiser,
    LidTightener,
    NoseWrinkler,
    UpperLipRaiser,
    LipCornerPuller,
    LipCornerDepressor,
    ChinRaiser,
    LipStretcher,
    LipPressor,
    LipsPart,
    JawDrop,
];

/// What an expression moves.
fn units(expression: Expression) -> &'static [Unit] {
    match expression {
        Expression::Anger => &[BrowLowerer, UpperLidRaiser, LidTightener, LipPressor],
        Expression::Disgust => &[NoseWrinkler, UpperLipRaiser, ChinRaiser],
        Expression::Fear => &[InnerBrowRaiser, OuterBrowRaiser, BrowLowerer, UpperLidRaiser, LipStretcher, LipsPart],
        Expression::Happiness => &[CheekRaiser, LipCornerPuller, LipsPart],
        Expression::Sadness => &[InnerBrowRaiser, BrowLowerer, LipCornerDepressor],
        Expression::Surprise => &[InnerBrowRaiser, OuterBrowRaiser, UpperLidRaiser, LipsPart, JawDrop],
        Expression::Neutral => &[],
    }
}

/// How strongly each unit is moved, 0 to about 1.
struct Movement([f32; 27]);

impl Movement {
    fn draw(expression: Expression, ambiguity: f32, rng: &mut impl Rng) -> Self {
        let mut strength = [0.0; 27];
        for unit in UNITS {
            // Few of the units stray at a time, or all faces would look alike.
            let strays = rng.random::<f32>() < 0.5;
            strength[unit as usize] = if strays { 0.6 * ambiguity * rng.random::<f32>() } else { 0.0 };
        }
        let whole = 1.0 - 0.6 * ambiguity * rng.random::<f32>();
        for &unit in units(expression) {
            strength[unit as usize] = whole * (1.0 - 0.4 * ambiguity * rng.random::<f32>());
        }
        Self(strength)
    }

    fn of(&self, unit: Unit) -> f32 {
        self.0[unit as usize]
    }
}

impl Synth {
    /// A source of faces.
    ///
    /// # Errors
    /// When a knob is not from 0 to 1.
    pub fn new(difficulty: Difficulty, seed: u64) -> Result<Self> {
        let Difficulty { pose, ambiguity, label_noise } = difficulty;
        for (name, value) in [("pose", pose), ("ambiguity", ambiguity), ("label noise", label_noise)] {
            if !(0.0..=1.0).contains(&value) {
                return Err(Error::Data { reason: format!("expected a {name} from 0 to 1, got {value}") });
            }
        }
        Ok(Self { difficulty, seed })
    }

    /// The face of an index, showing an expression.
    pub fn face(&self, expression: Expression, index: u64) -> Face {
        let rng = &mut self.rng(index, 0);
        let movement = Movement::draw(expression, self.difficulty.ambiguity, rng);
        let pose = self.difficulty.pose;
        let mut canvas = Canvas::new();
        light(&mut canvas, pose, rng);
        draw(&mut canvas, &movement, &Looks::draw(pose, rng), &placed(pose, rng));
        disturb(&mut canvas, pose, rng);
        canvas.into_face()
    }

    /// The label that a training picture of this expression gets: another one in a share of `label_noise`.
    pub fn label(&self, expression: Expression, index: u64) -> Expression {
        let rng = &mut self.rng(index, 1);
        let (wrong, step) = (rng.random::<f32>() < self.difficulty.label_noise, rng.random_range(1..7));
        if wrong { Expression::ALL[(expression as usize + step) % 7] } else { expression }
    }

    /// So many samples, as many of each expression, an eighth of them for validation and an eighth for the test.
    pub fn samples(&self, count: usize) -> impl Iterator<Item = Sample> {
        (0..count).map(|row| {
            let expression = Expression::ALL[row % 7];
            let split = match row / 7 % 8 {
                6 => Split::PublicTest,
                7 => Split::PrivateTest,
                _ => Split::Training,
            };
            let face = self.face(expression, row as u64);
            let noisy = split == Split::Training;
            let given = if noisy { self.label(expression, row as u64) } else { expression };
            Sample { face, label: given as usize, split, row }
        })
    }

    fn rng(&self, index: u64, purpose: u64) -> ChaCha8Rng {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(2 * index + purpose);
        rng
    }
}

/// A number from −limit to limit.
fn within(limit: f32, rng: &mut impl Rng) -> f32 {
    limit * (2.0 * rng.random::<f32>() - 1.0)
}

/// What a person looks like, whatever they show. Lengths in halves of a face's width.
struct Looks {
    skin: f32,
    hair: f32,
    lips: f32,
    /// Factors and shifts.
    width: f32,
    eyes_apart: f32,
    eyes_y: f32,
    eye_size: f32,
    brow_y: f32,
    brow_width: f32,
    nose: f32,
    mouth_y: f32,
    mouth_size: f32,
    hairline: f32,
    /// How far the head is turned: features move sideways on it.
    turn: f32,
    nod: f32,
}

impl Looks {
    fn draw(pose: f32, rng: &mut impl Rng) -> Self {
        let skin = 175.0 + within(55.0 * pose, rng);
        Self {
            skin,
            hair: 60.0 + within(50.0 * pose, rng),
            lips: skin - 75.0 + within(20.0 * pose, rng),
            width: 0.8 + within(0.08 * pose, rng),
            eyes_apart: 0.36 + within(0.04 * pose, rng),
            eyes_y: -0.16 + within(0.04 * pose, rng),
            eye_size: 1.0 + within(0.2 * pose, rng),
            brow_y: within(0.04 * pose, rng),
            brow_width: 0.09 + within(0.03 * pose, rng),
            nose: 1.0 + within(0.2 * pose, rng),
            mouth_y: 0.5 + within(0.05 * pose, rng),
            mouth_size: 1.0 + within(0.15 * pose, rng),
            hairline: -0.72 + within(0.12 * pose, rng),
            turn: within(0.12 * pose, rng),
            nod: within(0.06 * pose, rng),
        }
    }
}

/// Where the face lies: lengths in halves of its width become pixels.
fn placed(pose: f32, rng: &mut impl Rng) -> Affine {
    let size = 21.0 * (1.0 + within(0.16 * pose, rng));
    let roll = within(0.32 * pose, rng); // the tangent of 18° and less
    let cos = 1.0 / (1.0 + roll * roll).sqrt();
    let centre = [24.0 + within(4.0 * pose, rng), 24.0 + within(4.0 * pose, rng)];
    Affine { centre, cos: size * cos, sin: size * roll * cos }
}

/// A background, lighter to one side.
fn light(canvas: &mut Canvas, pose: f32, rng: &mut impl Rng) {
    let grey = 120.0 + within(80.0 * pose, rng);
    let (x, y) = (within(40.0 * pose, rng), within(40.0 * pose, rng));
    canvas.each(|_, at| grey + x * at[0] + y * at[1]);
}

/// What a camera adds: light from one side, contrast, brightness and noise.
fn disturb(canvas: &mut Canvas, pose: f32, rng: &mut impl RngCore) {
    let (x, y) = (within(55.0 * pose, rng), within(35.0 * pose, rng));
    let (contrast, brightness) = (1.0 + within(0.35 * pose, rng), within(30.0 * pose, rng));
    // Four bytes sum up to nearly a normal distribution, of standard deviation 147.8.
    let noise = 14.0 * pose / 147.8;
    canvas.each(|grey, at| {
        let sum: i32 = rng.next_u32().to_le_bytes().into_iter().map(i32::from).sum();
        (grey - 128.0) * contrast + 128.0 + brightness + x * at[0] + y * at[1] + noise * (sum - 510) as f32
    });
}

fn draw(canvas: &mut Canvas, movement: &Movement, looks: &Looks, affine: &Affine) {
    let au = |unit| movement.of(unit);
    let skin = looks.skin;
    let jaw = 0.12 * au(JawDrop);
    let head = Curve::oval([0.0, jaw / 2.0], [looks.width, 1.0 + jaw / 2.0]);
    let hair = Curve::oval([0.0, -0.12], [looks.width + 0.1, 1.02]);
    canvas.fill(&affine.all(&hair), looks.hair, 1.0);
    canvas.fill(&affine.all(&head), skin, 1.0);
    let fringe = [
        Curve([[-looks.width, looks.hairline + 0.2], [0.0, looks.hairline - 0.2], [looks.width, looks.hairline + 0.2]]),
        Curve([[looks.width, looks.hairline + 0.2], [0.0, -1.8], [-looks.width, looks.hairline + 0.2]]),
    ];
    canvas.fill(&affine.all(&fringe), looks.hair, 1.0);

    let turned = Affine { centre: affine.point([looks.turn, looks.nod]), ..*affine };
    let stroke = |canvas: &mut Canvas, points: [Point; 3], width: f32, grey: f32, opacity: f32| {
        canvas.stroke(&turned.curve(&Curve(points)), width * affine.size(), grey, opacity);
    };
    for side in [-1.0, 1.0] {
        eye(canvas, side, movement, looks, &turned);
        let raised = (au(InnerBrowRaiser) + au(OuterBrowRaiser)) / 2.0;
        let y = looks.eyes_y - 0.25 + looks.brow_y;
        let brow = [
            [side * (0.15 - 0.06 * au(BrowLowerer)), y - 0.15 * au(InnerBrowRaiser) + 0.13 * au(BrowLowerer)],
            [side * looks.eyes_apart, y - 0.1 - 0.17 * raised + 0.09 * au(BrowLowerer)],
            [side * (looks.eyes_apart + 0.24), y + 0.03 - 0.16 * au(OuterBrowRaiser) + 0.02 * au(BrowLowerer)],
        ];
        stroke(canvas, brow, looks.brow_width, looks.hair.min(skin - 70.0), 0.9);
        // The fold from nose to mouth, and the cheek under the eye.
        let fold = (au(LipCornerPuller) + au(UpperLipRaiser) + 0.5 * au(NoseWrinkler)).min(1.0);
        let mouth = looks.mouth_y;
        stroke(canvas, [[side * 0.2, 0.22], [side * 0.36, 0.3], [side * 0.44, mouth]], 0.05, skin - 60.0, 0.7 * fold);
        let cheek = [[side * 0.2, 0.0], [side * 0.4, 0.1], [side * 0.58, -0.04]];
        stroke(canvas, cheek, 0.05, skin - 60.0, 0.7 * au(CheekRaiser));
        let wrinkle = [[side * 0.05, -0.2], [side * 0.1, -0.12], [side * 0.16, -0.08]];
        stroke(canvas, wrinkle, 0.05, skin - 70.0, 0.8 * au(NoseWrinkler));
    }
    let frown = [[0.0, -0.42], [0.01, -0.35], [0.0, -0.26]];
    stroke(canvas, frown, 0.05, skin - 60.0, 0.7 * (au(BrowLowerer) - au(InnerBrowRaiser)).max(0.0));
    let tip = 0.24 * looks.nose - 0.06 * au(NoseWrinkler);
    stroke(canvas, [[-0.04, -0.1], [-0.1, 0.1], [-0.12, tip - 0.04]], 0.04, skin - 45.0, 0.6);
    stroke(canvas, [[-0.13, tip - 0.02], [0.0, tip + 0.08], [0.13, tip - 0.02]], 0.06, skin - 80.0, 0.9);
    mouth(canvas, movement, looks, &turned);
    let chin = [[-0.14, 0.8], [0.0, 0.72], [0.14, 0.8]];
    stroke(canvas, chin, 0.05, skin - 60.0, 0.8 * au(ChinRaiser));
}

fn eye(canvas: &mut Canvas, side: f32, movement: &Movement, looks: &Looks, affine: &Affine) {
    let au = |unit| movement.of(unit);
    let (x, y, size) = (side * looks.eyes_apart, looks.eyes_y, looks.eye_size);
    let upper = size * (0.17 + 0.15 * au(UpperLidRaiser) - 0.1 * au(LidTightener) - 0.04 * au(CheekRaiser));
    let lower = size * (0.13 - 0.06 * au(LidTightener) - 0.11 * au(CheekRaiser) - 0.05 * au(NoseWrinkler));
    let half = 0.16 * size;
    let lids =
        [Curve([[x - half, y], [x, y - upper], [x + half, y]]), Curve([[x + half, y], [x, y + lower], [x - half, y]])];
    let lids = affine.all(&lids);
    canvas.fill(&lids, (looks.skin + 60.0).min(250.0), 1.0);
    let iris = affine.all(&Curve::oval([x, y - 0.01], [0.065 * size, 0.075 * size]));
    canvas.fill_within(&iris, &lids, 25.0, 1.0);
    canvas.stroke(&lids[0], 0.05 * affine.size(), 40.0, 0.9);
    canvas.stroke(&lids[1], 0.03 * affine.size(), looks.skin - 60.0, 0.7);
}

fn mouth(canvas: &mut Canvas, movement: &Movement, looks: &Looks, affine: &Affine) {
    let au = |unit| movement.of(unit);
    let wider = 0.1 * au(LipCornerPuller) + 0.12 * au(LipStretcher) - 0.06 * au(LipPressor) - 0.1 * au(JawDrop);
    let half = looks.mouth_size * (0.27 + wider);
    let corner = looks.mouth_y - 0.1 * au(LipCornerPuller) + 0.12 * au(LipCornerDepressor);
    let open = 0.12 * au(LipsPart) + 0.36 * au(JawDrop);
    let raised = 0.12 * au(UpperLipRaiser) + 0.04 * au(JawDrop);
    // A quadratic curve comes half as far as its control point.
    let pulled = 0.14 * au(LipCornerPuller) - 0.12 * au(LipCornerDepressor) - 0.08 * au(LipStretcher);
    let upper = looks.mouth_y + pulled - 2.0 * raised;
    let lower = looks.mouth_y + pulled + 2.0 * open - 0.1 * au(ChinRaiser) - 0.5 * raised;
    let depth = (corner + lower.max(upper)) / 2.0;
    let roundness = half * (0.5 + 0.45 * au(JawDrop).min(1.0)); // a mouth that is only parted ends in a curve's points
    let lips = [
        Curve([[-half, corner], [0.0, upper], [half, corner]]),
        Curve([[half, corner], [roundness, depth], [0.0, depth]]),
        Curve([[0.0, depth], [-roundness, depth], [-half, corner]]),
    ];
    let lips = affine.all(&lips);
    canvas.fill(&lips, 35.0, 1.0);
    let teeth = [
        Curve([[-half, corner], [0.0, upper], [half, corner]]),
        Curve([[half, corner], [0.0, upper + 0.14], [-half, corner]]),
    ];
    let shown = (au(LipCornerPuller) + 0.6 * au(LipStretcher)).min(1.0);
    canvas.fill_within(&affine.all(&teeth), &lips, 235.0, shown * au(LipsPart).min(1.0));
    let width = affine.size() * (0.09 - 0.06 * au(LipPressor));
    lips.iter().for_each(|lip| canvas.stroke(lip, width, looks.lips, 0.95));
}

#[cfg(test)]
mod tests;
