//! THE table for programs: every route with its access class. There is no other way to
//! add one; pages have a table of the same kind, in `web/pages.rs`.

use super::{State, api, described, docs, headers, pages};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

/// Who may call a route at all. What a caller then gets is for the gate to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Anybody: hashes, signatures, health, documentation.
    Public,
    /// Anybody, but only in the demonstration.
    Demo,
    /// Signed in; reveals nothing of any child.
    SignedIn,
    /// Signed in, and every answer stands behind the gate.
    Gated,
}

impl Class {
    /// The name used in the access matrix.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Class::Public => "public",
            Class::Demo => "demo",
            Class::SignedIn => "signed-in",
            Class::Gated => "gated",
        }
    }
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Path pattern.
    pub path: String,
    /// Method.
    pub method: &'static str,
    /// Access class.
    pub class: Class,
}

struct Table {
    router: OpenApiRouter<State>,
    rows: Vec<Row>,
    /// With the routes of the demonstration?
    demo: bool,
}

impl Table {
    fn add(mut self, class: Class, mut routes: UtoipaMethodRouter<State>) -> Self {
        if class == Class::Demo && !self.demo {
            return self;
        }
        for (path, item) in &mut routes.1.paths {
            for (method, operation) in [
                ("GET", &mut item.get),
                ("POST", &mut item.post),
                ("PUT", &mut item.put),
                ("DELETE", &mut item.delete),
                ("PATCH", &mut item.patch),
                ("HEAD", &mut item.head),
            ] {
                if let Some(operation) = operation {
                    described::complete(class, method, operation);
                    self.rows.push(Row { path: path.clone(), method, class });
                }
            }
        }
        self.router = self.router.routes(routes);
        self
    }
}

fn table(demo: bool) -> Table {
    use Class::{Demo, Gated, Public, SignedIn};
    Table { router: OpenApiRouter::default(), rows: Vec::new(), demo }
        .add(Public, routes!(api::health::live))
        .add(Public, routes!(api::health::ready))
        .add(Public, routes!(docs::openapi))
        .add(Public, routes!(docs::page))
        .add(Public, routes!(docs::style))
        .add(Public, routes!(api::log::checkpoint))
        .add(Public, routes!(api::log::key))
        .add(Public, routes!(api::log::tile))
        .add(Demo, routes!(api::me::demo_token))
        .add(SignedIn, routes!(api::me::show))
        .add(SignedIn, routes!(api::notices::contact, api::notices::set_contact))
        .add(SignedIn, routes!(api::notices::confirm_contact))
        .add(SignedIn, routes!(api::notices::list))
        .add(SignedIn, routes!(api::notices::seen))
        .add(SignedIn, routes!(api::directory::agencies))
        .add(SignedIn, routes!(api::directory::purposes))
        .add(SignedIn, routes!(api::directory::categories))
        .add(SignedIn, routes!(api::emergency::reasons))
        .add(Gated, routes!(api::children::list))
        .add(Gated, routes!(api::documents::list, api::documents::store))
        .add(Gated, routes!(api::documents::show, api::documents::erase))
        .add(Gated, routes!(api::content::open, api::documents::replace))
        .add(Gated, routes!(api::profile::show, api::profile::save))
        .add(Gated, routes!(api::consents::list, api::consents::grant))
        .add(Gated, routes!(api::consents::show))
        .add(Gated, routes!(api::consents::approve))
        .add(Gated, routes!(api::consents::decline))
        .add(Gated, routes!(api::consents::revise))
        .add(Gated, routes!(api::consents::revoke))
        .add(Gated, routes!(api::receipts::show))
        .add(Gated, routes!(api::life::preview_grant))
        .add(Gated, routes!(api::life::preview_revise))
        .add(Gated, routes!(api::life::draft))
        .add(Gated, routes!(api::life::hand_back))
        .add(Gated, routes!(api::life::ages))
        .add(Gated, routes!(api::withheld::mark))
        .add(Gated, routes!(api::withheld::answer))
        .add(Gated, routes!(api::requests::list, api::requests::send))
        .add(Gated, routes!(api::requests::remind))
        .add(Gated, routes!(api::requests::withdraw))
        .add(Gated, routes!(api::requests::grant))
        .add(Gated, routes!(api::requests::decline))
        .add(Gated, routes!(api::packs::list, api::packs::keep))
        .add(Gated, routes!(api::packs::drop_pack))
        .add(Gated, routes!(api::packs::give))
        .add(Gated, routes!(api::own_data::export))
        .add(Gated, routes!(api::own_data::of_document))
        .add(Gated, routes!(api::own_data::of_child))
        .add(Gated, routes!(api::own_data::standing, api::own_data::ask, api::own_data::stop))
        .add(Gated, routes!(api::shared::list))
        .add(Gated, routes!(api::emergency::show, api::emergency::set))
        .add(Gated, routes!(api::emergency::declare))
        .add(Gated, routes!(api::log::family))
        .add(Gated, routes!(api::audit::search))
        .add(Gated, routes!(api::audit::entry))
        .add(Gated, routes!(api::audit::proof))
        .add(Gated, routes!(api::cases::list, api::cases::open))
        .add(Gated, routes!(api::cases::show))
        .add(Gated, routes!(api::cases::close))
}

/// Every route with its class, in order of path.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut rows = table(true).rows;
    rows.sort();
    rows
}

/// The OpenAPI 3.1 document.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut api = table(true).router.into_openapi();
    let info = InfoBuilder::new()
        .title("samflyt")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Consent-based document sharing for families of children who need help from many \
             public services. Every answer to a gated act names its log entry in `Samflyt-Entry`. \
             Errors are application/problem+json with a stable `code`. Mutations accept \
             `Idempotency-Key`; a key is remembered for a day.",
        ))
        .license(Some(LicenseBuilder::new().name("MIT").identifier(Some("MIT")).build()))
        .build();
    api.info = info;
    // axum's own pattern for the rest of a path is not OpenAPI's.
    if let Some(item) = api.paths.paths.remove("/log/tile/{*path}") {
        api.paths.paths.insert("/log/tile/{path}".to_owned(), item);
    }
    let mut components = api.components.take().unwrap_or_default();
    components
        .add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    api.components = Some(components);
    api
}

/// The service's routes with their layers.
pub fn router(state: State) -> Router {
    let (router, _) = table(state.app.is_demo()).router.split_for_parts();
    router
        .merge(pages::router(&state))
        .fallback(pages::nowhere)
        .method_not_allowed_fallback(pages::not_so)
        // Uploads have their own limit, counted while they arrive.
        .layer(DefaultBodyLimit::disable())
        .layer(axum::middleware::from_fn_with_state(state.clone(), headers::layer))
        .with_state(state)
}
