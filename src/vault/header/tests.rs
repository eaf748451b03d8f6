use super::super::stream::{Sealer, open_payload};
use super::*;
use age::secrecy::SecretString;
use age::{scrypt, x25519};
use proptest::prelude::*;
use std::collections::HashSet;

fn read_slice(bytes: &[u8], identity: &dyn age::Identity) -> Result<(FileKey, usize), ReadError> {
    read(&mut &*bytes, &[identity], CAP_BYTES)
}

fn payload(key: &FileKey, plain: &[u8]) -> Vec<u8> {
    let mut sealer = Sealer::new(key, [3; 16]).unwrap();
    let mut slot = [plain, &[0; 16]].concat();
    sealer.seal_slot(&mut slot, true).unwrap();
    [sealer.nonce(), slot.as_slice()].concat()
}

fn age_opens(file: &[u8], identity: &dyn age::Identity) -> Option<Vec<u8>> {
    let decryptor = age::Decryptor::new(file).unwrap();
    let mut reader = decryptor.decrypt(std::iter::once(identity)).ok()?;
    let mut plain = Vec::new();
    io::Read::read_to_end(&mut reader, &mut plain).ok()?;
    Some(plain)
}

fn passphrase() -> (scrypt::Recipient, scrypt::Identity) {
    let secret = || SecretString::from("a long passphrase".to_owned());
    let mut recipient = scrypt::Recipient::new(secret());
    recipient.set_work_factor(2);
    (recipient, scrypt::Identity::new(secret()))
}

#[test]
fn each_recipient_opens_the_same_payload_with_age_and_nobody_else_does() {
    let identities: Vec<_> = (0..4).map(|_| x25519::Identity::generate()).collect();
    let keys: Vec<_> = identities.iter().map(x25519::Identity::to_public).collect();
    let file_key = FileKey::new([42; 16]);
    let payload = payload(&file_key, b"one payload, many headers");
    let three: Vec<&dyn age::Recipient> = keys.iter().take(3).map(|k| k as _).collect();
    let header = compose(&file_key, &three).unwrap();
    let file = [header.as_slice(), &payload].concat();
    for identity in identities.iter().take(3) {
        assert_eq!(age_opens(&file, identity).unwrap(), b"one payload, many headers");
        let mut rest = file.as_slice();
        let (key, len) = read(&mut rest, &[identity], CAP_BYTES).unwrap();
        assert_eq!((key.expose(), len), (file_key.expose(), header.len()));
        assert_eq!(rest, payload);
    }
    assert!(age_opens(&file, &identities[3]).is_none());
    assert!(matches!(read_slice(&file, &identities[3]), Err(ReadError::NoMatch)));
    // The same bytes for another recipient alone.
    let again = [compose(&file_key, &[&keys[3]]).unwrap(), payload].concat();
    assert_eq!(age_opens(&again, &identities[3]).unwrap(), b"one payload, many headers");
    assert!(age_opens(&again, &identities[0]).is_none());
}

#[test]
fn one_x25519_recipient_costs_168_bytes_in_front_of_the_mac_line() {
    let header =
        compose(&FileKey::new([1; 16]), &[&x25519::Identity::generate().to_public()]).unwrap();
    assert_eq!(header.len(), 168);
    assert!(header.iter().all(|b| b.is_ascii_graphic() || *b == b' ' || *b == b'\n'));
}

#[test]
fn a_passphrase_opens_with_age_and_stands_alone() {
    let file_key = FileKey::new([42; 16]);
    let (recipient, identity) = passphrase();
    let header = compose(&file_key, &[&recipient]).unwrap();
    let file = [header, payload(&file_key, b"words")].concat();
    assert_eq!(age_opens(&file, &identity).unwrap(), b"words");
    assert_eq!(read_slice(&file, &identity).unwrap().0.expose(), file_key.expose());
    let other = scrypt::Identity::new(SecretString::from("another".to_owned()));
    assert!(matches!(read_slice(&file, &other), Err(ReadError::NoMatch)));
    let key = x25519::Identity::generate().to_public();
    let mixes: [&[&dyn age::Recipient]; 3] =
        [&[&recipient, &key], &[&key, &recipient], &[&recipient, &recipient]];
    for mix in mixes {
        assert!(matches!(compose(&file_key, mix), Err(ComposeError::Mixed)));
    }
}

#[test]
fn what_the_age_crate_writes_is_read() {
    let identity = x25519::Identity::generate();
    let encrypted = age::encrypt(&identity.to_public(), b"from outside").unwrap();
    let mut rest = encrypted.as_slice();
    let (key, _) = read(&mut rest, &[&identity], CAP_BYTES).unwrap();
    let mut plain = Vec::new();
    open_payload(&key, rest, &mut plain).unwrap();
    assert_eq!(plain, b"from outside");
}

#[test]
fn a_header_for_nobody_is_refused() {
    assert!(matches!(compose(&FileKey::new([1; 16]), &[]), Err(ComposeError::NoRecipient)));
}

#[test]
fn a_header_without_stanzas_is_no_header_even_with_a_true_mac() {
    let key = FileKey::new([1; 16]);
    let mut header = b"age-encryption.org/v1\n---".to_vec();
    let mac = BASE64_STANDARD_NO_PAD.encode(hmac::sign(&mac_key(&key), &header));
    header.extend_from_slice(format!(" {mac}\n").as_bytes());
    let odd = Odd(&[], "odd", 0);
    assert!(matches!(read_slice(&header, &odd), Err(ReadError::Header)));
}

/// A recipient with any stanzas and labels.
struct Odd(&'static [&'static str], &'static str, usize);

impl age::Recipient for Odd {
    fn wrap_file_key(
        &self,
        _: &AgeFileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let stanza = Stanza { tag: self.1.into(), args: vec![], body: vec![7; self.2] };
        Ok((vec![stanza], self.0.iter().map(ToString::to_string).collect()))
    }
}

impl age::Identity for Odd {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<AgeFileKey, age::DecryptError>> {
        assert_eq!(stanza.body, vec![7; self.2]);
        (stanza.tag == self.1).then(|| Ok(AgeFileKey::new(Box::new([1; 16]))))
    }
}

#[test]
fn recipients_with_different_labels_do_not_share_a_file() {
    let key = FileKey::new([1; 16]);
    let (plain, quantum) = (Odd(&[], "a", 5), Odd(&["postquantum"], "b", 5));
    assert!(matches!(compose(&key, &[&plain, &quantum]), Err(ComposeError::Mixed)));
    assert!(matches!(compose(&key, &[&quantum, &plain]), Err(ComposeError::Mixed)));
    assert!(compose(&key, &[&quantum, &quantum]).is_ok());
    // Two stanzas of the passphrase type, even with equal labels.
    let twice = Odd(&[], "scrypt", 32);
    assert!(matches!(compose(&key, &[&twice, &twice]), Err(ComposeError::Mixed)));
    for tag in ["", "two words", "bl\u{e5}", "line\nbreak"] {
        assert!(matches!(compose(&key, &[&Odd(&[], tag, 1)]), Err(ComposeError::Stanza)));
    }
}

#[test]
fn bodies_of_every_length_are_wrapped_and_read_back() {
    let key = FileKey::new([1; 16]);
    for len in 0..200 {
        let odd = Odd(&[], "odd", len);
        let header = compose(&key, &[&odd]).unwrap();
        assert_eq!(read_slice(&header, &odd).unwrap().1, header.len());
        assert!(header.split(|b| *b == b'\n').all(|line| line.len() <= 64));
    }
}

#[test]
fn a_header_beyond_the_cap_is_refused_without_reading_on() {
    let key = FileKey::new([1; 16]);
    let odd = Odd(&[], "odd", 1_000);
    let header = compose(&key, &[&odd]).unwrap();
    let file = [header.as_slice(), b"payload"].concat();
    let mut rest = file.as_slice();
    assert!(read(&mut rest, &[&odd], header.len()).is_ok());
    let mut rest = file.as_slice();
    assert!(matches!(read(&mut rest, &[&odd], header.len() - 1), Err(ReadError::Header)));
    assert!(rest.len() > b"payload".len());
    let mut endless = io::BufReader::new(io::repeat(b'a'));
    assert!(matches!(read(&mut endless, &[&odd], 1_000), Err(ReadError::Header)));
}

/// Gives the right file key for whatever stanza it is shown.
struct Blind;

impl age::Identity for Blind {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<AgeFileKey, age::DecryptError>> {
        Some(Ok(AgeFileKey::new(Box::new([1; 16]))))
    }
}

proptest! {
    #[test]
    fn no_changed_header_is_ever_accepted(place in any::<usize>(), bit in 0_u8..8) {
        let key = FileKey::new([1; 16]);
        let odd = Odd(&[], "odd", 70);
        let mut header = compose(&key, &[&odd, &odd]).unwrap();
        let place = place % header.len();
        header[place] ^= 1 << bit;
        prop_assert!(read_slice(&header, &Blind).is_err());
    }

    #[test]
    fn noise_is_never_a_header(noise in proptest::collection::vec(any::<u8>(), 0..300)) {
        let odd = Odd(&[], "odd", 1);
        prop_assert!(matches!(read_slice(&noise, &odd), Err(ReadError::Header)));
    }
}
