use super::*;

/// A JPEG as far as its head goes.
fn head(orientation: Option<u8>, (width, height): (u16, u16)) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    if let Some(orientation) = orientation {
        let tiff = [
            b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
            &[orientation, 0, 0, 0, 0, 0, 0],
        ]
        .concat();
        bytes.extend([0xFF, 0xE1]);
        bytes.extend(u16::try_from(tiff.len() + 2).unwrap().to_be_bytes());
        bytes.extend(tiff);
    }
    bytes.extend([0xFF, 0xC0, 0, 17, 8]);
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend([3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    bytes
}

#[test]
fn a_head_tells_size_and_which_side_is_up() {
    let photo = read_head(&head(Some(6), (4000, 3000))).unwrap();
    assert_eq!(photo, Photo { width: 4000, height: 3000, components: 3, orientation: 6 });
    assert_eq!(read_head(&head(None, (20, 30))).unwrap().orientation, 1);
    assert_eq!(read_head(&head(Some(9), (20, 30))).unwrap().orientation, 1);
    let whole = head(Some(6), (4000, 3000));
    for end in 0..whole.len() - 12 {
        assert_eq!(read_head(&whole[..end]), Err(HeadError::Short), "{end}");
    }
    for wrong in [&b"%PDF"[..], b"\xFF\xD8zz", b"\xFF\xD8\xFF\xC3\0\x05abc"] {
        assert_eq!(read_head(wrong), Err(HeadError::Unfit));
    }
    assert_eq!(read_head(&head(None, (0, 30))), Err(HeadError::Unfit));
}

#[test]
fn the_table_points_at_every_object_and_each_photo_has_its_page() {
    let (mut pages, mut file) = Pages::begin();
    for (orientation, sides) in [(1, (4000, 3000)), (6, (4000, 3000)), (8, (100, 900))] {
        let bytes = head(Some(orientation), sides);
        let photo = read_head(&bytes).unwrap();
        file.extend(pages.before(&photo));
        file.extend(&bytes);
        pages.passed(bytes.len());
        file.extend(pages.after());
    }
    assert_eq!(pages.photos(), 3);
    file.extend(pages.end());
    let text: String =
        file.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect();
    let (_, table) = text.rsplit_once("startxref\n").unwrap();
    let at: usize = table.lines().next().unwrap().parse().unwrap();
    let lines: Vec<&str> = text.get(at..).unwrap().lines().collect();
    assert_eq!(lines[..2], ["xref", "0 15"]);
    for (number, line) in lines[3..17].iter().enumerate() {
        let offset: usize = line.get(..10).unwrap().parse().unwrap();
        assert!(
            text.get(offset..).unwrap().starts_with(&format!("{} 0 obj\n", number + 1)),
            "{number}"
        );
    }
    for words in [
        "/MediaBox[0 0 842 631]",
        "/MediaBox[0 0 631 842]",
        "0 -842 631 0 0 842 cm",
        "/MediaBox[0 0 842 93]",
        "/Kids[6 0 R 10 0 R 14 0 R]",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(file[..1024].iter().all(|byte| *byte != 0xFF), "no other format's mark in front");
}
