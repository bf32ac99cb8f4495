//! Compare: whether two classifiers differ by more than chance on the same pictures.

use serde::Serialize;

/// On which pictures two classifiers were right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Pictures.
    pub n: usize,
    /// Share of pictures on which the first is right.
    pub first_accuracy: f64,
    /// Share of pictures on which the second is right.
    pub second_accuracy: f64,
    /// Pictures on which only the first is right.
    pub only_first: usize,
    /// Pictures on which only the second is right.
    pub only_second: usize,
    /// McNemar's exact test, two-sided: how probable so uneven a split of the pictures on which one alone is right would be if
    /// both were equally good (McNemar 1947, <https://doi.org/10.1007/BF02295996>).
    pub p: f64,
}

impl Comparison {
    /// Compares picture by picture whether the first and the second were right.
    pub fn new(pairs: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let mut counts = [[0usize; 2]; 2];
        pairs.into_iter().for_each(|(first, second)| counts[usize::from(first)][usize::from(second)] += 1);
        let [[neither, only_second], [only_first, both]] = counts;
        let n = neither + only_first + only_second + both;
        let share = |right: usize| right as f64 / n.max(1) as f64;
        Self {
            n,
            first_accuracy: share(only_first + both),
            second_accuracy: share(only_second + both),
            only_first,
            only_second,
            p: sign_test(only_first, only_second),
        }
    }
}

/// Twice the probability of at most min(a, b) heads in a + b throws of a coin; 1 at most.
fn sign_test(a: usize, b: usize) -> f64 {
    let n = a + b;
    // ln of n! / (k! (n − k)!) / 2ⁿ, from k to k + 1.
    let mut ln_term = -(n as f64) * std::f64::consts::LN_2;
    let mut sum = 0.0;
    for k in 0..=a.min(b) {
        sum += ln_term.exp();
        ln_term += ((n - k) as f64).ln() - ((k + 1) as f64).ln();
    }
    (2.0 * sum).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_is_that_of_the_binomial_distribution() {
        assert!((sign_test(1, 9) - 22.0 / 1024.0).abs() < 1e-12);
        assert_eq!(sign_test(5, 5), 1.0);
        assert_eq!(sign_test(0, 0), 1.0);
        // By the logarithm of the gamma function.
        assert!((sign_test(400, 500) - 0.000_956_444).abs() < 1e-8, "{}", sign_test(400, 500));
    }

    #[test]
    fn counts_and_shares() {
        let comparison = Comparison::new([(true, true), (true, false), (false, false), (true, false)]);
        assert_eq!((comparison.only_first, comparison.only_second), (2, 0));
        assert_eq!((comparison.first_accuracy, comparison.second_accuracy, comparison.p), (0.75, 0.25, 0.5));
    }
}
