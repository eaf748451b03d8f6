//! Databases that fill up, vanish or are asked from two sides.
