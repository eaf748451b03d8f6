//! The people around the folder: guardians, the young person, the coordinator.

use crate::domain::question::ConsentAction;
use crate::domain::{ChildId, dates};
use crate::flows::consents::{self, State as Stands};
use crate::flows::folders;
use crate::flows::guardianships::seen;
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

struct Guardian {
    name: String,
    kind: String,
    from: String,
    until: String,
    review: String,
}

struct Coordinator {
    consent: Uuid,
    unit: String,
    until: String,
}

#[derive(Template)]
#[template(path = "family/people.html")]
struct Page {
    f: Frame,
    child: String,
    child_id: Uuid,
    own: bool,
    has_sign_in: bool,
    guardians: Vec<Guardian>,
    coordinators: Vec<Coordinator>,
}

/// Who they are, and how long.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let (people, _) = seen::list(app, &visitor.actor, folder.child).await?;
    let kinds = &app.policies().tables().guardianships;
    let guardians = people.guardians.into_iter().map(|one| {
        let kind = kinds.iter().find(|kind| kind.code == one.kind);
        Guardian {
            name: one.name,
            kind: kind.map_or_else(|| fl!(t, "people-guardian"), |kind| kind.text(lang).to_owned()),
            from: dates::day_of(one.from, lang),
            until: one.until.map(|at| dates::until(at, lang)).unwrap_or_default(),
            review: one.review_by.map(|at| dates::day_of(at, lang)).unwrap_or_default(),
        }
    });
    let in_force = Some(Stands::InForce);
    let (views, _, index) =
        consents::list(app, &visitor.actor, folder.child, in_force, None, 200).await?;
    let mut coordinators = Vec::new();
    for view in views {
        if let Some(current) = view.current()
            && current.actions.contains(&ConsentAction::Coordinate)
        {
            coordinators.push(Coordinator {
                consent: view.consent.id.0,
                until: dates::until(current.valid_until, lang),
                unit: view.unit_name,
            });
        }
    }
    let f = Frame::family(&visitor, &folder, Family::More, &format!("/folders/{child}/people"));
    let page = Page {
        f,
        child: folder.name,
        child_id: child,
        own: folder.role == "young-person",
        has_sign_in: people.young_person.is_some(),
        guardians: guardians.collect(),
        coordinators,
    };
    frame::show(page, lang, StatusCode::OK, Some(index))
}
