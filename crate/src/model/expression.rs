//! The classes: seven expressions in FER2013's order, and three groups of them.
//!
//! An expression is the label that people gave a picture, not what the person in it felt.

use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// One of FER2013's seven labels, numbered as in its `emotion` column (Goodfellow et al. 2013,
/// <https://arxiv.org/abs/1307.0414>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Expression {
    Anger,
    Disgust,
    Fear,
    Happiness,
    Sadness,
    Surprise,
    Neutral,
}

impl Expression {
    /// All seven, in FER2013's order.
    pub const ALL: [Self; 7] =
        [Self::Anger, Self::Disgust, Self::Fear, Self::Happiness, Self::Sadness, Self::Surprise, Self::Neutral];

    /// The English label, in lower case.
    pub fn label(self) -> &'static str {
        ["anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"][self as usize]
    }

    /// The expression of this label.
    pub fn named(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.label() == label)
    }

    /// The group this expression counts to. The article that mimique grew out of leaves fear out of its
    /// grouping; here it is negative.
    pub fn group(self) -> Group {
        match self {
            Self::Happiness => Group::Positive,
            Self::Anger | Self::Disgust | Self::Fear | Self::Sadness => Group::Negative,
            Self::Surprise | Self::Neutral => Group::Neutral,
        }
    }
}

/// One of the article's three groups of expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Group {
    Positive,
    Negative,
    Neutral,
}

impl Group {
    /// All three, in the article's order.
    pub const ALL: [Self; 3] = [Self::Positive, Self::Negative, Self::Neutral];

    /// The English label, in lower case.
    pub fn label(self) -> &'static str {
        ["positive", "negative", "neutral"][self as usize]
    }
}

/// The labels of the seven expressions, as a checkpoint holds them.
pub fn expression_labels() -> Vec<String> {
    Expression::ALL.iter().map(|e| e.label().to_owned()).collect()
}

/// The labels of the three groups, as a checkpoint holds them.
pub fn group_labels() -> Vec<String> {
    Group::ALL.iter().map(|g| g.label().to_owned()).collect()
}

/// Classes whose probabilities are shown as one sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelGroup {
    /// The group's label.
    pub label: String,
    /// Indices into the checkpoint's labels.
    pub members: Vec<usize>,
}

/// How `labels` fall into groups: the three groups for the seven expressions, else each label alone.
pub fn groups_of(labels: &[String]) -> Vec<LabelGroup> {
    if labels == expression_labels() {
        let members = |group| Expression::ALL.iter().filter(|e| e.group() == group).map(|&e| e as usize).collect();
        Group::ALL.iter().map(|&g| LabelGroup { label: g.label().to_owned(), members: members(g) }).collect()
    } else {
        labels.iter().enumerate().map(|(i, label)| LabelGroup { label: label.clone(), members: vec![i] }).collect()
    }
}

/// Shares of the seven expressions as shares of `labels`: those of the seven, or the sums of each of the three groups.
///
/// # Errors
/// [`Error::Labels`] for other labels: nobody was asked about them.
pub fn regrouped(shares: Vec<f32>, labels: &[String]) -> Result<Vec<f32>> {
    if labels == expression_labels() {
        return Ok(shares);
    }
    if labels != group_labels() {
        let reason = format!(
            "expected the seven expressions or their groups, which votes and soft targets are of, got {}: do without these",
            labels.join(", ")
        );
        return Err(Error::Labels { reason });
    }
    let sum = |group: LabelGroup| group.members.iter().map(|&i| shares[i]).sum();
    Ok(groups_of(&expression_labels()).into_iter().map(sum).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seven_fall_into_three_groups_with_fear_negative() {
        let groups = groups_of(&expression_labels());
        assert_eq!(groups.iter().map(|g| g.label.as_str()).collect::<Vec<_>>(), ["positive", "negative", "neutral"]);
        assert_eq!(groups[0].members, [3]);
        assert_eq!(groups[1].members, [0, 1, 2, 4]);
        assert_eq!(groups[2].members, [5, 6]);
    }

    #[test]
    fn other_labels_stand_alone() {
        assert_eq!(groups_of(&group_labels())[1], LabelGroup { label: "negative".into(), members: vec![1] });
    }

    #[test]
    fn shares_of_the_seven_are_summed_for_the_groups_alone() {
        let shares = vec![0.1, 0.0, 0.1, 0.2, 0.3, 0.05, 0.25];
        assert_eq!(regrouped(shares.clone(), &expression_labels()).unwrap(), shares);
        assert_eq!(regrouped(shares.clone(), &group_labels()).unwrap(), [0.2, 0.5, 0.3]);
        let error = regrouped(shares, &["awake", "sleepy"].map(String::from)).unwrap_err().to_string();
        assert!(error.contains("got awake, sleepy"), "{error}");
    }
}
