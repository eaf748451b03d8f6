//! The texts of the pages, in three languages.

use crate::domain::lang::Lang;
use i18n_embed::fluent::{FluentLanguageLoader, fluent_language_loader};
use i18n_embed::{LanguageLoader as _, unic_langid::LanguageIdentifier};
use rust_embed::RustEmbed;
use std::sync::LazyLock;

/// The Fluent files.
#[derive(RustEmbed)]
#[folder = "src/web/locales"]
struct Locales;

/// The texts in one language; what takes the place of a text that it has not is the
/// text in bokmål.
pub type Texts = &'static FluentLanguageLoader;

static ALL: LazyLock<[FluentLanguageLoader; 3]> =
    LazyLock::new(|| [Lang::Nb, Lang::Nn, Lang::En].map(load));

fn load(lang: Lang) -> FluentLanguageLoader {
    let loader = fluent_language_loader!();
    let wanted: Option<LanguageIdentifier> = lang.code().parse().ok();
    let wanted: Vec<LanguageIdentifier> = wanted.into_iter().collect();
    if let Err(error) = loader.load_languages(&Locales, &wanted) {
        // The files are part of the program, and a test reads them.
        tracing::error!(error = %error, lang = lang.code(), "texts cannot be read");
    }
    // Names are written in the same direction as the texts around them.
    loader.set_use_isolating(false);
    loader
}

/// The texts in this language.
#[must_use]
pub(super) fn texts(lang: Lang) -> Texts {
    let [nb, nn, en] = &*ALL;
    lang.pick([nb, nn, en])
}
