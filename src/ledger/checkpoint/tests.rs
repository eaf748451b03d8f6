//! Known answers of this project and of C2SP, and notes that must be refused.

use super::note::cosigned;
use super::*;
use proptest::prelude::*;

const ORIGIN: &str = "audit.example/family-share";
const VKEY: &str =
    "audit.example/family-share+cdb1e1a5+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
const ROOT: &str = "a1a74716720a3f5f3b1fa9368411dad8f14736958436cbfb013f5ebd8f8be22a";
const NOTE: &str = "audit.example/family-share
3
oadHFnIKP187H6k2hBHa2PFHNpWENsv7AT9evY+L4io=

— audit.example/family-share zbHhpa6f86n+Haggp5s2cX6rptnySuVe5cWZkjSt5LpzGDnO/1L/AWnx6MXaOeoEQaU+UPaYsEG6tmtAFeuURyNhqw8=
";
const WITNESS: &str = "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";
const WITNESS_LINE: &str = "— witness.example/w1 IDJKvgAAAABlU/EA6rwduOgFLecR2D8wqHTuvZlghixX98ENWB5+1MW9rvJ+xUVi8gwKPhnRzzlYAld9XArNnC1Hq+w552SeTfnxCQ==";
const FOO: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const FOO_NOTE: &str = "This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
";

fn seed(first: u8) -> [u8; 32] {
    std::array::from_fn(|i| first + u8::try_from(i).unwrap())
}

fn signer() -> Signer {
    Signer::new(ORIGIN, &seed(0)).unwrap()
}

fn root() -> Hash {
    hex::decode(ROOT).unwrap().try_into().unwrap()
}

fn line(note: &str) -> &str {
    note.lines().last().unwrap()
}

/// A note with this text, signed by the log's key.
fn signed(text: &str) -> String {
    let signer = signer();
    let line = signature_line(ORIGIN, signer.key_id(), signer.pair.sign(text.as_bytes()).as_ref());
    format!("{text}\n{line}\n")
}

#[test]
fn the_signed_checkpoint_and_the_key_match_the_known_answers() {
    let signer = signer();
    assert_eq!(signer.vkey(), VKEY);
    assert_eq!(hex::encode(signer.key_id()), "cdb1e1a5");
    assert_eq!(signer.sign(3, &root()), NOTE);
    let key = VerifierKey::parse(VKEY).unwrap();
    assert_eq!((key.to_string(), &key), (VKEY.to_owned(), signer.verifier()));
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: 3, root: root() };
    assert_eq!(verify_note(NOTE, &key), Ok(head));
    assert!(!format!("{signer:?}").contains("pair"));
}

#[test]
fn the_example_note_of_the_standard_verifies() {
    let key = VerifierKey::parse(FOO).unwrap();
    let note = Note::parse(FOO_NOTE).unwrap();
    assert_eq!(note.text, "This is an example message.\n");
    assert_eq!(note.verify(&key), Ok(0));
    assert_eq!(verify_note(FOO_NOTE, &key), Err(NoteError::Checkpoint("bad size")));
}

#[test]
fn the_witness_signature_matches_the_known_answer() {
    let pair = Ed25519KeyPair::from_seed_unchecked(&seed(0x20)).unwrap();
    let public = pair.public_key().as_ref().try_into().unwrap();
    let key = VerifierKey::new("witness.example/w1", KeyType::Cosignature, public).unwrap();
    assert_eq!(key.to_string(), WITNESS);
    assert_eq!(VerifierKey::parse(WITNESS).as_ref(), Ok(&key));
    let time = 1_700_000_000u64;
    let text = Note::parse(NOTE).unwrap().text;
    let signature = pair.sign(cosigned(text, time).as_bytes());
    let bytes = [&time.to_be_bytes()[..], signature.as_ref()].concat();
    assert_eq!(signature_line(key.name(), key.id(), &bytes), WITNESS_LINE);

    let note = append_signature_line(NOTE, WITNESS_LINE).unwrap();
    assert_eq!(note, format!("{NOTE}{WITNESS_LINE}\n"));
    assert_eq!(append_signature_line(&note, &format!("{WITNESS_LINE}\n")), Ok(note.clone()));
    assert_eq!(verify_cosignature(&note, &key), Ok(time));
    assert!(verify_note(&note, &VerifierKey::parse(VKEY).unwrap()).is_ok());
    assert_eq!(verify_cosignature(NOTE, &key), Err(NoteError::Unsigned(key.name().to_owned())));
    // A time that no clock can have, although it was signed.
    let time = 1u64 << 63;
    let signature = pair.sign(cosigned(text, time).as_bytes());
    let line =
        signature_line(key.name(), key.id(), &[&time.to_be_bytes(), signature.as_ref()].concat());
    let note = append_signature_line(NOTE, &line).unwrap();
    assert_eq!(verify_cosignature(&note, &key), Err(NoteError::Signature(key.name().to_owned())));
    // Another time than the one signed.
    let mut later = bytes;
    later[7] ^= 1;
    let note = append_signature_line(NOTE, &signature_line(key.name(), key.id(), &later)).unwrap();
    assert_eq!(verify_cosignature(&note, &key), Err(NoteError::Signature(key.name().to_owned())));
}

#[test]
fn a_key_of_the_other_type_is_not_taken() {
    let (log, witness) = (VerifierKey::parse(VKEY).unwrap(), VerifierKey::parse(WITNESS).unwrap());
    let note = append_signature_line(NOTE, WITNESS_LINE).unwrap();
    assert_eq!(verify_note(&note, &witness), Err(NoteError::KeyType));
    assert_eq!(verify_cosignature(&note, &log), Err(NoteError::KeyType));
}

#[test]
fn a_wrong_signature_by_the_known_key_refuses_the_note_even_beside_a_right_one() {
    let key = VerifierKey::parse(VKEY).unwrap();
    let other = signer().sign(4, &root());
    let both = append_signature_line(NOTE, line(&other)).unwrap();
    assert_eq!(verify_note(&both, &key), Err(NoteError::Signature(ORIGIN.to_owned())));
    let first = NOTE.replace(line(NOTE), &format!("{}\n{}", line(&other), line(NOTE)));
    assert_eq!(verify_note(&first, &key), Err(NoteError::Signature(ORIGIN.to_owned())));
}

#[test]
fn signatures_by_others_are_ignored_even_with_the_same_name_or_id() {
    let key = VerifierKey::parse(VKEY).unwrap();
    let junk = [7; 64];
    let mut note = NOTE.to_owned();
    for (name, id) in [(ORIGIN, [1, 2, 3, 4]), ("other.example", key.id()), ("a", [0; 4])] {
        note = append_signature_line(&note, &signature_line(name, id, &junk)).unwrap();
    }
    assert!(verify_note(&note, &key).is_ok());
    let unsigned = note.replace(&format!("{}\n", line(NOTE)), "");
    assert_eq!(verify_note(&unsigned, &key), Err(NoteError::Unsigned(ORIGIN.to_owned())));
}

#[test]
fn sixteen_signatures_are_read_and_a_thousand_are_not() {
    let key = VerifierKey::parse(VKEY).unwrap();
    let with = |n: usize| {
        let line = |i| signature_line(&format!("w{i}"), [0; 4], &[1; 72]) + "\n";
        NOTE.to_owned() + &(1..n).map(line).collect::<String>()
    };
    assert!(verify_note(&with(16), &key).is_ok());
    assert!(verify_note(&with(MAX_SIGNATURES), &key).is_ok());
    assert_eq!(verify_note(&with(MAX_SIGNATURES + 1), &key), Err(NoteError::TooLarge));
    assert_eq!(verify_note(&with(1000), &key), Err(NoteError::TooLarge));
    let last = signature_line("last", [0; 4], &[1; 72]);
    let full = with(MAX_SIGNATURES);
    assert_eq!(append_signature_line(&full, &last), Err(NoteError::TooLarge));
}

#[test]
fn the_checkpoint_of_another_log_under_the_same_key_is_refused() {
    let note = signed(&Note::parse(NOTE).unwrap().text.replace(ORIGIN, "b.example"));
    let key = VerifierKey::parse(VKEY).unwrap();
    let error = verify_note(&note, &key).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("the checkpoint is of the log b.example, the key of {ORIGIN}")
    );
}

#[test]
fn checkpoints_out_of_form_are_refused_although_signed() {
    let key = VerifierKey::parse(VKEY).unwrap();
    let root = to_base64(&root());
    let text = |size: &str, root: &str, more: &str| format!("{ORIGIN}\n{size}\n{root}\n{more}");
    assert!(verify_note(&signed(&text("0", &root, "")), &key).is_ok());
    assert!(verify_note(&signed(&text("18446744073709551615", &root, "")), &key).is_ok());
    assert!(verify_note(&signed(&text("3", &root, "extension\n")), &key).is_ok());
    for size in ["", "03", "+3", "-3", " 3", "3 ", "0x3", "18446744073709551616", "٣"] {
        assert!(verify_note(&signed(&text(size, &root, "")), &key).is_err(), "{size:?}");
    }
    let loose = root.replace("io=", "ip=");
    for root in [
        "",
        root.trim_end_matches('='),
        &loose,
        "AAAA",
        &format!("{root} "),
        &root.replace('+', "-"),
    ] {
        assert!(verify_note(&signed(&text("3", root, "")), &key).is_err(), "{root:?}");
    }
    assert!(verify_note(&signed(&text("3", &root, "a\n\nb\n")), &key).is_err());
    for control in ["\0", "\t", "\r", "\u{1b}[2J", "\u{1f}"] {
        let note = signed(&text("3", &root, &format!("a{control}b\n")));
        assert_eq!(verify_note(&note, &key), Err(NoteError::Malformed("control character")));
    }
    assert!(verify_note(&signed(&format!("\n{ORIGIN}\n3\n{root}\n")), &key).is_err());
    assert!(verify_note(&signed(&format!("{ORIGIN}\n3\n")), &key).is_err());
}

#[test]
fn notes_out_of_form_are_refused() {
    let key = VerifierKey::parse(VKEY).unwrap();
    let bare = line(NOTE);
    for (what, note) in [
        ("empty", String::new()),
        ("no signature", NOTE.replace(bare, "")),
        ("no newline at the end", NOTE.trim_end().to_owned()),
        ("an empty line at the end", format!("{NOTE}\n")),
        ("text at the end", format!("{NOTE}more")),
        ("hyphen", NOTE.replace('\u{2014}', "-")),
        ("en dash", NOTE.replace('\u{2014}', "\u{2013}")),
        ("two spaces", NOTE.replace("— ", "—  ")),
        ("carriage return", NOTE.replace('\n', "\r\n")),
        ("tab", NOTE.replace(ORIGIN, "audit.example\t")),
        ("null", NOTE.replace("\n3\n", "\n3\0\n")),
        ("plus in a name", format!("{NOTE}— a+b zbHhpa6f86k=\n")),
        ("space in a name", format!("{NOTE}— a\u{a0}b zbHhpa6f86k=\n")),
        ("no name", format!("{NOTE}—  zbHhpa6f86k=\n")),
        ("no padding", format!("{NOTE}— a zbHhpa6f86k\n")),
        ("bits after the end", format!("{NOTE}— a zbHhpa6f86l=\n")),
        ("too short", format!("{NOTE}— a zbHhpQ==\n")),
        ("too long", format!("{}{NOTE}", "a".repeat(MAX_NOTE_BYTES))),
    ] {
        assert!(verify_note(&note, &key).is_err(), "{what}");
    }
    assert!(append_signature_line(NOTE, "— a+b zbHhpa6f86k=").is_err());
    assert!(append_signature_line(NOTE, "— a zbHhpa6f86k=\n— b zbHhpa6f86k=").is_err());
    assert!(append_signature_line("text\n", WITNESS_LINE).is_err());
}

#[test]
fn keys_out_of_form_are_refused() {
    let tail = "AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
    for vkey in [
        String::new(),
        "name".to_owned(),
        "name+cdb1e1a5".to_owned(),
        VKEY.replace("cdb1e1a5", "CDB1E1A5"),
        VKEY.replace("cdb1e1a5", "cdb1e1a6"),
        VKEY.replace("cdb1e1a5", ""),
        VKEY.replace("audit", "Audit"),
        VKEY.replace(tail, "AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG5"),
        VKEY.replace(tail, &tail.replacen("AQ", "Bg", 1)),
        VKEY.replace(tail, "AQ=="),
        VKEY.replace(tail, ""),
        format!("+cdb1e1a5+{tail}"),
        format!("{VKEY}\n"),
    ] {
        assert!(VerifierKey::parse(&vkey).is_err(), "{vkey:?}");
    }
    for name in ["", "a b", "a+b", "a\nb", "a\u{2003}b", "a\0"] {
        assert_eq!(Signer::new(name, &[1; 32]).unwrap_err(), NoteError::Name, "{name:?}");
    }
}

proptest! {
    #[test]
    fn what_is_signed_verifies_and_nothing_else_does(
        size: u64, root: [u8; 32], seed: [u8; 32], at: prop::sample::Index, bit in 0..7u8,
    ) {
        let signer = Signer::new("log.example/1", &seed).unwrap();
        let note = signer.sign(size, &root);
        let head = verify_note(&note, signer.verifier()).unwrap();
        prop_assert_eq!(head, Checkpoint { origin: "log.example/1".to_owned(), size, root });
        let mut bytes = note.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(changed) = String::from_utf8(bytes) {
            prop_assert!(verify_note(&changed, signer.verifier()).is_err());
        }
    }

    #[test]
    fn reading_anything_as_a_note_does_not_panic(note in ".{0,200}", tail in "[-— \n+=a-z0-9]{0,80}") {
        let _ = Note::parse(&note);
        let _ = Note::parse(&format!("{NOTE}{tail}"));
        let _ = VerifierKey::parse(&tail);
        let _ = Checkpoint::parse(&note);
    }
}
