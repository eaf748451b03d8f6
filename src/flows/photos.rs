//! Several photographs as one document: the pages of a PDF in which each is what the
//! camera wrote. Looked at like every file, one by one, and sealed while they come.

use super::error::Error;
use super::upload::{Meta, Stored, Upload};
use crate::domain::document::MediaType;
use crate::domain::sniff::Sniffer;
use crate::paper::photos::{HeadError, Pages, read_head};

/// The longest head of a photograph: previews and colour profiles stand in it.
const HEAD: usize = 2 << 20;

/// A photograph that is no JPEG, or none that a page can show.
fn unfit() -> Error {
    Error::MediaType {
        code: "photo-not-jpeg",
        detail: "Only JPEG photographs can be the pages of one document.".to_owned(),
    }
}

/// A document of photographs on its way in.
#[derive(Debug)]
pub struct Photos {
    upload: Upload,
    pages: Pages,
    /// The beginning of the photograph that comes, until its size is known.
    head: Option<Vec<u8>>,
    sniffer: Option<Sniffer>,
}

impl Photos {
    /// Makes `upload` a document of photographs.
    ///
    /// # Errors
    /// What the store says.
    pub async fn new(mut upload: Upload) -> Result<Self, Error> {
        let (pages, first) = Pages::begin();
        upload.write(&first).await?;
        Ok(Self { upload, pages, head: None, sniffer: None })
    }

    /// Takes the next bytes of a photograph.
    ///
    /// # Errors
    /// What is wrong with it; then the whole is to be given up.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if self.sniffer.is_none() {
            self.head = Some(Vec::new());
        }
        let sniffer = self.sniffer.get_or_insert_with(Sniffer::new);
        sniffer.push(bytes);
        if let Some(error) = sniffer.early() {
            return Err(Error::MediaType { code: error.code(), detail: error.to_string() });
        }
        let Some(mut head) = self.head.take() else { return self.pass(bytes).await };
        head.extend_from_slice(bytes);
        match read_head(&head) {
            Ok(photo) => {
                let before = self.pages.before(&photo);
                self.upload.write(&before).await?;
                self.pass(&head).await
            }
            Err(HeadError::Short) if head.len() <= HEAD => {
                self.head = Some(head);
                Ok(())
            }
            Err(HeadError::Short | HeadError::Unfit) => Err(unfit()),
        }
    }

    async fn pass(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.pages.passed(bytes.len());
        self.upload.write(bytes).await
    }

    /// Ends a photograph.
    ///
    /// # Errors
    /// When it is not whole, or no JPEG; then the whole is to be given up.
    pub async fn end_photo(&mut self) -> Result<(), Error> {
        let sniffer = self.sniffer.take().unwrap_or_default();
        let media = sniffer.finish();
        let media = media
            .map_err(|error| Error::MediaType { code: error.code(), detail: error.to_string() })?;
        if media != MediaType::Jpeg || self.head.take().is_some() {
            return Err(unfit());
        }
        let after = self.pages.after();
        self.upload.write(&after).await
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pages.photos()
    }

    /// Gives up what has come so far.
    pub async fn abort(self) {
        self.upload.abort().await;
    }

    /// Ends the document: it is stored when this returns.
    ///
    /// # Errors
    /// As [`Upload::finish`].
    pub async fn finish(mut self, meta: Meta, once: Option<String>) -> Result<Stored, Error> {
        let end = self.pages.end();
        self.upload.write(&end).await?;
        let name = format!("{}.pdf", meta.title.as_str());
        self.upload.finish(Some(meta), &name, once).await
    }
}
