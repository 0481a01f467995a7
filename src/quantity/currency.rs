//! Currencies by ISO 4217 code, with the signs and words that papers use for them.

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(&'static str);

/// Code, sign, lower-case words (singular and plural). A sign alone that several currencies share is the
/// first row's: `$` is the US dollar. Codes and names: ISO 4217; signs: Unicode CLDR "narrow" forms.
const CURRENCIES: &[(&str, &str, &[&str])] = &[
    ("USD", "$", &["dollar", "dollars", "us dollars", "buck", "bucks", "dlr", "dlrs"]),
    ("EUR", "€", &["euro", "euros"]),
    ("GBP", "£", &["pound sterling", "pounds sterling", "sterling", "quid", "stg"]),
    ("JPY", "¥", &["yen"]),
    ("CNY", "CN¥", &["yuan", "renminbi"]),
    ("INR", "₹", &["rupee", "rupees"]),
    ("AUD", "A$", &["australian dollar", "australian dollars"]),
    ("CAD", "C$", &["canadian dollar", "canadian dollars"]),
    ("NZD", "NZ$", &["new zealand dollar", "new zealand dollars"]),
    ("HKD", "HK$", &["hong kong dollar", "hong kong dollars"]),
    ("SGD", "S$", &["singapore dollar", "singapore dollars"]),
    ("CHF", "CHF ", &["swiss franc", "swiss francs", "francs"]),
    ("SEK", "SEK ", &["swedish krona", "swedish kronor"]),
    ("NOK", "NOK ", &["norwegian krone", "norwegian kroner"]),
    ("DKK", "DKK ", &["danish krone", "danish kroner"]),
    ("MYR", "RM", &["ringgit"]),
    ("KRW", "₩", &["won"]),
    ("RUB", "₽", &["rouble", "roubles", "ruble", "rubles"]),
    ("TRY", "₺", &["lira"]),
    ("BRL", "R$", &["real", "reais"]),
    ("ZAR", "R", &["rand"]),
    ("PLN", "zł", &["zloty"]),
    ("MXN", "MX$", &["peso", "pesos"]),
    ("ILS", "₪", &["shekel", "shekels"]),
    ("UAH", "₴", &["hryvnia"]),
];

/// Other spellings of a sign before the amount.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("$US", "USD"),
    ("AU$", "AUD"),
    ("$A", "AUD"),
    ("CA$", "CAD"),
    ("$NZ", "NZD"),
    ("RMB", "CNY"),
    ("Rs", "INR"),
    ("RM", "MYR"),
];

impl Currency {
    /// Cents of some currency that the text leaves open.
    pub const OPEN: Currency = Currency("XXX");
    /// The US dollar.
    pub const USD: Currency = Currency("USD");
    /// The euro.
    pub const EUR: Currency = Currency("EUR");
    /// The pound sterling.
    pub const GBP: Currency = Currency("GBP");

    /// By ISO code in capitals.
    pub fn from_code(code: &str) -> Option<Currency> {
        if code.len() != 3 {
            return None;
        }
        CURRENCIES.iter().find(|(c, _, _)| *c == code).map(|(c, _, _)| Currency(c))
    }

    /// By the sign before an amount, as it stands: `$`, `US$`, `€`.
    pub fn from_sign(sign: &str) -> Option<Currency> {
        // Every number and capital is asked; no sign is longer.
        if sign.len() > 4 {
            return None;
        }
        if let Some((_, code)) = SIGNS.iter().find(|(s, _)| *s == sign) {
            return Currency::from_code(code);
        }
        CURRENCIES
            .iter()
            .find(|(_, s, _)| s.strip_suffix(' ').unwrap_or(s) == sign && *s != "R")
            .map(|(c, _, _)| Currency(c))
    }

    /// By a lower-case word after an amount: `dollars`. `pounds` is also a mass and is not here.
    pub fn from_word(word: &str) -> Option<Currency> {
        CURRENCIES.iter().find(|(_, _, words)| words.contains(&word)).map(|(c, _, _)| Currency(c))
    }

    /// Every code and word.
    pub(crate) fn all_words() -> impl Iterator<Item = &'static str> {
        let codes = CURRENCIES.iter().map(|(code, _, _)| *code);
        codes.chain(CURRENCIES.iter().flat_map(|(_, _, words)| words.iter().copied()))
    }

    /// ISO 4217 code.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The sign written before an amount.
    pub fn symbol(self) -> &'static str {
        CURRENCIES.iter().find(|(c, _, _)| *c == self.0).map_or("", |(_, s, _)| s)
    }
}
