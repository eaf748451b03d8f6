//! What stands around every page: where one is, for whom one acts and why, and the
//! way out.

use super::assets;
use super::visitor::Visitor;
use super::words::{Texts, texts};
use crate::domain::lang::Lang;
use crate::flows::folders::Folder;
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use i18n_embed_fl::fl;

/// Pages run nothing and load nothing but what is ours.
const CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
                   connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A place in the service.
#[derive(Debug)]
pub struct Place {
    /// Address.
    pub path: String,
    /// What it is called.
    pub name: String,
    /// Is it the page that is shown?
    pub here: bool,
}

/// The places of a family's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Who can see now, and what waits.
    Home,
    /// Documents.
    Documents,
    /// Who has access.
    Access,
    /// The log.
    Log,
    /// Everything else.
    More,
}

/// What stands around a page.
#[derive(Debug)]
pub struct Frame {
    /// The texts.
    pub t: Texts,
    /// Their language.
    pub lang: Lang,
    /// The page's own address, to come back to after a change of language.
    pub path: String,
    /// Who is signed in, by name.
    pub name: Option<String>,
    /// For whom one acts and why, in words.
    pub acting: Option<String>,
    /// Where one can go.
    pub places: Vec<Place>,
    /// What else one is here: places of the other roles.
    pub roles: Vec<Place>,
    /// Is it a page for a desk, with broad tables?
    pub wide: bool,
    /// Addresses of the scripts that help on this page; every page works without.
    pub scripts: Vec<&'static str>,
}

impl Frame {
    /// Around a page for anybody.
    #[must_use]
    pub fn outside(lang: Lang, path: &str) -> Self {
        Self {
            t: texts(lang),
            lang,
            path: path.to_owned(),
            name: None,
            acting: None,
            places: Vec::new(),
            roles: Vec::new(),
            wide: false,
            scripts: Vec::new(),
        }
    }

    /// Around a page for somebody who is signed in.
    #[must_use]
    pub fn of(visitor: &Visitor, path: &str) -> Self {
        let frame = Self::outside(visitor.lang, path);
        let (t, me) = (frame.t, &visitor.me);
        let is = |role| me.appointments.iter().any(|(known, _)| known == role);
        let mut roles = Vec::new();
        for (has, path, name) in [
            (!me.children.is_empty(), "/", fl!(t, "role-family")),
            (!me.units.is_empty(), "/cases", fl!(t, "role-unit")),
            (is("auditor"), "/audit", fl!(t, "role-auditor")),
            (is("operator"), "/operate", fl!(t, "role-operator")),
        ] {
            if has {
                roles.push(Place { path: path.to_owned(), name, here: false });
            }
        }
        // Who is one thing only needs no way to the others.
        if roles.len() < 2 {
            roles.clear();
        }
        Self { name: Some(me.name.clone()), roles, ..frame }
    }

    /// Around a page of a family's folder.
    #[must_use]
    pub fn family(visitor: &Visitor, folder: &Folder, here: Family, path: &str) -> Self {
        let (t, name) = (visitor.texts(), visitor.me.name.as_str());
        let acting = if folder.role == "young-person" {
            fl!(t, "acting-self", name = name)
        } else {
            let child = folder.name.as_str();
            match &folder.kind {
                Some(kind) if kind.code != "parental-responsibility" => {
                    let ground = kind.text(visitor.lang);
                    fl!(t, "acting-by", name = name, child = child, ground = ground)
                }
                _ => fl!(t, "acting-guardian", name = name, child = child),
            }
        };
        let child = folder.child;
        let place = |which, path: String, name| Place { path, name, here: which == here };
        let at = |what: &str| format!("/folders/{child}/{what}");
        Self {
            acting: Some(acting),
            places: vec![
                place(Family::Home, format!("/?child={child}"), fl!(t, "place-home")),
                place(Family::Documents, at("documents"), fl!(t, "place-documents")),
                place(Family::Access, at("access"), fl!(t, "place-access")),
                place(Family::Log, at("log"), fl!(t, "place-log")),
                place(Family::More, at("more"), fl!(t, "place-more")),
            ],
            ..Self::of(visitor, path)
        }
    }

    /// Address of the style sheet.
    #[must_use]
    pub fn style(&self) -> &'static str {
        assets::style()
    }

    /// Address of the icon.
    #[must_use]
    pub fn icon(&self) -> &'static str {
        assets::icon()
    }

    /// The languages, each in its own words.
    #[must_use]
    pub fn languages(&self) -> [(&'static str, &'static str, bool); 3] {
        [(Lang::Nb, "Bokmål"), (Lang::Nn, "Nynorsk"), (Lang::En, "English")]
            .map(|(lang, name)| (lang.code(), name, lang == self.lang))
    }
}

/// A page with its status, and the entry that tells of it.
pub(super) fn show<T: Template>(
    page: T,
    lang: Lang,
    status: StatusCode,
    entry: Option<i64>,
) -> Result<Response, Problem> {
    let html = page.render().map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "a page cannot be written");
        Problem::internal()
    })?;
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.code()));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    // So that browsers say where a form comes from, and tell other sites nothing.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    put_entry(&mut response, entry);
    Ok(response)
}
