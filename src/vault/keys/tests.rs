use super::*;
use crate::entropy::SeededEntropy;
use proptest::prelude::*;

const OWNER: Uuid = Uuid::from_u128(5);

fn place() -> FilePlace {
    FilePlace {
        child: Uuid::from_u128(1),
        document: Uuid::from_u128(2),
        version: 3,
        key_version: 4,
    }
}

#[test]
fn the_key_file_comes_back_as_it_was_written() {
    let entropy = SeededEntropy::new(1);
    let ring = RootKeys::generate(&entropy).with_new_version(&entropy).unwrap();
    let text = ring.to_text();
    let back = RootKeys::from_text(&text).unwrap();
    assert_eq!((back.newest(), back.versions()), (2, vec![1, 2]));
    assert_eq!(back.versions, ring.versions);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("root.key");
    ring.create_file(&path).unwrap();
    assert!(matches!(ring.create_file(&path), Err(KeyError::File(KeyFileError::Exists { .. }))));
    assert_eq!(RootKeys::load_file(&path).unwrap().versions, ring.versions);
    ring.without(1).unwrap().store_file(&path).unwrap();
    assert_eq!(RootKeys::load_file(&path).unwrap().versions(), [2]);
}

#[test]
fn the_newest_version_is_current_wherever_it_stands() {
    let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let text = format!("# note\n\n  samflyt-root-v12 {key}\r\nsamflyt-root-v3 {key}\n");
    let ring = RootKeys::from_text(&text).unwrap();
    assert_eq!((ring.newest(), ring.versions()), (12, vec![3, 12]));
}

#[test]
fn lines_that_are_no_key_lines_are_refused_by_number() {
    let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    for bad in [
        "nonsense".to_owned(),
        format!("samflyt-root-v {key}"),
        format!("samflyt-root-v0 {key}"),
        format!("samflyt-root-v01 {key}"),
        format!("samflyt-root-v-1 {key}"),
        format!("samflyt-root-v+1 {key}"),
        format!("samflyt-root-v99999999999999999999 {key}"),
        format!("samflyt-root-v1{key}"),
        format!("samflyt-root-v1 {}", key.split_at(40).0),
        format!("samflyt-root-v1 {key}AAAA"),
        format!("samflyt-log-seed {key}"),
    ] {
        let error = RootKeys::from_text(&format!("# first\n{bad}\n")).unwrap_err();
        assert!(
            matches!(error, KeyError::File(KeyFileError::Syntax { line: 2 })),
            "{bad}: {error}"
        );
        assert!(!error.to_string().contains("AAAA"));
    }
    let twice = format!("samflyt-root-v1 {key}\nsamflyt-root-v1 {key}\n");
    assert!(matches!(
        RootKeys::from_text(&twice),
        Err(KeyError::File(KeyFileError::Twice { version: 1 }))
    ));
    assert!(matches!(
        RootKeys::from_text("# none\n"),
        Err(KeyError::File(KeyFileError::NoVersion))
    ));
}

#[test]
fn the_current_version_cannot_be_dropped() {
    let entropy = SeededEntropy::new(1);
    let ring = RootKeys::generate(&entropy);
    assert!(matches!(ring.without(1), Err(KeyError::File(KeyFileError::InUse { version: 1 }))));
    let ring = RootKeys::generate(&entropy);
    assert!(matches!(ring.without(9), Err(KeyError::File(KeyFileError::NoVersion))));
}

const MISFIT: &str = "the key file does not fit this database";

#[test]
fn a_data_key_opens_for_its_owner_and_root_alone() {
    let entropy = SeededEntropy::new(1);
    let ring = RootKeys::generate(&entropy);
    let key = DataKey::generate(&entropy);
    let sealed = ring.seal_data_key(&key, OWNER, &entropy).unwrap();
    let open = |ring: &RootKeys, owner, version| ring.open_data_key(owner, version, &sealed.bytes);
    assert_eq!(open(&ring, OWNER, 1).unwrap().expose(), key.expose());
    let stranger = open(&ring, Uuid::from_u128(6), 1);
    assert!(matches!(stranger, Err(KeyError::WrongRoot { version: 1 })));
    let other = RootKeys::generate(&SeededEntropy::new(2));
    let error = open(&other, OWNER, 1).unwrap_err();
    assert!(matches!(error, KeyError::WrongRoot { version: 1 }));
    assert!(error.to_string().starts_with(MISFIT));
    // Rotation: new keys go under version 2, old ones still open, until version 1 is dropped.
    let ring = ring.with_new_version(&entropy).unwrap();
    assert_eq!(ring.seal_data_key(&key, OWNER, &entropy).unwrap().root_version, 2);
    assert_eq!(open(&ring, OWNER, 1).unwrap().expose(), key.expose());
    assert!(matches!(open(&ring, OWNER, 2), Err(KeyError::WrongRoot { version: 2 })));
    let ring = ring.without(1).unwrap();
    let error = open(&ring, OWNER, 1).unwrap_err();
    assert!(matches!(error, KeyError::UnknownRoot { version: 1 }));
    assert!(error.to_string().starts_with(MISFIT));
}

#[test]
fn the_version_of_the_root_is_bound_even_when_two_versions_hold_the_same_key() {
    let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let ring =
        RootKeys::from_text(&format!("samflyt-root-v1 {key}\nsamflyt-root-v2 {key}")).unwrap();
    let entropy = SeededEntropy::new(1);
    let sealed = ring.seal_data_key(&DataKey::new([1; 32]), OWNER, &entropy).unwrap();
    assert!(ring.open_data_key(OWNER, 2, &sealed.bytes).is_ok());
    assert!(ring.open_data_key(OWNER, 1, &sealed.bytes).is_err());
}

#[test]
fn a_file_key_opens_for_its_document_version_alone() {
    let entropy = SeededEntropy::new(1);
    let (data, file) = (DataKey::generate(&entropy), FileKey::generate(&entropy));
    let sealed = seal_file_key(&data, place(), &file, &entropy).unwrap();
    assert_eq!(open_file_key(&data, place(), &sealed).unwrap().expose(), file.expose());
    let other = Uuid::from_u128(9);
    for elsewhere in [
        FilePlace { child: other, ..place() },
        FilePlace { document: other, ..place() },
        FilePlace { version: 4, ..place() },
        FilePlace { key_version: 5, ..place() },
        FilePlace { child: place().document, document: place().child, ..place() },
        FilePlace { version: 4, key_version: 3, ..place() },
    ] {
        assert!(matches!(open_file_key(&data, elsewhere, &sealed), Err(KeyError::FileKey)));
    }
    let foreign = DataKey::generate(&entropy);
    assert!(matches!(open_file_key(&foreign, place(), &sealed), Err(KeyError::FileKey)));
    // A data key's row does not pass as a file key's, nor a sealed column.
    let ring = RootKeys::generate(&entropy);
    let row = ring.seal_data_key(&data, OWNER, &entropy).unwrap();
    assert!(matches!(open_file_key(&data, place(), &row.bytes), Err(KeyError::FileKey)));
}

/// What lies on disks must open for ever: these bytes do not change.
#[test]
fn the_bytes_of_keys_at_rest_are_frozen() {
    let entropy = SeededEntropy::new(42);
    let text = "samflyt-root-v1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";
    let ring = RootKeys::from_text(text).unwrap();
    assert!(ring.to_text().ends_with(text));
    let (data, file) = (DataKey::new([7; 32]), FileKey::new([9; 16]));
    let sealed = ring.seal_data_key(&data, OWNER, &entropy).unwrap().bytes;
    assert_eq!(hex::encode(&sealed), DATA_KEY_BOX);
    let sealed = seal_file_key(&data, place(), &file, &entropy).unwrap();
    assert_eq!(hex::encode(&sealed), FILE_KEY_BOX);
    let (data_box, file_box) =
        (hex::decode(DATA_KEY_BOX).unwrap(), hex::decode(FILE_KEY_BOX).unwrap());
    assert_eq!(ring.open_data_key(OWNER, 1, &data_box).unwrap().expose(), data.expose());
    assert_eq!(open_file_key(&data, place(), &file_box).unwrap().expose(), file.expose());
    assert_eq!(ring.check_value(1).unwrap(), ROOT_CHECK);
    assert_eq!(ring.check_value(2), None);
}

// Made a second time with another program from what the module says of them.
const DATA_KEY_BOX: &str = "010506397db2e2556c62c21deaa7d8a867804be5bc927e569b49d9f91175ba66\
    f926f54594fed2dc49829cf3b2733e2a9838825ad1ce0170e2fe4765ad";
const FILE_KEY_BOX: &str =
    "0187af53bcc2fea8ef72db57f0ac7e6c1ab643be524b5a6cf71ee2eca9e292ec87a23b4c3cf38e1ab9f8e9a4ce";
const ROOT_CHECK: &str = "dadb45e7078f8b986daae9d984e8a793952add9bff649a15f8922cfb80322f76";

#[test]
fn the_pid_index_is_keyed_and_stable() {
    let (a, b) = (DataKey::new([1; 32]), DataKey::new([2; 32]));
    assert_eq!(pid_index(&a, "01010012345"), pid_index(&a, "01010012345"));
    assert_ne!(pid_index(&a, "01010012345"), pid_index(&b, "01010012345"));
    assert_ne!(pid_index(&a, "01010012345"), pid_index(&a, "01010012346"));
    // A change here makes every person unfindable.
    assert_eq!(
        hex::encode(pid_index(&a, "01010012345")),
        "6672509fa74bfc9537967828d117094e17a73b07d8a056e752ee4619562a9a08"
    );
}

#[test]
fn the_escrow_file_gives_the_whole_key_file_back_through_the_age_crate() {
    let entropy = SeededEntropy::new(1);
    let ring = RootKeys::generate(&entropy).with_new_version(&entropy).unwrap();
    let (ada, bo) = (age::x25519::Identity::generate(), age::x25519::Identity::generate());
    let file = escrow(&ring, &[&ada.to_public(), &bo.to_public()]).unwrap();
    for identity in [&ada, &bo] {
        let text = age::decrypt(identity, &file).unwrap();
        let back = RootKeys::from_text(std::str::from_utf8(&text).unwrap()).unwrap();
        assert_eq!(back.versions, ring.versions);
    }
    assert!(age::decrypt(&age::x25519::Identity::generate(), &file).is_err());
    assert!(matches!(escrow(&ring, &[]), Err(EscrowError::Recipients(_))));
}

#[test]
fn the_log_seed_comes_back_and_the_root_key_file_is_no_seed_file() {
    let seed = LogSeed::generate(&SeededEntropy::new(1));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.seed");
    seed.create_file(&path).unwrap();
    assert_eq!(LogSeed::load_file(&path).unwrap().expose(), seed.expose());
    assert!(matches!(seed.create_file(&path), Err(KeyError::File(KeyFileError::Exists { .. }))));
    let ring = RootKeys::generate(&SeededEntropy::new(1));
    assert!(matches!(
        LogSeed::from_text(&ring.to_text()),
        Err(KeyError::File(KeyFileError::Syntax { line: 2 }))
    ));
    let twice = [seed.to_text().as_str(), seed.to_text().as_str()].concat();
    assert!(matches!(
        LogSeed::from_text(&twice),
        Err(KeyError::File(KeyFileError::Syntax { line: 2 }))
    ));
    assert!(matches!(LogSeed::from_text(""), Err(KeyError::File(KeyFileError::NoVersion))));
}

#[test]
fn secrets_are_not_printed() {
    let entropy = SeededEntropy::new(1);
    let ring = RootKeys::generate(&entropy);
    assert_eq!(format!("{ring:?}"), "RootKeys { newest: 1, .. }");
    assert_eq!(format!("{:?}", LogSeed::generate(&entropy)), "LogSeed(..)");
}

proptest! {
    #[test]
    fn a_changed_sealed_key_never_opens(at in any::<usize>(), bit in 0_u8..8) {
        let entropy = SeededEntropy::new(1);
        let ring = RootKeys::generate(&entropy);
        let data = DataKey::new([1; 32]);
        let mut sealed = ring.seal_data_key(&data, OWNER, &entropy).unwrap();
        let mut file = seal_file_key(&data, place(), &FileKey::new([1; 16]), &entropy).unwrap();
        let (a, b) = (at % sealed.bytes.len(), at % file.len());
        sealed.bytes[a] ^= 1 << bit;
        file[b] ^= 1 << bit;
        prop_assert!(ring.open_data_key(OWNER, 1, &sealed.bytes).is_err());
        prop_assert!(open_file_key(&data, place(), &file).is_err());
    }

    #[test]
    fn noise_is_never_a_key_file(noise in "\\PC{0,200}") {
        let _ = RootKeys::from_text(&noise);
        let _ = LogSeed::from_text(&noise);
    }
}
