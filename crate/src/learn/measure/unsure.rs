//! When a network had better say that it is unsure: how often it is right, by how sure it must be to answer.

use crate::metadata::Unsure;

/// Points of the curve.
const STEPS: u32 = 20;

/// The risk-coverage curve (El-Yaniv & Wiener 2010, <https://jmlr.org/papers/v11/el-yaniv10a.html>) at 0, 0.05 … 0.95, of pairs of the largest probability and whether its label is the right one.
pub fn risk_coverage(answers: &[(f64, bool)]) -> Vec<Unsure> {
    (0..STEPS).map(|step| at(answers, f64::from(step) / f64::from(STEPS))).collect()
}

/// The lowest hundredth from which at most half as many of the given answers are wrong as when all are given; none where there
/// is no wrong answer, or where only silence would do.
pub fn unsure(answers: &[(f64, bool)]) -> Option<Unsure> {
    let all = at(answers, 0.0);
    if all.accuracy == 1.0 {
        return None;
    }
    let aim = 1.0 - (1.0 - all.accuracy) / 2.0;
    (1..100).map(|hundredth| at(answers, f64::from(hundredth) / 100.0)).find(|u| u.answered > 0.0 && u.accuracy >= aim)
}

fn at(answers: &[(f64, bool)], below: f64) -> Unsure {
    let given = answers.iter().filter(|(probability, _)| *probability >= below);
    let (n, right) = given.fold((0usize, 0usize), |(n, right), (_, is_right)| (n + 1, right + usize::from(*is_right)));
    let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
    Unsure {
        below,
        answered: if answers.is_empty() { 0.0 } else { share(n, answers.len()) },
        accuracy: share(right, n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four sure and right, two at .5 of which one is right, two at .3 and wrong.
    const ANSWERS: [(f64, bool); 8] =
        [(0.9, true), (0.9, true), (0.8, true), (0.8, true), (0.5, true), (0.5, false), (0.3, false), (0.3, false)];

    #[test]
    fn the_curve_says_what_is_answered_and_how_much_of_it_is_right() {
        let curve = risk_coverage(&ANSWERS);
        assert_eq!(curve.len(), 20);
        assert_eq!(curve[0], Unsure { below: 0.0, answered: 1.0, accuracy: 5.0 / 8.0 });
        assert_eq!((curve[8].answered, curve[8].accuracy), (6.0 / 8.0, 5.0 / 6.0)); // from .4
        assert_eq!((curve[12].answered, curve[12].accuracy), (4.0 / 8.0, 1.0)); // from .6
        assert_eq!((curve[19].answered, curve[19].accuracy), (0.0, 1.0)); // from .95
    }

    #[test]
    fn unsure_starts_where_half_of_the_errors_are_gone() {
        // All: 3 of 8 wrong. From .31: 1 of 6 wrong, which is below 3/16.
        assert_eq!(unsure(&ANSWERS), Some(Unsure { below: 0.31, answered: 0.75, accuracy: 5.0 / 6.0 }));
    }

    #[test]
    fn an_answer_at_the_threshold_is_given() {
        assert_eq!(at(&[(0.5, true)], 0.5).answered, 1.0);
    }

    #[test]
    fn a_network_without_errors_is_never_unsure() {
        assert_eq!(unsure(&[(0.4, true)]), None);
        assert_eq!(unsure(&[]), None);
    }

    #[test]
    fn where_only_silence_would_do_there_is_no_threshold() {
        assert_eq!(unsure(&[(0.9, false), (0.9, true)]), None);
    }
}
