//! What units ask families for. A unit may name a child by an id that it has
//! learnt through a share, or by a person number; in the latter case nothing that
//! it is told, now or later, depends on whether there is such a child.

mod answer;
mod lapse;
mod send;
mod unit_side;
mod view;

pub use answer::{decline, grant};
pub use lapse::lapse;
pub use send::{Addressed, Asking, send};
pub use unit_side::{remind, withdraw};
pub use view::{After, Own, RequestView, list, of_child, read_own, show};

use super::App;
use super::error::Error;
use crate::domain::{AgencyId, RequestId};
use crate::gate::Detail;
use crate::store::requests::Request;
use crate::store::{Tx, agencies};

/// What an entry says of a request.
async fn detail(tx: &mut Tx, request: &Request) -> Result<Detail, Error> {
    Ok(Detail {
        request: Some(request.id),
        child: request.child,
        consent: request.renews,
        unit: Some(request.unit),
        agency: agencies::top_of(tx, request.unit).await?,
        purpose: Some(request.purpose.clone()),
        ..Detail::default()
    })
}

/// The unit that sent a request; the nil id, which nobody has, when there is none.
async fn unit_of(app: &App, id: RequestId) -> Result<AgencyId, Error> {
    let mut conn = app.db.read().await?;
    let found = crate::store::requests::find(&mut conn, id).await?;
    Ok(found.map_or(AgencyId(uuid::Uuid::nil()), |request| request.unit))
}

fn lapsed() -> Error {
    Error::Conflict {
        code: "request-lapsed",
        detail: "Nobody answered this request in time. A new one can be sent.",
    }
}

fn withdrawn() -> Error {
    Error::Conflict {
        code: "request-withdrawn",
        detail: "The unit has taken this request back. Nothing is to be answered.",
    }
}

fn answered(detail: &'static str) -> Error {
    Error::Conflict { code: "request-answered", detail }
}
