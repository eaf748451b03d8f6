//! The rest of a family's life: a profile, a coordinator, an emergency, requests.

use super::cast::sign_in;
use super::history::Story;
use super::records;
use crate::domain::RequestId;
use crate::domain::case::Finding;
use crate::domain::lang::Lang;
use crate::domain::profile::{Profile, Raw};
use crate::domain::question::ConsentAction;
use crate::domain::text::{Title, Words};
use crate::flows::consents::revise::Changes;
use crate::flows::consents::{Grantable, agree, unit_side};
use crate::flows::emergencies::{declare, switch};
use crate::flows::packs::{self, Keepable};
use crate::flows::profile::{self, Belief};
use crate::flows::requests::{self, Addressed, Asking};
use crate::flows::{Error, audit_cases, consents};
use std::collections::BTreeMap;

fn words(text: &str) -> Result<Words, Error> {
    Words::new(text).map_err(|error| Error::Internal(Box::new(error)))
}

fn title(text: &str) -> Result<Title, Error> {
    Title::new(text).map_err(|error| Error::Internal(Box::new(error)))
}

fn text(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

fn list(lines: &[&str]) -> Raw {
    Raw::List(lines.iter().map(|line| text(line)).collect())
}

fn map(fields: &[(&str, Raw)]) -> Raw {
    let fields: BTreeMap<String, Raw> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Raw::Map(fields)
}

/// What Kari has written about Nora.
fn about_nora() -> Result<Profile, Error> {
    let help = |when, how| map(&[("when", text(when)), ("how", text(how))]);
    let filled_in = map(&[
        ("important", text("Jeg tåler ikke å bli tatt på uten at jeg er forberedt.")),
        ("called", text("Nora")),
        (
            "about",
            text("Jeg er ni år, liker vann, hunder og tegneserier, og husker alle jeg har møtt."),
        ),
        ("communication", text("Korte setninger. Bilder hjelper. Gi meg tid til å svare.")),
        ("languages", list(&["norsk", "tegn til tale"])),
        (
            "daily_help",
            Raw::List(vec![
                help("Om morgenen", "Dagsplan med bilder, én ting om gangen."),
                help("I friminuttet", "En voksen i nærheten."),
            ]),
        ),
        ("works", list(&["Vann og ro", "Å få vite hva som skal skje"])),
        ("avoid", list(&["Høye lyder uten varsel", "Mange som snakker samtidig"])),
        (
            "contacts",
            Raw::List(vec![
                map(&[("name", text("Kari Lind")), ("relation", text("mamma"))]),
                map(&[("name", text("Ola Berg")), ("relation", text("pappa"))]),
            ]),
        ),
    ]);
    Profile::new(filled_in, Lang::Nb).map_err(|error| Error::Internal(Box::new(error)))
}

impl Story<'_> {
    /// Kari writes the profile, and remembers what the school always needs.
    pub(super) async fn write_profile(&self, day: i64, hour: i64) -> Result<(), Error> {
        self.at(day, hour);
        let (app, nora) = (self.app, self.cast.child("nora"));
        let kari = sign_in(app, "kari").await?;
        profile::save(app, &kari, nora, about_nora()?, Belief::Nothing, None).await?;
        let pack = Keepable {
            name: title("Til skolen")?,
            documents: vec![self.cast.document(2)],
            categories: vec!["profile".to_owned()],
            also_later: true,
            actions: vec![ConsentAction::Open],
        };
        packs::keep(app, &kari, nora, pack, None).await?;
        Ok(())
    }

    /// The coordinator sees what is agreed, and writes down one more for the family.
    pub(super) async fn coordinate(&self, day: i64, hour: i64) -> Result<(), Error> {
        self.at(day, hour);
        let (app, nora) = (self.app, self.cast.child("nora"));
        let (kari, ola) = (sign_in(app, "kari").await?, sign_in(app, "ola").await?);
        let mut want = self.wanted("coordinator", "coordination", Vec::new(), Vec::new(), 150);
        want.terms.actions = vec![ConsentAction::Coordinate];
        let given = consents::grant(app, &kari, nora, want, None).await?.consent;
        agree::approve(app, &ola, (given, None), "nb", None).await?;
        self.at(day + 1, 9);
        let siri = sign_in(app, "coordinator").await?;
        let categories = vec!["expert-assessment".to_owned()];
        let want = self.wanted("statped", "expert-assessment", Vec::new(), categories, 60);
        let want = Grantable {
            terms: consents::Terms {
                words: Some(words("Statped trenger vurderingen før møtet i neste måned.")?),
                ..want.terms
            },
            ..want
        };
        unit_side::draft(app, &siri, nora, want, None).await?;
        Ok(())
    }

    /// Jonas comes to the hospital at night. Kari has switched emergencies on; one of
    /// two auditors has looked into it since.
    pub(super) async fn emergency(&self, day: i64, hour: i64) -> Result<(), Error> {
        self.at(day, 12);
        let (app, jonas) = (self.app, self.cast.child("jonas"));
        let kari = sign_in(app, "kari").await?;
        switch::set(app, &kari, jonas, (true, "nb"), None).await?;
        self.at(day, hour);
        let henrik = sign_in(app, "hospital").await?;
        let declared = declare::Declaration {
            child: declare::Sought::Child(jonas),
            unit: self.cast.unit("hospital"),
            reason: "acute-illness-or-injury".to_owned(),
            words: words("Kom med ambulanse, anfall på over fem minutter.")?,
        };
        declare::declare(app, &henrik, declared, None).await?;
        self.open("hospital", 6, "emergency").await?;
        self.at(day + 1, 8);
        let tuva = sign_in(app, "auditor").await?;
        let (cases, _, _) = audit_cases::list(app, &tuva, None, None, 1).await?;
        if let Some(case) = cases.first() {
            let found = (Finding::Explained, words("Innlagt samme natt; stemmer.")?);
            audit_cases::close(app, &tuva, case.case.id, found, None).await?;
        }
        Ok(())
    }

    /// What units ask for: one of everything that can come of it.
    pub(super) async fn ask(&self, day: i64, hour: i64) -> Result<(), Error> {
        self.at(day, hour);
        self.send("ppt", "school-adaptation", &["profile", "expert-assessment"]).await?;
        self.send("statped", "expert-assessment", &["medical"]).await?;
        let gone = self.send("nav", "benefit-assessment", &["decision"]).await?;
        self.at(day, hour + 2);
        let ane = sign_in(self.app, "nav").await?;
        requests::withdraw(self.app, &ane, gone, None).await?;
        Ok(())
    }

    /// The family answers: one in part and by both, one not at all, one no.
    pub(super) async fn answer(&self, day: i64, hour: i64) -> Result<(), Error> {
        self.at(day, hour);
        let app = self.app;
        let (kari, ola) = (sign_in(app, "kari").await?, sign_in(app, "ola").await?);
        let (asked, _, _) = requests::list(app, &kari, None, None, 20).await?;
        let of = |unit: &str| {
            let unit = self.cast.unit(unit);
            asked.iter().find(|one| one.request.unit == unit).map(|one| one.request.id)
        };
        if let Some(id) = of("ppt") {
            let part =
                Changes { categories: Some(vec!["profile".to_owned()]), ..Changes::default() };
            let made = requests::grant(app, &kari, id, part, "nb", None).await?;
            let granted = requests::read_own(app, &kari, &made, true).await?;
            if let Some(consent) = granted.request.consent {
                agree::approve(app, &ola, (consent, None), "nb", None).await?;
            }
        }
        if let Some(id) = of("statped") {
            requests::decline(app, &ola, id, None).await?;
        }
        // Still to be answered.
        self.at(day + 1, 10);
        self.send("hospital", "treatment", &["medication-list", "medical"]).await?;
        Ok(())
    }

    async fn send(
        &self,
        unit: &str,
        purpose: &str,
        categories: &[&str],
    ) -> Result<RequestId, Error> {
        let actor = sign_in(self.app, unit).await?;
        let [nora, _] = records::children(self.present.day());
        let asking = Asking {
            child: Addressed::Number(nora.pid),
            unit: self.cast.unit(unit),
            purpose: Some(purpose.to_owned()),
            categories: categories.iter().map(|code| (*code).to_owned()).collect(),
            until: self.present.plus_days(60),
            words: Some(words("Vi trenger dette før neste møte.")?),
            renews: None,
        };
        Ok(requests::send(self.app, &actor, asking, None).await?.request)
    }
}
