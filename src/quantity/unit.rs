//! Units of measure: one table, exact factors to each dimension's base unit.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::text::lexicon::KeyMap;
use crate::text::{hash_of, key_of};

/// What a unit measures; only units of one dimension convert into one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dimension {
    /// Base: metre.
    Length,
    /// Base: gram.
    Mass,
    /// Base: second. Months and years are `LongTime`: their length in seconds is not fixed.
    Time,
    /// Base: month.
    LongTime,
    /// Base: kelvin, with an offset.
    Temperature,
    /// Base: square metre.
    Area,
    /// Base: litre.
    Volume,
    /// Base: metre a second (as metres an hour, to stay exact).
    Speed,
    /// Base: byte.
    Data,
    /// Base: joule.
    Energy,
    /// Base: watt.
    Power,
    /// Base: nit (candela a square metre).
    Luminance,
    /// Base: hertz.
    Frequency,
    /// Base: pascal.
    Pressure,
    /// Base: degree of arc.
    Angle,
    /// Base: volt.
    Voltage,
    /// Base: decibel.
    Sound,
    /// Base: pixel.
    Pixel,
}

/// A unit: a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(u16);

struct Row {
    /// Singular name, as printed.
    name: &'static str,
    plural: &'static str,
    dimension: Dimension,
    /// Size in base units as numerator and denominator, exact.
    factor: (i64, i64),
    /// Words and signs after a number that mean it. Those with capitals match only so.
    words: &'static [&'static str],
}

const fn row(
    name: &'static str,
    plural: &'static str,
    dimension: Dimension,
    factor: (i64, i64),
    words: &'static [&'static str],
) -> Row {
    Row { name, plural, dimension, factor, words }
}

use Dimension::{
    Angle, Area, Data, Energy, Frequency, Length, LongTime, Luminance, Mass, Pixel, Power, Pressure, Sound,
    Speed, Temperature, Time, Voltage, Volume,
};

/// Factors: the international yard and pound agreement of 1959 (0.9144 m, 453.59237 g), US survey definitions
/// left aside; US liquid and imperial volumes by NIST Handbook 44 appendix C; data by IEC 80000-13.
const UNITS: &[Row] = &[
    row("mm", "mm", Length, (1, 1000), &["mm", "millimeter", "millimeters", "millimetre", "millimetres"]),
    row("cm", "cm", Length, (1, 100), &["cm", "centimeter", "centimeters", "centimetre", "centimetres"]),
    row("meter", "meters", Length, (1, 1), &["m", "meter", "meters", "metre", "metres"]),
    row("km", "km", Length, (1000, 1), &["km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"]),
    row("inch", "inches", Length, (254, 10_000), &["inch", "inches", "in."]),
    row("foot", "feet", Length, (3048, 10_000), &["ft", "ft.", "foot", "feet"]),
    row("yard", "yards", Length, (9144, 10_000), &["yd", "yard", "yards"]),
    row("mile", "miles", Length, (1_609_344, 1000), &["mile", "miles", "mi", "mi."]),
    row("nautical mile", "nautical miles", Length, (1852, 1), &["nautical mile", "nautical miles", "nmi"]),
    row("mg", "mg", Mass, (1, 1000), &["mg", "milligram", "milligrams"]),
    row("gram", "grams", Mass, (1, 1), &["g", "gram", "grams", "gramme", "grammes"]),
    row("kg", "kg", Mass, (1000, 1), &["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"]),
    row("tonne", "tonnes", Mass, (1_000_000, 1), &["tonne", "tonnes", "metric ton", "metric tons"]),
    row("ounce", "ounces", Mass, (45_359_237, 1_600_000), &["oz", "oz.", "ounce", "ounces"]),
    row("pound", "pounds", Mass, (45_359_237, 100_000), &["lb", "lbs", "lb.", "lbs.", "pound", "pounds"]),
    row("stone", "stone", Mass, (635_029_318, 100_000), &["stone"]),
    row("ton", "tons", Mass, (90_718_474, 100), &["ton", "tons", "short ton", "short tons"]),
    row("microsecond", "microseconds", Time, (1, 1_000_000), &["µs", "us", "microsecond", "microseconds"]),
    row("ms", "ms", Time, (1, 1000), &["ms", "millisecond", "milliseconds"]),
    row("second", "seconds", Time, (1, 1), &["s", "sec", "secs", "second", "seconds"]),
    row("minute", "minutes", Time, (60, 1), &["min", "mins", "minute", "minutes"]),
    row("hour", "hours", Time, (3600, 1), &["h", "hr", "hrs", "hour", "hours"]),
    row("day", "days", Time, (86_400, 1), &["day", "days"]),
    row("week", "weeks", Time, (604_800, 1), &["week", "weeks"]),
    row("fortnight", "fortnights", Time, (1_209_600, 1), &["fortnight", "fortnights"]),
    row("month", "months", LongTime, (1, 1), &["month", "months"]),
    row("year", "years", LongTime, (12, 1), &["yr", "yrs", "year", "years"]),
    row("year old", "years old", LongTime, (12, 1), &["year old", "years old", "years of age"]),
    row("decade", "decades", LongTime, (120, 1), &["decade", "decades"]),
    row("century", "centuries", LongTime, (1200, 1), &["century", "centuries"]),
    row(
        "F",
        "F",
        Temperature,
        (5, 9),
        &["F", "°F", "degrees Fahrenheit", "degree Fahrenheit", "degrees F", "degree F", "fahrenheit"],
    ),
    row(
        "C",
        "C",
        Temperature,
        (1, 1),
        &[
            "C",
            "°C",
            "degrees Celsius",
            "degree Celsius",
            "degrees C",
            "degree C",
            "degrees centigrade",
            "celsius",
            "centigrade",
        ],
    ),
    row("kelvin", "kelvin", Temperature, (1, 1), &["kelvin", "kelvins"]),
    row(
        "square foot",
        "square feet",
        Area,
        (9_290_304, 100_000_000),
        &["sq ft", "sq. ft.", "square foot", "square feet"],
    ),
    row(
        "square meter",
        "square meters",
        Area,
        (1, 1),
        &["m²", "m2", "sq m", "square meter", "square meters", "square metre", "square metres"],
    ),
    row(
        "square km",
        "square km",
        Area,
        (1_000_000, 1),
        &[
            "km²",
            "km2",
            "sq km",
            "square km",
            "square kilometer",
            "square kilometers",
            "square kilometre",
            "square kilometres",
        ],
    ),
    row(
        "square mile",
        "square miles",
        Area,
        (2_589_988_110_336, 1_000_000),
        &["sq mi", "square mile", "square miles"],
    ),
    row(
        "square yard",
        "square yards",
        Area,
        (83_612_736, 100_000_000),
        &["sq yd", "square yard", "square yards"],
    ),
    row(
        "square inch",
        "square inches",
        Area,
        (64_516, 100_000_000),
        &["sq in", "square inch", "square inches"],
    ),
    row(
        "square cm",
        "square cm",
        Area,
        (1, 10_000),
        &[
            "cm²",
            "sq cm",
            "square cm",
            "square centimeter",
            "square centimeters",
            "square centimetre",
            "square centimetres",
        ],
    ),
    row("acre", "acres", Area, (40_468_564_224, 10_000_000), &["acre", "acres", "ac"]),
    row("hectare", "hectares", Area, (10_000, 1), &["ha", "hectare", "hectares"]),
    row(
        "ml",
        "ml",
        Volume,
        (1, 1000),
        &["ml", "mL", "milliliter", "milliliters", "millilitre", "millilitres"],
    ),
    row("liter", "liters", Volume, (1, 1), &["l", "L", "liter", "liters", "litre", "litres"]),
    row("gallon", "gallons", Volume, (3_785_411_784, 1_000_000_000), &["gal", "gallon", "gallons"]),
    row("pint", "pints", Volume, (473_176_473, 1_000_000_000), &["pint", "pints"]),
    row("barrel", "barrels", Volume, (158_987_294_928, 1_000_000_000), &["barrel", "barrels", "bbl"]),
    row("quart", "quarts", Volume, (946_352_946, 1_000_000_000), &["quart", "quarts"]),
    row(
        "fluid ounce",
        "fluid ounces",
        Volume,
        (29_573_529_563, 1_000_000_000_000),
        &["fl oz", "fluid ounce", "fluid ounces"],
    ),
    row("cl", "cl", Volume, (1, 100), &["cl", "centiliter", "centiliters", "centilitre", "centilitres"]),
    row(
        "cubic yard",
        "cubic yards",
        Volume,
        (764_554_857_984, 1_000_000_000),
        &["cubic yard", "cubic yards"],
    ),
    row(
        "acre-foot",
        "acre-feet",
        Volume,
        (1_233_481_837_547_520, 1_000_000_000),
        &["acre foot", "acre feet"],
    ),
    row("cubic foot", "cubic feet", Volume, (28_316_846_592, 1_000_000_000), &["cubic foot", "cubic feet"]),
    row(
        "cubic meter",
        "cubic meters",
        Volume,
        (1000, 1),
        &["cubic meter", "cubic meters", "cubic metre", "cubic metres"],
    ),
    row(
        "km/h",
        "km/h",
        Speed,
        (1000, 1),
        &[
            "km/h",
            "kmh",
            "kph",
            "kilometers per hour",
            "kilometres per hour",
            "kilometers an hour",
            "kilometres an hour",
            "km per hour",
            "km an hour",
        ],
    ),
    row("mph", "mph", Speed, (1_609_344, 1000), &["mph", "miles per hour", "miles an hour"]),
    row("m/s", "m/s", Speed, (3600, 1), &["m/s", "meters per second", "metres per second"]),
    row("ft/s", "feet per second", Speed, (109_728, 100), &["ft/s", "feet per second", "feet a second"]),
    row("knot", "knots", Speed, (1852, 1), &["knot", "knots", "kt", "kts"]),
    row("byte", "bytes", Data, (1, 1), &["B", "byte", "bytes"]),
    row("kB", "kB", Data, (1000, 1), &["kB", "KB", "kilobyte", "kilobytes"]),
    row("MB", "MB", Data, (1_000_000, 1), &["MB", "megabyte", "megabytes"]),
    row("GB", "GB", Data, (1_000_000_000, 1), &["GB", "gigabyte", "gigabytes", "gig", "gigs"]),
    row("TB", "TB", Data, (1_000_000_000_000, 1), &["TB", "terabyte", "terabytes"]),
    row("PB", "PB", Data, (1_000_000_000_000_000, 1), &["PB", "petabyte", "petabytes"]),
    row("KiB", "KiB", Data, (1024, 1), &["KiB", "kibibyte", "kibibytes"]),
    row("MiB", "MiB", Data, (1_048_576, 1), &["MiB", "mebibyte", "mebibytes"]),
    row("GiB", "GiB", Data, (1_073_741_824, 1), &["GiB", "gibibyte", "gibibytes"]),
    row("TiB", "TiB", Data, (1_099_511_627_776, 1), &["TiB", "tebibyte", "tebibytes"]),
    row("joule", "joules", Energy, (1, 1), &["J", "joule", "joules"]),
    row("Btu", "Btu", Energy, (105_505_585_262, 100_000_000), &["Btu", "BTU", "Btus", "BTUs"]),
    row("MJ", "MJ", Energy, (1_000_000, 1), &["MJ", "megajoule", "megajoules"]),
    row("kJ", "kJ", Energy, (1000, 1), &["kJ", "kilojoule", "kilojoules"]),
    row("calorie", "calories", Energy, (4184, 1), &["kcal", "calorie", "calories"]),
    row(
        "kWh",
        "kWh",
        Energy,
        (3_600_000, 1),
        &["kWh", "kilowatt-hour", "kilowatt-hours", "kilowatt hour", "kilowatt hours"],
    ),
    row(
        "MWh",
        "MWh",
        Energy,
        (3_600_000_000, 1),
        &["MWh", "megawatt-hour", "megawatt-hours", "megawatt hour", "megawatt hours"],
    ),
    row(
        "GWh",
        "GWh",
        Energy,
        (3_600_000_000_000, 1),
        &["GWh", "gigawatt-hour", "gigawatt-hours", "gigawatt hour", "gigawatt hours"],
    ),
    row(
        "TWh",
        "TWh",
        Energy,
        (3_600_000_000_000_000, 1),
        &["TWh", "terawatt-hour", "terawatt-hours", "terawatt hour", "terawatt hours"],
    ),
    row("watt", "watts", Power, (1, 1), &["W", "watt", "watts"]),
    row("kW", "kW", Power, (1000, 1), &["kW", "kilowatt", "kilowatts"]),
    row("MW", "MW", Power, (1_000_000, 1), &["MW", "megawatt", "megawatts"]),
    row("GW", "GW", Power, (1_000_000_000, 1), &["GW", "gigawatt", "gigawatts"]),
    row("horsepower", "horsepower", Power, (745_699_872, 1_000_000), &["hp", "horsepower", "bhp"]),
    row("nit", "nits", Luminance, (1, 1), &["nit", "nits"]),
    row("Hz", "Hz", Frequency, (1, 1), &["Hz", "hertz"]),
    row("kHz", "kHz", Frequency, (1000, 1), &["kHz", "kilohertz"]),
    row("MHz", "MHz", Frequency, (1_000_000, 1), &["MHz", "megahertz"]),
    row("GHz", "GHz", Frequency, (1_000_000_000, 1), &["GHz", "gigahertz"]),
    row(
        "hPa",
        "hPa",
        Pressure,
        (100, 1),
        &["hPa", "hectopascal", "hectopascals", "millibar", "millibars", "mbar"],
    ),
    row("kPa", "kPa", Pressure, (1000, 1), &["kPa", "kilopascal", "kilopascals"]),
    row("psi", "psi", Pressure, (6_894_757, 1000), &["psi"]),
    row("degree", "degrees", Angle, (1, 1), &["°", "degree", "degrees"]),
    row("volt", "volts", Voltage, (1, 1), &["V", "volt", "volts"]),
    row("mAh", "mAh", Voltage, (1, 1000), &["mAh"]),
    row("dB", "dB", Sound, (1, 1), &["dB", "decibel", "decibels"]),
    row("megapixel", "megapixels", Pixel, (1_000_000, 1), &["MP", "megapixel", "megapixels"]),
    row("pixel", "pixels", Pixel, (1, 1), &["px", "pixel", "pixels"]),
];

/// Units whose name has another size elsewhere or in another trade, with that size in base units: the imperial gallon,
/// pint, quart and fluid ounce (4.54609 litres and its parts), the long and the metric ton, the metric horsepower, the
/// kilobyte of 1,024 and its kin. NIST Handbook 44 appendix C, the UK's Units of Measurement Regulations 1995.
const OTHER_SENSES: &[(&str, (i64, i64))] = &[
    ("gallon", (454_609, 100_000)),
    ("pint", (56_826_125, 100_000_000)),
    ("quart", (11_365_225, 10_000_000)),
    ("fluid ounce", (284_130_625, 10_000_000_000)),
    ("ton", (10_160_469_088, 10_000)),
    ("ton", (1_000_000, 1)),
    ("horsepower", (73_549_875, 100_000)),
    ("kB", (1024, 1)),
    ("MB", (1_048_576, 1)),
    ("GB", (1_073_741_824, 1)),
    ("TB", (1_099_511_627_776, 1)),
];

/// A unit in one of the sizes that its name has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sense {
    unit: Unit,
    factor: (i64, i64),
}

impl Sense {
    /// `amount` of this in `other`; `None` across dimensions.
    pub(crate) fn convert(self, amount: Decimal, other: Sense) -> Option<Decimal> {
        if self.unit.dimension() != other.unit.dimension() {
            return None;
        }
        if self == other {
            return Some(amount);
        }
        other.unit.scale_down(self.unit.scale_up(amount, self.factor)?, other.factor)
    }
}

impl Unit {
    /// The size its name has first of all.
    pub(crate) fn sense(self) -> Sense {
        Sense { unit: self, factor: self.row().map_or((1, 1), |row| row.factor) }
    }

    /// Every size that its name has.
    pub(crate) fn senses(self) -> impl Iterator<Item = Sense> {
        let name = self.name_for(Decimal::ONE);
        let others = OTHER_SENSES.iter().filter(move |(of, _)| *of == name);
        std::iter::once(self.sense())
            .chain(others.map(move |(_, factor)| Sense { unit: self, factor: *factor }))
    }

    /// Whether it is of the metric system; hours and bytes are of every one.
    pub(crate) fn is_metric(self) -> bool {
        const CUSTOMARY: &[&str] = &[
            "inch",
            "foot",
            "yard",
            "mile",
            "nautical mile",
            "ounce",
            "pound",
            "stone",
            "ton",
            "F",
            "square foot",
            "square mile",
            "square yard",
            "square inch",
            "acre",
            "gallon",
            "pint",
            "quart",
            "fluid ounce",
            "barrel",
            "cubic foot",
            "cubic yard",
            "acre-foot",
            "mph",
            "ft/s",
            "knot",
            "calorie",
            "horsepower",
            "psi",
            "Btu",
        ];
        !CUSTOMARY.contains(&self.name_for(Decimal::ONE))
    }

    /// The unit a word or sign after a number means. Symbols with capitals (`MB`, `F`) match only as written,
    /// everything else also in other case.
    pub fn from_word(word: &str) -> Option<Unit> {
        // Every word behind a number is asked; a hash tells sooner than the order of the alphabet.
        static WORDS: LazyLock<KeyMap<(&'static str, Unit)>> = LazyLock::new(|| {
            let rows = (0..).zip(UNITS);
            let words = rows.flat_map(|(i, row)| row.words.iter().map(move |word| (*word, Unit(i))));
            words.map(|(word, unit)| (hash_of(word), (word, unit))).collect()
        });
        let find =
            |word: &str| WORDS.get(&hash_of(word)).filter(|(known, _)| *known == word).map(|(_, unit)| *unit);
        find(word).or_else(|| {
            // One-letter symbols in another case mean something else: "5 M", "3 S".
            let folds = word.chars().nth(1).is_some() && word.chars().any(|c| !c.is_lowercase() && c != ' ');
            if folds { find(&word.to_lowercase()) } else { None }
        })
    }

    /// Whether more tokens may follow the first one of a unit, by its key: `miles` *per hour*, `km`*/h*.
    pub(crate) fn goes_on(first: u64) -> bool {
        static FIRST: LazyLock<KeyMap<()>> = LazyLock::new(|| {
            let words = Unit::all_words().filter_map(|word| {
                let end = word.find(|c: char| !c.is_alphanumeric())?;
                word.get(..end)
            });
            words.map(|first| (key_of(first), ())).collect()
        });
        FIRST.contains_key(&first)
    }

    /// Every word that names a unit, for "did you mean".
    pub fn all_words() -> impl Iterator<Item = &'static str> {
        UNITS.iter().flat_map(|row| row.words.iter().copied())
    }

    fn row(self) -> Option<&'static Row> {
        UNITS.get(usize::from(self.0))
    }

    /// What it measures.
    pub fn dimension(self) -> Dimension {
        self.row().map_or(Dimension::Length, |row| row.dimension)
    }

    /// The printed name beside `amount`.
    pub fn name_for(self, amount: Decimal) -> &'static str {
        self.row().map_or("", |row| if amount.abs() == Decimal::ONE { row.name } else { row.plural })
    }

    /// Seconds, the unit of `2:07:41`.
    pub fn second() -> Unit {
        Unit(
            UNITS
                .iter()
                .position(|row| row.name == "second")
                .and_then(|i| u16::try_from(i).ok())
                .unwrap_or(0),
        )
    }

    /// `amount` in the dimension's base unit; kelvin for temperatures. `None` when it does not fit.
    pub fn to_base(self, amount: Decimal) -> Option<Decimal> {
        self.scale_up(amount, self.row()?.factor)
    }

    /// A base amount in this unit; the inverse of [`Unit::to_base`].
    pub fn from_base(self, base: Decimal) -> Option<Decimal> {
        self.scale_down(base, self.row()?.factor)
    }

    fn scale_up(self, amount: Decimal, (numerator, denominator): (i64, i64)) -> Option<Decimal> {
        let shifted = match self.row()?.name {
            "F" => amount.checked_add(Decimal::new(45_967, 2))?,
            "C" => amount.checked_add(Decimal::new(27_315, 2))?,
            _ => amount,
        };
        shifted.checked_mul(Decimal::from(numerator))?.checked_div(Decimal::from(denominator))
    }

    fn scale_down(self, base: Decimal, (numerator, denominator): (i64, i64)) -> Option<Decimal> {
        let amount = base.checked_mul(Decimal::from(denominator))?.checked_div(Decimal::from(numerator))?;
        match self.row()?.name {
            "F" => amount.checked_sub(Decimal::new(45_967, 2)),
            "C" => amount.checked_sub(Decimal::new(27_315, 2)),
            _ => Some(amount),
        }
    }

    /// `amount` of this unit in `other`, exact but for division; `None` across dimensions.
    pub fn convert(self, amount: Decimal, other: Unit) -> Option<Decimal> {
        if self.dimension() != other.dimension() {
            return None;
        }
        if self == other {
            return Some(amount);
        }
        other.from_base(self.to_base(amount)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(amount: &str, from: &str, to: &str) -> String {
        let amount = Decimal::from_str_exact(amount).unwrap();
        let from = Unit::from_word(from).unwrap();
        let converted = from.convert(amount, Unit::from_word(to).unwrap()).unwrap();
        converted.round_dp(4).normalize().to_string()
    }

    #[test]
    fn converts_exactly() {
        assert_eq!(convert("10", "miles", "km"), "16.0934");
        assert_eq!(convert("54", "F", "C"), "12.2222");
        assert_eq!(convert("23480", "acres", "square miles"), "36.6875");
        assert_eq!(convert("468", "grams", "pounds"), "1.0318");
        assert_eq!(convert("72", "hours", "days"), "3");
        assert_eq!(convert("52", "mph", "km/h"), "83.6859");
    }

    #[test]
    fn a_name_may_have_several_sizes() {
        let liters = |word: &str| -> Vec<String> {
            let (from, to) = (Unit::from_word(word).unwrap(), Unit::from_word("liters").unwrap().sense());
            from.senses().map(|s| s.convert(Decimal::TEN, to).unwrap().round_dp(1).to_string()).collect()
        };
        assert_eq!(liters("gallons"), ["37.9", "45.5"]);
        assert_eq!(liters("barrels"), ["1589.9"]);
    }

    #[test]
    fn a_word_names_one_unit() {
        let mut seen = std::collections::BTreeMap::new();
        for row in UNITS {
            for word in row.words {
                assert_eq!(seen.insert(*word, row.name), None, "{word} names two units");
            }
        }
    }
}
