//! Taking home what is one's own: everything, and a receipt.

use super::super::hand::Hand;
use super::in_three_ways;
use serde_json::json;
use std::path::PathBuf;

/// Lets files be kept, and says where.
async fn kept(hand: &Hand<'_>) -> PathBuf {
    let folder = hand.browser.folder.path().join("kept");
    std::fs::create_dir(&folder).unwrap();
    let allow = json!({"behavior": "allow", "downloadPath": folder});
    hand.browser.cdp("Browser.setDownloadBehavior", allow).await;
    folder
}

/// The bytes of the one file that comes.
async fn came(folder: &PathBuf) -> Vec<u8> {
    for _ in 0..400 {
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let whole = |file: &PathBuf| file.extension().is_none_or(|end| end != "crdownload");
        let files: Vec<PathBuf> = files.filter(whole).collect();
        if let Some(file) = files.first()
            && !std::fs::read_dir(folder).unwrap().any(|file| !whole(&file.unwrap().path()))
        {
            return std::fs::read(file).unwrap();
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("no file came");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn take_everything_home() {
    in_three_ways(async |mut hand| {
        let folder = kept(&hand).await;
        hand.open("kari", "/folders/{nora}/copy").await;
        hand.fetch("main form[action='/folders/{nora}/copy/download'] button").await;
        assert!(came(&folder).await.starts_with(b"PK"), "no zip");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn take_a_receipt_home() {
    in_three_ways(async |mut hand| {
        hand.open("kari", "/consents/{in-force}").await;
        hand.press("main a[href='/consents/{in-force}/receipt/pdf']").await;
        let kind = hand.browser.run("return document.contentType;", json!([])).await;
        assert_eq!(kind, "application/pdf");
        let got = hand.world.get("kari", "/consents/{in-force}/receipt/pdf").await;
        assert!(got.body.starts_with("%PDF"));
    })
    .await;
}
