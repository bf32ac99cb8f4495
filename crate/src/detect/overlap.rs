//! One face of many candidates for it.

use super::blazeface::Candidate;

/// Candidates that cover each other by more than this share are one face.
const SAME: f32 = 0.3;

/// Each face once, most certain first: a mean of its candidates, weighted by their scores, with the best one's score.
pub fn merged(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    put_first(&mut candidates, |candidate| candidate.score);
    let mut faces = Vec::new();
    while let Some(best) = candidates.first().cloned() {
        let (same, others): (Vec<_>, Vec<_>) =
            candidates.into_iter().enumerate().partition(|(i, c)| *i == 0 || overlap(&c.edges, &best.edges) > SAME);
        candidates = others.into_iter().map(|(_, candidate)| candidate).collect();
        let total: f32 = same.iter().map(|(_, c)| c.score).sum();
        let mean =
            |value: &dyn Fn(&Candidate) -> f32| same.iter().map(|(_, c)| c.score * value(c)).sum::<f32>() / total;
        faces.push(Candidate {
            score: best.score,
            edges: std::array::from_fn(|i| mean(&|c| c.edges[i])),
            keypoints: std::array::from_fn(|i| std::array::from_fn(|j| mean(&|c| c.keypoints[i][j]))),
        });
    }
    faces
}

/// Sorts by a value, largest first. By insertion: there are few, and the standard sort would be 10 KB of every page.
pub fn put_first<T>(items: &mut [T], value: impl Fn(&T) -> f32) {
    for end in 1..items.len() {
        for i in (0..end).rev() {
            if value(&items[i]) >= value(&items[i + 1]) {
                break;
            }
            items.swap(i, i + 1);
        }
    }
}

/// The area that both boxes (left, top, right, bottom) cover over the area that either does.
pub fn overlap(a: &[f32; 4], b: &[f32; 4]) -> f32 {
    let side = |low: usize| (a[low + 2].min(b[low + 2]) - a[low].max(b[low])).max(0.0);
    let area = |edges: &[f32; 4]| (edges[2] - edges[0]) * (edges[3] - edges[1]);
    let both = side(0) * side(1);
    let either = area(a) + area(b) - both;
    if either > 0.0 { both / either } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(score: f32, x: f32) -> Candidate {
        Candidate { score, edges: [x, 0.0, x + 0.2, 0.2], keypoints: [[x, 0.1]; 6] }
    }

    #[test]
    fn overlap_is_a_share_of_both_areas_together() {
        assert_eq!(overlap(&[0.0, 0.0, 2.0, 1.0], &[1.0, 0.0, 3.0, 1.0]), 1.0 / 3.0);
        assert_eq!(overlap(&[0.0, 0.0, 1.0, 1.0], &[2.0, 2.0, 3.0, 3.0]), 0.0);
        assert_eq!(overlap(&[0.0; 4], &[0.0; 4]), 0.0);
    }

    #[test]
    fn candidates_for_one_face_become_their_mean() {
        let faces = merged(vec![candidate(0.5, 0.7), candidate(0.3, 0.13), candidate(0.9, 0.1)]);
        assert_eq!(faces.iter().map(|f| f.score).collect::<Vec<_>>(), [0.9, 0.5]);
        let expected = (0.9 * 0.1 + 0.3 * 0.13) / 1.2;
        assert!((faces[0].edges[0] - expected).abs() < 1e-6 && (faces[0].keypoints[3][0] - expected).abs() < 1e-6);
        assert!(merged(Vec::new()).is_empty());
    }
}
