//! Who is calling. Only this module makes an [`Actor`].

pub mod actor;
pub mod bearer;

pub use actor::Actor;
