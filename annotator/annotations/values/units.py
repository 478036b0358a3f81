"""Units as they are written, by the short symbols in which answers are compared."""

import re

# dimension -> symbol -> the words and signs for it. What can be compared shares a dimension;
# no currency shares one, since a rate of exchange is nobody's to guess here.
UNITS: dict[str, dict[str, str]] = {
    "length": {
        "km": "km kms kilometre kilometres kilometer kilometers کلومیٹر کلو_میٹر كيلومتر كيلومترا "
        "كيلومترات كم км километр километра километров 公里 千米",
        "m": "metre metres meter meters میٹر متر مترا أمتار метр метра метров",
        "cm": "cm centimetre centimetres centimeter centimeters",
        "mm": "mm millimetre millimetres millimeter millimeters",
        "mi": "mi mile miles میل ميل миль мили миля",
        "nmi": "nmi nautical_mile nautical_miles",
        "ft": "ft foot feet فٹ قدم",
        "inch": "inch inches",
        "yd": "yd yard yards",
    },
    "area": {
        "km²": "km² km2 sq_km square_km square_kilometre square_kilometres square_kilometer "
        "square_kilometers مربع_کلومیٹر",
        "mi²": "sq_mi square_mile square_miles",
        "m²": "m² m2 sq_m square_metre square_metres square_meter square_meters",
        "hectare": "ha hectare hectares гектар гектара гектаров ہیکٹر",
        "acre": "acre acres ایکڑ",
    },
    "volume": {
        "m³": "m³ m3 cubic_metre cubic_metres cubic_meter cubic_meters",
        "ft³": "ft³ cubic_foot cubic_feet",
        "litre": "litre litres liter liters لیٹر",
        "gallon": "gallon gallons",
        "barrel": "barrel barrels bbl bbls barrel_of_oil barrels_of_oil بیرل برميل баррель "
        "барреля баррелей",
    },
    "flow": {
        "barrel/day": "bpd b/d barrels_per_day barrels_a_day barrels_of_oil_per_day "
        "barrels_of_oil_a_day",
    },
    "mass": {
        "tonne": "tonne tonnes metric_ton metric_tons metric_tonne metric_tonnes ٹن طن тонна тонны "
        "тонн",
        "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes کلوگرام кг",
        "g": "gram grams gramme grammes",
        "ton": "short_ton short_tons",
        "lb": "lb lbs",
        "oz": "oz ounce ounces",
    },
    "time": {
        "century": "century centuries",
        "decade": "decade decades",
        "year": "year years yr yrs سال برس سنة سنوات عاما лет год года",
        "month": "month months ماہ مہینے مہینہ شهر أشهر شهرا месяц месяца месяцев",
        "week": "week weeks ہفتے ہفتہ أسبوع неделя недели недель",
        "day": "day days دن يوم يوما أيام день дня дней",
        "hour": "hour hours hr hrs گھنٹے گھنٹہ ساعة ساعات час часа часов",
        "minute": "minute minutes mins منٹ دقيقة минута минуты минут",
        "second": "second seconds secs",
    },
    "share": {
        "percent": "% percent per_cent pct percentage_point percentage_points فیصد في_المئة "
        "بالمئة في_المائة بالمائة процент процента процентов",
    },
    "temperature": {
        "degC": "°C ℃ °_C celsius degrees_celsius degree_celsius degrees_centigrade",
        "degF": "°F ℉ °_F fahrenheit degrees_fahrenheit degree_fahrenheit",
    },
    "speed": {
        "km/h": "km/h kmh kph km_per_hour kilometres_per_hour kilometers_per_hour "
        "kilometres_an_hour kilometers_an_hour",
        "mph": "mph miles_per_hour miles_an_hour",
    },
    "power": {
        "kW": "kilowatt kilowatts",
        "MW": "megawatt megawatts",
        "GW": "gigawatt gigawatts",
    },
    "energy": {
        "kWh": "kwh kilowatt-hour kilowatt-hours",
        "MWh": "mwh megawatt-hour megawatt-hours",
        "GWh": "gwh gigawatt-hour gigawatt-hours",
    },
    "USD": {"USD": "usd us$ us_dollar us_dollars u.s._dollar u.s._dollars ڈالر دولار دولارات "
            "доллар доллара долларов 美元"},
    "EUR": {"EUR": "eur € euro euros یورو يورو евро"},
    "GBP": {"GBP": "gbp £ pound_sterling pounds_sterling sterling"},
    "RUB": {"RUB": "rub ₽ rouble roubles ruble rubles рубль рубля рублей"},
    "PKR": {"PKR": "pkr pakistani_rupee pakistani_rupees"},
    "INR": {"INR": "inr ₹ indian_rupee indian_rupees"},
    "CNY": {"CNY": "cny rmb yuan renminbi 元"},
    "JPY": {"JPY": "jpy ¥ yen"},
    "CHF": {"CHF": "chf swiss_franc swiss_francs"},
    "AUD": {"AUD": "aud a$ australian_dollar australian_dollars"},
    "CAD": {"CAD": "cad c$ canadian_dollar canadian_dollars"},
    "HKD": {"HKD": "hkd hk$"},
    "SAR": {"SAR": "sar saudi_riyal saudi_riyals"},
    "AED": {"AED": "aed dirham dirhams"},
    "TRY": {"TRY": "try ₺ lira liras"},
    "UAH": {"UAH": "uah ₴ hryvnia hryvnias"},
    "ILS": {"ILS": "ils ₪ shekel shekels"},
}  # fmt: skip
# Words of several meanings: the first, unless the question asks for one of the others.
AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "$": ("USD", "AUD", "CAD", "HKD"),
    "dollar": ("USD", "AUD", "CAD", "HKD"),
    "dollars": ("USD", "AUD", "CAD", "HKD"),
    "rs": ("rupee", "PKR", "INR"),
    "rupee": ("rupee", "PKR", "INR"),
    "rupees": ("rupee", "PKR", "INR"),
    "روپے": ("rupee", "PKR", "INR"),
    "pound": ("GBP", "lb"),
    "pounds": ("GBP", "lb"),
    "ton": ("tonne", "ton"),
    "tons": ("tonne", "ton"),
    "degree": ("degree", "degC", "degF"),
    "degrees": ("degree", "degC", "degF"),
    "°": ("degree", "degC", "degF"),
}
# Letters whose case tells them apart.
CASED = {"m": "m", "g": "g", "t": "tonne", "h": "hour", "MW": "MW", "GW": "GW", "kW": "kW"}
DIMENSION = {symbol: dimension for dimension, units in UNITS.items() for symbol in units}
UNIT_WORDS: dict[str, tuple[str, ...]] = {
    word.replace("_", " ").lower(): (symbol,)
    for units in UNITS.values()
    for symbol, words in units.items()
    for word in words.split()
} | AMBIGUOUS


def _pattern(words: list[str]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"[-\s]") for word in sorted(words, key=len, reverse=True)
    )


_CJK = [word for word in UNIT_WORDS if re.match("[一-鿿]", word)]
_CODES = [w for w in UNIT_WORDS if re.fullmatch("[a-z]{3}", w) and w.upper() in DIMENSION]
_FREE = [w for w in UNIT_WORDS if w not in _CJK and w not in _CODES]
_CLOSED = r"(?![^\W\d_])"
# Codes are written in capitals: "try" and "rub" are English words.
_ANY = (
    rf"(?:(?i:{_pattern(_FREE)}){_CLOSED}|(?:{_pattern([c.upper() for c in _CODES])}|"
    rf"{_pattern(list(CASED))}){_CLOSED}|{_pattern(_CJK)})"
)
AFTER = re.compile(rf"[-\s]{{0,2}}(?P<unit>{_ANY})")
_SIGN = r"US\$|HK\$|A\$|C\$|[$€£¥₹₽₺₴₪%]"
_CODE = rf"(?:{_pattern([c.upper() for c in _CODES])}|RMB|(?i:Rs)\.?)"
BEFORE = re.compile(rf"(?P<unit>{_SIGN}|(?<![A-Za-z]){_CODE})\s?\Z")


def unit_named(word: str, wanted: str = "") -> str | None:
    """Return the symbol of a unit by any of its names, or None.

    Where a name has several meanings, `wanted`, the question's unit, decides.
    """
    word = re.sub(r"[-\s]+", " ", word.strip())
    if word in DIMENSION:
        return word
    if word in CASED:
        return CASED[word]
    word = word.lower()
    meanings = (
        UNIT_WORDS.get(word)
        or UNIT_WORDS.get(word.rstrip("."))
        or UNIT_WORDS.get(word.replace(" ", "-"))
    )
    if meanings is None:
        return None
    return wanted if wanted in meanings else meanings[0]


def convertible(one: str, other: str) -> bool:
    """Return whether an amount in one unit can be compared with an amount in the other."""
    return one == other or (one in DIMENSION and DIMENSION[one] == DIMENSION.get(other))
