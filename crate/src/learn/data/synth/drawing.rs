//! A face as strokes and filled outlines: what a person looks like, and what is moved.

use super::movement::{Movement, Unit::*};
use crate::learn::data::strokes::{Affine, Canvas, Curve, Point};
use rand::{Rng, RngCore};

/// A number from −limit to limit.
fn within(limit: f32, rng: &mut impl Rng) -> f32 {
    limit * (2.0 * rng.random::<f32>() - 1.0)
}

/// What a person looks like, whatever they show. Lengths in halves of a face's width.
pub struct Looks {
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
    pub fn draw(pose: f32, rng: &mut impl Rng) -> Self {
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
pub fn placed(pose: f32, rng: &mut impl Rng) -> Affine {
    let size = 21.0 * (1.0 + within(0.16 * pose, rng));
    let roll = within(0.32 * pose, rng); // the tangent of 18° and less
    let cos = 1.0 / (1.0 + roll * roll).sqrt();
    let centre = [24.0 + within(4.0 * pose, rng), 24.0 + within(4.0 * pose, rng)];
    Affine { centre, cos: size * cos, sin: size * roll * cos }
}

/// A background, lighter to one side.
pub fn light(canvas: &mut Canvas, pose: f32, rng: &mut impl Rng) {
    let grey = 120.0 + within(80.0 * pose, rng);
    let (x, y) = (within(40.0 * pose, rng), within(40.0 * pose, rng));
    canvas.each(|_, at| grey + x * at[0] + y * at[1]);
}

/// What a camera adds: light from one side, contrast, brightness and noise.
pub fn disturb(canvas: &mut Canvas, pose: f32, rng: &mut impl RngCore) {
    let (x, y) = (within(55.0 * pose, rng), within(35.0 * pose, rng));
    let (contrast, brightness) = (1.0 + within(0.35 * pose, rng), within(30.0 * pose, rng));
    // Four bytes sum up to nearly a normal distribution, of standard deviation 147.8.
    let noise = 14.0 * pose / 147.8;
    canvas.each(|grey, at| {
        let sum: i32 = rng.next_u32().to_le_bytes().into_iter().map(i32::from).sum();
        (grey - 128.0) * contrast + 128.0 + brightness + x * at[0] + y * at[1] + noise * (sum - 510) as f32
    });
}

pub fn draw(canvas: &mut Canvas, movement: &Movement, looks: &Looks, affine: &Affine) {
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
