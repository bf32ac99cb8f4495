//! The log of a training run and its curves.

use super::input::read_text;
use super::output::shown;
use super::write;
use anyhow::{Context, Result};
use plotters::prelude::*;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// One epoch.
#[derive(Clone, Copy, Default)]
pub struct Row {
    pub epoch: usize,
    pub learning_rate: f64,
    pub train_loss: f64,
    pub train_accuracy: f64,
    pub validation_loss: f64,
    pub validation_accuracy: f64,
    /// The clock's, of this epoch's training.
    pub seconds: f64,
}

/// The epochs so far, also in a CSV file.
pub struct Log {
    path: PathBuf,
    rows: Vec<Row>,
}

const HEADER: &str = "epoch,learning_rate,train_loss,train_accuracy,validation_loss,validation_accuracy,seconds\n";

impl Log {
    /// A log that keeps the first `epochs` rows of the file, when a run is resumed, and starts anew otherwise.
    ///
    /// `accuracies` are the exact ones, which a run's state keeps: the file's are rounded.
    pub fn open(path: &Path, epochs: usize, accuracies: &[f64]) -> Result<Self> {
        let mut rows = Vec::new();
        if epochs > 0 {
            let text = read_text(path).with_context(|| format!("cannot read the log {}", shown(path)))?;
            rows = text.lines().skip(1).filter_map(parse).filter(|row| row.epoch <= epochs).collect();
        }
        for (row, accuracy) in rows.iter_mut().zip(accuracies) {
            row.validation_accuracy = *accuracy;
        }
        Ok(Self { path: path.to_owned(), rows })
    }

    /// Epochs after the one with the best validation accuracy, the first of equals.
    pub fn epochs_since_best(&self) -> usize {
        let accuracy = |row: &Row| row.validation_accuracy;
        let best = self.rows.iter().map(accuracy).fold(0.0, f64::max);
        self.rows.iter().position(|row| accuracy(row) >= best).map_or(0, |first| self.rows.len() - 1 - first)
    }

    /// The validation accuracy of each epoch.
    pub fn accuracies(&self) -> Vec<f64> {
        self.rows.iter().map(|row| row.validation_accuracy).collect()
    }

    pub fn epochs(&self) -> usize {
        self.rows.len()
    }

    pub fn push(&mut self, row: Row) -> Result<()> {
        self.rows.push(row);
        let mut text = HEADER.to_owned();
        for r in &self.rows {
            writeln!(
                text,
                "{},{:.6},{:.4},{:.4},{:.4},{:.4},{:.1}",
                r.epoch,
                r.learning_rate,
                r.train_loss,
                r.train_accuracy,
                r.validation_loss,
                r.validation_accuracy,
                r.seconds
            )?;
        }
        write(&self.path, text)
    }

    /// Accuracy and loss over the epochs, side by side, in training and on PublicTest.
    pub fn svg(&self, title: &str) -> Result<String> {
        let mut svg = String::new();
        {
            let root = SVGBackend::with_string(&mut svg, (960, 360)).into_drawing_area();
            root.fill(&WHITE)?;
            let halves = root.split_evenly((1, 2));
            let accuracy = |r: &Row| (100.0 * r.train_accuracy, 100.0 * r.validation_accuracy);
            let loss = |r: &Row| (r.train_loss, r.validation_loss);
            chart(&halves[0], &format!("{title}: accuracy, %"), &self.rows, accuracy, 100.0)?;
            chart(&halves[1], &format!("{title}: loss, nats"), &self.rows, loss, f64::INFINITY)?;
            root.present()?;
        }
        Ok(svg)
    }
}

fn parse(line: &str) -> Option<Row> {
    let values: Vec<f64> = line.split(',').map(|v| v.parse().ok()).collect::<Option<_>>()?;
    let [epoch, learning_rate, train_loss, train_accuracy, validation_loss, validation_accuracy, seconds] = values[..]
    else {
        return None;
    };
    let epoch = epoch as usize;
    Some(Row { epoch, learning_rate, train_loss, train_accuracy, validation_loss, validation_accuracy, seconds })
}

/// What an axis spans: the values with a margin round them, and nothing past the largest that there can be.
fn heights(low: f64, high: f64, largest: f64) -> std::ops::Range<f64> {
    let margin = ((high - low) * 0.1).max(1e-3);
    low - margin..(high + margin).min(largest)
}

fn chart(
    area: &DrawingArea<SVGBackend<'_>, plotters::coord::Shift>,
    title: &str,
    rows: &[Row],
    values: impl Fn(&Row) -> (f64, f64),
    largest: f64,
) -> Result<()> {
    let all = rows.iter().flat_map(|r| <[f64; 2]>::from(values(r)));
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(30)
        .y_label_area_size(44)
        .build_cartesian_2d(1f64..(rows.len().max(2) as f64), heights(low, high, largest))?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_desc("epoch")
        .x_labels(rows.len().clamp(2, 10))
        .x_label_formatter(&|x| format!("{x:.0}"))
        .draw()?;
    let (training, validation) = (RGBColor(0x99, 0x66, 0x00), RGBColor(0x00, 0x55, 0xaa));
    let train = rows.iter().map(|r| (r.epoch as f64, values(r).0));
    let valid = rows.iter().map(|r| (r.epoch as f64, values(r).1));
    // One epoch makes no line.
    let point = if rows.len() == 1 { 4 } else { 0 };
    let legend = |colour: RGBColor| move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2));
    chart
        .draw_series(LineSeries::new(train, training.stroke_width(2).filled()).point_size(point))?
        .label("training (augmented)")
        .legend(legend(training));
    chart
        .draw_series(LineSeries::new(valid, validation.stroke_width(2).filled()).point_size(point))?
        .label("PublicTest")
        .legend(legend(validation));
    chart.configure_series_labels().position(SeriesLabelPosition::MiddleRight).border_style(TRANSPARENT).draw()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curves(epochs: usize) -> String {
        let row = |epoch| Row {
            epoch,
            learning_rate: 0.1,
            train_loss: 1.0,
            train_accuracy: 1.0,
            validation_loss: 2.0,
            validation_accuracy: 0.4,
            seconds: 1.0,
        };
        Log { path: "log.csv".into(), rows: (1..=epochs).map(row).collect() }.svg("m").unwrap()
    }

    #[test]
    fn one_epoch_is_drawn_as_points() {
        assert_eq!(curves(1).matches("<circle").count(), 4, "training and PublicTest, accuracy and loss");
        assert!(!curves(2).contains("<circle"));
    }

    #[test]
    fn no_axis_goes_past_the_largest_value_that_there_can_be() {
        assert_eq!(heights(50.0, 100.0, 100.0), 45.0..100.0);
        assert_eq!(heights(1.0, 2.0, f64::INFINITY), 0.9..2.1);
    }
}
