//! Forms as browsers post them, and what is wrong with them: said at the top of the
//! page and beside each field, with everything that was filled in kept.

use crate::web::State;
use crate::web::problem::Problem;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use uuid::Uuid;

/// The most bytes of a form without a file.
const MAX: usize = 256 * 1024;

/// The fields of a form, in the order in which they were sent.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of an address.
    #[must_use]
    pub fn of_query(query: Option<&str>) -> Self {
        let pairs = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// The first value of a field, without blanks around it; empty when it was not sent.
    #[must_use]
    pub fn one(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// Names and values as they were sent, blanks and all.
    #[must_use]
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    /// Every value of a field: of boxes that were ticked.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// Ids among the values of a field; what is none is left out.
    pub fn ids<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Uuid> + 'a {
        self.all(name).filter_map(|value| value.parse().ok())
    }

    /// Was a box of this name ticked?
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.one(name).is_empty()
    }

    /// What makes the act happen once, however often the button is pressed.
    #[must_use]
    pub fn once(&self) -> Option<String> {
        let once = self.one("once");
        let fits = (1..=128).contains(&once.len()) && once.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| once.to_owned())
    }
}

impl FromRequest<State> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "form-needed",
                "Send a form of this service.",
            ));
        }
        let read = axum::body::to_bytes(request.into_body(), MAX);
        let bytes = tokio::time::timeout(state.app.limits.idle, read)
            .await
            .map_err(|_| {
                Problem::new(StatusCode::REQUEST_TIMEOUT, "body-too-slow", "Send the form again.")
            })?
            .map_err(|_| {
                Problem::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "body-too-large",
                    "The form is longer than 256 KiB.",
                )
            })?;
        let pairs = url::form_urlencoded::parse(&bytes);
        Ok(Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()))
    }
}

/// What is wrong with one field.
#[derive(Debug, Clone)]
pub struct Wrong {
    /// The `id` of the field, where the link of the summary leads.
    pub field: &'static str,
    /// What to do.
    pub words: String,
}

/// Everything that is wrong with a form.
#[derive(Debug, Clone, Default)]
pub struct Wrongs(Vec<Wrong>);

impl Wrongs {
    /// Adds something that is wrong.
    pub fn add(&mut self, field: &'static str, words: String) {
        self.0.push(Wrong { field, words });
    }

    /// Is everything right?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of it, for the summary.
    #[must_use]
    pub fn all(&self) -> &[Wrong] {
        &self.0
    }

    /// What is wrong with this field; empty when nothing is.
    #[must_use]
    pub fn of(&self, field: &str) -> &str {
        let found = self.0.iter().find(|wrong| wrong.field == field);
        found.map_or("", |wrong| wrong.words.as_str())
    }
}

/// A value for the hidden field `once` of a new form.
#[must_use]
pub(super) fn once(state: &State) -> String {
    state.app.entropy().uuid().simple().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_name() {
        let fields = Fields(
            [("document", "a"), ("name", "  Til NAV "), ("document", "b"), ("once", "x1")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
        );
        assert_eq!(fields.one("name"), "Til NAV");
        assert_eq!(fields.all("document").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((fields.one("none"), fields.has("none")), ("", false));
        assert_eq!(fields.once().as_deref(), Some("x1"));
        assert_eq!(fields.ids("document").count(), 0);
        let mut wrong = Wrongs::default();
        assert!(wrong.is_empty());
        wrong.add("name", "Skriv et navn".to_owned());
        assert_eq!((wrong.of("name"), wrong.of("document")), ("Skriv et navn", ""));
    }
}
