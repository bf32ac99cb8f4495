//! What holds of every list of candidates and of every video.

use super::overlap::{merged, overlap};
use super::tracker::following;
use super::{Candidate, edges};
use crate::FaceBox;
use crate::cases::cases;
use proptest::collection::vec;
use proptest::prelude::*;

prop_compose! {
    fn candidate()(x in -0.5..1.5f32, y in -0.5..1.5f32, width in 0.01..1.0f32, height in 0.01..1.0f32, score in 0.01..1.0f32)
        -> Candidate
    {
        Candidate { score, edges: [x, y, x + width, y + height], keypoints: [[x, y]; 6] }
    }
}

prop_compose! {
    fn face()(x in -1000.0..1000f32, y in -1000.0..1000f32, width in 1.0..500f32, height in 1.0..500f32) -> FaceBox {
        FaceBox::new(x, y, width, height).unwrap()
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn overlap_is_a_share_the_same_both_ways(a in candidate(), b in candidate()) {
        let share = overlap(&a.edges, &b.edges);
        prop_assert!((0.0..=1.0 + 1e-5).contains(&share), "{share}");
        prop_assert_eq!(share, overlap(&b.edges, &a.edges));
        prop_assert!((overlap(&a.edges, &a.edges) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn faces_are_fewer_than_candidates_within_them_and_most_certain_first(candidates in vec(candidate(), 0..12)) {
        let faces = merged(candidates.clone());
        prop_assert!(faces.len() <= candidates.len() && faces.is_empty() == candidates.is_empty());
        prop_assert!(faces.is_sorted_by(|a, b| a.score >= b.score));
        for face in &faces {
            prop_assert!(candidates.iter().any(|candidate| candidate.score == face.score));
            for i in 0..4 {
                let of = || candidates.iter().map(|candidate| candidate.edges[i]);
                let (low, high) = (of().fold(f32::MAX, f32::min), of().fold(f32::MIN, f32::max));
                prop_assert!((low - 1e-4..=high + 1e-4).contains(&face.edges[i]), "{face:?}");
            }
        }
    }

    #[test]
    fn candidates_in_any_order_are_the_same_faces(mut candidates in vec(candidate(), 1..8)) {
        let scores = |candidates: &[Candidate]| merged(candidates.to_vec()).iter().map(|face| face.score).collect::<Vec<_>>();
        let before = scores(&candidates);
        candidates.reverse();
        prop_assert_eq!(before, scores(&candidates));
    }

    #[test]
    fn a_followed_face_lies_between_where_it_was_and_where_it_is_seen(first in face(), next in face(), seconds in 1e-4..0.9) {
        let followed = following(&first, &next, seconds);
        let centre = |face: &FaceBox| face.x() + face.width() / 2.0;
        for of in [centre, FaceBox::width, FaceBox::height] {
            let (low, high) = (of(&first).min(of(&next)), of(&first).max(of(&next)));
            prop_assert!((low - 0.01..=high + 0.01).contains(&of(&followed)), "{} of {low} to {high}", of(&followed));
        }
        prop_assert!(edges(&followed).iter().all(|edge| edge.is_finite()));
    }
}
