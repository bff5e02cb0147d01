//! Addresses: what can be written to, and by what two of them are one.
//!
//! In: text as people write it, `Name <office@meridian.example>` or the address alone. Out: [`Mailbox`]. An address is
//! a dot-atom and a domain (RFC 5322, section 3.4.1), the domain in the form of RFC 5891; quoted local parts, comments
//! and addresses in brackets are refused, since no list of attendees means them. A local part outside ASCII would need
//! SMTPUTF8 (RFC 6531) on each server of the way, so it is refused too.

use std::fmt;

/// An address that can stand in an envelope: all ASCII, the domain in lower case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    local: String,
    domain: String,
}

/// An address and whose it is; the name may be empty and holds no line break.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mailbox {
    pub name: String,
    pub address: Address,
}

/// Why a text is no address: the end of "`…` is no e-mail address: …".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake(pub &'static str);

impl Address {
    pub fn parse(text: &str) -> Result<Address, Mistake> {
        let text = text.trim();
        let (local, domain) = match text.rsplit_once('@') {
            _ if text.is_empty() => return Err(Mistake("nothing stands there")),
            _ if text.contains(char::is_whitespace) => return Err(Mistake("there is a space in it")),
            _ if text.contains([',', ';']) => return Err(Mistake("it seems to be several")),
            None => return Err(Mistake("it has no `@`")),
            Some(("", _)) => return Err(Mistake("nothing stands before its `@`")),
            Some((_, "")) => return Err(Mistake("nothing stands after its `@`")),
            Some(parts) => parts,
        };
        if !local.is_ascii() {
            return Err(Mistake(
                "letters other than a to z before its `@` are refused by many servers, and Plenary does not send to it",
            ));
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return Err(Mistake("a full stop stands at an end or beside another"));
        }
        if !local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b)) {
            return Err(Mistake("there is a character in it that no address has"));
        }
        let ascii = idna::domain_to_ascii_strict(domain).ok().filter(|ascii| is_domain(ascii));
        let domain = ascii.ok_or(Mistake("what follows its `@` is no domain"))?;
        // RFC 5321, section 4.5.3.1.
        if local.len() > 64 || local.len() + 1 + domain.len() > 254 {
            return Err(Mistake("it is too long"));
        }
        Ok(Address { local: local.to_owned(), domain })
    }

    /// By what the ledger and lists know the address: in lower case. By RFC 5321 the local part's case may count, but no
    /// provider lets it, and a list that writes one person in two ways must not mail twice.
    pub fn key(&self) -> String {
        format!("{}@{}", self.local.to_ascii_lowercase(), self.domain)
    }

    pub fn domain(&self) -> &str {
        &self.domain
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

fn is_domain(domain: &str) -> bool {
    let last = domain.rsplit('.').next().unwrap_or_default();
    let label = |label: &str| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    domain.contains('.') && domain.split('.').all(label) && !last.bytes().all(|b| b.is_ascii_digit())
}

impl Mailbox {
    pub fn new(name: &str, address: Address) -> Mailbox {
        let words: Vec<&str> = name.split(|c: char| c.is_whitespace() || c.is_control()).collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        Mailbox { name: words.join(" "), address }
    }

    /// Reads `Name <address>`, `"Name" <address>` or an address.
    pub fn parse(text: &str) -> Result<Mailbox, Mistake> {
        let text = text.trim();
        let Some((name, address)) = text.strip_suffix('>').and_then(|open| open.rsplit_once('<')) else {
            return Ok(Mailbox::new("", Address::parse(text)?));
        };
        let name = name.trim();
        let inside = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let name = inside.map_or_else(|| name.to_owned(), |inside| inside.replace("\\\"", "\"").replace("\\\\", "\\"));
        Ok(Mailbox::new(&name, Address::parse(address)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_key() {
        for text in ["Liv.A@Bücher.EXAMPLE", " liv.a@xn--bcher-kva.example", "LIV.A@BÜCHER.example"] {
            let address = Address::parse(text).expect("an address");
            assert_eq!(address.key(), "liv.a@xn--bcher-kva.example");
            assert!(address.to_string().parse::<lettre::Address>().is_ok(), "{text}");
        }
    }

    #[test]
    fn mistakes_are_told() {
        for text in [
            "",
            "liv",
            "@a.example",
            "liv@",
            "liv a@b.example",
            "a@b.example, c@d.example",
            "lív@b.example",
            ".a@b.example",
            "a..b@c.example",
            "a@b",
            "a@b..example",
            "a@-b.example",
            "a\"b@c.example",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@b@c.example",
            "a@b_c.example",
            "a@b.example\r\nBcc: x@y.example",
        ] {
            assert!(Address::parse(text).is_err(), "{text:?}");
        }
        assert!(Address::parse(&format!("{}@b.example", "a".repeat(65))).is_err());
    }

    #[test]
    fn names_stand_before_addresses() {
        for (text, name) in [
            ("liv@a.example", ""),
            ("Meridian Institute <liv@a.example>", "Meridian Institute"),
            ("\"Holm, \\\"J\\\"\" <liv@a.example>", "Holm, \"J\""),
            ("Əli\tŞahin<liv@a.example>", "Əli Şahin"),
        ] {
            let mailbox = Mailbox::parse(text).expect("a mailbox");
            assert_eq!((mailbox.name.as_str(), mailbox.address.key().as_str()), (name, "liv@a.example"));
        }
    }
}
