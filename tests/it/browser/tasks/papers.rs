//! Putting papers into the folder: a photo, and files.

use super::super::hand::Hand;
use super::in_three_ways;
use crate::support::samples::pdf;

const STORE: &str = "#upload .acts button:not([formaction])";

/// How many papers Nora's folder has.
async fn count(hand: &Hand<'_>) -> usize {
    let token = hand.world.token("kari").await;
    let path = hand.world.filled("/api/v1/children/{nora}/documents?limit=100");
    hand.world.service.get(&path, &token).await["items"].as_array().unwrap().len()
}

/// Waits until there are so many: a script sends files up by itself.
async fn stored(hand: &Hand<'_>, wanted: usize) {
    for _ in 0..200 {
        if count(hand).await == wanted {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!(
        "{} papers instead of {wanted}:\n{}",
        count(hand).await,
        hand.browser.text("main").await
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn put_a_photo_into_the_folder() {
    in_three_ways(async |mut hand| {
        let photo = hand.browser.folder.path().join("bilde.jpg");
        std::fs::write(&photo, samflyt::demo::photo::of_letter(&["Kjære Nora"])).unwrap();
        hand.open("kari", "/?child={nora}").await;
        let before = count(&hand).await;
        hand.press("nav a[href='/folders/{nora}/documents']").await;
        hand.files("#camera", &[&photo]).await;
        hand.send(STORE).await;
        stored(&hand, before + 1).await;
        hand.took("a photo", 3, 2, None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn put_files_into_the_folder() {
    in_three_ways(async |mut hand| {
        let files = [1, 2].map(|number| {
            let file = hand.browser.folder.path().join(format!("brev-{number}.pdf"));
            std::fs::write(&file, pdf(30_000, number)).unwrap();
            file
        });
        hand.open("kari", "/?child={nora}").await;
        let before = count(&hand).await;
        hand.press("nav a[href='/folders/{nora}/documents']").await;
        hand.files("#choose", &[&files[0], &files[1]]).await;
        hand.send(STORE).await;
        stored(&hand, before + 2).await;
        hand.took("two files", 3, 2, None).await;
    })
    .await;
}
