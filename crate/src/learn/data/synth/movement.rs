//! What an expression moves in a face.

use crate::Expression;
use rand::Rng;

/// The action units by which expressions are drawn, as numbered by Ekman and Friesen.
#[derive(Clone, Copy)]
pub enum Unit {
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
pub struct Movement([f32; 27]);

impl Movement {
    pub fn draw(expression: Expression, ambiguity: f32, rng: &mut impl Rng) -> Self {
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

    pub fn of(&self, unit: Unit) -> f32 {
        self.0[unit as usize]
    }
}
