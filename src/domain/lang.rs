//! The languages that people are spoken to in.

/// A language that people are spoken to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Norwegian, bokmål.
    #[default]
    Nb,
    /// Norwegian, nynorsk.
    Nn,
    /// English.
    En,
}

crate::domain::agency::codes!(Lang { Nb => "nb", Nn => "nn", En => "en" });

impl Lang {
    /// The best language for an `Accept-Language` header (RFC 9110, 12.5.4):
    /// highest weight first, then first named. `no` and `nb` mean bokmål.
    /// Anything that is not understood is passed over; `None` when nothing is left,
    /// or when any language will do.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(u16, Lang)> = None;
        for range in header.split(',').take(32) {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let lang = match tag.split('-').next().unwrap_or_default() {
                "nb" | "no" => Lang::Nb,
                "nn" => Lang::Nn,
                "en" => Lang::En,
                _ => continue,
            };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=").map(str::trim));
            let Some(weight) = weight.map_or(Some(1000), thousandths) else { continue };
            if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }
}

/// A weight such as `0.8` in thousandths; `None` when it is none (RFC 9110, 12.4.2).
#[must_use]
pub fn thousandths(weight: &str) -> Option<u16> {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    match (whole, digits) {
        ("0", true) => format!("{fraction:0<3}").parse().ok(),
        ("1", true) if fraction.bytes().all(|byte| byte == b'0') => Some(1000),
        _ => None,
    }
}

impl Lang {
    /// The words in this language, of those in bokmål, nynorsk and English.
    #[must_use]
    pub fn pick<T>(self, [nb, nn, en]: [T; 3]) -> T {
        match self {
            Lang::Nb => nb,
            Lang::Nn => nn,
            Lang::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_language_is_found() {
        for (header, lang) in [
            ("", None),
            ("nn", Some(Lang::Nn)),
            ("nn-NO,nb;q=0.9,en;q=0.8", Some(Lang::Nn)),
            ("en-GB,en;q=0.9", Some(Lang::En)),
            ("de,fr;q=0.9,en;q=0.1", Some(Lang::En)),
            ("no", Some(Lang::Nb)),
            ("en;q=0.5,nn;q=0.75", Some(Lang::Nn)),
            ("en;q=0,nn;q=0.001", Some(Lang::Nn)),
            ("en;q=0", None),
            ("en;q=2,nn;q=1.000", Some(Lang::Nn)),
            ("de;q=1,*;q=0.5", None),
            ("en; q = 1", Some(Lang::En)),
            ("en;q=0.8,nb;q=0.8", Some(Lang::En)),
            (",;;,q=1,🙂", None),
        ] {
            assert_eq!(Lang::from_accept_language(header), lang, "{header}");
        }
    }
}
