//! `Content-Disposition`: how a browser is told to save a file and under
//! which name (RFC 6266, RFC 8187). Never `inline`: nothing a family puts in
//! is shown inside our pages.

use crate::domain::text::FileName;
use std::fmt::Write;

/// The header's value for a file of this name: visible ASCII and spaces only.
///
/// `filename` carries an ASCII stand-in for old clients, with æ, ø and å
/// written out and `_` for all that is left; `filename*` carries the name in
/// UTF-8.
#[must_use]
pub fn attachment(file_name: &FileName) -> String {
    let name = file_name.as_str();
    let mut value = String::with_capacity(48 + 4 * name.len());
    value.push_str("attachment; filename=\"");
    name.chars().for_each(|c| push_ascii(&mut value, c));
    value.push_str("\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if is_attr_char(byte) {
            value.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(value, "%{byte:02X}");
        }
    }
    value
}

/// What stands for `c` inside the quoted string. Quotes, backslashes and
/// percent signs are not escaped but replaced: clients disagree on how to
/// read them back (RFC 6266, appendix D).
fn push_ascii(value: &mut String, c: char) {
    match c {
        'æ' => value.push_str("ae"),
        'ø' => value.push_str("oe"),
        'å' => value.push_str("aa"),
        'Æ' => value.push_str("Ae"),
        'Ø' => value.push_str("Oe"),
        'Å' => value.push_str("Aa"),
        '"' | '\\' | '%' => value.push('_'),
        ' '..='~' => value.push(c),
        _ => value.push('_'),
    }
}

/// RFC 8187, section 3.2.1: characters that stand for themselves.
fn is_attr_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::MediaType;

    /// A strict reader: one quoted `filename`, one `filename*`, nothing else.
    fn read_back(value: &str) -> (String, String) {
        let rest = value.strip_prefix("attachment; filename=\"").unwrap();
        let (quoted, rest) = rest.split_once('"').unwrap();
        assert!(!quoted.contains(['\\', '%']), "{value}");
        let coded = rest.strip_prefix("; filename*=UTF-8''").unwrap();
        let mut bytes = Vec::new();
        let mut left = coded.bytes();
        while let Some(byte) = left.next() {
            bytes.push(if byte == b'%' {
                let hex = [left.next().unwrap(), left.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap()
            } else {
                assert!(is_attr_char(byte), "{value}");
                byte
            });
        }
        (quoted.to_owned(), String::from_utf8(bytes).unwrap())
    }

    /// Parts from which hostile names are put together.
    const PARTS: [&[u8]; 44] = [
        b"brev",
        b"Epikrise",
        b".pdf",
        b".exe",
        b".html",
        b"..",
        b"/",
        b"\\",
        b"../",
        b"C:\\",
        b"\r\n",
        b"\r\nSet-Cookie: a=b",
        b"\n",
        b"\0",
        b"\"",
        b"\\\"",
        b"\"; filename=\"x.exe",
        b"; filename*=UTF-8''x.exe",
        b"%22",
        b"%0d%0a",
        b"%2e%2e%2f",
        b"'",
        b"''",
        b"CON",
        b"nul",
        b"COM1",
        b" ",
        b". ",
        b"-",
        b"~",
        b"\x7F",
        b"\x1B[31m",
        b"\xFF",
        b"\xED\xA0\x80",
        "\u{202E}".as_bytes(),
        "\u{2066}".as_bytes(),
        "\u{200F}".as_bytes(),
        "\u{2028}".as_bytes(),
        "😀".as_bytes(),
        "𠜎".as_bytes(),
        "שלום".as_bytes(),
        "øåæ".as_bytes(),
        "e\u{301}\u{301}".as_bytes(),
        "\u{FEFF}".as_bytes(),
    ];

    #[test]
    fn a_thousand_hostile_names_come_back_as_one_harmless_name() {
        let mut state = 0x005A_17F1_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % below
        };
        for round in 0..1000 {
            let mut raw = Vec::new();
            for _ in 0..=next(6) {
                raw.extend_from_slice(PARTS[next(PARTS.len())]);
            }
            if round % 10 == 0 {
                raw = raw.repeat(1 + 300 / raw.len());
            }
            let media = MediaType::ALL[next(3)];
            let name = FileName::from_bytes(&raw, media);
            let value = attachment(&name);
            assert!(value.bytes().all(|b| (0x20..=0x7E).contains(&b)), "{raw:?}: {value}");
            assert_eq!(value.matches('"').count(), 2, "{raw:?}: {value}");
            assert_eq!(value.matches(';').count() - name.as_str().matches(';').count(), 2);
            let (ascii, full) = read_back(&value);
            assert_eq!(full, name.as_str());
            // The stand-in is as harmless as the name: cleaning changes nothing.
            if ascii.len() <= FileName::MAX_CHARS - 2 {
                assert_eq!(FileName::new(&ascii, media).as_str(), ascii, "{raw:?}");
            }
            for text in [&ascii, &full] {
                assert!(text.ends_with(&format!(".{}", media.ending())), "{text}");
                assert!(!text.contains(['/', '\\', '"', '\r', '\n', '\0']), "{text}");
                assert!(!text.starts_with(['.', ' ', '-']), "{text}");
            }
        }
    }

    #[test]
    fn norwegian_names_stay_readable_for_everybody() {
        assert_eq!(
            attachment(&FileName::new("Epikrise på Nora.pdf", MediaType::Pdf)),
            "attachment; filename=\"Epikrise paa Nora.pdf\"; \
             filename*=UTF-8''Epikrise%20p%C3%A5%20Nora.pdf"
        );
    }
}
