//! The twelve tasks that everything is for, each in three ways: by pointing, with the
//! keyboard alone, without scripts. What they may take is asserted.

mod give;
mod own;
mod papers;
mod seen;

use super::driver::Browser;
use super::hand::{Hand, WAYS};
use super::world::World;

/// Does a task in the three ways, each in a browser and a demonstration of its own.
async fn in_three_ways(task: impl AsyncFn(Hand<'_>)) {
    for way in WAYS {
        let Some(browser) = Browser::start().await else { return };
        let world = World::start().await;
        task(Hand::new(&browser, &world, way).await).await;
    }
}
