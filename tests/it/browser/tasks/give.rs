//! Giving access, taking it back, making it longer, and answering.

use super::super::hand::Hand;
use super::in_three_ways;
use serde_json::Value;

const UNIT: &str = "input[name=unit][value='{ppt}']";
const PURPOSE: &str = "input[name=purpose][value='school-adaptation']";
const ON: &str = "main form[action$='/give/check'] > .acts button";
const GIVE: &str = "main form[action$='/give'] .acts button";

/// The state of a consent, as the interface for programs tells it.
async fn state(hand: &Hand<'_>, who: &str, consent: &str) -> Value {
    let token = hand.world.token(who).await;
    let path = hand.world.filled(&format!("/api/v1/consents/{consent}"));
    hand.world.service.get(&path, &token).await["state"].clone()
}

/// The consent whose receipt is shown.
async fn receipt(hand: &Hand<'_>) -> String {
    hand.is_at("/folders/{}/given").await;
    let link = "return document.querySelector('main a[href$=\"/receipt/pdf\"]').pathname;";
    let link = hand.browser.run(link, serde_json::json!([])).await;
    link.as_str().unwrap().split('/').nth(2).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sign_in_and_choose_a_child() {
    in_three_ways(async |mut hand| {
        hand.open("", "/").await;
        hand.is_at("/sign-in").await;
        hand.press("button[value=kari]").await;
        hand.is_at("/").await;
        let first = hand.browser.text("h1").await;
        hand.press("main a[href^='/?child=']").await;
        let second = hand.browser.text("h1").await;
        assert!(first != second && second.contains("Jonas") != first.contains("Jonas"));
        hand.took("sign in and choose a child", 2, 2, None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn share_one_paper() {
    in_three_ways(async |mut hand| {
        // Where "Del" beside a paper leads, which is the first of the taps.
        hand.open("kari", "/").await;
        let link = "const link = document.createElement('a'); link.id = 'share'; \
            link.href = arguments[0]; link.textContent = 'Del'; \
            if (!document.querySelector(`a[href='${arguments[0]}']`)) \
                document.querySelector('main').prepend(link);";
        let share = hand.world.filled("/folders/{nora}/give?document={document}");
        hand.browser.run(link, serde_json::json!([share])).await;
        hand.press(&format!("main a[href='{share}']")).await;
        hand.choose(UNIT).await;
        hand.choose(PURPOSE).await;
        hand.press(ON).await;
        hand.sees("Sjekk").await;
        hand.press(GIVE).await;
        hand.took("share one paper", 5, 3, Some(130)).await;
        let consent = receipt(&hand).await;
        // Nora has two guardians: it waits for the other.
        assert_eq!(state(&hand, "kari", &consent).await, "awaiting-approval");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn share_several_papers() {
    in_three_ways(async |mut hand| {
        hand.open("kari", "/?child={nora}").await;
        hand.press("main a[href='/folders/{nora}/give']").await;
        for number in [1, 2, 3] {
            hand.choose(&format!("label:nth-of-type({number}) > input[name=document]")).await;
        }
        hand.choose(UNIT).await;
        hand.choose(PURPOSE).await;
        hand.choose("input[name=last][value='7']").await;
        hand.press(ON).await;
        hand.press(GIVE).await;
        hand.took("share three papers", 9, 3, None).await;
        let consent = receipt(&hand).await;
        let token = hand.world.token("kari").await;
        let path = format!("/api/v1/consents/{consent}");
        let given = hand.world.service.get(&path, &token).await;
        assert_eq!(given["documents"].as_array().unwrap().len(), 3, "{given}");
        // Thought better of at once.
        hand.press("main form[action$='/undo'] button").await;
        hand.is_at("/consents/{}/stopped").await;
        assert_eq!(state(&hand, "kari", &consent).await, "revoked");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn see_who_has_access_and_stop_it() {
    in_three_ways(async |mut hand| {
        hand.open("kari", "/?child={nora}").await;
        hand.sees("NAV Familie- og pensjonsytelser").await;
        hand.press("main a[href='/consents/{in-force}/stop']").await;
        hand.press("main form[action$='/stop'] button").await;
        hand.took("stop access", 2, 2, None).await;
        hand.is_at("/consents/{}/stopped").await;
        assert_eq!(state(&hand, "kari", "{in-force}").await, "revoked");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answer_what_waits() {
    in_three_ways(async |mut hand| {
        hand.open("ola", "/?child={nora}").await;
        hand.press("main a[href='/consents/{waiting}']").await;
        hand.press("main form[action='/consents/{waiting}/approve'] button:not([formaction])")
            .await;
        hand.took("approve", 2, 2, None).await;
        assert_eq!(state(&hand, "ola", "{waiting}").await, "in-force");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn make_access_longer() {
    in_three_ways(async |mut hand| {
        // Offered on the first page where it ends soon.
        hand.open("kari", "/?child={nora}").await;
        hand.press("main a[href*='/change/check?last=30']").await;
        hand.press("main form[action$='/change'] .acts button").await;
        hand.took("make access longer", 2, 2, None).await;
    })
    .await;
}

/// What waits is answered otherwise than it was asked, and what runs is changed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn change_what_is_given() {
    in_three_ways(async |mut hand| {
        hand.open("kari", "/consents/{in-force}").await;
        hand.press("main a[href='/consents/{in-force}/change']").await;
        hand.choose("input[name=last][value='7']").await;
        hand.press("main form[action$='/change/check'] > .acts button").await;
        hand.is_at("/consents/{}/change/check").await;
        assert!(hand.browser.find("[role=alert]").await.is_none(), "nothing is wrong");
        hand.press("main form[action$='/change'] .acts button").await;
        hand.is_at("/consents/{}").await;
        hand.took("change what is given", 4, 3, None).await;
    })
    .await;
}
