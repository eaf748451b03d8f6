//! The pages in a real browser: Debian's Chromium, which `tests/run` installs. Every
//! page that anybody can come to is found by following links, so that a new page is
//! looked at without a line here.

mod bad_input;
mod canary;
mod checks;
mod controls;
mod driver;
mod forms;
mod hand;
mod language;
mod live;
mod net;
mod pages;
mod shots;
mod sweep;
mod tasks;
mod weight;
mod world;
