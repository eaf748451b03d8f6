//! The C2SP/CCTV vectors for age v1, run through our own header and payload
//! readers. Each vector fails in exactly one way, and that class must come out;
//! whatever plain text was released must have the hash that the vector names.

use age::secrecy::SecretString;
use samflyt::vault::header::{self, ReadError};
use samflyt::vault::stream::{PayloadError, open_payload};
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

const ALL: usize = 143;

/// Why a vector is left out.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Why {
    /// The text armor is for mail programs; a service takes and gives binary files.
    Armor,
    /// The vector's only identity is post-quantum, which the age crate cannot hold yet.
    Hybrid,
}

/// Every vector that is left out, by name.
const SKIPPED: &[(&str, Why)] = &[
    ("armor_crlf", Why::Armor),
    ("armor_empty", Why::Armor),
    ("armor_empty_last_line", Why::Armor),
    ("armor_empty_line_begin", Why::Armor),
    ("armor_empty_line_end", Why::Armor),
    ("armor_eol_between_padding", Why::Armor),
    ("armor_full_last_line", Why::Armor),
    ("armor_garbage_encoded", Why::Armor),
    ("armor_garbage_leading", Why::Armor),
    ("armor_garbage_trailing", Why::Armor),
    ("armor_header_crlf", Why::Armor),
    ("armor_headers", Why::Armor),
    ("armor_hybrid", Why::Armor),
    ("armor_invalid_character_header", Why::Armor),
    ("armor_invalid_character_payload", Why::Armor),
    ("armor_long_line", Why::Armor),
    ("armor_lowercase", Why::Armor),
    ("armor_no_end_line", Why::Armor),
    ("armor_no_eol", Why::Armor),
    ("armor_no_match", Why::Armor),
    ("armor_no_padding", Why::Armor),
    ("armor_not_canonical", Why::Armor),
    ("armor_pgp_checksum", Why::Armor),
    ("armor_scrypt", Why::Armor),
    ("armor_short_line", Why::Armor),
    ("armor_whitespace_begin", Why::Armor),
    ("armor_whitespace_end", Why::Armor),
    ("armor_whitespace_eol", Why::Armor),
    ("armor_whitespace_last_line", Why::Armor),
    ("armor_whitespace_line_start", Why::Armor),
    ("armor_whitespace_outside", Why::Armor),
    ("armor_wrong_type", Why::Armor),
    ("armor_x25519", Why::Armor),
    ("hybrid", Why::Hybrid),
    ("hybrid_and_x25519", Why::Hybrid),
    ("hybrid_bad_tag", Why::Hybrid),
    ("hybrid_currupted_enc_mlkem", Why::Hybrid),
    ("hybrid_currupted_enc_x25519", Why::Hybrid),
    ("hybrid_extra_argument", Why::Hybrid),
    ("hybrid_grease", Why::Hybrid),
    ("hybrid_identity", Why::Hybrid),
    ("hybrid_long_file_key", Why::Hybrid),
    ("hybrid_long_share", Why::Hybrid),
    ("hybrid_low_order", Why::Hybrid),
    ("hybrid_multiple_recipients", Why::Hybrid),
    ("hybrid_no_match", Why::Hybrid),
    ("hybrid_not_canonical_enc", Why::Hybrid),
    ("hybrid_short_share", Why::Hybrid),
    ("hybrid_uppercase", Why::Hybrid),
];

struct Vector {
    name: String,
    expect: String,
    payload: Option<String>,
    identities: Vec<String>,
    passphrases: Vec<String>,
    armored: bool,
    file: Vec<u8>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/age")
}

fn load(path: &Path) -> Vector {
    let bytes = std::fs::read(path).unwrap();
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut vector = Vector {
        name: path.file_name().unwrap().to_str().unwrap().to_owned(),
        expect: String::new(),
        payload: None,
        identities: Vec::new(),
        passphrases: Vec::new(),
        armored: false,
        file: bytes[end + 2..].to_vec(),
    };
    for line in head.lines() {
        let (key, value) = line.split_once(": ").unwrap();
        match (key, value) {
            ("expect", _) => value.clone_into(&mut vector.expect),
            ("payload", _) => vector.payload = Some(value.to_owned()),
            ("identity", _) => vector.identities.push(value.to_owned()),
            ("passphrase", _) => vector.passphrases.push(value.to_owned()),
            ("armored", "yes") => vector.armored = true,
            ("compressed", "zlib") => {
                let mut inflated = Vec::new();
                flate2::read::ZlibDecoder::new(&bytes[end + 2..])
                    .read_to_end(&mut inflated)
                    .unwrap();
                vector.file = inflated;
            }
            ("file key" | "comment", _) => {}
            _ => panic!("{}: unknown line {line}", vector.name),
        }
    }
    vector
}

/// The class of what our readers say, and the plain bytes that they let out.
fn outcome(vector: &Vector) -> (&'static str, Option<Vec<u8>>) {
    let mut identities: Vec<Box<dyn age::Identity>> = Vec::new();
    for text in vector.identities.iter().filter(|text| !text.starts_with("AGE-SECRET-KEY-PQ-")) {
        identities.push(Box::new(text.parse::<age::x25519::Identity>().unwrap()));
    }
    for text in &vector.passphrases {
        let mut identity = age::scrypt::Identity::new(SecretString::from(text.clone()));
        identity.set_max_work_factor(20);
        identities.push(Box::new(identity));
    }
    let identities: Vec<&dyn age::Identity> = identities.iter().map(|i| &**i).collect();
    let mut rest = vector.file.as_slice();
    let file_key = match header::read(&mut rest, &identities, header::CAP_BYTES) {
        Ok((file_key, len)) => {
            assert_eq!(len + rest.len(), vector.file.len(), "{}", vector.name);
            file_key
        }
        Err(ReadError::Header) => return ("header failure", None),
        Err(ReadError::NoMatch) => return ("no match", None),
        Err(ReadError::Hmac) => return ("HMAC failure", None),
        Err(ReadError::Io(error)) => panic!("{}: {error}", vector.name),
    };
    let mut plain = Vec::new();
    match open_payload(&file_key, rest, &mut plain) {
        Ok(len) => {
            assert_eq!(len, plain.len() as u64);
            ("success", Some(plain))
        }
        // The vectors count the nonce as the end of the header.
        Err(PayloadError::Nonce) => ("header failure", None),
        Err(PayloadError::Stream(_)) => ("payload failure", Some(plain)),
        Err(PayloadError::Io(error)) => panic!("{}: {error}", vector.name),
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(ring::digest::digest(&ring::digest::SHA256, bytes))
}

#[test]
fn every_public_age_vector_comes_out_in_its_own_class() {
    let mut names = BTreeSet::new();
    let (mut run, mut skipped, mut hashes) = (0, 0, 0);
    for entry in std::fs::read_dir(folder()).unwrap() {
        let vector = load(&entry.unwrap().path());
        assert!(names.insert(vector.name.clone()));
        let skip = SKIPPED.iter().find(|(name, _)| *name == vector.name);
        if let Some((_, why)) = skip {
            let true_reason = match why {
                Why::Armor => vector.armored,
                Why::Hybrid => {
                    vector.identities.iter().all(|i| i.starts_with("AGE-SECRET-KEY-PQ-"))
                }
            };
            assert!(true_reason, "{} is left out for a reason that is not so", vector.name);
            skipped += 1;
            continue;
        }
        run += 1;
        let (class, plain) = outcome(&vector);
        assert_eq!(class, vector.expect, "{}", vector.name);
        // No hash in the vector means that nothing may be released.
        match (&vector.payload, plain) {
            (Some(expected), Some(plain)) => {
                assert_eq!(&sha256(&plain), expected, "{}", vector.name);
                hashes += 1;
            }
            (None, None) => {}
            (expected, plain) => panic!(
                "{}: hash in the vector: {}, released: {:?}",
                vector.name,
                expected.is_some(),
                plain.map(|p| p.len())
            ),
        }
    }
    assert_eq!(run + skipped, ALL);
    assert_eq!(skipped, SKIPPED.len());
    for (name, _) in SKIPPED {
        assert!(names.contains(*name), "{name} is left out but does not exist");
    }
    assert_eq!((run, hashes), (94, 33), "vectors run, and payload hashes compared");
}
