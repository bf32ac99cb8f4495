//! What a checkpoint is worth: accuracy and calibration, how sure they are, and the card that tells them.

pub mod calibrate;
pub mod card;
pub mod compare;
pub mod evaluate;
pub mod report;
pub mod shares;
pub mod unsure;
