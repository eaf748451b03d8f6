//! A person at the page, in one of three ways: by pointing, with the keyboard alone,
//! and without scripts. What it takes is counted.

use super::driver::{Browser, DOWN, ENTER, PHONE, SPACE, TAB};
use super::world::{World, pattern};
use serde_json::json;

/// How somebody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A finger or a mouse.
    Pointer,
    /// Tab, arrows, Space and Enter; nothing is ever clicked.
    Keys,
    /// A finger, in a browser that runs no scripts.
    NoScript,
}

pub const WAYS: [Way; 3] = [Way::Pointer, Way::Keys, Way::NoScript];

/// Words that are read on the page: all that is seen in its content, but of a list of
/// answers only the chosen ones, because the others are passed over.
const WORDS: &str = "const main = document.querySelector('main'); let count = 0; \
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT); \
    while (walker.nextNode()) { \
        const el = walker.currentNode.parentElement; \
        if (!el.checkVisibility() || el.closest('.hidden, option:not(:checked)')) continue; \
        const answer = el.closest('label.choice'); \
        if (answer && !answer.querySelector(':checked')) continue; \
        count += (walker.currentNode.data.match(/[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{Pd}]*/gu) || []).length; \
    } return count;";

/// Somebody who does a task.
pub struct Hand<'a> {
    pub browser: &'a Browser,
    pub world: &'a World,
    pub way: Way,
    /// Presses of a button, a link or a box since [`Hand::open`].
    pub taps: u32,
    /// Pages that came since then, with the words on each.
    pub pages: Vec<(String, u64)>,
}

impl<'a> Hand<'a> {
    /// Somebody at a phone.
    pub async fn new(browser: &'a Browser, world: &'a World, way: Way) -> Self {
        browser.screen(PHONE).await;
        if way == Way::NoScript {
            browser.without_scripts().await;
            browser
                .go("data:text/html,<title>off</title><script>document.title='on'</script>")
                .await;
            assert_eq!(browser.title().await, "off", "scripts are to be off");
        }
        Self { browser, world, way, taps: 0, pages: Vec::new() }
    }

    /// Begins at a page, as somebody; what comes is counted from here.
    pub async fn open(&mut self, who: &str, path: &str) {
        self.world.be(self.browser, who).await;
        self.browser.go(&self.world.url(path)).await;
        self.browser.mark().await;
        (self.taps, self.pages) = (0, Vec::new());
    }

    /// Notes a page that has come since the last press.
    async fn noticed(&mut self) {
        let same = self.browser.run("return window.samflytHere === true;", json!([])).await;
        if same != true {
            self.browser.mark().await;
            let path = self.browser.url().await;
            let path = path.strip_prefix(&self.world.service.address).unwrap_or(&path);
            self.pages.push((pattern(path), 0));
        }
    }

    /// Counts the words of the page that is left.
    async fn read(&mut self) {
        let words = self.browser.run(WORDS, json!([])).await.as_u64().unwrap_or(0);
        if let Some(page) = self.pages.last_mut() {
            page.1 = words;
        }
    }

    /// All words on the pages that came.
    pub async fn words(&mut self) -> u64 {
        self.read().await;
        self.pages.iter().map(|(_, words)| words).sum()
    }

    async fn at(&self, css: &str) -> bool {
        let script = "return document.activeElement.matches(arguments[0]);";
        self.browser.run(script, json!([css])).await == true
    }

    /// Goes on with Tab until the focus is there.
    async fn reach(&self, css: &str) {
        for _ in 0..200 {
            if self.at(css).await {
                return;
            }
            self.browser.press(&[TAB]).await;
        }
        panic!("Tab does not come to {css} on {}", self.browser.url().await);
    }

    /// Follows a link, or presses a button.
    pub async fn press(&mut self, css: &str) {
        let css = self.world.filled(css);
        self.read().await;
        self.taps += 1;
        if self.way == Way::Keys {
            self.reach(&css).await;
            self.browser.press(&[ENTER]).await;
        } else {
            self.browser.click(&css).await;
        }
        self.browser.left().await;
        self.noticed().await;
    }

    /// Presses a button that a script may take over, so that no page need come.
    pub async fn send(&mut self, css: &str) {
        if self.way == Way::NoScript {
            return self.press(css).await;
        }
        self.fetch(css).await;
    }

    /// Follows a link, or presses a button, after which a file comes and no page.
    pub async fn fetch(&mut self, css: &str) {
        let css = self.world.filled(css);
        self.taps += 1;
        if self.way == Way::Keys {
            self.reach(&css).await;
            self.browser.press(&[ENTER]).await;
        } else {
            self.browser.click(&css).await;
        }
    }

    /// Chooses an answer: a box or one of several.
    pub async fn choose(&mut self, css: &str) {
        let css = self.world.filled(css);
        self.taps += 1;
        if self.way != Way::Keys {
            let script = "const el = document.querySelector(arguments[0]); \
                          el.labels[0].setAttribute('data-test-choice', '1');";
            self.browser.run(script, json!([css])).await;
            self.browser.click("[data-test-choice]").await;
            let script = "document.querySelector('[data-test-choice]') \
                          .removeAttribute('data-test-choice');";
            self.browser.run(script, json!([])).await;
            return;
        }
        let script = "const el = document.querySelector(arguments[0]); \
                      return el && el.type === 'radio' ? `input[name=\"${el.name}\"]` : null;";
        let group = self.browser.run(script, json!([css])).await;
        let Some(group) = group.as_str() else {
            self.reach(&css).await;
            return self.browser.press(&[SPACE]).await;
        };
        self.reach(group).await;
        for _ in 0..30 {
            if self.at(&css).await {
                let checked = format!("{css}:checked");
                if !self.at(&checked).await {
                    self.browser.press(&[SPACE]).await;
                }
                return;
            }
            self.browser.press(&[DOWN]).await;
        }
        panic!("the arrows do not come to {css}");
    }

    /// Writes into a field.
    pub async fn write(&mut self, css: &str, text: &str) {
        if self.way == Way::Keys {
            self.reach(css).await;
            let keys: Vec<String> = text.chars().map(String::from).collect();
            self.browser.press(&keys.iter().map(String::as_str).collect::<Vec<_>>()).await;
        } else {
            self.browser.write(css, text).await;
        }
    }

    /// Gives files to a field. The system's own window for it cannot be driven; with
    /// the keyboard the field must at least be come to.
    pub async fn files(&mut self, css: &str, files: &[&std::path::Path]) {
        self.taps += 1;
        if self.way == Way::Keys {
            self.reach(css).await;
        }
        let all: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        self.browser.write(css, &all.join("\n")).await;
    }

    /// The page says this.
    pub async fn sees(&self, text: &str) {
        let all = self.browser.text("main").await;
        assert!(all.contains(text), "no \"{text}\" on {}:\n{all}", self.browser.url().await);
    }

    /// The page is of this pattern.
    pub async fn is_at(&self, wanted: &str) {
        let at = self.browser.url().await;
        let at = at.strip_prefix(&self.world.service.address).unwrap_or(&at);
        let at = pattern(at);
        assert_eq!(at.split('?').next(), Some(wanted), "{:?}", self.way);
    }

    /// It took no more than this.
    pub async fn took(&mut self, what: &str, taps: u32, pages: usize, words: Option<u64>) {
        let read = self.words().await;
        println!("{what} ({:?}): {} taps, {:?}, {read} words", self.way, self.taps, self.pages);
        assert!(self.taps <= taps, "{what}: {} taps, {taps} at most", self.taps);
        assert!(self.pages.len() <= pages, "{what}: {:?}, {pages} at most", self.pages);
        if let Some(words) = words {
            assert!(read <= words, "{what}: {read} words, {words} at most: {:?}", self.pages);
        }
    }
}
