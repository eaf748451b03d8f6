//! The pages in a real browser: Debian's Chromium, which `tests/run` installs. Every
//! page that anybody can come to is found by following links, so that a new page is
//! looked at without a line here.

mod canary;
mod checks;
mod controls;
mod driver;
mod hand;
mod net;
mod pages;
mod sweep;
mod tasks;
mod weight;
mod world;
