//! Pictures of numbers: SVG that stands in the page. Only numbers are written, no
//! words; colours come from the style sheet.

use std::fmt::Write as _;

/// Height of a column chart, in its own units.
const HIGH: i64 = 40;
/// Width of a bar chart.
const LONG: i64 = 300;

fn part(many: i64, most: i64, of: i64) -> i64 {
    if many <= 0 || most <= 0 {
        return 0;
    }
    // What is there is seen, however little it is.
    (many.saturating_mul(of) / most).clamp(1, of)
}

/// A column for each number; `most` fills the height.
pub(super) fn columns(numbers: &[i64], most: i64) -> String {
    let mut path = String::new();
    for (x, many) in (0..).zip(numbers) {
        let high = part(*many, most, HIGH);
        if high > 0 {
            // Writing to a text cannot fail.
            let _ = write!(path, "M{} {HIGH}v-{high}h3v{high}z", x * 4);
        }
    }
    let wide = (numbers.len() * 4).max(1);
    format!(
        "<svg class=\"columns\" viewBox=\"0 0 {wide} {HIGH}\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\"><path d=\"{path}\"/></svg>"
    )
}

/// A bar for each number, in the rows of the table beside it.
pub(super) fn bars(numbers: &[i64]) -> String {
    let most = numbers.iter().copied().max().unwrap_or(0);
    let mut path = String::new();
    for (y, many) in (0..).zip(numbers) {
        let long = part(*many, most, LONG);
        if long > 0 {
            let _ = write!(path, "M0 {}h{long}v12h-{long}z", y * 16);
        }
    }
    let high = (numbers.len() * 16).max(1);
    format!(
        "<svg class=\"bars\" viewBox=\"0 0 {LONG} {high}\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\"><path d=\"{path}\"/></svg>"
    )
}

/// A square for each hour of the week: the more, the darker.
pub(super) fn heat(week: &[[i64; 24]; 7]) -> String {
    let most = week.iter().flatten().copied().max().unwrap_or(0);
    let mut squares = String::new();
    for (y, day) in (0..).zip(week) {
        for (x, many) in (0..).zip(day) {
            let dark = part(*many, most, 9);
            let _ = write!(
                squares,
                "<rect x=\"{}\" y=\"{}\" width=\"11\" height=\"11\" class=\"h{dark}\"/>",
                x * 12,
                y * 12
            );
        }
    }
    format!("<svg class=\"heat\" viewBox=\"0 0 288 84\" aria-hidden=\"true\">{squares}</svg>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_seen_and_nothing_is_not() {
        assert_eq!((part(0, 9, 40), part(1, 1000, 40), part(1000, 1000, 40)), (0, 1, 40));
        assert_eq!((part(5, 0, 40), part(-1, 3, 40)), (0, 0));
        let drawn = columns(&[0, 2, 4], 4);
        assert!(drawn.contains("d=\"M4 40v-20h3v20zM8 40v-40h3v40z\""), "{drawn}");
        assert!(columns(&[], 0).contains("viewBox=\"0 0 1 40\""));
        assert!(bars(&[3, 0]).contains("d=\"M0 0h300v12h-300z\""));
        assert_eq!(heat(&[[0; 24]; 7]).matches("class=\"h0\"").count(), 168);
    }

    #[test]
    fn nothing_in_a_picture_is_style_of_its_own() {
        for drawn in [columns(&[1], 1), bars(&[1]), heat(&[[1; 24]; 7])] {
            assert!(!drawn.contains("style") && !drawn.contains("script"), "{drawn}");
        }
    }
}
