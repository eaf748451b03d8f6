//! Notices: what people and units are told of, how urgently, and where mail may
//! go. Outside the service a notice says only that there is one.

use super::agency::codes;
use super::time::SECOND_MICROS;
use std::fmt;

/// How long a family may take back what it gave before the unit hears of it.
pub const SECOND_THOUGHTS_MICROS: i64 = 60 * SECOND_MICROS;

/// What somebody is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A unit opened something in the folder for the first time.
    FirstOpening,
    /// A unit opened a document: at most once a day for each.
    Opened,
    /// A consent was given.
    ConsentGranted,
    /// A consent waits for the reader's own approval.
    ConsentAwaiting,
    /// A consent was approved by one who must.
    ConsentApproved,
    /// A consent was declined by one who must.
    ConsentDeclined,
    /// A consent lapsed, because an approval did not come.
    ConsentLapsed,
    /// A consent got a new revision.
    ConsentRevised,
    /// A consent was stopped.
    ConsentRevoked,
    /// A unit gave a consent back.
    ConsentHandedBack,
    /// A consent ends in 14 or in 3 days.
    ConsentEnding,
    /// A consent waits for a new decision.
    ConsentFrozen,
    /// A coordinator drafted a consent.
    ConsentDrafted,
    /// A unit asks for a consent.
    RequestReceived,
    /// A request still waits for an answer.
    RequestReminder,
    /// A request was answered.
    RequestAnswered,
    /// A request was taken back.
    RequestWithdrawn,
    /// A request lapsed without an answer.
    RequestLapsed,
    /// The young person comes to, or has reached, an age from which the law
    /// lets them decide more.
    AgeTransition,
    /// A health professional has confirmed that a document is withheld.
    Withheld,
    /// A document is not withheld any more: a health professional said no, or
    /// nobody answered in time.
    WithheldEnded,
    /// Emergency access was taken.
    EmergencyOpened,
    /// A guardianship began, changed or ended.
    GuardianshipChanged,
    /// Somebody asked for a folder to be erased.
    ErasureAsked,
    /// The erasure of a folder was stopped, or not all asked for it in time.
    ErasureStopped,
    /// A folder was erased: told to those who asked.
    FolderErased,
    /// A family has reported an entry of its log: told to the auditors of everything.
    ReportReceived,
    /// The auditors have closed what the reader reported.
    ReportAnswered,
    /// The reader's own place in a unit, or appointment, changed.
    MembershipChanged,
    /// The reader's own mail address for notices is to change, or has changed.
    ContactChanged,
}

codes!(Kind {
    FirstOpening => "first-opening",
    Opened => "opened",
    ConsentGranted => "consent-granted",
    ConsentAwaiting => "consent-awaiting",
    ConsentApproved => "consent-approved",
    ConsentDeclined => "consent-declined",
    ConsentLapsed => "consent-lapsed",
    ConsentRevised => "consent-revised",
    ConsentRevoked => "consent-revoked",
    ConsentHandedBack => "consent-handed-back",
    ConsentEnding => "consent-ending",
    ConsentFrozen => "consent-frozen",
    ConsentDrafted => "consent-drafted",
    RequestReceived => "request-received",
    RequestReminder => "request-reminder",
    RequestAnswered => "request-answered",
    RequestWithdrawn => "request-withdrawn",
    RequestLapsed => "request-lapsed",
    AgeTransition => "age-transition",
    Withheld => "withheld",
    WithheldEnded => "withheld-ended",
    EmergencyOpened => "emergency-opened",
    GuardianshipChanged => "guardianship-changed",
    ErasureAsked => "erasure-asked",
    ErasureStopped => "erasure-stopped",
    FolderErased => "folder-erased",
    ReportReceived => "report-received",
    ReportAnswered => "report-answered",
    MembershipChanged => "membership-changed",
    ContactChanged => "contact-changed",
});

/// Who is told of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The family: guardians in force, and the young person with a login.
    Family,
    /// The unit: its confirmed members, and its programs.
    Unit,
    /// Both sides.
    Both,
    /// One person.
    Person,
}

/// How soon somebody is told outside the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// With the day's digest.
    Daily,
    /// At once, unless the person wants one mail a day.
    AtOnce,
    /// At once, also to those who want one mail a day.
    Alarm,
}

impl Kind {
    /// Who is told.
    #[must_use]
    pub fn audience(self) -> Audience {
        match self {
            Kind::FirstOpening
            | Kind::Opened
            | Kind::ConsentAwaiting
            | Kind::ConsentDrafted
            | Kind::ConsentHandedBack
            | Kind::RequestReceived
            | Kind::RequestReminder
            | Kind::AgeTransition
            | Kind::Withheld
            | Kind::WithheldEnded
            | Kind::EmergencyOpened
            | Kind::GuardianshipChanged
            | Kind::ErasureAsked
            | Kind::ErasureStopped => Audience::Family,
            Kind::RequestAnswered => Audience::Unit,
            Kind::ConsentGranted
            | Kind::ConsentApproved
            | Kind::ConsentDeclined
            | Kind::ConsentLapsed
            | Kind::ConsentRevised
            | Kind::ConsentRevoked
            | Kind::ConsentEnding
            | Kind::ConsentFrozen
            | Kind::RequestWithdrawn
            | Kind::RequestLapsed => Audience::Both,
            Kind::FolderErased
            | Kind::ReportReceived
            | Kind::ReportAnswered
            | Kind::MembershipChanged
            | Kind::ContactChanged => Audience::Person,
        }
    }

    /// How soon.
    #[must_use]
    pub fn urgency(self) -> Urgency {
        match self {
            Kind::EmergencyOpened => Urgency::Alarm,
            Kind::FirstOpening
            | Kind::ConsentAwaiting
            | Kind::ConsentRevoked
            | Kind::ConsentFrozen
            | Kind::RequestReceived
            | Kind::AgeTransition
            | Kind::Withheld
            | Kind::WithheldEnded
            | Kind::GuardianshipChanged
            | Kind::ErasureAsked
            | Kind::ErasureStopped
            | Kind::FolderErased
            | Kind::ReportReceived
            | Kind::ReportAnswered
            | Kind::ContactChanged => Urgency::AtOnce,
            Kind::Opened
            | Kind::ConsentGranted
            | Kind::ConsentApproved
            | Kind::ConsentDeclined
            | Kind::ConsentLapsed
            | Kind::ConsentRevised
            | Kind::ConsentHandedBack
            | Kind::ConsentEnding
            | Kind::ConsentDrafted
            | Kind::RequestReminder
            | Kind::RequestAnswered
            | Kind::RequestWithdrawn
            | Kind::RequestLapsed
            | Kind::MembershipChanged => Urgency::Daily,
        }
    }

    /// The name of the event for programs: `consent-handed-back` is
    /// `consent.handed_back` (Standard Webhooks: letters, digits, `_` and `.`).
    #[must_use]
    pub fn event(self) -> String {
        self.code().replacen('-', ".", 1).replace('-', "_")
    }
}

/// How often a person wants mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum How {
    /// What is urgent at once, the rest once a day.
    #[default]
    AtOnce,
    /// One mail a day.
    Daily,
    /// No mail; the inbox is there all the same.
    Off,
}

codes!(How { AtOnce => "at-once", Daily => "daily", Off => "off" });

/// On which way a notice leaves the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// A mail at once.
    Mail,
    /// The day's mail.
    Digest,
    /// A mail with the code that confirms a mail address.
    Code,
    /// A call to a program of a unit.
    Webhook,
}

codes!(Channel { Mail => "mail", Digest => "digest", Code => "code", Webhook => "webhook" });

/// One mail address, of the plain kind: what could add a header, a second
/// recipient or a route is none.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress(String);

/// Why a text is not a mail address that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Not one plain address.
    #[error("write one mail address, such as kari@example.org")]
    Wrong,
    /// Letters beyond ASCII.
    #[error(
        "write the address with the letters a to z; a domain with others has a form that begins with xn--"
    )]
    NotAscii,
}

impl MailError {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            MailError::Wrong => "mail-wrong",
            MailError::NotAscii => "mail-not-ascii",
        }
    }
}

/// Longest address and local part (RFC 5321, 4.5.3.1).
const ADDRESS_MAX: usize = 254;
const LOCAL_MAX: usize = 64;
/// Longest label of a domain (RFC 1035, 2.3.4).
const LABEL_MAX: usize = 63;

impl MailAddress {
    /// Takes a plain address (RFC 5321 dot-string at a domain name; no quotes, no
    /// comments, no address literal).
    ///
    /// # Errors
    /// [`MailError`], for anything else.
    pub fn new(text: &str) -> Result<Self, MailError> {
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(MailError::Wrong);
        }
        if !text.is_ascii() {
            return Err(MailError::NotAscii);
        }
        let (local, domain) = text.split_once('@').ok_or(MailError::Wrong)?;
        let labels: Vec<&str> = domain.split('.').collect();
        let is_name = labels.last().is_some_and(|top| top.bytes().any(|b| b.is_ascii_alphabetic()));
        let fits = text.len() <= ADDRESS_MAX
            && local.len() <= LOCAL_MAX
            && local.split('.').all(|part| !part.is_empty() && part.bytes().all(is_atext))
            && labels.len() >= 2
            && is_name
            && labels.iter().all(|label| is_label(label));
        if fits { Ok(Self(text.to_owned())) } else { Err(MailError::Wrong) }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress(..)")
    }
}

/// RFC 5322 `atext`.
fn is_atext(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn is_label(label: &str) -> bool {
    (1..=LABEL_MAX).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_addresses_are_taken() {
        for text in [
            "kari@example.org",
            "kari.lind+samflyt@post.example.org",
            "o'brien@example.org",
            "k@xn--bl-zia.example",
            "a@b.c4d",
        ] {
            assert_eq!(MailAddress::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn what_could_be_more_than_one_address_is_refused() {
        for text in [
            "",
            "@",
            "kari",
            "kari@",
            "@example.org",
            "kari@localhost",
            "kari@example.org\r\nBcc: ola@example.org",
            "kari@example.org\nBcc: ola@example.org",
            "kari@example.org\r",
            "kari\0@example.org",
            "kari@example.org\u{2028}x",
            "kari@example.org, ola@example.org",
            "kari@example.org,ola@example.org",
            "kari@example.org;ola@example.org",
            "Kari <kari@example.org>",
            "<kari@example.org>",
            "kari@ola@example.org",
            "\"kari lind\"@example.org",
            "\"kari\"@example.org",
            "kari(x)@example.org",
            "kari@[127.0.0.1]",
            "kari@127.0.0.1",
            ".kari@example.org",
            "kari.@example.org",
            "ka..ri@example.org",
            "kari@-example.org",
            "kari@example-.org",
            "kari@example..org",
            "kari@example.org.",
            "kari@exa_mple.org",
            " kari@example.org",
            "kari%0d%0abcc:@example org",
        ] {
            assert_eq!(MailAddress::new(text), Err(MailError::Wrong), "{text:?}");
        }
        let long = format!("{}@example.org", "a".repeat(65));
        assert_eq!(MailAddress::new(&long), Err(MailError::Wrong));
        let long = format!("a@{}.org", "a.".repeat(130));
        assert_eq!(MailAddress::new(&long), Err(MailError::Wrong));
        assert_eq!(MailAddress::new("kari@blåbær.example"), Err(MailError::NotAscii));
        assert_eq!(MailAddress::new("kåre@example.org"), Err(MailError::NotAscii));
    }

    #[test]
    fn an_address_is_not_shown_by_chance() {
        let address = MailAddress::new("kari@example.org").unwrap();
        assert!(!format!("{address:?}").contains("kari"));
        assert_eq!(address.domain(), "example.org");
    }

    #[test]
    fn events_have_names_that_programs_take() {
        assert_eq!(Kind::ConsentHandedBack.event(), "consent.handed_back");
        assert_eq!(Kind::Opened.event(), "opened");
        for kind in Kind::ALL {
            let name = kind.event();
            let fits = |c: char| c.is_ascii_lowercase() || c == '.' || c == '_';
            assert!(name.chars().all(fits), "{name}");
        }
    }

    #[test]
    fn what_only_units_are_told_of_is_no_alarm() {
        for kind in Kind::ALL {
            assert!(kind.urgency() < Urgency::Alarm || kind.audience() == Audience::Family);
        }
    }
}
