//! A prepared picture in small, in inks: for those who look at how pages print.
//!
//! In: samples as they will be printed. Out: a [`Preview`] of a few hundred pixels on its longest side, each the mean of
//! those that it stands for. Kept with the picture, so that nobody has to decode what was just coded.

use super::Space;

/// The longest side, in pixels.
const LONGEST: usize = 320;

/// A picture in inks as it is stored, before a camera's orientation.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Preview {
    pub width: usize,
    pub height: usize,
    /// Cyan, magenta, yellow, black; 255 for all of an ink.
    pub inks: Vec<[u8; 4]>,
    /// Opacity; empty where all is opaque.
    pub alpha: Vec<u8>,
}

impl Preview {
    /// Of samples in some pixels a row and rows.
    pub fn of(samples: &[u8], space: Space, size: (u32, u32), alpha: Option<&[u8]>) -> Preview {
        let size = (size.0 as usize, size.1 as usize);
        let (width, height, reduced) = reduce(samples, size, space.channels());
        let inks = match space {
            Space::Black => reduced.into_iter().map(|level| [0, 0, 0, 255 - level]).collect(),
            // What is for a screen has no inks.
            Space::Rgb => Vec::new(),
            Space::Cmyk => reduced.chunks_exact(4).map(|p| [p[0], p[1], p[2], p[3]]).collect(),
        };
        let alpha = alpha.map(|alpha| reduce(alpha, size, 1).2).unwrap_or_default();
        Preview { width, height, inks, alpha }
    }

    /// The mean of the inks in a part of the stored picture, in fractions of it, and of its opacity.
    pub fn mean(&self, across: (f64, f64), down: (f64, f64)) -> ([u8; 4], u8) {
        let (columns, rows) = (stretch(across, self.width), stretch(down, self.height));
        let (mut sums, mut opacity, mut count) = ([0_u32; 4], 0, 0_u32);
        for row in rows {
            for pixel in columns.clone().map(|column| row * self.width + column) {
                let Some(inks) = self.inks.get(pixel) else { continue };
                let alpha = self.alpha.get(pixel).map_or(255, |alpha| u32::from(*alpha));
                sums.iter_mut().zip(inks).for_each(|(sum, ink)| *sum += u32::from(*ink) * alpha);
                opacity += alpha;
                count += 1;
            }
        }
        let mean = |sum: u32| ((sum + opacity / 2) / opacity.max(1)) as u8;
        (sums.map(mean), (opacity / count.max(1)) as u8)
    }
}

/// The pixels of a stretch in fractions of a side; at least one.
fn stretch((a, b): (f64, f64), count: usize) -> std::ops::Range<usize> {
    let (from, to) = (a.min(b) * count as f64, a.max(b) * count as f64);
    let first = ((from + 0.5) as usize).min(count.saturating_sub(1));
    first..((to + 0.5) as usize).clamp(first + 1, count.max(first + 1))
}

/// Means of squares of pixels, such that no side is longer than [`LONGEST`].
fn reduce(samples: &[u8], (width, height): (usize, usize), channels: usize) -> (usize, usize, Vec<u8>) {
    let step = width.max(height).div_ceil(LONGEST).max(1);
    let (across, down) = (width.div_ceil(step), height.div_ceil(step));
    let mut reduced = Vec::with_capacity(across * down * channels);
    let mut sums = vec![0_u32; across * channels];
    for rows in samples.chunks((step * width * channels).max(1)).take(down) {
        sums.fill(0);
        for row in rows.chunks_exact((width * channels).max(1)) {
            for (sum, cell) in sums.chunks_exact_mut(channels).zip(row.chunks(step * channels)) {
                for pixel in cell.chunks_exact(channels) {
                    sum.iter_mut().zip(pixel).for_each(|(sum, sample)| *sum += u32::from(*sample));
                }
            }
        }
        let height = rows.len() / (width * channels).max(1);
        for (index, sum) in sums.chunks_exact(channels).enumerate() {
            let count = (step.min(width - index * step) * height).max(1) as u32;
            reduced.extend(sum.iter().map(|sum| ((sum + count / 2) / count) as u8));
        }
    }
    (across, down, reduced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_kept() {
        let samples: Vec<u8> =
            (0..800 * 600).flat_map(|at| if at % 800 < 400 { [200, 0, 0, 40] } else { [0; 4] }).collect();
        let preview = Preview::of(&samples, Space::Cmyk, (800, 600), None);
        assert!(preview.width <= LONGEST && preview.height <= LONGEST);
        assert_eq!(preview.mean((0.0, 1.0), (0.0, 1.0)).0, [100, 0, 0, 20]);
        assert_eq!(preview.mean((0.6, 0.9), (0.1, 0.2)), ([0; 4], 255));
    }
}
