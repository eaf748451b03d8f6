//! `Content-Disposition`: how a browser is told to save a file and under
//! which name (RFC 6266, RFC 8187). Programs are never told `inline`; a unit's page may
//! show a document by itself, never inside a page of ours.

use crate::domain::text::FileName;
use std::fmt::Write;

/// The header's value for a file of this name: visible ASCII and spaces only.
///
/// `filename` carries an ASCII stand-in for old clients, with æ, ø and å
/// written out and `_` for all that is left; `filename*` carries the name in
/// UTF-8.
#[must_use]
pub fn attachment(file_name: &FileName) -> String {
    disposed("attachment", file_name)
}

/// The same for what may be shown, in a page of its own without rights.
#[must_use]
pub fn inline(file_name: &FileName) -> String {
    disposed("inline", file_name)
}

fn disposed(how: &str, file_name: &FileName) -> String {
    let name = file_name.as_str();
    let mut value = String::with_capacity(48 + 4 * name.len());
    value.push_str(how);
    value.push_str("; filename=\"");
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

/// The file name in the `Content-Disposition` of a request; cleaned only where
/// it is stored.
#[must_use]
pub fn file_name(header: &[u8]) -> Option<String> {
    let mut plain = None;
    for (name, value) in parameters(&String::from_utf8_lossy(header)) {
        if name.eq_ignore_ascii_case("filename*") {
            let (charset, rest) = value.split_once('\'')?;
            let (_, coded) = rest.split_once('\'')?;
            if charset.eq_ignore_ascii_case("utf-8") {
                return Some(String::from_utf8_lossy(&from_percent(coded)).into_owned());
            }
        } else if name.eq_ignore_ascii_case("filename") {
            plain = plain.or(Some(value));
        }
    }
    plain
}

/// Names and values after the first semicolon, quotes taken off.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = header.chars().skip_while(|c| *c != ';').peekable();
    while rest.next() == Some(';') {
        let name: String = std::iter::from_fn(|| rest.next_if(|c| !"=;".contains(*c))).collect();
        if rest.next_if_eq(&'=').is_none() {
            continue;
        }
        while rest.next_if_eq(&' ').is_some() {}
        let mut value = String::new();
        if rest.next_if_eq(&'"').is_some() {
            while let Some(c) = rest.next().filter(|c| *c != '"') {
                let escaped = if c == '\\' { rest.next() } else { None };
                value.push(escaped.unwrap_or(c));
            }
            while rest.next_if(|c| *c != ';').is_some() {}
        } else {
            value = std::iter::from_fn(|| rest.next_if(|c| *c != ';')).collect();
        }
        found.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    found
}

fn from_percent(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut left = text.bytes();
    while let Some(byte) = left.next() {
        let mut ahead = left.clone();
        let digits = [ahead.next(), ahead.next()].map(|digit| {
            digit
                .and_then(|digit| char::from(digit).to_digit(16))
                .and_then(|n| u8::try_from(n).ok())
        });
        match digits {
            [Some(high), Some(low)] if byte == b'%' => {
                out.push(high * 16 + low);
                left = ahead;
            }
            _ => out.push(byte),
        }
    }
    out
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
    fn the_name_of_an_upload_is_read_as_clients_write_it() {
        for (header, name) in [
            ("attachment; filename=\"brev.pdf\"", Some("brev.pdf")),
            ("attachment;filename=brev.pdf", Some("brev.pdf")),
            ("form-data; name=x; FileName = \"a;b \\\"c\\\".pdf\"; x=y", Some("a;b \"c\".pdf")),
            (
                "attachment; filename=\"x.pdf\"; filename*=UTF-8''S%C3%B8knad.pdf",
                Some("Søknad.pdf"),
            ),
            ("attachment; filename*=utf-8'nb'100%25%zz%4.pdf", Some("100%%zz%4.pdf")),
            ("attachment; filename=\"søknad.pdf\"", Some("søknad.pdf")),
            ("attachment; filename=\"open", Some("open")),
            ("attachment; filename*=broken", None),
            ("attachment; filename", None),
            ("attachment", None),
            ("", None),
        ] {
            assert_eq!(file_name(header.as_bytes()).as_deref(), name, "{header}");
        }
        for header in ["plain name.pdf", "Søknad på.pdf"] {
            let name = FileName::new(header, MediaType::Pdf);
            assert_eq!(file_name(attachment(&name).as_bytes()).as_deref(), Some(name.as_str()));
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
