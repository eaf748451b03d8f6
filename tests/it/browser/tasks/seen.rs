//! Who has access, who has opened what, and saying that it is not right.

use super::when_there;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn see_who_has_access() {
    when_there(&["/folders/{}/access"], async |mut hand| {
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
    when_there(&["/folders/{}/log"], async |mut hand| {
        hand.open("kari", "/?child={nora}").await;
        hand.press("nav a[href='/folders/{nora}/log']").await;
        hand.sees("Pia Torvik").await;
        hand.took("find who opened", 2, 2, None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn say_that_an_opening_is_not_right() {
    when_there(&["/folders/{}/log"], async |mut hand| {
        hand.open("kari", "/folders/{nora}/log").await;
        hand.press("main a[href*='/wrong']").await;
        if hand.browser.find("main textarea").await.is_some() {
            hand.write("main textarea", "Jeg kjenner ikke til dette.").await;
        }
        hand.press("main form[action*='/wrong'] button").await;
        hand.took("say that an opening is not right", 2, 2, None).await;
    })
    .await;
}
