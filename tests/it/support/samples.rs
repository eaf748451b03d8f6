//! Small real files and multipart bodies.

use samflyt::entropy::{Entropy as _, SeededEntropy};

/// A PDF of about `len` bytes whose content depends on `seed`.
pub fn pdf(len: usize, seed: u64) -> Vec<u8> {
    let mut noise = vec![0; 2048];
    SeededEntropy::new(seed).fill(&mut noise);
    let mut bytes = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj<<>>stream\n"
        .to_vec();
    bytes.resize(1100.min(len.max(200)), b' ');
    let mut count = 0_u64;
    while bytes.len() < len {
        bytes.extend_from_slice(hex::encode(count.to_be_bytes()).as_bytes());
        bytes.extend_from_slice(hex::encode(&noise).as_bytes());
        count += 1;
    }
    bytes.extend_from_slice(b"\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    bytes
}

/// The boundary of [`Form`] bodies.
pub const BOUNDARY: &str = "samflyt-test-boundary-7f3a";

/// A multipart/form-data body under construction.
#[derive(Default)]
pub struct Form(Vec<u8>);

impl Form {
    /// A text field.
    pub fn text(mut self, name: &str, value: &str) -> Self {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        self.0.extend_from_slice(head.as_bytes());
        self
    }

    /// Everything of a file field up to its first byte.
    pub fn file_head(mut self, name: &str) -> Vec<u8> {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        self.0.extend_from_slice(head.as_bytes());
        self.0
    }

    /// A file field.
    pub fn file(self, name: &str, bytes: &[u8]) -> Self {
        let mut body = self.file_head(name);
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
        Self(body)
    }

    /// The finished body.
    pub fn end(mut self) -> Vec<u8> {
        self.0.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.0
    }
}

/// The content type of [`Form`] bodies.
pub fn form_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// The usual upload.
pub fn upload_form(title: &str, category: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    Form::default().text("title", title).text("category", category).file(name, bytes).end()
}
