//! Who is calling. Only this module makes an [`Actor`].

pub mod actor;
pub mod bearer;
pub mod demo;
pub mod session;

pub use actor::Actor;
