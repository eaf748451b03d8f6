//! What a mail says: that there is news, and nothing of what it is.

/// A mail's subject and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Subject.
    pub subject: &'static str,
    /// Text.
    pub text: String,
}

/// There is news; `language` is nb, nn or en, and nb for anything else.
#[must_use]
pub fn news(language: &str) -> Words {
    let (subject, text) = match language {
        "nn" => (
            "Du har nytt i samflyt",
            "Du har nytt i samflyt. Logg inn for å lese det.\n\n\
             Denne meldinga er send automatisk. Kva ho gjeld, står berre i samflyt.\n",
        ),
        "en" => (
            "You have news in samflyt",
            "You have news in samflyt. Log in to read it.\n\n\
             This message was sent automatically. What it is about is said in samflyt only.\n",
        ),
        _ => (
            "Du har nytt i samflyt",
            "Du har nytt i samflyt. Logg inn for å lese det.\n\n\
             Denne meldingen er sendt automatisk. Hva den gjelder, står bare i samflyt.\n",
        ),
    };
    Words { subject, text: text.to_owned() }
}

/// The code that confirms a mail address.
#[must_use]
pub fn code(language: &str, code: &str) -> Words {
    let (subject, text) = match language {
        "nn" => (
            "Kode frå samflyt",
            format!(
                "Koden din er {code}. Skriv han inn i samflyt innan ein time.\n\n\
                 Har du ikkje bede om ein kode? Då treng du ikkje gjere noko.\n"
            ),
        ),
        "en" => (
            "Code from samflyt",
            format!(
                "Your code is {code}. Enter it in samflyt within an hour.\n\n\
                 Did you not ask for a code? Then you need not do anything.\n"
            ),
        ),
        _ => (
            "Kode fra samflyt",
            format!(
                "Koden din er {code}. Skriv den inn i samflyt innen en time.\n\n\
                 Har du ikke bedt om en kode? Da trenger du ikke gjøre noe.\n"
            ),
        ),
    };
    Words { subject, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_words() {
        let texts = ["nb", "nn", "en"].map(|language| news(language).text);
        assert!(texts[0] != texts[1] && texts[1] != texts[2]);
        assert_eq!(news("se"), news("nb"));
        for language in ["nb", "nn", "en"] {
            assert!(code(language, "123456").text.contains("123456"));
        }
    }
}
