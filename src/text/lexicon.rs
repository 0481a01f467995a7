//! Closed classes of English words, looked up once a token by its key.
//!
//! Each class is a table of its own, so that a reader can hold it against a grammar. Sources, where a table names
//! none: Quirk et al., "A Comprehensive Grammar of the English Language" (function words); the AP and Guardian
//! style guides (hedges and words of change in news prose).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use crate::period;
use crate::quantity::{Currency, Unit, words};
use crate::text::token::{Token, key_of, stem_of};

/// A set of word classes as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(u64);

impl Class {
    /// A word of no closed class.
    pub(crate) const NONE: Class = Class(0);
    /// Begins a mention: number words, months, weekdays, relative days.
    pub(crate) const TRIGGER: Class = Class(1);
    /// a, the, its, this …
    pub(crate) const DETERMINER: Class = Class(1 << 1);
    pub(crate) const PREPOSITION: Class = Class(1 << 2);
    /// and, or, but …
    pub(crate) const CONJUNCTION: Class = Class(1 << 3);
    /// while, because, after …
    pub(crate) const SUBORDINATOR: Class = Class(1 << 4);
    /// which, who, that …
    pub(crate) const RELATIVE: Class = Class(1 << 5);
    /// it, they, he …
    pub(crate) const PRONOUN: Class = Class(1 << 6);
    /// be, have, do
    pub(crate) const AUXILIARY: Class = Class(1 << 7);
    /// would, could, may …
    pub(crate) const MODAL: Class = Class(1 << 8);
    pub(crate) const NEGATION: Class = Class(1 << 9);
    /// said, told, according …
    pub(crate) const SPEECH: Class = Class(1 << 10);
    /// Verbs and nouns of going up.
    pub(crate) const UP: Class = Class(1 << 11);
    /// Verbs and nouns of going down.
    pub(crate) const DOWN: Class = Class(1 << 12);
    /// more, higher, faster …
    pub(crate) const MORE: Class = Class(1 << 13);
    /// fewer, lower, lighter …
    pub(crate) const LESS: Class = Class(1 << 14);
    /// aims, hopes, wants, target …
    pub(crate) const GOAL: Class = Class(1 << 15);
    /// expected, forecast, predicted …
    pub(crate) const FORECAST: Class = Class(1 << 16);
    /// if, unless, suppose …
    pub(crate) const HYPOTHESIS: Class = Class(1 << 17);
    /// previously, originally, preliminary, revised …
    pub(crate) const OUTDATED: Class = Class(1 << 18);
    /// claims, alleges, disputes … : somebody else's figure.
    pub(crate) const DISPUTE: Class = Class(1 << 19);
    /// average, median, per …
    pub(crate) const RATE: Class = Class(1 << 20);
    /// remaining, another, further, including …
    pub(crate) const PART: Class = Class(1 << 21);
    /// start, begin, first …
    pub(crate) const START: Class = Class(1 << 22);
    /// end, last, until …
    pub(crate) const END: Class = Class(1 << 23);
    /// person, resident … : may stand for whatever is counted.
    pub(crate) const GENERIC: Class = Class(1 << 24);
    /// Adjectives and adverbs that leave the thing the same: remarkable, modest, whole …
    pub(crate) const COLOUR: Class = Class(1 << 25);
    /// size, weight, price … : nouns that a unit or comparative already says.
    pub(crate) const DIMENSION: Class = Class(1 << 26);
    /// Words that name no thing: there, also, about …
    pub(crate) const ADVERB: Class = Class(1 << 27);
    /// of, the, and … in a subject: never required.
    pub(crate) const FUNCTION: Class = Class(
        Self::DETERMINER.0 | Self::PREPOSITION.0 | Self::CONJUNCTION.0 | Self::RELATIVE.0 | Self::AUXILIARY.0,
    );
    /// Verbs of being in a state: stand, remain, reach, total …
    pub(crate) const STATE: Class = Class(1 << 28);
    /// Modifiers that make another thing of the noun: former, average, attempted …
    pub(crate) const OTHER: Class = Class(1 << 29);
    /// May begin a unit of measure.
    pub(crate) const UNIT: Class = Class(1 << 30);
    /// Months and weekdays, short forms as well.
    pub(crate) const CALENDAR: Class = Class(1 << 31);
    /// Number words: cardinals, ordinals, scales and fractions.
    pub(crate) const NUMERAL: Class = Class(1 << 32);
    /// Begins a mention only together with what follows: a, the, last …
    pub(crate) const LEAD: Class = Class(1 << 33);
    /// May go on with what a lead began: a *dozen*, the *first*, last *week*.
    pub(crate) const SECOND: Class = Class(1 << 34);

    /// Codes and names of currencies.
    pub(crate) const MONEY: Class = Class(1 << 35);
    /// Begins a word for percent or points.
    pub(crate) const SHARE: Class = Class(1 << 36);

    /// Gradable adjectives and verbs of dimension: thick, heavy, weigh …
    pub(crate) const ATTRIBUTE: Class = Class(1 << 37);

    /// Begins, or is the heart of, a phrase that takes a figure back: an *earlier* count, the same *story* …
    pub(crate) const TURN: Class = Class(1 << 38);

    /// Classes that a word is in by any form of its stem.
    const INFLECTED: Class =
        Class(Self::UP.0 | Self::DOWN.0 | Self::GOAL.0 | Self::SPEECH.0 | Self::FORECAST.0 | Self::DISPUTE.0);
    /// How far above its key's bits a stem's bits are kept.
    const STEM_SHIFT: u32 = 40;
    const STEMS: u64 = u64::MAX << Self::STEM_SHIFT;

    const fn of_stem(self) -> Class {
        Class(self.0 << Self::STEM_SHIFT)
    }

    /// Whether any bit of `other` is set.
    pub(crate) fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    pub(crate) const fn and(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// One row a class, its words between blanks.
const TABLES: &[(Class, &str)] = &[
    (
        Class::TRIGGER,
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
         fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty \
         ninety hundred thousand million billion dozen half quarter third fourth fifth sixth seventh \
         eighth ninth tenth twentieth first second eleventh twelfth thirteenth fourteenth fifteenth \
         sixteenth seventeenth eighteenth nineteenth thirtieth fortieth fiftieth sixtieth seventieth \
         eightieth ninetieth hundredth pair couple both no none most majority several few handful \
         double triple quadruple halve doubled doubling tripled tripling halved halving quadrupled \
         mostly twice twofold threefold fourfold fivefold tenfold january february march april may \
         june july august september october november december jan feb mar apr jun jul aug sept sep \
         oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds \
         thu thurs fri yesterday today tomorrow tonight last next this a an noon midnight nil single \
         spring summer autumn fall winter v version release fy late early previous previou us rm cad \
         aud usd eur gbp day week month year chf fiscal point same the q",
    ),
    (Class::SHARE, "percent per pct pc of full whole percentage basis point pp pts bps bp"),
    (Class::LEAD, "a an the this last next late early previous same day week month point"),
    (
        Class::SECOND,
        "day week fortnight month quarter year summer spring fall autumn winter season fiscal financial calendar \
         school last next this previous past coming same following current full whole",
    ),
    (
        Class::DETERMINER,
        "a an the this that these those its their his her our my your each every all both some any no \
         either neither such whose what",
    ),
    (
        Class::PREPOSITION,
        "of in on at by for from to with without among amid across around near over under above below \
         between through throughout during until till since into onto out off up down against within \
         outside inside beyond past per than as like via versus vs toward towards about upon amongst \
         along behind beside besides despite including compared after before",
    ),
    (Class::CONJUNCTION, "and or but nor yet plus so"),
    (
        Class::SUBORDINATOR,
        "while whereas although though because when whenever where once unless if whether even until \
         since",
    ),
    (Class::RELATIVE, "which who whom that whose where"),
    (
        Class::PRONOUN,
        "it they them he she him we i you one ones these those this that there who itself themselves \
         both former latter here",
    ),
    (Class::AUXILIARY, "be have do being having get"),
    (Class::MODAL, "will would could might may should shall ought d must can"),
    (
        Class::NEGATION,
        "not never don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't won't \
         wouldn't can't cannot couldn't shouldn't neither nor without hardly barely",
    ),
    (
        Class::SPEECH,
        "say tell add reveal report announce write note state ask explain according recall warn declare show \
         find estimate put count release publish confirm insist admit acknowledge argue remark stress \
         indicate",
    ),
    (
        Class::UP,
        "rise increase grow growth gain jump surge climb soar swell expand expansion accelerate \
         advance rally rocket balloon uptick upturn boost raise improve improvement hike upswing leap \
         spike widen lift fatten up rising increasing growing strengthen rebound recover",
    ),
    (
        Class::DOWN,
        "fall drop decrease decline shrink slip slide plunge tumble sink dip cut reduce reduction \
         slash lower lowered lowering ease trim shave slump contract contraction dwindle retreat recede lose \
         downturn worsen plummet narrow crash axe knock down falling weaken diminish halve slow shed \
         cutback downtick ebb",
    ),
    (
        Class::MORE,
        "more higher faster quicker heavier dearer bigger longer larger greater pricier taller \
         stronger older wider thicker brighter further extra additional later warmer hotter costlier \
         deeper better",
    ),
    (
        Class::LESS,
        "fewer less lighter slower cheaper smaller shorter thinner weaker younger narrower dimmer \
         earlier cooler colder lower worse off shallower",
    ),
    (
        Class::GOAL,
        "propose proposal aim hope want target goal seek wish pledge vow quota demand intend ambition strive \
         dream urge aspire",
    ),
    (
        Class::FORECAST,
        "expect forecast predict project projection anticipate outlook foresee prediction expectation \
         likely potential potentially prospect reckon projected predicted expected anticipated",
    ),
    (Class::HYPOTHESIS, "if unless suppose supposing hypothetical hypothetically imagine assuming scenario"),
    (
        Class::OUTDATED,
        "previously originally initially preliminary superseded formerly withdrawn withdraw \
         erroneously mistakenly provisional outdated wrong wrongly misstated leaked incorrectly \
         prototype rumour rumor",
    ),
    (
        Class::TURN,
        "story article headline column post caption first once had early earlier initial old since later long \
         used our previous",
    ),
    (Class::DISPUTE, "claim allege dispute deny nonsense rival critic contend allegedly boast"),
    (
        Class::RATE,
        "average median mean typical typically per apiece daily weekly monthly hourly annually \
         nightly",
    ),
    (
        Class::PART,
        "remaining another further rest alone additional extra other including include excluding \
         except besides others",
    ),
    (
        Class::START,
        "start begin open opening launch first commence initial kick inaugural debut onset outset \
         break",
    ),
    (
        Class::END,
        "end finish close conclude last final expire until till through finale lapse deadline closing",
    ),
    (Class::GENERIC, "person resident man woman thing unit piece item case other individual"),
    (
        Class::COLOUR,
        "remarkable modest whole entire full total overall combined estimated reported recent latest \
         current whopping staggering mere just only record sharp steep slight small big large huge \
         massive dramatic significant substantial scheduled planned public official local so-called \
         little very strong solid impressive meagre meager paltry hefty neat cool round straight \
         consecutive successive different separate individual such many own same here already now \
         new-look approximately about roughly nearly almost around respective actual stated published \
         verified known rated quoted listed special community much headline",
    ),
    (
        Class::DIMENSION,
        "size weight length height width depth thickness distance age speed temperature price cost \
         amount value pay salary duration period area capacity volume figure number level score rate \
         share time spending budget prize margin brightness tally toll count total index peak limit",
    ),
    (
        Class::ADVERB,
        "also too again still then now so even just only already ever there here however meanwhile \
         instead together overall nationwide citywide statewide apart almost nearly roughly about \
         around approximately well very far much",
    ),
    (
        Class::STATE,
        "be stand remain reach total hit measure weigh cost run last have hold cover number amount \
         equal average come keep contain carry score top pass exceed touch peak make own employ serve \
         raise earn get offer sell burn account represent include comprise",
    ),
    (
        Class::OTHER,
        "non former previous old other another average median attempted alleged suspected potential \
         future rival anti pre sub half semi ex would-be proposed original predecessor successor \
         earlier next fake mini junior youth",
    ),
];

/// Gradable adjectives and the dimension each one measures (Quirk et al., 7.42 and 7.88).
pub(crate) const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("thickness", &["thick", "thin", "thinner", "thicker"]),
    ("length", &["long", "longer", "short", "shorter"]),
    ("height", &["tall", "taller", "high"]),
    ("weight", &["heavy", "light", "heavier", "lighter", "weigh"]),
    ("width", &["wide", "wider", "narrow", "narrower"]),
    ("depth", &["deep", "deeper"]),
    ("age", &["old", "older", "young", "younger", "aged"]),
    ("speed", &["fast", "quick", "slow", "faster", "quicker", "slower"]),
    ("brightness", &["bright", "brighter"]),
    ("temperature", &["hot", "cold", "warm", "cool"]),
    ("price", &["cheap", "cheaper", "expensive", "dear", "dearer", "cost", "sell", "pay"]),
];

/// The key is a hash already.
#[derive(Default)]
pub(crate) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = crate::text::lemma::hash_bytes(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A map from token keys.
pub(crate) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

/// The classes of keys and, higher up, of stems. Words of change, aims, forecasts and disputes count in every form of
/// their stem: `tumbling`, `slashed`.
static LEXICON: LazyLock<KeyMap<Class>> = LazyLock::new(|| {
    let mut map: KeyMap<Class> = KeyMap::default();
    let mut add = |key: u64, class: Class| {
        let entry = map.entry(key).or_default();
        *entry = entry.and(class);
    };
    for (class, words) in TABLES {
        for word in words.split_whitespace() {
            add(key_of(word), *class);
            // "up" and "down" have no other form; "will" and "like" are other words in other forms.
            if class.has(Class::INFLECTED)
                && word.len() > 2
                && !matches!(word, "down" | "lower" | "will" | "like")
            {
                add(stem_of(word), class.of_stem());
            }
        }
    }
    for (_, words) in ATTRIBUTES {
        for word in *words {
            add(key_of(word), Class::ATTRIBUTE);
        }
    }
    for word in words::all() {
        add(key_of(word), Class::NUMERAL.and(Class::SECOND));
    }
    for word in period::names() {
        add(key_of(word), Class::CALENDAR.and(Class::SECOND));
    }
    for word in Currency::all_words() {
        add(key_of(word), Class::MONEY);
    }
    for word in Unit::all_words() {
        // As the tokens have it: "km/h" begins with "km".
        let end = word.find(|c: char| !c.is_ascii_digit() && !c.is_alphabetic()).unwrap_or(word.len());
        add(key_of(word.get(..end).unwrap_or(word)), Class::UNIT.and(Class::SECOND));
    }
    map
});

/// The classes of a key and a stem.
pub(super) fn of(key: u64, stem: u64) -> Class {
    let lookup = |hash: u64| LEXICON.get(&hash).copied().unwrap_or_default();
    let by_key = lookup(key);
    let by_stem = if stem == key { by_key } else { lookup(stem) };
    Class(by_key.0 & !Class::STEMS | by_stem.0 & Class::STEMS)
}

/// The classes of a token's stem: words of change, aims, forecasts and disputes in any form.
pub(crate) fn stem_class(token: &Token) -> Class {
    Class(token.class.0 >> Class::STEM_SHIFT)
}

/// The classes of a token.
pub(crate) fn class(token: &Token) -> Class {
    Class(token.class.0 & !Class::STEMS)
}

/// The classes of a word by its key.
pub(crate) fn of_key(key: u64) -> Class {
    Class(LEXICON.get(&key).copied().unwrap_or_default().0 & !Class::STEMS)
}

/// Whether a token or another form of its word is in any of the classes.
pub(crate) fn is_or_stem(token: &Token, classes: Class) -> bool {
    class(token).and(stem_class(token)).has(classes)
}

/// Whether a token is in any of the classes.
pub(crate) fn is(token: &Token, classes: Class) -> bool {
    token.class.has(classes)
}
