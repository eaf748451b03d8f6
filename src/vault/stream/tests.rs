use super::*;
use crate::entropy::SeededEntropy;
use age_core::format::Stanza;
use age_core::secrecy::ExposeSecret;
use proptest::prelude::*;
use std::collections::HashSet;
use std::sync::Mutex;

const SIZES: [usize; 9] = [0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 200_001];

fn plain(len: usize, seed: u64) -> Vec<u8> {
    let mut bytes = vec![0; len];
    SeededEntropy::new(seed).fill(&mut bytes);
    bytes
}

fn seal(key: &FileKey, nonce: [u8; NONCE], plain: &[u8]) -> Vec<u8> {
    let mut sealer = Sealer::new(key, nonce).unwrap();
    let mut object = sealer.nonce().to_vec();
    let count = plain.len().div_ceil(CHUNK).max(1);
    for index in 0..count {
        let end = plain.len().min((index + 1) * CHUNK);
        let mut chunk = BytesMut::with_capacity(SEALED_CHUNK);
        chunk.extend_from_slice(&plain[index * CHUNK..end]);
        let address = chunk.as_ptr();
        sealer.seal_chunk(&mut chunk, index + 1 == count).unwrap();
        assert_eq!(address, chunk.as_ptr(), "sealing moved the bytes");
        object.extend_from_slice(&chunk);
    }
    object
}

fn open(key: &FileKey, object: &[u8]) -> (Vec<u8>, Result<u64, PayloadError>) {
    let mut plain = Vec::new();
    let result = open_payload(key, object, &mut plain);
    (plain, result)
}

#[test]
fn payloads_come_back_and_have_the_promised_length() {
    let key = FileKey::new([7; 16]);
    for len in SIZES {
        let plain = plain(len, 1);
        let object = seal(&key, [9; 16], &plain);
        assert_eq!(object.len() as u64, payload_len(len as u64));
        let (back, result) = open(&key, &object);
        assert_eq!(result.unwrap(), len as u64);
        assert!(back == plain);
    }
}

/// An age recipient that only notes the file key, and puts it in clear into a stanza.
struct Clear(Mutex<Option<[u8; 16]>>);

impl age::Recipient for Clear {
    fn wrap_file_key(
        &self,
        key: &age_core::format::FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        *self.0.lock().unwrap() = Some(*key.expose_secret());
        let stanza = Stanza { tag: "clear".into(), args: vec![], body: vec![0; 16] };
        Ok((vec![stanza], HashSet::new()))
    }
}

impl age::Identity for Clear {
    fn unwrap_stanza(
        &self,
        _: &Stanza,
    ) -> Option<Result<age_core::format::FileKey, age::DecryptError>> {
        let key = (*self.0.lock().unwrap())?;
        Some(Ok(age_core::format::FileKey::new(Box::new(key))))
    }
}

fn age_seals(plain: &[u8]) -> ([u8; 16], Vec<u8>) {
    let clear = Clear(Mutex::new(None));
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&clear as _)).unwrap();
    let mut file = Vec::new();
    let mut writer = encryptor.wrap_output(&mut file).unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap();
    let payload = file.len() - usize::try_from(payload_len(plain.len() as u64)).unwrap();
    (clear.0.into_inner().unwrap().unwrap(), file.split_off(payload))
}

#[test]
fn what_the_age_crate_seals_opens_here() {
    for len in SIZES {
        let plain = plain(len, 2);
        let (key, object) = age_seals(&plain);
        let (back, result) = open(&FileKey::new(key), &object);
        assert_eq!(result.unwrap(), len as u64);
        assert!(back == plain);
    }
}

#[test]
fn what_is_sealed_here_opens_with_the_age_crate() {
    for len in SIZES {
        let plain = plain(len, 3);
        let key = FileKey::new([5; 16]);
        let clear = Clear(Mutex::new(Some([5; 16])));
        let mut file = crate::vault::header::compose(&key, &[&clear]).unwrap();
        file.extend(seal(&key, [1; 16], &plain));
        let decryptor = age::Decryptor::new(file.as_slice()).unwrap();
        let mut back = Vec::new();
        let mut reader = decryptor.decrypt(std::iter::once(&clear as _)).unwrap();
        reader.read_to_end(&mut back).unwrap();
        assert!(back == plain);
    }
}

#[test]
fn any_chunk_opens_alone_and_runs_open_without_copying() {
    let key = FileKey::new([7; 16]);
    let plain = plain(300_000, 4);
    let object = seal(&key, [9; 16], &plain);
    let layout = Layout::of_object(object.len() as u64).unwrap();
    let opener = Opener::new(&key, &[9; 16]).unwrap();
    for index in (0..layout.chunks()).rev() {
        let span = layout.object_span(&(index..index + 1));
        let mut chunk = object
            [usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap()]
            .to_vec();
        let len = opener.open_chunk(index, layout.is_last(index), &mut chunk).unwrap();
        let at = usize::try_from(index).unwrap() * CHUNK;
        assert!(chunk[..len] == plain[at..at + len]);
    }
    let cover = layout.cover(&(70_000..300_000)).unwrap();
    let bytes = BytesMut::from(&object[usize::try_from(cover.object.start).unwrap()..][..]);
    let address = bytes.as_ptr();
    let parts = opener.open_run(layout, cover.chunks.start, bytes).unwrap();
    assert_eq!(address, parts[0].as_ptr());
    let joined = parts.concat();
    assert!(joined[usize::try_from(cover.skip).unwrap()..] == plain[70_000..]);
}

#[test]
fn a_run_with_one_wrong_chunk_gives_nothing() {
    let key = FileKey::new([7; 16]);
    let mut object = seal(&key, [9; 16], &plain(300_000, 4));
    object[NONCE + 2 * SEALED_CHUNK + 5] ^= 1;
    let layout = Layout::of_object(object.len() as u64).unwrap();
    let opener = Opener::new(&key, &[9; 16]).unwrap();
    let run = BytesMut::from(&object[NONCE..]);
    assert_eq!(opener.open_run(layout, 0, run), Err(StreamError));
}

#[test]
fn the_sealer_refuses_every_misuse() {
    let key = FileKey::new([7; 16]);
    let full = || BytesMut::from(&vec![1; CHUNK][..]);
    let refuse = |sealer: &mut Sealer, mut chunk: BytesMut, last| {
        let before = chunk.clone();
        assert_eq!(sealer.seal_chunk(&mut chunk, last), Err(StreamError));
        assert_eq!(chunk, before);
    };
    let mut sealer = Sealer::new(&key, [0; 16]).unwrap();
    refuse(&mut sealer, BytesMut::from(&b"short"[..]), false);
    refuse(&mut sealer, BytesMut::new(), false);
    refuse(&mut sealer, BytesMut::zeroed(CHUNK + 1), false);
    refuse(&mut sealer, BytesMut::zeroed(CHUNK + 1), true);
    sealer.seal_chunk(&mut full(), false).unwrap();
    refuse(&mut sealer, BytesMut::new(), true);
    sealer.seal_chunk(&mut BytesMut::from(&b"end"[..]), true).unwrap();
    refuse(&mut sealer, BytesMut::from(&b"more"[..]), true);
    refuse(&mut sealer, full(), false);
    let mut sealer = Sealer::new(&key, [0; 16]).unwrap();
    sealer.next = Some(u64::MAX);
    refuse(&mut sealer, full(), false);
    assert_eq!(Sealer::new(&key, [0; 16]).unwrap().seal_slot(&mut [0; 15], true), Err(StreamError));
}

#[test]
fn the_opener_refuses_wrong_shapes_and_leaves_no_plain_byte() {
    let key = FileKey::new([7; 16]);
    let plain = plain(CHUNK, 6);
    let object = seal(&key, [9; 16], &plain);
    let opener = Opener::new(&key, &[9; 16]).unwrap();
    let chunk = &object[NONCE..];
    for (index, last) in [(0, false), (1, true), (1, false), (1 << 56, true)] {
        let mut copy = chunk.to_vec();
        assert_eq!(opener.open_chunk(index, last, &mut copy), Err(StreamError));
        assert!(!plain.windows(8).step_by(4_001).any(|w| copy.windows(8).any(|c| c == w)));
    }
    assert_eq!(opener.open_chunk(0, true, &mut chunk.to_vec()), Ok(CHUNK));
    assert_eq!(opener.open_chunk(0, true, &mut []), Err(StreamError));
    // An empty chunk that is properly sealed at index 1 is still refused.
    let forged =
        opener.key.seal_in_place_separate_tag(chunk_nonce(1, true), Aad::empty(), &mut []).unwrap();
    let mut forged = forged.as_ref().to_vec();
    assert_eq!(opener.open_chunk(1, true, &mut forged), Err(StreamError));
    // So is a short chunk that claims not to be the last.
    let mut short = b"short".to_vec();
    opener.key.seal_in_place_append_tag(chunk_nonce(0, false), Aad::empty(), &mut short).unwrap();
    assert_eq!(opener.open_chunk(0, false, &mut short), Err(StreamError));
}

/// Whatever came out is a true beginning, in whole chunks, of what went in.
fn only_true_chunks(out: &[u8], plain: &[u8]) -> bool {
    (out.len().is_multiple_of(CHUNK) || out.len() == plain.len()) && plain.starts_with(out)
}

#[test]
fn truncated_reordered_doubled_and_swapped_payloads_are_refused() {
    let key = FileKey::new([7; 16]);
    let plain_a = plain(3 * CHUNK + 100, 7);
    let a = seal(&key, [1; 16], &plain_a);
    let b = seal(&key, [2; 16], &plain(3 * CHUNK + 100, 8));
    let chunk = |object: &[u8], i: usize| {
        let end = object.len().min(NONCE + (i + 1) * SEALED_CHUNK);
        object[NONCE + i * SEALED_CHUNK..end].to_vec()
    };
    let build = |parts: &[Vec<u8>]| {
        let mut object = a[..NONCE].to_vec();
        object.extend(parts.concat());
        object
    };
    let at = |i| chunk(&a, i);
    let wrong = [
        build(&[]),
        build(&[at(0)]),
        build(&[at(0), at(1), at(2)]),
        build(&[at(1), at(0), at(2), at(3)]),
        build(&[at(0), at(0), at(1), at(2), at(3)]),
        build(&[at(0), at(1), at(3)]),
        build(&[at(0), at(1), at(2), at(3), at(3)]),
        build(&[at(0), chunk(&b, 1), at(2), at(3)]),
        build(&[at(0), at(1), at(2), chunk(&b, 3)]),
        build(&[at(3)]),
        [&b[..NONCE], &a[NONCE..]].concat(),
        [&a[..], b"x"].concat(),
    ];
    for object in wrong {
        let (out, result) = open(&key, &object);
        assert!(matches!(result, Err(PayloadError::Stream(_))));
        assert!(only_true_chunks(&out, &plain_a));
    }
    for index in 0..=4 {
        let boundary = (NONCE + index * SEALED_CHUNK).min(a.len());
        for cut in boundary.saturating_sub(18)..(boundary + 18).min(a.len()) {
            let (out, result) = open(&key, &a[..cut]);
            assert_eq!(matches!(result, Err(PayloadError::Nonce)), cut < NONCE);
            assert!(result.is_err() && only_true_chunks(&out, &plain_a));
        }
    }
    let (out, result) = open(&FileKey::new([8; 16]), &a);
    assert!(result.is_err() && out.is_empty());
}

#[test]
fn keys_are_not_printed() {
    let key = FileKey::new(*b"do not print me!");
    assert_eq!(format!("{key:?}"), "FileKey(..)");
    assert!(!format!("{:?}", Sealer::new(&key, [3; 16]).unwrap()).contains('3'));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_payload_comes_back(len in 0_usize..200_000, seed in any::<u64>(), nonce: [u8; 16]) {
        let key = FileKey::generate(&SeededEntropy::new(seed));
        let plain = plain(len, seed);
        let (back, result) = open(&key, &seal(&key, nonce, &plain));
        prop_assert_eq!(result.unwrap(), len as u64);
        prop_assert!(back == plain);
    }

    #[test]
    fn a_flipped_bit_is_always_found(
        len in 0_usize..200_000, place in any::<usize>(), bit in 0_u8..8,
    ) {
        let key = FileKey::new([7; 16]);
        let plain = plain(len, 9);
        let mut object = seal(&key, [4; 16], &plain);
        let place = place % object.len();
        object[place] ^= 1 << bit;
        let (out, result) = open(&key, &object);
        prop_assert!(result.is_err());
        prop_assert!(only_true_chunks(&out, &plain));
    }

    #[test]
    fn a_cut_payload_is_always_found(len in 0_usize..200_000, place in any::<usize>()) {
        let key = FileKey::new([7; 16]);
        let plain = plain(len, 10);
        let object = seal(&key, [4; 16], &plain);
        let (out, result) = open(&key, &object[..place % object.len()]);
        prop_assert!(result.is_err());
        prop_assert!(only_true_chunks(&out, &plain));
    }
}

/// What lies in object stores must open for ever: these bytes do not change.
#[test]
fn the_bytes_of_a_payload_are_frozen() {
    let mut sealer = Sealer::new(&FileKey::new([9; 16]), [3; 16]).unwrap();
    let mut chunk = BytesMut::from(&b"samflyt"[..]);
    sealer.seal_chunk(&mut chunk, true).unwrap();
    assert_eq!(hex::encode(&chunk), "eb2cc8369c82754c7388f48dacac215880bf6cedb621c2");
}
