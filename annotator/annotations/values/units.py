"""Units as they are written, by the short symbols in which answers are compared."""

from annotator.annotations.values.languages.currencies import NAMES

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
        "yd": "yd yds yard yards",
        "fathom": "fathom fathoms",
        "light_year": "light-year light-years light_year",
    },
    "area": {
        "km²": "km² km2 sqkm sq_km sq._km sq_kms sq_kilometres sq_kilometers square_km "
        "square_kms square_kilometre square_kilometres square_kilometer square_kilometers "
        "مربع_کلومیٹر",
        "mi²": "mi² sq_mi sq._mi sq_miles sq_mile square_mi square_mile square_miles",
        "m²": "m² m2 sqm sq_m sq._m square_m sq_metres sq_meters square_metre square_metres "
        "square_meter square_meters",
        "cm²": "cm² cm2 sq_cm square_centimetre square_centimetres square_centimeters",
        "ft²": "ft² ft2 sqft sq_ft sq._ft sq_feet square_ft square_foot square_feet",
        "yd²": "sq_yd sq_yards square_yard square_yards",
        "in²": "sq_in sq_inches square_inch square_inches",
        "hectare": "ha hectare hectares гектар гектара гектаров ہیکٹر",
        "acre": "acre acres ایکڑ",
    },
    "volume": {
        "m³": "m³ m3 cu_m cu._m cubic_m cubic_metre cubic_metres cubic_meter cubic_meters",
        "km³": "km³ cubic_km cubic_kilometre cubic_kilometres cubic_kilometer cubic_kilometers",
        "cm³": "cm³ cc cubic_centimetre cubic_centimetres cubic_centimeters",
        "ft³": "ft³ ft3 cu_ft cu._ft cubic_ft cubic_foot cubic_feet",
        "litre": "litre litres liter liters لیٹر",
        "ml": "ml mL millilitre millilitres milliliter milliliters",
        "gallon": "gallon gallons gal gals US_gallons",
        "pint": "pint pints",
        "quart": "quart quarts",
        "barrel": "barrel barrels bbl bbls barrel_of_oil barrels_of_oil بیرل برميل баррель "
        "барреля баррелей",
    },
    "flow": {
        "barrel/day": "bpd b/d bbl/d bopd barrels/day bbl/day barrel/day barrel_a_day "
        "barrels_per_day barrels_a_day barrels_of_oil_per_day barrels_of_oil_a_day",
    },
    "mass": {
        "tonne": "tonne tonnes metric_ton metric_tons metric_tonne metric_tonnes ٹن طن тонна тонны "
        "тонн",
        "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes کلوگرام кг",
        "g": "gram grams gramme grammes",
        "ton": "short_ton short_tons US_tons",
        "mg": "mg milligram milligrams milligramme milligrammes",
        "lb": "lb lbs lb. lbs.",
        "oz": "oz oz. ounce ounces",
        "stone": "stone stones",
        "carat": "carat carats",
    },
    "time": {
        "century": "century centuries",
        "decade": "decade decades",
        "year": "year years yr yrs سال برس سنة سنوات عاما лет год года",
        "month": "month months ماہ مہینے مہینہ شهر أشهر شهرا месяц месяца месяцев",
        "week": "week weeks ہفتے ہفتہ أسبوع неделя недели недель",
        "day": "day days دن يوم يوما أيام день дня дней",
        "hour": "hour hours hr hrs گھنٹے گھنٹہ ساعة ساعات час часа часов",
        "minute": "minute minutes min mins منٹ دقيقة минута минуты минут",
        "second": "second seconds sec secs",
        "ms": "ms millisecond milliseconds",
    },
    "share": {
        "‰": "‰ per_mille permille per_mil promille",
        "percent": "% ％ percent per_cent pct pct. pc percentage_point percentage_points "
        "percentage-points فیصد في_المئة بالمئة في_المائة بالمائة процент процента "
        "процентов",
    },
    "temperature": {
        "degC": "°C ℃ °_C celsius degrees_celsius degree_celsius degrees_centigrade",
        "degF": "°F ℉ °_F fahrenheit degrees_fahrenheit degree_fahrenheit",
    },
    "speed": {
        "km/h": "km/h kmh kmph kph km/hour kms_per_hour km_an_hour kms_an_hour km_per_hour "
        "kilometres_per_hour kilometers_per_hour kilometres_an_hour kilometers_an_hour",
        "mph": "mph miles_per_hour miles_an_hour mile_per_hour miles/hour mi/h",
        "m/s": "m/s metres_per_second meters_per_second metres_a_second meters_a_second",
        "knot": "knot knots",
    },
    "power": {
        "W": "watt watts",
        "kW": "kilowatt kilowatts",
        "MW": "megawatt megawatts",
        "GW": "gigawatt gigawatts",
        "TW": "terawatt terawatts",
        "hp": "hp horsepower bhp",
    },
    "energy": {
        "Wh": "watt-hour watt-hours",
        "kWh": "kwh kilowatt-hour kilowatt-hours kilowatthour kilowatthours",
        "MWh": "mwh megawatt-hour megawatt-hours megawatthour megawatthours",
        "GWh": "gwh gigawatt-hour gigawatt-hours gigawatthour gigawatthours",
        "TWh": "twh terawatt-hour terawatt-hours terawatthour terawatthours",
        "kcal": "kcal kilocalorie kilocalories",
        "J": "joule joules",
        "MMBtu": "mmbtu mmBtu million_btu million_british_thermal_units",
    },
    "information": {
        "MB": "megabyte megabytes",
        "GB": "gigabyte gigabytes",
        "TB": "terabyte terabytes",
    },
    "frequency": {
        "Hz": "hz hertz",
        "kHz": "khz kilohertz",
        "MHz": "mhz megahertz",
        "GHz": "ghz gigahertz",
    },
    "USD": {"USD": "usd us$ us_dollar us_dollars u.s._dollar u.s._dollars american_dollars "
        "ڈالر دولار دولارات доллар доллара долларов 美元"},
    "EUR": {"EUR": "eur € euro euros یورو يورو евро"},
    "GBP": {"GBP": "gbp £ pound_sterling pounds_sterling sterling british_pounds quid"},
    "RUB": {"RUB": "rub ₽ rouble roubles ruble rubles рубль рубля рублей"},
    "PKR": {"PKR": "pkr pakistani_rupee pakistani_rupees"},
    "INR": {"INR": "inr ₹ indian_rupee indian_rupees"},
    "CNY": {"CNY": "cny rmb yuan yuans chinese_yuan renminbi 元"},
    "JPY": {"JPY": "jpy ¥ yen"},
    "CHF": {"CHF": "chf swiss_franc swiss_francs"},
    "AUD": {"AUD": "aud a$ australian_dollar australian_dollars"},
    "CAD": {"CAD": "cad c$ canadian_dollar canadian_dollars"},
    "HKD": {"HKD": "hkd hk$"},
    "SAR": {"SAR": "sar saudi_riyal saudi_riyals"},
    "AED": {"AED": "aed dirham dirhams uae_dirham uae_dirhams emirati_dirhams"},
    "TRY": {"TRY": "try ₺ lira liras turkish_lira turkish_liras"},
    "UAH": {"UAH": "uah ₴ hryvnia hryvnias hryvnya"},
    "ILS": {"ILS": "ils ₪ shekel shekels"},
}  # fmt: skip
# Words of several meanings: the first, unless the question asks for one of the others.
AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "$": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD"),
    "dollar": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD"),
    "dollars": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD"),
    "¥": ("JPY", "CNY"),
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
CASED: dict[str, str] = {
    "m": "m", "g": "g", "t": "tonne", "h": "hour", "l": "litre", "L": "litre", "C": "degC",
    "F": "degF", "W": "W", "MW": "MW", "GW": "GW", "kW": "kW", "TW": "TW", "Wh": "Wh", "MB": "MB",
    "GB": "GB", "TB": "TB", "in": "inch", "KM": "km", "KMS": "km", "Km": "km", "Kms": "km",
    "MWe": "MW", "MWp": "MW", "J": "J", "MMBtu": "MMBtu",
}  # fmt: skip
# Units that are so many of another: 50 basis points are 0.5 percent.
MULTIPLES: dict[str, tuple[str, str]] = {
    "bps bp basis_point basis_points": ("percent", "0.01"),
    "bcf billion_cf": ("ft³", "1e9"),
    "tcf trillion_cf": ("ft³", "1e12"),
    "mmcf mmscf million_cf": ("ft³", "1e6"),
    "mcf": ("ft³", "1e3"),
    "bcm": ("m³", "1e9"),
    "tcm": ("m³", "1e12"),
    "mcm": ("m³", "1e6"),
    "mb/d mbd mmbpd mmb/d": ("barrel/day", "1e6"),
    "kb/d kbpd": ("barrel/day", "1e3"),
    "bcfd bcf/d": ("ft³/day", "1e9"),
    "mmcfd mmcf/d mmscfd": ("ft³/day", "1e6"),
    "mtpa": ("tonne/year", "1e6"),
    "fortnight fortnights": ("week", "2"),
    "quintal quintals": ("kg", "100"),
    "kilotonne kilotonnes kilotons kiloton": ("tonne", "1e3"),
    "megatonne megatonnes": ("tonne", "1e6"),
    "hectolitre hectolitres hl": ("litre", "100"),
    "cl centilitre centilitres": ("litre", "0.01"),
}
DIMENSION: dict[str, str] = {
    symbol: dimension for dimension, units in UNITS.items() for symbol in units
} | {code: code for code in NAMES}


def dimension_of(unit: str) -> str | None:
    """Return what a unit measures, of a rate as “volume/time”; None for what is no known unit."""
    if unit in DIMENSION:
        return DIMENSION[unit]
    over, slash, under = unit.partition("/")
    if slash and over in DIMENSION and under in DIMENSION:
        return f"{DIMENSION[over]}/{DIMENSION[under]}"
    return None


def same_rate(unit: str) -> str:
    """Return the dimension under which rates of several spellings meet: km/h is length/time."""
    dimension = dimension_of(unit) or ""
    return {"speed": "length/time", "flow": "volume/time"}.get(dimension, dimension)


def unit_named(word: str, wanted: str = "") -> str | None:
    """Return the symbol of a unit by any of its names, or None.

    Where a name has several meanings, `wanted`, the question's unit, decides.
    """
    from annotator.annotations.values.words.unit_lexicon import symbol_named

    return symbol_named(" ".join(word.split()), wanted)


def convertible(one: str, other: str) -> bool:
    """Return whether an amount in one unit can be compared with an amount in the other."""
    if one == other:
        return True
    return bool(dimension_of(one)) and same_rate(one) == same_rate(other)
