//! Looking through every byte of a folder.

use std::path::Path;

/// Files below `folder` that hold any of `needles` (of four bytes at least),
/// apart from the folder of the key files.
pub fn holding(folder: &Path, needles: &[(String, Vec<u8>)]) -> Vec<String> {
    // Most places begin no needle: that is told by two bytes.
    let mut begins = vec![false; 1 << 16];
    for (_, needle) in needles {
        begins[usize::from(u16::from_be_bytes([needle[0], needle[1]]))] = true;
    }
    let mut hits = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                if path.file_name().unwrap() != "keys" {
                    folders.push(path);
                }
                continue;
            }
            // A running database removes files of its own.
            let Ok(bytes) = std::fs::read(&path) else { continue };
            for (at, pair) in bytes.array_windows::<2>().enumerate() {
                if begins[usize::from(u16::from_be_bytes(*pair))] {
                    let found =
                        needles.iter().filter(|(_, needle)| bytes[at..].starts_with(needle));
                    hits.extend(found.map(|(name, _)| format!("{name} in {}", path.display())));
                }
            }
        }
    }
    hits.sort();
    hits.dedup();
    hits
}
