//! What a family's answers are for: a new consent, another one of a consent, or the
//! answer to a request.

use super::Answers;
use crate::domain::question::ConsentAction;
use crate::domain::{AgencyId, ChildId, ConsentId, RequestId, Timestamp};
use crate::flows::App;
use crate::flows::consents::{self, ConsentView, Revision};
use crate::flows::folders::{self, Folder};
use crate::flows::requests::{self, RequestView};
use crate::web::pages::form::Fields;
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;

/// What the answers are for.
#[derive(Clone, Copy, Debug)]
pub(in crate::web::pages::family) enum Matter {
    /// Consents that are new.
    Give(ChildId),
    /// A consent that is to be otherwise.
    Change(ConsentId),
    /// A request that is answered with yes.
    Answer(RequestId),
}

impl Matter {
    /// The address of the pages: of the form, and with `/check` of the last page; the
    /// form of the last page is sent to the first.
    pub(in crate::web::pages::family) fn path(self) -> String {
        match self {
            Self::Give(child) => format!("/folders/{child}/give"),
            Self::Change(consent) => format!("/consents/{consent}/change"),
            Self::Answer(request) => format!("/requests/{request}/change"),
        }
    }
}

/// A matter with what there was before.
#[derive(Debug)]
pub(in crate::web::pages::family) struct Wanted {
    pub(super) matter: Matter,
    pub(super) folder: Folder,
    /// What was before, or is asked for.
    pub(super) before: Answers,
    /// The unit, where it cannot be chosen.
    pub(super) unit: Option<(AgencyId, String)>,
    /// The request.
    pub(super) request: Option<RequestView>,
    /// A consent that already runs and is to be changed.
    pub(super) runs: Option<ConsentId>,
}

impl Wanted {
    /// The answers of a form; the unit and the purpose of a consent or a request are
    /// what they are.
    pub(super) fn answers(&self, fields: &Fields) -> Answers {
        let answers = Answers::of(fields, self.before.clone());
        match self.unit {
            None => answers,
            Some(_) => Answers {
                units: self.before.units.clone(),
                purpose: self.before.purpose.clone(),
                ..answers
            },
        }
    }

    /// Finds what there was before, for one who may see it.
    pub(in crate::web::pages::family) async fn load(
        app: &App,
        visitor: &Visitor,
        matter: Matter,
    ) -> Result<Self, Problem> {
        let actor = &visitor.actor;
        match matter {
            Matter::Give(child) => {
                let folder = folders::show(app, actor, child).await?;
                let before = Answers { last: "30".to_owned(), ..Answers::default() };
                Ok(Self { matter, folder, before, unit: None, request: None, runs: None })
            }
            Matter::Change(id) => {
                let (view, index) = consents::show(app, actor, id).await?;
                let folder = folders::show(app, actor, view.consent.child).await?;
                let revision = view.current().ok_or_else(Problem::internal)?;
                if view.overview {
                    return Err(Problem { entry: Some(index), ..Problem::not_found() });
                }
                let before = of_revision(&view, revision);
                let unit = Some((view.consent.unit, view.unit_name.clone()));
                Ok(Self { matter, folder, before, unit, request: None, runs: Some(id) })
            }
            Matter::Answer(id) => {
                let (request, index) = requests::show(app, actor, id).await?;
                let nobody = || Problem { entry: Some(index), ..Problem::not_found() };
                let (child, _) = request.child.clone().ok_or_else(nobody)?;
                let folder = folders::show(app, actor, child).await?;
                let renewed = match request.request.renews {
                    Some(consent) => Some(consents::show(app, actor, consent).await?.0),
                    None => None,
                };
                let row = &request.request;
                let asked = Answers {
                    categories: row.categories.clone(),
                    units: vec![row.unit],
                    purpose: row.purpose.clone(),
                    last: "date".to_owned(),
                    until: last_day(row.until),
                    ..Answers::default()
                };
                let base = renewed.as_ref().and_then(|view| Some((view, view.current()?)));
                let runs = base.filter(|(view, revision)| {
                    let lasts = [consents::State::InForce, consents::State::NotYet];
                    lasts.contains(&view.state) && !revision.once
                });
                let before = match base {
                    Some((view, revision)) => {
                        let old = of_revision(view, revision);
                        let (last, until) = (asked.last, asked.until);
                        let categories =
                            if runs.is_some() { old.categories } else { asked.categories };
                        Answers { categories, last, until, ..old }
                    }
                    None => asked,
                };
                let runs = runs.map(|(view, _)| view.consent.id);
                let unit = Some((row.unit, request.unit_name.clone()));
                Ok(Self { matter, folder, before, unit, request: Some(request), runs })
            }
        }
    }
}

/// The last day of a time, as a date field has it.
fn last_day(until: Timestamp) -> String {
    until.plus_micros(-1).day_in_norway().to_string()
}

/// A revision as the answers that would make it.
fn of_revision(view: &ConsentView, revision: &Revision) -> Answers {
    let may = |action| revision.actions.contains(&action);
    let begins = revision.valid_from.day_in_norway();
    Answers {
        written: Vec::new(),
        seen: view.revisions.last().map(|one| one.revision.to_string()).unwrap_or_default(),
        from: if view.state == consents::State::NotYet {
            begins.to_string()
        } else {
            String::new()
        },
        documents: revision.documents.clone(),
        categories: revision.categories.clone(),
        later: revision.also_later,
        keep: may(ConsentAction::Keep),
        contribute: may(ConsentAction::Contribute),
        coordinate: may(ConsentAction::Coordinate),
        units: vec![view.consent.unit],
        purpose: view.consent.purpose.clone(),
        last: if revision.once { "once" } else { "date" }.to_owned(),
        until: last_day(revision.valid_until),
    }
}
