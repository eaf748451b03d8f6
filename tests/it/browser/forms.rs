//! Every form of every page, as the browser sees it, and what is sent in its name.

use super::driver::Browser;
use super::pages::Sight;
use super::world::{Got, World, pattern};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A field of a form with what it would send if nothing were changed.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub kind: String,
    pub value: String,
    /// Is it sent if nothing is changed?
    pub sent: bool,
}

/// A form.
#[derive(Clone, Debug)]
pub struct Form {
    pub who: String,
    /// The page that it stands on.
    pub page: String,
    pub action: String,
    pub post: bool,
    pub files: bool,
    pub fields: Vec<Field>,
}

const FORMS: &str = "const part = (one) => ({name: one.name, kind: one.type, value: one.value, \
        sent: !(['checkbox', 'radio'].includes(one.type) && !one.checked)}); \
    return [...document.forms].flatMap((form) => { \
        const fields = [...form.elements].filter((one) => one.name && !one.disabled); \
        const buttons = fields.filter((one) => one.type === 'submit'); \
        const others = fields.filter((one) => one.type !== 'submit').map(part); \
        const all = buttons.length ? buttons : [null]; \
        return all.map((button) => ({action: new URL(form.action).pathname + new URL(form.action).search, \
            post: form.method === 'post', files: form.enctype === 'multipart/form-data', \
            fields: button ? [...others, part(button)] : others})); \
    });";

/// Every form, one for each action and set of fields. Signing out is left out: it
/// would end what the others need.
pub async fn all(browser: &Browser, world: &World, sight: &Sight) -> Vec<Form> {
    let (mut forms, mut seen, mut who) = (Vec::new(), BTreeSet::new(), None);
    for page in &sight.pages {
        if who != Some(&page.who) {
            world.be(browser, &page.who).await;
            who = Some(&page.who);
        }
        browser.go(&world.url(&page.path)).await;
        let found = browser.run(FORMS, json!([])).await;
        for form in found.as_array().unwrap() {
            let form = read(page, form);
            let names: BTreeSet<&str> = form.fields.iter().map(|one| one.name.as_str()).collect();
            let key = format!("{} {} {names:?}", form.post, pattern(&form.action));
            if form.action != "/sign-out" && seen.insert(key) {
                forms.push(form);
            }
        }
    }
    forms
}

fn read(page: &super::world::Page, form: &Value) -> Form {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let field = |one: &Value| Field {
        name: text(&one["name"]),
        kind: text(&one["kind"]),
        value: text(&one["value"]),
        sent: one["sent"] == true,
    };
    Form {
        who: page.who.clone(),
        page: page.pattern.clone(),
        action: text(&form["action"]),
        post: form["post"] == true,
        files: form["files"] == true,
        fields: form["fields"].as_array().unwrap().iter().map(field).collect(),
    }
}

impl Form {
    /// What would be sent with every question answered: of several answers the first.
    pub fn filled(&self) -> Vec<(String, String)> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for field in self.fields.iter().filter(|field| field.kind != "file") {
            let answer = ["checkbox", "radio"].contains(&field.kind.as_str());
            let first = !self.fields.iter().any(|one| one.name == field.name && one.sent)
                && !pairs.iter().any(|(name, _)| *name == field.name);
            if field.sent || (answer && first) {
                pairs.push((field.name.clone(), field.value.clone()));
            }
        }
        pairs
    }

    /// The names of its fields, each once.
    pub fn names(&self) -> BTreeSet<String> {
        let fields = self.fields.iter().filter(|field| field.kind != "file");
        fields.map(|field| field.name.clone()).collect()
    }

    /// Can people write into it as they like?
    pub fn is_text(&self, name: &str) -> bool {
        let texts = ["text", "textarea", "search", "email", "tel"];
        self.fields.iter().any(|one| one.name == name && texts.contains(&one.kind.as_str()))
    }

    /// Is it a question, and not what the page or a button sends along?
    pub fn is_asked(&self, name: &str) -> bool {
        self.fields
            .iter()
            .any(|one| one.name == name && !["hidden", "submit"].contains(&&*one.kind))
    }

    /// Sends it with these fields, and with an empty file where it wants one.
    pub async fn send(&self, world: &World, pairs: &[(String, String)]) -> Got {
        let pairs: Vec<(&str, &str)> =
            pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if self.files {
            return world.post_files(&self.who, &self.action, &pairs, &[("brev.pdf", b"")]).await;
        }
        if self.post {
            return world.post(&self.who, &self.action, &pairs).await;
        }
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let query = query.extend_pairs(pairs).finish();
        let path = self.action.split('?').next().unwrap_or_default();
        world.get(&self.who, &format!("{path}?{query}")).await
    }
}
