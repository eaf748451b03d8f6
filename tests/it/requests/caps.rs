//! Caps against spamming families: the same for a number that nobody has.

use super::{act, body, listed, number, send, some_number, unknown_number};
use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use samflyt::domain::time::Day;
use serde_json::{Value, json};
use std::sync::Arc;

on_both!(
    few_requests_are_open_at_once,
    few_requests_are_sent_in_a_period,
    reminders_are_few_and_far_between,
    a_unit_sends_so_many_in_a_day,
    thousands_at_once_do_not_get_past_the_caps,
);

const DAY: i64 = 86_400_000_000;

/// Fails when it is to be waited for another time, in seconds. The log's time runs
/// a little ahead of a clock that stands still.
#[track_caller]
fn assert_wait(answer: &Answer, secs: i64) {
    let wait: i64 = answer.header("retry-after").parse().unwrap();
    assert!((secs..=secs + 1).contains(&wait), "{wait} seconds, not {secs}");
}

async fn few_requests_are_open_at_once(backend: Backend) {
    let app = TestApp::start(backend).await;
    for child in [number("jonas"), unknown_number()] {
        let mut sent = Vec::new();
        for _ in 0..3 {
            sent.push(send(&app, "nav", &child, json!({})).await.expect(201).id());
        }
        let full = send(&app, "nav", &child, json!({})).await.problem(429, "request-cap-open");
        assert_wait(&full, 30 * 86_400);
        // Another unit has caps of its own.
        let other = json!({"unit": app.cast.unit("statped")});
        send(&app, "statped", &child, other).await.expect(201);
        // One taken back makes room for one.
        act(&app, "nav", sent[0], "withdraw", &Value::Null).await.expect(200);
        send(&app, "nav", &child, json!({})).await.expect(201);
        send(&app, "nav", &child, json!({})).await.problem(429, "request-cap-open");
    }
}

async fn few_requests_are_sent_in_a_period(backend: Backend) {
    let app = TestApp::start(backend).await;
    for child in [number("jonas"), unknown_number()] {
        for _ in 0..6 {
            let sent = send(&app, "nav", &child, json!({})).await.expect(201).id();
            act(&app, "nav", sent, "withdraw", &Value::Null).await.expect(200);
            app.clock.advance(DAY / 24);
        }
        let full = send(&app, "nav", &child, json!({})).await.problem(429, "request-cap-period");
        assert_wait(&full, 30 * 86_400 - 6 * 3600);
        app.clock.advance(30 * DAY - 6 * (DAY / 24) - 1_000_000);
        app.sign_out();
        send(&app, "nav", &child, json!({})).await.problem(429, "request-cap-period");
        app.clock.advance(2_000_000);
        send(&app, "nav", &child, json!({})).await.expect(201);
        app.clock.advance(31 * DAY);
        app.sign_out();
    }
}

async fn reminders_are_few_and_far_between(backend: Backend) {
    let app = TestApp::start(backend).await;
    for child in [number("jonas"), unknown_number()] {
        let sent = send(&app, "nav", &child, json!({})).await.expect(201).id();
        let remind = || act(&app, "nav", sent, "remind", &Value::Null);
        let early = remind().await.problem(429, "reminder-too-soon");
        assert_wait(&early, 7 * 86_400);
        for count in 1..=2 {
            app.clock.advance(7 * DAY - 1_000_000);
            app.sign_out();
            assert_wait(&remind().await.problem(429, "reminder-too-soon"), 1);
            app.clock.advance(2_000_000);
            let reminded = remind().await.expect(200);
            assert_eq!(reminded.json()["reminders"], count);
            assert_eq!(app.entries("kind=request-reminded").await[0]["index"], reminded.entry());
        }
        app.clock.advance(10 * DAY);
        app.sign_out();
        remind().await.problem(409, "reminders-used-up");
    }
    assert_eq!(app.entries("kind=request-reminded").await.len(), 4);
    assert_eq!(listed(&app, "kari", "").await[0]["reminders"], 2);
}

async fn a_unit_sends_so_many_in_a_day(backend: Backend) {
    let app = Arc::new(TestApp::start(backend).await);
    app.token("nav").await;
    let born = Day::new(2015, 5, 6).unwrap();
    let numbers: Vec<String> = (0..300)
        .filter_map(|serial| {
            let found = samflyt::domain::pid::Pid::synthesize(born, serial)?;
            Some(found.as_str().to_owned())
        })
        .take(210)
        .collect();
    assert_eq!(numbers.len(), 210);
    let sending = numbers.iter().map(|child| {
        let (app, body) = (Arc::clone(&app), body(&app, child, &json!({})));
        tokio::spawn(async move { app.post("nav", "/api/v1/requests", &body).await })
    });
    let mut statuses = [0, 0];
    for one in sending.collect::<Vec<_>>() {
        let answer = one.await.unwrap();
        match answer.status {
            201 => statuses[0] += 1,
            429 => {
                assert_wait(&answer.problem(429, "request-cap-day"), 86_400);
                statuses[1] += 1;
            }
            other => panic!("{other}"),
        }
    }
    assert_eq!(statuses, [200, 10]);
    // A known child is no exception, and the next day there is room.
    send(&app, "nav", &number("jonas"), json!({})).await.problem(429, "request-cap-day");
    app.clock.advance(DAY + 1_000_000);
    app.sign_out();
    send(&app, "nav", &number("jonas"), json!({})).await.expect(201);
}

async fn thousands_at_once_do_not_get_past_the_caps(backend: Backend) {
    let app = Arc::new(TestApp::start(backend).await);
    app.token("nav").await;
    let children = [
        number("nora"),
        number("jonas"),
        unknown_number(),
        some_number(Day::new(2014, 2, 3).unwrap(), 5),
    ];
    let mut sending = Vec::new();
    for round in 0..2000 {
        let (app, body) = (Arc::clone(&app), body(&app, &children[round % 4], &json!({})));
        sending.push(tokio::spawn(async move { app.post("nav", "/api/v1/requests", &body).await }));
    }
    let mut passed = 0;
    for one in sending {
        let answer = one.await.unwrap();
        match answer.status {
            201 => passed += 1,
            429 => drop(answer.problem(429, "request-cap-open")),
            other => panic!("{other}: {}", answer.text()),
        }
    }
    assert_eq!(passed, 12);
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    assert_eq!(outside.number("select count(*) from request").await, 12);
    assert_eq!(app.entries("kind=request-sent").await.len(), 12);
}
