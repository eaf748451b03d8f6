//! Photographs as the pages of one PDF: each JPEG is taken over byte by byte as it is,
//! never decoded, and shown the way up that the camera noted. Constant memory: the
//! pieces are given out while the photographs pass by (ISO 32000-1, 7.5 and 8.9.5).

mod jpeg;

pub use jpeg::{HeadError, Photo, read_head};

use std::fmt::Write as _;

/// The longer side of a page, in points: that of A4.
const LONG: u64 = 842;
/// Objects that every file has: the catalogue and the list of pages.
const FIXED: usize = 2;
/// Objects of a photograph: image, its length, what draws it, its page.
const EACH: usize = 4;
/// Blanks before the first photograph: what looks into the beginning of a file for
/// another format finds none.
const BLANK: usize = 1200;

/// Writes such a file, in order.
#[derive(Debug)]
pub struct Pages {
    at: u64,
    /// Where each object begins; the first two are written last.
    offsets: Vec<u64>,
    photos: usize,
    began: u64,
    page: String,
}

impl Pages {
    /// A file, and its first bytes.
    #[must_use]
    pub fn begin() -> (Self, Vec<u8>) {
        let mut bytes = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        bytes.resize(BLANK, b' ');
        bytes.push(b'\n');
        let at = bytes.len() as u64;
        (Self { at, offsets: Vec::new(), photos: 0, began: 0, page: String::new() }, bytes)
    }

    /// What comes before the bytes of this photograph.
    pub fn before(&mut self, photo: &Photo) -> Vec<u8> {
        let image = FIXED + self.photos * EACH + 1;
        let colours = if photo.components == 1 { "DeviceGray" } else { "DeviceRGB" };
        let (width, height) = (photo.width, photo.height);
        let head = format!(
            "{image} 0 obj\n<</Type/XObject/Subtype/Image/Width {width}/Height {height}\
             /ColorSpace/{colours}/BitsPerComponent 8/Filter/DCTDecode/Length {} 0 R>>\nstream\n",
            image + 1
        );
        self.offsets.push(self.at);
        self.at += head.len() as u64;
        self.began = self.at;
        self.page = page(*photo, image);
        head.into_bytes()
    }

    /// That so many bytes of the photograph were given out.
    pub fn passed(&mut self, bytes: usize) {
        self.at += bytes as u64;
    }

    /// What comes after the bytes of the photograph.
    pub fn after(&mut self) -> Vec<u8> {
        let length = self.at - self.began;
        let image = FIXED + self.photos * EACH + 1;
        let mut text = String::from("\nendstream\nendobj\n");
        let page = std::mem::take(&mut self.page);
        let (draws, box_of) = page.split_once('\n').unwrap_or_default();
        for (number, object) in [
            (image + 1, length.to_string()),
            (image + 2, format!("<</Length {}>>\nstream\n{draws}\nendstream", draws.len())),
            (image + 3, box_of.to_owned()),
        ] {
            self.offsets.push(self.at + text.len() as u64);
            // Writing into a string cannot fail.
            let _ = write!(text, "{number} 0 obj\n{object}\nendobj\n");
        }
        self.photos += 1;
        self.at += text.len() as u64;
        text.into_bytes()
    }

    /// How many photographs there are.
    #[must_use]
    pub fn photos(&self) -> usize {
        self.photos
    }

    /// The end of the file.
    #[must_use]
    pub fn end(self) -> Vec<u8> {
        let kids: Vec<String> =
            (1..=self.photos).map(|nth| format!("{} 0 R", FIXED + nth * EACH)).collect();
        let mut text = String::new();
        let catalog = self.at;
        text.push_str("1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
        let pages = self.at + text.len() as u64;
        let _ = write!(
            text,
            "2 0 obj\n<</Type/Pages/Count {}/Kids[{}]>>\nendobj\n",
            self.photos,
            kids.join(" ")
        );
        let table = self.at + text.len() as u64;
        let all = [catalog, pages].into_iter().chain(self.offsets);
        let count = FIXED + self.photos * EACH + 1;
        let _ = write!(text, "xref\n0 {count}\n0000000000 65535 f \n");
        for offset in all {
            let _ = writeln!(text, "{offset:010} 00000 n ");
        }
        let _ = write!(text, "trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        text.into_bytes()
    }
}

/// What draws a photograph, and on a line of its own the page that it fills.
fn page(photo: Photo, image: usize) -> String {
    let turned = photo.orientation >= 5;
    let (across, down) = match (u64::from(photo.width), u64::from(photo.height)) {
        (width, height) if turned => (height, width),
        sides => sides,
    };
    let long = across.max(down).max(1);
    let (w, h) = ((across * LONG / long).max(1), (down * LONG / long).max(1));
    // Where the corners of the stored picture come to lie (Exif 2.32, 4.6.5).
    let matrix = match photo.orientation {
        2 => format!("-{w} 0 0 {h} {w} 0"),
        3 => format!("-{w} 0 0 -{h} {w} {h}"),
        4 => format!("{w} 0 0 -{h} 0 {h}"),
        5 => format!("0 -{h} -{w} 0 {w} {h}"),
        6 => format!("0 -{h} {w} 0 0 {h}"),
        7 => format!("0 {h} {w} 0 0 0"),
        8 => format!("0 {h} -{w} 0 {w} 0"),
        _ => format!("{w} 0 0 {h} 0 0"),
    };
    format!(
        "q {matrix} cm /I Do Q\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 {w} {h}]\
         /Resources<</XObject<</I {image} 0 R>>>>/Contents {} 0 R>>",
        image + 2
    )
}

#[cfg(test)]
mod tests;
