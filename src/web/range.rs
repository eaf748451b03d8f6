//! The `Range` header (RFC 9110, section 14): one range of bytes.

use crate::flows::open::Wanted;

/// What a `Range` header asks for. `None` when it is of another unit, asks for
/// several ranges or cannot be read: the whole document is the right answer then
/// (RFC 9110, section 14.2).
#[must_use]
pub fn parse(header: &str) -> Option<Wanted> {
    let spec = header.trim().strip_prefix("bytes=")?.trim();
    let (first, last) = spec.split_once('-')?;
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
    };
    match (first.trim(), last.trim()) {
        ("", last) => number(last).map(Wanted::Last),
        (first, "") => number(first).map(|first| Wanted::From(first, None)),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some(Wanted::From(first, Some(last)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood() {
        assert_eq!(parse("bytes=0-0"), Some(Wanted::From(0, Some(0))));
        assert_eq!(parse("bytes=5-"), Some(Wanted::From(5, None)));
        assert_eq!(parse("bytes=-7"), Some(Wanted::Last(7)));
        assert_eq!(parse(" bytes= 1 - 2 "), Some(Wanted::From(1, Some(2))));
    }

    #[test]
    fn what_is_no_single_range_is_ignored() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=2-1",
            "bytes=a-b",
            "bytes=0-1,3-4",
            "rows=0-1",
            "bytes=+1-2",
        ] {
            assert_eq!(parse(header), None, "{header}");
        }
    }

    #[test]
    fn ranges_are_cut_at_the_end_of_the_document() {
        assert_eq!(Wanted::From(5, Some(99)).within(10), Some(5..10));
        assert_eq!(Wanted::From(10, None).within(10), None);
        assert_eq!(Wanted::Last(99).within(10), Some(0..10));
        assert_eq!(Wanted::Last(0).within(10), None);
        assert_eq!(Wanted::From(0, Some(u64::MAX)).within(10), Some(0..10));
        assert_eq!(Wanted::All.within(0), Some(0..0));
    }
}
