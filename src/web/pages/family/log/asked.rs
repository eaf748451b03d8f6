//! What somebody wants to see of the log: kinds, a period, one paper, one unit. It
//! stands in the address, as codes and ids.

use crate::domain::entry::Kind;
use crate::domain::time::Day;
use crate::domain::{AgencyId, DocumentId, Timestamp};
use crate::flows::audit::Filter;
use crate::web::pages::form::Fields;
use crate::web::pages::words::Texts;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// A link that narrows the log.
pub(super) struct Chip {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) here: bool,
}

/// What is shown, and of when.
const SHOWS: [&str; 5] = ["all", "opened", "changes", "refused", "everything"];
const PERIODS: [&str; 4] = ["any", "week", "last-week", "month"];

const OPENED: [Kind; 3] = [Kind::Opened, Kind::EmergencyOpened, Kind::FolderExported];
const CHANGES: [Kind; 34] = [
    Kind::Stored,
    Kind::Replaced,
    Kind::Erased,
    Kind::ConsentGranted,
    Kind::ConsentApproved,
    Kind::ConsentDeclined,
    Kind::ConsentRevised,
    Kind::ConsentRevoked,
    Kind::ConsentFrozen,
    Kind::ConsentDrafted,
    Kind::ConsentHandedBack,
    Kind::ConsentLapsed,
    Kind::RequestSent,
    Kind::RequestGranted,
    Kind::RequestDeclined,
    Kind::RequestWithdrawn,
    Kind::RequestReminded,
    Kind::RequestLapsed,
    Kind::PackKept,
    Kind::PackDropped,
    Kind::GuardianshipAdded,
    Kind::GuardianshipChanged,
    Kind::GuardianshipEnded,
    Kind::ChildAdded,
    Kind::ShieldSet,
    Kind::ShieldLifted,
    Kind::WithholdAsked,
    Kind::WithholdConfirmed,
    Kind::WithholdLifted,
    Kind::EmergencyClosed,
    Kind::EmergencySwitched,
    Kind::FolderErasureAsked,
    Kind::FolderErasureStopped,
    Kind::FolderErased,
];

pub(super) struct Asked {
    pub(super) show: &'static str,
    pub(super) period: &'static str,
    pub(super) document: Option<Uuid>,
    pub(super) agency: Option<Uuid>,
    before: Option<i64>,
}

impl Asked {
    /// From an address; what is none of ours is as if it were not there.
    pub(super) fn of(fields: &Fields) -> Self {
        let of = |all: &[&'static str], name: &str| {
            let asked = fields.one(name);
            all.iter().find(|known| **known == asked).or(all.first()).copied().unwrap_or("")
        };
        Self {
            show: of(&SHOWS, "show"),
            period: of(&PERIODS, "period"),
            document: fields.ids("document").next(),
            agency: fields.ids("agency").next(),
            before: fields.one("before").parse().ok().filter(|index| *index >= 0),
        }
    }

    pub(super) fn is_everything(&self) -> bool {
        self.show == "everything"
    }

    pub(super) fn filter(&self, now: Timestamp) -> Filter {
        let codes = |kinds: &[Kind]| kinds.iter().map(|kind| kind.code()).collect();
        let (from, to) = self.window(now);
        let mut filter = Filter {
            from,
            to,
            document: self.document.map(DocumentId),
            agencies: self.agency.map(|id| vec![AgencyId(id)]),
            below: self.before,
            ..Filter::default()
        };
        match self.show {
            "opened" => filter.kinds = codes(&OPENED),
            "changes" => filter.kinds = codes(&CHANGES),
            "refused" => filter.outcome = Some("refused".to_owned()),
            _ => {}
        }
        // Of the others nothing is lost, and all are found without wading through it.
        filter.but_own_looks = self.show != "everything";
        filter
    }

    /// Whole days in Norway; weeks begin on Monday.
    fn window(&self, now: Timestamp) -> (Option<Timestamp>, Option<Timestamp>) {
        let today = now.day_in_norway().as_days();
        // 1970-01-01 was a Thursday.
        let monday = today - (today + 3).rem_euclid(7);
        let begins = |day: i64| Day::from_days(day).map(Day::begins_in_norway);
        match self.period {
            "week" => (begins(monday), None),
            "last-week" => (begins(monday - 7), begins(monday)),
            "month" => (begins(today - 30), None),
            _ => (None, None),
        }
    }

    /// Does the page begin with what is newest?
    pub(super) fn is_newest(&self) -> bool {
        self.before.is_none()
    }

    /// The address of this, and of what is older.
    pub(super) fn path(&self, child: Uuid, before: Option<i64>) -> String {
        self.with(child, self.show, self.period, before)
    }

    fn with(&self, child: Uuid, show: &str, period: &str, before: Option<i64>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("show", show).append_pair("period", period);
        if let Some(id) = self.document {
            query.append_pair("document", &id.to_string());
        }
        if let Some(id) = self.agency {
            query.append_pair("agency", &id.to_string());
        }
        if let Some(before) = before {
            query.append_pair("before", &before.to_string());
        }
        format!("/folders/{child}/log?{}", query.finish())
    }

    pub(super) fn shows(&self, t: Texts, child: Uuid) -> Vec<Chip> {
        let names = [
            fl!(t, "log-all"),
            fl!(t, "log-opened"),
            fl!(t, "log-changes"),
            fl!(t, "log-refused"),
            fl!(t, "log-everything"),
        ];
        let chip = |(show, name): (&&str, String)| Chip {
            path: self.with(child, show, self.period, None),
            name,
            here: *show == self.show,
        };
        SHOWS.iter().zip(names).map(chip).collect()
    }

    pub(super) fn periods(&self, t: Texts, child: Uuid) -> Vec<Chip> {
        let names = [
            fl!(t, "log-any-time"),
            fl!(t, "log-week"),
            fl!(t, "log-last-week"),
            fl!(t, "log-month"),
        ];
        let chip = |(period, name): (&&str, String)| Chip {
            path: self.with(child, self.show, period, None),
            name,
            here: *period == self.period,
        };
        PERIODS.iter().zip(names).map(chip).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_week_is_from_monday_to_monday() {
        let asked = Asked::of(&Fields::of_query(Some("period=last-week&show=opened&before=-1")));
        assert_eq!((asked.show, asked.before), ("opened", None));
        // A Wednesday in Norway, still Tuesday in UTC.
        let now: Timestamp = "2026-11-24T23:30:00Z".parse().unwrap();
        let (from, to) = asked.window(now);
        assert_eq!(from.unwrap().to_string(), "2026-11-15T23:00:00Z");
        assert_eq!(to.unwrap().to_string(), "2026-11-22T23:00:00Z");
        let asked = Asked::of(&Fields::of_query(Some("period=never&show=%3Cb%3E")));
        assert_eq!((asked.show, asked.period), ("all", "any"));
    }
}
