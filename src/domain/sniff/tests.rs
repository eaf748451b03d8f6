use super::*;
use proptest::prelude::*;

fn judge(bytes: &[u8]) -> Result<MediaType, SniffError> {
    let mut sniffer = Sniffer::new();
    sniffer.push(bytes);
    sniffer.finish()
}

fn judge_in_pieces(bytes: &[u8], piece: usize) -> Result<MediaType, SniffError> {
    let mut sniffer = Sniffer::new();
    for part in bytes.chunks(piece) {
        sniffer.push(part);
    }
    sniffer.finish()
}

fn pdf(inner: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n{inner}\n\
         trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
    )
    .into_bytes()
}

/// A real JPEG of noise.
fn jpeg(comment: &[u8], progressive: bool) -> Vec<u8> {
    let mut state = 7_u32;
    let pixels: Vec<u8> = (0..64 * 48 * 3)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
    encoder.set_progressive(progressive);
    if !comment.is_empty() {
        encoder.add_app_segment(13, comment.to_vec()).unwrap();
    }
    encoder.encode(&pixels, 64, 48, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

fn chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(name);
    bytes.extend(data);
    bytes.extend([0; 4]);
    bytes
}

/// A PNG whose data mean nothing: they are not decoded.
fn png(width: u32, height: u32, extra: &[u8]) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    [
        b"\x89PNG\r\n\x1A\n",
        chunk(b"IHDR", &header).as_slice(),
        extra,
        &chunk(b"IDAT", &[9; 3000]),
        &chunk(b"IEND", &[]),
    ]
    .concat()
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

#[test]
fn honest_files_are_taken_in_pieces_of_any_size() {
    for (bytes, media) in [
        (pdf(""), MediaType::Pdf),
        (pdf(&"x".repeat(9000)), MediaType::Pdf),
        (jpeg(b"", false), MediaType::Jpeg),
        (jpeg(b"", true), MediaType::Jpeg),
        (jpeg(&vec![b'e'; 60_000], false), MediaType::Jpeg),
        (png(800, 600, &[]), MediaType::Png),
    ] {
        for piece in [1, 2, 3, 7, 1000, 4096, 100_000] {
            assert_eq!(judge_in_pieces(&bytes, piece), Ok(media), "{piece}");
        }
    }
}

#[test]
fn an_empty_file_has_its_own_answer() {
    assert_eq!(judge(b""), Err(SniffError::Empty));
}

#[test]
fn what_begins_wrong_is_refused_at_once() {
    for (bytes, looks) in [
        (&b"hello, this is text"[..], None),
        (b"%PDF-x.7 and so on and on", None),
        (b"\xEF\xBB\xBF%PDF-1.7 byte order mark", None),
        (b"GIF89a/*....*/=1;alert(1)", Some(Lookalike::Picture)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Some(Lookalike::Picture)),
        (b" \n<!DOCTYPE html><html>", Some(Lookalike::WebPage)),
        (b"PK\x03\x04 a docx or an archive", Some(Lookalike::OfficeOrArchive)),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", Some(Lookalike::Heic)),
        (b"MZ\x90\0 a program of Windows", Some(Lookalike::Program)),
        (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", None),
    ] {
        let mut sniffer = Sniffer::new();
        sniffer.push(bytes);
        let wrong = SniffError::UnknownType { looks };
        assert_eq!(sniffer.early(), Some(wrong), "{bytes:?}");
        assert_eq!(judge(bytes), Err(wrong));
        assert!(!wrong.to_string().is_empty() && wrong.code().starts_with("file-"));
    }
}

#[test]
fn a_few_first_bytes_are_not_judged_too_early() {
    for bytes in [&b"%"[..], b"%PDF-", b"\xFF", b"\xFF\xD8", b"\x89PNG"] {
        let mut sniffer = Sniffer::new();
        sniffer.push(bytes);
        assert_eq!(sniffer.early(), None);
        assert_eq!(sniffer.finish(), Err(SniffError::UnknownType { looks: None }));
    }
}

#[test]
fn files_cut_at_any_tenth_are_not_whole() {
    let body = "0 0 m 100 100 l S\n".repeat(2000);
    for (whole, media) in [
        (pdf(&body), MediaType::Pdf),
        (jpeg(b"", false), MediaType::Jpeg),
        (jpeg(b"", true), MediaType::Jpeg),
        (png(800, 600, &[]), MediaType::Png),
    ] {
        for tenth in 1..10 {
            let cut = &whole[..whole.len() * tenth / 10];
            assert_eq!(judge(cut), Err(SniffError::Truncated { media }), "{media:?} {tenth}");
        }
        let cut = &whole[..whole.len() - 7];
        assert_eq!(judge(cut), Err(SniffError::Truncated { media }), "{media:?}");
    }
}

#[test]
fn a_right_beginning_with_a_wrong_end_is_refused() {
    let tail = "x".repeat(1100);
    let late = joined(&[&pdf(""), tail.as_bytes()]);
    assert_eq!(judge(&late), Err(SniffError::Truncated { media: MediaType::Pdf }));
    for (picture, media) in [(jpeg(b"", false), MediaType::Jpeg), (png(9, 9, &[]), MediaType::Png)]
    {
        let bytes = joined(&[&picture, tail.as_bytes()]);
        assert_eq!(judge(&bytes), Err(SniffError::Trailing { media }));
        let zeros = joined(&[&picture, &[0; 3000]]);
        assert_eq!(judge(&zeros), Ok(media));
    }
    // The last two bytes alone make no picture.
    let fake = joined(&[&jpeg(b"", false)[..300], &[0xFF, 0xD9]]);
    assert!(judge(&fake).is_err());
}

#[test]
fn two_formats_in_one_file_are_refused() {
    let html = b"<html><body onload=alert(1)>";
    let zip = b"PK\x03\x04\x14\0\0\0";
    for (bytes, media, other) in [
        (pdf("% <HTML><script>alert(1)</script>"), MediaType::Pdf, "a web page"),
        (pdf("%\n<script>alert(1)</script>"), MediaType::Pdf, "a script"),
        (joined(&[b"%PDF-1.7\n", zip, &pdf("")]), MediaType::Pdf, "a ZIP archive"),
        (joined(&[b"%PDF-1.7\nGIF89a", &pdf("")]), MediaType::Pdf, "a GIF picture"),
        (joined(&[b"%PDF-1.7\n", &pdf("")]), MediaType::Pdf, "a PDF"),
        (jpeg(html, false), MediaType::Jpeg, "a web page"),
        (jpeg(b"<!DoCtYpE html>", false), MediaType::Jpeg, "a web page"),
        (jpeg(b"<?php system($_GET[0]);", false), MediaType::Jpeg, "a script"),
        (jpeg(zip, false), MediaType::Jpeg, "a ZIP archive"),
        (jpeg(b"%PDF-1.4", false), MediaType::Jpeg, "a PDF"),
        (jpeg(b"GIF89a/*", false), MediaType::Jpeg, "a GIF picture"),
        (png(9, 9, &chunk(b"tEXt", b"a\0<script>alert(1)</script>")), MediaType::Png, "a script"),
        (png(9, 9, &chunk(b"tEXt", b"%PDF-1.4")), MediaType::Png, "a PDF"),
        (joined(&[&jpeg(b"", false), html]), MediaType::Jpeg, "a web page"),
        (joined(&[&jpeg(b"", false), zip, b"PK\x05\x06"]), MediaType::Jpeg, "a ZIP archive"),
        (joined(&[&png(9, 9, &[]), zip]), MediaType::Png, "a ZIP archive"),
        (pdf("PK\x05\x06 at the end"), MediaType::Pdf, "a ZIP archive"),
    ] {
        let expected = Err(SniffError::Polyglot { media, other });
        assert_eq!(judge(&bytes), expected, "{}", String::from_utf8_lossy(&bytes[..60]));
        assert_eq!(judge_in_pieces(&bytes, 5), expected);
    }
}

#[test]
fn foreign_beginnings_are_found_up_to_offset_1024_and_not_after() {
    for (at, found) in [(900, true), (1023, true), (1024, true), (1025, false)] {
        let start = pdf("").iter().position(|b| *b == b'\n').unwrap() + 1;
        let bytes =
            joined(&[&pdf("")[..start], &vec![b' '; at - start], b"<html>", &pdf("")[start..]]);
        assert_eq!(judge(&bytes).is_err(), found, "{at}");
        assert_eq!(judge_in_pieces(&bytes, 1).is_err(), found, "{at}");
    }
}

#[test]
fn what_telephones_put_after_a_photo_is_taken() {
    let photo = jpeg(b"", false);
    let second = jpeg(b"", true);
    let clip = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom....";
    let seft = b"\0\0\x01\x0AImage_UTC_Data1700000000000SEFHk\0\0\0\x01\0\0\0\x18\0\0\0SEFT";
    for trailer in [&second[..], clip, seft] {
        assert_eq!(judge(&joined(&[&photo, trailer])), Ok(MediaType::Jpeg));
        assert_eq!(judge(&joined(&[&photo, &[0; 2000], trailer, &[0; 9]])), Ok(MediaType::Jpeg));
        // But not after a screenshot: there it is what was cut away.
        let screenshot = joined(&[&png(9, 9, &[]), trailer]);
        assert_eq!(judge(&screenshot), Err(SniffError::Trailing { media: MediaType::Png }));
    }
}

/// A JPEG that is nothing but a header.
fn frame(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = b"\xFF\xD8\xFF\xC0\0\x11\x08".to_vec();
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend(b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01");
    bytes.extend(b"\xFF\xDA\0\x0C\x03\x01\0\x02\x11\x03\x11\0\x3F\0\x12\x34\xFF\xD9");
    bytes
}

#[test]
fn pixel_floods_are_refused_from_the_header() {
    assert_eq!(judge(&png(10_000, 10_000, &[])), Ok(MediaType::Png));
    for (bytes, width, height) in [
        (png(10_000, 10_001, &[]), 10_000, 10_001),
        (png(u32::MAX, u32::MAX, &[]), u32::MAX, u32::MAX),
        (frame(65_500, 65_500), 65_500, 65_500),
    ] {
        let wrong = SniffError::TooManyPixels { width, height };
        let mut sniffer = Sniffer::new();
        sniffer.push(&bytes[..bytes.len().min(40) - 2]);
        assert_eq!(sniffer.early(), Some(wrong));
        assert_eq!(judge(&bytes), Err(wrong));
    }
    assert_eq!(judge(&frame(100, 100)), Ok(MediaType::Jpeg));
    for bytes in [png(0, 10, &[]), png(10, 0, &[]), frame(0, 10), frame(10, 0)] {
        assert_eq!(judge(&bytes), Err(SniffError::NoPixels));
    }
}

#[test]
fn a_size_behind_a_long_exif_segment_is_found() {
    let exif =
        joined(&[b"\xFF\xD8\xFF\xE1\xEA\x62", &vec![b'e'; 60_000], &frame(65_500, 65_500)[2..]]);
    assert_eq!(judge(&exif), Err(SniffError::TooManyPixels { width: 65_500, height: 65_500 }));
}

#[test]
fn parts_that_do_not_fit_are_damage() {
    let mut bad_chunk = png(9, 9, &[]);
    bad_chunk[37] = 0;
    let without_data = joined(&[&png(9, 9, &[])[..33], &chunk(b"IEND", &[])]);
    for (bytes, media) in [
        (without_data, MediaType::Png),
        (joined(&[b"\xFF\xD8\xFF\xE0\0\x01", &[0; 50]]), MediaType::Jpeg),
        (joined(&[b"\xFF\xD8\xFF\xDA\0\x02", &[0; 50]]), MediaType::Jpeg),
        (joined(&[b"\xFF\xD8\xFF\xD9", &[0; 50]]), MediaType::Jpeg),
        (bad_chunk, MediaType::Png),
        (joined(&[b"\x89PNG\r\n\x1A\n", &chunk(b"IDAT", &[1; 9])]), MediaType::Png),
    ] {
        assert_eq!(judge(&bytes), Err(SniffError::Damaged { media }), "{bytes:?}");
    }
}

#[test]
fn a_pdf_with_a_program_or_a_password_is_still_a_pdf_and_nothing_else() {
    let many = "9 0 obj null endobj\n".repeat(100_000);
    for inner in [
        "3 0 obj<</S/JavaScript/JS(app.alert\\(1\\))>>endobj",
        "3 0 obj<</S/Launch/F(calc.exe)>>endobj",
        "3 0 obj<</Type/EmbeddedFile/Length 68>>stream\nX5O!P%@AP\nendstream endobj",
        "4 0 obj<</Filter/Standard/V 5>>endobj trailer<</Encrypt 4 0 R>>",
        "5 0 obj<</Filter[/FlateDecode/FlateDecode/FlateDecode]>>stream\nx\nendstream endobj",
        &many,
    ] {
        assert_eq!(judge(&pdf(inner)), Ok(MediaType::Pdf));
    }
}

#[test]
fn memory_does_not_grow_with_the_file() {
    let mut sniffer = Sniffer::new();
    sniffer.push(&jpeg(b"", false));
    for _ in 0..1000 {
        sniffer.push(&[0xAB; 10_000]);
        sniffer.push(&[0xCD; 3]);
    }
    let held = sniffer.head.capacity() + sniffer.tail.capacity() + sniffer.walk.trailer().len();
    assert!(sniffer.head.len() == HEAD && sniffer.tail.len() == TAIL && held < 16_384, "{held}");
}

proptest! {
    #[test]
    fn pieces_never_change_the_verdict(
        kind in 0_usize..4, piece in 1_usize..700,
        flips in proptest::collection::vec((0_usize..6000, any::<u8>()), 0..4),
    ) {
        let mut bytes = match kind {
            0 => pdf(&"y".repeat(2000)),
            1 => jpeg(b"", false),
            2 => jpeg(b"", true),
            _ => png(40, 40, &[]),
        };
        let length = bytes.len();
        for (at, value) in flips {
            bytes[at % length] = value;
        }
        prop_assert_eq!(judge_in_pieces(&bytes, piece), judge(&bytes));
    }

    #[test]
    fn noise_is_never_taken_and_never_stumbles(
        start in 0_usize..4, noise in proptest::collection::vec(any::<u8>(), 0..3000),
    ) {
        let starts: [&[u8]; 4] = [b"", b"%PDF-1.4", b"\xFF\xD8\xFF\xE0", b"\x89PNG\r\n\x1A\n"];
        let bytes = [starts[start], &noise].concat();
        prop_assert!(judge(&bytes).is_err());
    }
}
