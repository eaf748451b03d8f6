//! Who has access, who has opened what, and saying that it is not right.

use super::in_three_ways;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn see_who_has_access() {
    in_three_ways(async |mut hand| {
        hand.open("kari", "/?child={nora}").await;
        hand.press("nav a[href='/folders/{nora}/access']").await;
        hand.sees("NAV Familie- og pensjonsytelser").await;
        hand.took("see who has access", 1, 1, None).await;
        assert!(hand.browser.find("main table").await.is_some(), "no table beside the picture");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn find_who_opened_a_paper() {
    in_three_ways(async |mut hand| {
        hand.open("kari", "/?child={nora}").await;
        hand.press("nav a[href='/folders/{nora}/log']").await;
        hand.sees("Pia Torvik").await;
        hand.took("find who opened", 2, 2, None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn say_that_an_opening_is_not_right() {
    in_three_ways(async |mut hand| {
        hand.open("kari", "/folders/{nora}/log").await;
        hand.press(".lines a[href^='/folders/{nora}/log/']").await;
        hand.is_at("/folders/{}/log/{}").await;
        hand.write("#words", "Jeg kjenner ikke til dette.").await;
        hand.press("main form[action^='/folders/{nora}/log/'] button").await;
        hand.is_at("/folders/{}/reports").await;
        hand.sees("Jeg kjenner ikke til dette.").await;
        hand.took("say that an opening is not right", 3, 3, None).await;
    })
    .await;
}
