//! Papers as bytes, made where they hold nobody up.

use super::error::Error;
pub use crate::paper::html::style_source;
use crate::paper::{Paper, html, pdf};

/// What a paper is handed out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A web page.
    Html,
    /// A PDF.
    Pdf,
}

impl Form {
    /// The registered name (IANA), as it stands in `Content-Type`.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Html => "text/html; charset=utf-8",
            Form::Pdf => "application/pdf",
        }
    }

    /// The usual ending of a file name, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Pdf => "pdf",
        }
    }
}

/// The paper in this form.
///
/// # Errors
/// When the program itself is wrong.
pub async fn render(paper: Paper, form: Form) -> Result<Vec<u8>, Error> {
    let making = move || match form {
        Form::Html => Ok(html::page(&paper).into_bytes()),
        Form::Pdf => pdf::file(&paper),
    };
    let made = tokio::task::spawn_blocking(making).await;
    let made = made.map_err(|error| Error::Internal(Box::new(error)))?;
    made.map_err(|error| Error::Internal(Box::new(error)))
}
