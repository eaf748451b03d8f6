//! Injected randomness: nothing else in the program draws random bytes.

use std::sync::Mutex;
use uuid::Uuid;

/// A source of random bytes.
pub trait Entropy: Send + Sync + std::fmt::Debug {
    /// Fills `bytes` with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

impl dyn Entropy + '_ {
    /// `N` random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A random (version 4) UUID.
    #[must_use]
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}

/// The operating system's generator.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system")]
    fn fill(&self, bytes: &mut [u8]) {
        use ring::rand::SecureRandom;
        if ring::rand::SystemRandom::new().fill(bytes).is_err() {
            // Without randomness there is no safe way on: keys would repeat.
            std::process::exit(70);
        }
    }
}

/// The same bytes again for the same seed: for tests and frozen vectors only.
/// SHA-256 in counter mode.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<(u64, u64)>);

impl SeededEntropy {
    /// Starts the sequence that belongs to `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new((seed, 0)))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for block in bytes.chunks_mut(32) {
            state.1 = state.1.wrapping_add(1);
            let mut input = [0; 16];
            for (to, from) in
                input.iter_mut().zip(state.0.to_be_bytes().into_iter().chain(state.1.to_be_bytes()))
            {
                *to = from;
            }
            for (to, from) in block.iter_mut().zip(crate::domain::sha256::of(&input)) {
                *to = from;
            }
        }
    }
}
