use super::*;
use crate::paper::tests::sample;

#[test]
fn a_sample_is_written() {
    let bytes = file(&sample()).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(bytes, file(&sample()).unwrap());
    std::fs::write("/tmp/spike/a.pdf", &bytes).unwrap();
}
