//! Everything else that a family can do with its folder: a list of links, grouped.

use crate::domain::ChildId;
use crate::flows::folders;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// A place, and one line that says what is there.
struct Link {
    path: String,
    name: String,
    about: String,
}

struct Group {
    name: String,
    links: Vec<Link>,
}

#[derive(Template)]
#[template(path = "family/more.html")]
struct Page {
    f: Frame,
    groups: Vec<Group>,
}

/// The links.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    let folder = folders::show(&state.app, &visitor.actor, ChildId(child)).await?;
    let (t, own) = (visitor.texts(), folder.role == "young-person");
    let name = folder.name.as_str();
    let at = |what: &str| format!("/folders/{child}/{what}");
    let link = |path: String, name: String, about: String| Link { path, name, about };
    let growing = if own { fl!(t, "growing-own-name") } else { fl!(t, "growing-name") };
    let about = if own { fl!(t, "about-own-line") } else { fl!(t, "about-line", child = name) };
    let mut of_child = vec![
        link(at("about"), fl!(t, "about-name"), about),
        link(at("growing"), growing, fl!(t, "growing-line")),
        link(at("people"), fl!(t, "people-name"), fl!(t, "people-line")),
    ];
    if folder.sees_emergency {
        of_child.push(link(at("emergency"), fl!(t, "emergency-name"), fl!(t, "emergency-line")));
    }
    let groups = vec![
        Group {
            name: if own { fl!(t, "more-you") } else { fl!(t, "more-child", child = name) },
            links: of_child,
        },
        Group {
            name: fl!(t, "more-me"),
            links: vec![
                link("/inbox".to_owned(), fl!(t, "inbox-name"), fl!(t, "inbox-line")),
                link("/settings".to_owned(), fl!(t, "settings-name"), fl!(t, "settings-line")),
                link(at("reports"), fl!(t, "reports-name"), fl!(t, "reports-line")),
            ],
        },
        Group {
            name: fl!(t, "more-rights"),
            links: vec![
                link(at("copy"), fl!(t, "copy-name"), fl!(t, "copy-line")),
                link("/help".to_owned(), fl!(t, "help-name"), fl!(t, "help-line")),
                link(
                    "/accessibility".to_owned(),
                    fl!(t, "accessibility-name"),
                    fl!(t, "accessibility-line"),
                ),
            ],
        },
    ];
    let f = Frame::family(&visitor, &folder, Family::More, &at("more"));
    frame::show(Page { f, groups }, visitor.lang, StatusCode::OK, Some(folder.index))
}
