//! A confusion matrix and a reliability diagram as SVG.

use anyhow::Result;
use mimique::evaluate::Bin;
use mimique::{Evaluation, ShareEvaluation};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// As in the curves of training.
const BLUE: RGBColor = RGBColor(0x00, 0x55, 0xaa);
const GREY: RGBColor = RGBColor(0x66, 0x66, 0x66);

/// Draws on white, so that the picture reads on dark pages too.
fn svg(size: (u32, u32), draw: impl FnOnce(&DrawingArea<SVGBackend<'_>, Shift>) -> Result<()>) -> Result<String> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        root.fill(&WHITE)?;
        draw(&root)?;
        root.present()?;
    }
    Ok(svg)
}

/// Rows are true labels, columns predicted ones; a cell's shade is its share of the row.
pub fn confusion(e: &Evaluation) -> Result<String> {
    counts("true ↓", &e.labels, &e.confusion)
}

/// As [`confusion`]; rows are the labels that most people gave.
pub fn confusion_of_votes(e: &ShareEvaluation) -> Result<String> {
    counts("majority ↓", &e.labels, &e.confusion)
}

fn counts(rows: &str, labels: &[String], confusion: &[Vec<usize>]) -> Result<String> {
    const CELL: i32 = 64;
    const TOP: i32 = 70;
    // Room for FER2013's longest label, and for longer ones of one's own.
    let labels: Vec<String> = labels.iter().map(|label| shortened(label)).collect();
    let longest = labels.iter().map(|label| label.chars().count() as i32).max().unwrap_or_default();
    let (wide, left) = if longest > 9 { (8 * longest, 110.max(8 * longest + 24)) } else { (CELL, 110) };
    let k = labels.len() as i32;
    let size = ((left + k * wide + 16) as u32, (TOP + k * CELL + 16) as u32);
    svg(size, |root| {
        let text = |value: String, x: i32, y: i32, colour: RGBColor, size: i32, h: HPos| -> Result<()> {
            let style = ("sans-serif", size).into_font().color(&colour).pos(Pos::new(h, VPos::Center));
            Ok(root.draw(&Text::new(value, (x, y), style))?)
        };
        text("predicted →".into(), left + k * wide / 2, 18, GREY, 13, HPos::Center)?;
        text(rows.into(), left - 12, 48, GREY, 13, HPos::Right)?;
        for (row, (label, counts)) in (0..).zip(labels.iter().zip(confusion)) {
            let total = counts.iter().sum::<usize>().max(1);
            text(label.clone(), left + wide * row + wide / 2, 48, BLACK, 14, HPos::Center)?;
            text(label.clone(), left - 12, TOP + CELL * row + CELL / 2, BLACK, 14, HPos::Right)?;
            for (column, &count) in (0..).zip(counts) {
                let share = count as f64 / total as f64;
                let (x, y) = (left + column * wide, TOP + row * CELL);
                let shade = BLUE.mix(share.powf(0.7));
                root.draw(&Rectangle::new([(x + 1, y + 1), (x + wide - 1, y + CELL - 1)], shade.filled()))?;
                let ink = if share > 0.62 { WHITE } else { BLACK };
                text(format!("{:.0} %", 100.0 * share), x + wide / 2, y + CELL / 2 - 8, ink, 16, HPos::Center)?;
                text(count.to_string(), x + wide / 2, y + CELL / 2 + 12, ink, 12, HPos::Center)?;
            }
        }
        Ok(())
    })
}

/// A label of at most 16 letters.
fn shortened(label: &str) -> String {
    if label.chars().count() <= 16 { label.to_owned() } else { label.chars().take(15).chain(['…']).collect() }
}

/// Accuracy against probability, a bar a bin: calibrated probabilities reach the diagonal.
pub fn reliability(e: &Evaluation) -> Result<String> {
    bars("probability of the most probable label", "share of pictures with that label", &e.reliability, e.ece)
}

/// As [`reliability`], of shares: how many people gave the label with the largest predicted share.
pub fn reliability_of_shares(e: &ShareEvaluation) -> Result<String> {
    bars("largest predicted share", "share of the people who gave that label", &e.reliability, e.ece)
}

fn bars(across: &str, up: &str, bins: &[Bin], ece: f64) -> Result<String> {
    svg((480, 440), |root| {
        let mut chart = ChartBuilder::on(root)
            .margin(16)
            .x_label_area_size(44)
            .y_label_area_size(52)
            .build_cartesian_2d(0f64..1.0, 0f64..1.0)?;
        let percent = |v: &f64| format!("{:.0} %", 100.0 * v);
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .x_desc(across)
            .y_desc(up)
            .x_label_formatter(&percent)
            .y_label_formatter(&percent)
            .draw()?;
        let width = 1.0 / mimique::evaluate::BINS as f64;
        chart.draw_series(bins.iter().map(|bin| {
            // A picture of the last bin may be sure to 100 %.
            let left = (bin.confidence / width).floor().min(1.0 / width - 1.0) * width;
            // Bins of few pictures are pale: their height says little.
            let ink = BLUE.mix((bin.n as f64 / 40.0).clamp(0.15, 0.85));
            Rectangle::new([(left + width * 0.06, 0.0), (left + width * 0.94, bin.accuracy)], ink.filled())
        }))?;
        chart.draw_series(LineSeries::new([(0.0, 0.0), (1.0, 1.0)], GREY.stroke_width(2)))?;
        let style = ("sans-serif", 14).into_font().color(&BLACK);
        chart.draw_series([Text::new(format!("calibration error {ece:.3}"), (0.04, 0.95), style)])?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_get_wider_columns_and_the_longest_are_cut() {
        let width = |labels: [&str; 2]| -> u32 {
            let svg = counts("true ↓", &labels.map(str::to_owned), &[vec![1, 0], vec![0, 1]]).unwrap();
            svg.split("width=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        assert_eq!(width(["happiness", "neutral"]), 110 + 2 * 64 + 16);
        assert!(width(["wearing glasses", "none"]) > width(["happiness", "neutral"]));
        assert_eq!(shortened("wearing sunglasses"), "wearing sunglas…");
        assert_eq!(shortened("sixteen letters!"), "sixteen letters!");
    }
}
