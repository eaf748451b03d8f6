//! How and where a person wants to be told outside the service. A mail address is
//! used only after its code, which is mailed to it, was given back.

use crate::domain::PersonId;
use crate::domain::notice::{Channel, How, Kind, MailAddress};
use crate::domain::time::SECOND_MICROS;
use crate::entropy::Entropy;
use crate::flows::App;
use crate::flows::error::{Error, Invalid};
use crate::identity::Actor;
use crate::notify::worker::CODE_MICROS;
use crate::notify::{self, New, To};
use crate::store::contacts::{self, Asked, Contact};
use crate::store::deliveries::{self, New as Delivery};
use crate::store::{Conn, Tx, Unlogged, keys};
use crate::vault::fields::{DataKey, Place};

/// Codes that a person is sent in one day, and the pause between two.
const CODES_A_DAY: i64 = 5;
const CODE_PAUSE_MICROS: i64 = 60 * SECOND_MICROS;
/// Wrong codes after which the right one is none any more.
const TRIES: i64 = 5;

/// A person's settings, as the person sees them.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How often.
    pub how: How,
    /// The address in use.
    pub mail: Option<MailAddress>,
    /// An address that waits for its code.
    pub waiting: Option<MailAddress>,
    /// Does this installation send mail?
    pub mail_offered: bool,
}

/// The settings of `actor`.
///
/// # Errors
/// What the stores say.
pub async fn show(app: &App, actor: &Actor) -> Result<Settings, Error> {
    let mut conn = app.db.read().await?;
    let contact = contacts::find(&mut conn, actor.person()).await?.unwrap_or_default();
    opened(app, &mut conn, actor.person(), &contact).await
}

async fn opened(
    app: &App,
    conn: &mut Conn,
    person: PersonId,
    contact: &Contact,
) -> Result<Settings, Error> {
    let now = app.clock.now();
    let key = app.vault.data_key(conn, keys::DIRECTORY).await?;
    let mail = contact.mail_sealed.as_deref();
    let waiting = contact.asked.as_ref().filter(|asked| now < asked.at.plus_micros(CODE_MICROS));
    Ok(Settings {
        how: contact.how,
        mail: mail
            .map(|sealed| address(app, &key, Place::contact_mail(person), sealed))
            .transpose()?,
        waiting: waiting
            .map(|asked| address(app, &key, Place::contact_asked(person), &asked.mail_sealed))
            .transpose()?,
        mail_offered: app.courier.has_mail(),
    })
}

fn address(app: &App, key: &DataKey, place: Place, sealed: &[u8]) -> Result<MailAddress, Error> {
    let text = app.vault.open_text(key, place, sealed)?;
    MailAddress::new(&text).map_err(|error| Error::Internal(Box::new(error)))
}

/// Sets how `actor` wants to be told. Another address than the one in use waits
/// for its code, which is mailed to it; the old one is used, and told, until
/// then. No address takes the old one away.
///
/// # Errors
/// [`Error::Invalid`] for an address that is none, [`Error::Conflict`] when no
/// mail is sent here or too many codes were asked for.
pub async fn set(
    app: &App,
    actor: &Actor,
    how: How,
    mail: Option<&str>,
) -> Result<Settings, Error> {
    let mail = mail.map(MailAddress::new).transpose().map_err(|error| {
        Error::from(Invalid::new(error.code(), "mail", format!("Please {error}.")))
    })?;
    if mail.is_some() && !app.courier.has_mail() {
        return Err(Error::Conflict {
            code: "mail-not-offered",
            detail: "This installation sends no mail. Your notices are in the inbox.",
        });
    }
    let (own, person) = (app.clone(), actor.person());
    app.db
        .write_unlogged::<(), Error, _>(Unlogged::Contact, move |tx| {
            Box::pin(async move { change(&own, tx, person, how, mail).await })
        })
        .await?;
    show(app, actor).await
}

async fn change(
    app: &App,
    tx: &mut Tx,
    person: PersonId,
    how: How,
    mail: Option<MailAddress>,
) -> Result<(), Error> {
    let mut contact = contacts::find(tx, person).await?.unwrap_or_default();
    contact.how = how;
    let key = app.vault.data_key(tx, keys::DIRECTORY).await?;
    let used = match contact.mail_sealed.as_deref() {
        Some(sealed) => Some(address(app, &key, Place::contact_mail(person), sealed)?),
        None => None,
    };
    match mail {
        None => {
            if used.is_some() {
                tell_of_change(tx, person).await?;
            }
            (contact.mail_sealed, contact.asked) = (None, None);
        }
        Some(mail) if Some(&mail) == used.as_ref() => contact.asked = None,
        Some(mail) => {
            ask(app, tx, person, &key, &mut contact, &mail)?;
            contacts::put(tx, person, &contact).await?;
            // The address in use hears that another one is to take its place.
            tell_of_change(tx, person).await?;
            let now = tx.now();
            let code = Delivery {
                notice: None,
                channel: Channel::Code,
                target: person.0,
                due: now,
                expires: now.plus_micros(CODE_MICROS),
            };
            let dedup = format!("code/{person}/{}", now.as_micros());
            deliveries::insert(tx, &code, &dedup).await?;
            return Ok(());
        }
    }
    contacts::put(tx, person, &contact).await?;
    Ok(())
}

/// Makes a code for an address.
fn ask(
    app: &App,
    tx: &Tx,
    person: PersonId,
    key: &DataKey,
    contact: &mut Contact,
    mail: &MailAddress,
) -> Result<(), Error> {
    let now = tx.now();
    let today = now.day().as_days();
    let soon =
        contact.asked.as_ref().is_some_and(|old| now < old.at.plus_micros(CODE_PAUSE_MICROS));
    if contact.codes_day != today {
        (contact.codes_day, contact.codes) = (today, 0);
    }
    if soon || contact.codes >= CODES_A_DAY {
        return Err(Error::Conflict {
            code: "mail-code-too-soon",
            detail: "A code was sent. Wait a minute before you ask for another one; there are five a day.",
        });
    }
    contact.codes += 1;
    contact.asked = Some(Asked {
        mail_sealed: app.vault.seal_text(key, Place::contact_asked(person), mail.as_str())?,
        code_sealed: app.vault.seal_text(key, Place::contact_code(person), &code(tx.entropy()))?,
        at: now,
        tries: 0,
    });
    Ok(())
}

/// Six digits, each number as likely as another.
fn code(entropy: &dyn Entropy) -> String {
    // 2^64 is so large beside a million that what is over does not count.
    let number = u64::from_be_bytes(entropy.bytes()) % 1_000_000;
    format!("{number:06}")
}

async fn tell_of_change(tx: &mut Tx, person: PersonId) -> Result<(), Error> {
    let key = Some(tx.now().as_micros().to_string());
    let new = New { key, ..New::of(Kind::ContactChanged, To::Person(person)) };
    notify::tell(tx, new).await?;
    Ok(())
}

/// Takes an address into use, with the code that was mailed to it.
///
/// # Errors
/// [`Error::Invalid`] for a wrong code, [`Error::Conflict`] when none is waited for.
pub async fn confirm(app: &App, actor: &Actor, code: &str) -> Result<Settings, Error> {
    let (own, person, code) = (app.clone(), actor.person(), code.trim().to_owned());
    let right = app
        .db
        .write_unlogged::<bool, Error, _>(Unlogged::Contact, move |tx| {
            Box::pin(async move { take(&own, tx, person, &code).await })
        })
        .await?;
    if right {
        return show(app, actor).await;
    }
    Err(Invalid::new("code-wrong", "code", "This is not the code that was mailed.").into())
}

/// Is it the code? A wrong one is counted, so this is no error of the job.
async fn take(app: &App, tx: &mut Tx, person: PersonId, code: &str) -> Result<bool, Error> {
    let none = || Error::Conflict {
        code: "no-code-waited-for",
        detail: "No code is waited for. Set the address again to get a new one.",
    };
    let mut contact = contacts::find(tx, person).await?.ok_or_else(none)?;
    let asked = contact.asked.clone().ok_or_else(none)?;
    if tx.now() >= asked.at.plus_micros(CODE_MICROS) || asked.tries >= TRIES {
        return Err(none());
    }
    let key = app.vault.data_key(tx, keys::DIRECTORY).await?;
    let right = app.vault.open_text(&key, Place::contact_code(person), &asked.code_sealed)?;
    // Five tries among a million: how long a comparison takes tells nothing.
    if right != code {
        contact.asked = Some(Asked { tries: asked.tries + 1, ..asked });
        contacts::put(tx, person, &contact).await?;
        return Ok(false);
    }
    let mail = app.vault.open_text(&key, Place::contact_asked(person), &asked.mail_sealed)?;
    contact.mail_sealed = Some(app.vault.seal_text(&key, Place::contact_mail(person), &mail)?);
    contact.asked = None;
    contacts::put(tx, person, &contact).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use crate::entropy::SeededEntropy;

    #[test]
    fn codes_have_six_digits() {
        let entropy = SeededEntropy::new(5);
        let codes: std::collections::BTreeSet<String> =
            (0..200).map(|_| super::code(&entropy)).collect();
        assert!(codes.len() > 190);
        for code in codes {
            assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
        }
    }
}
