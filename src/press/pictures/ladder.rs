//! Coarser targets for a screen edition that is to be smaller, in fixed steps down to a floor.

use super::{Inks, Target};
use crate::paint::display_list::{Press, Screen};

/// Pixels per inch and quality. At a resolution the coding is made coarser first, which is seen last; a step saves a fifth to a
/// third of the bytes. At the floor faces are recognised and large words in pictures are read, and no more than that.
const STEPS: [(f64, u8); 9] = [
    (300.0, 85),
    (230.0, 85),
    (180.0, 85),
    (150.0, 84),
    (150.0, 78),
    (130.0, 72),
    (115.0, 65),
    (105.0, 58),
    (96.0, 50),
];
/// From here on steps are taken by coarser settings too, for their quality.
const FOR_ALL: f64 = 115.0;

impl Target {
    /// The targets after [`Target::screen`], from fine to coarse; none is finer than that in any respect. Pictures that are small
    /// enough are coded anew too, where that makes them smaller.
    pub fn ladder(press: &Press, screen: &Screen) -> Vec<Target> {
        let set = (f64::from(screen.resolution), screen.quality);
        let mut last = set;
        let mut targets = Vec::new();
        for (ppi, quality) in STEPS.into_iter().filter(|(ppi, _)| *ppi <= set.0.max(FOR_ALL)) {
            let step = (set.0.min(ppi), set.1.min(quality));
            if step != last {
                let inks = Inks::Srgb { condition: press.condition.clone(), leave: None };
                targets.push(Target { inks, ppi: step.0, quality: step.1 });
                last = step;
            }
        }
        targets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(resolution: f32, quality: u8) -> Vec<(f64, u8)> {
        let screen = Screen { resolution, quality, max_size: None };
        Target::ladder(&Press::default(), &screen).iter().map(|target| (target.ppi, target.quality)).collect()
    }

    #[test]
    fn no_step_is_finer_than_what_is_set() {
        let usual = [(150.0, 84), (150.0, 78), (130.0, 72), (115.0, 65), (105.0, 58), (96.0, 50)];
        assert_eq!(steps(150.0, 88), usual);
        assert_eq!(steps(600.0, 60)[..2], [(300.0, 60), (230.0, 60)]);
        assert_eq!(steps(80.0, 88), [(80.0, 65), (80.0, 58), (80.0, 50)]);
        assert_eq!(steps(80.0, 50), []);
        assert!([steps(150.0, 88), steps(600.0, 100), steps(97.0, 90)].iter().all(|s| s.last().unwrap().1 == 50));
    }
}
