//! samflyt ("flows together"): one folder for each child, and the family holds
//! the key.
//!
//! The rooms, from the outside in; arrows point down only (docs/architecture.md):
//!
//! - [`cli`], [`web`]: the command line and HTTP
//! - [`demo`], [`start`], [`config`]: the demonstration, the composition root, settings
//! - [`flows`]: one file for each thing that people do
//! - [`vault`]: keys and bytes
//! - [`gate`]: the one door: decide, record, permit
//! - [`notify`]: who is told of what, and sending it
//! - [`identity`]: who is calling
//! - [`policy`]: policy as text
//! - [`ledger`]: the tamper-evident log
//! - [`store`]: one SQL text for two databases, one writer
//! - [`paper`]: what people read and print, as a page and as a PDF
//! - [`clock`], [`entropy`]: injected time and randomness
//! - [`domain`]: the words as types, and the judge
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod entropy;
pub mod flows;
pub mod gate;
pub mod identity;
pub mod ledger;
pub mod notify;
pub mod paper;
pub mod policy;
pub mod start;
pub mod store;
pub mod vault;
pub mod web;
