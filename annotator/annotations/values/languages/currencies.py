"""Signs and letters of currencies before or after a number."""

# As they stand before a number: the case of letters counts.
SIGNS: dict[str, tuple[str, ...]] = {
    "$": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD"),
    "US$": ("USD",), "US $": ("USD",), "USD$": ("USD",), "U.S.$": ("USD",), "A$": ("AUD",),
    "AU$": ("AUD",), "C$": ("CAD",), "CA$": ("CAD",), "Can$": ("CAD",), "HK$": ("HKD",),
    "NZ$": ("NZD",), "S$": ("SGD",), "NT$": ("TWD",), "R$": ("BRL",), "Mex$": ("MXN",),
    "€": ("EUR",), "£": ("GBP",), "₤": ("GBP",), "¥": ("JPY", "CNY"), "￥": ("JPY", "CNY"),
    "CN¥": ("CNY",), "RMB¥": ("CNY",), "JP¥": ("JPY",), "₹": ("INR",), "₨": ("rupee", "PKR", "INR"),
    "Rs": ("rupee", "PKR", "INR"), "Rs.": ("rupee", "PKR", "INR"), "RS": ("rupee", "PKR", "INR"),
    "rs": ("rupee", "PKR", "INR"), "rs.": ("rupee", "PKR", "INR"),
    "Re": ("rupee", "PKR", "INR"), "Re.": ("rupee", "PKR", "INR"), "₽": ("RUB",), "₺": ("TRY",),
    "₴": ("UAH",), "₪": ("ILS",), "₩": ("KRW",), "₫": ("VND",), "₦": ("NGN",), "₱": ("PHP",),
    "฿": ("THB",), "৳": ("BDT",), "₵": ("GHS",), "₸": ("KZT",), "₾": ("GEL",), "₼": ("AZN",),
    "zł": ("PLN",), "Kč": ("CZK",), "Sfr": ("CHF",), "SFr": ("CHF",), "SFr.": ("CHF",),
    "Sfr.": ("CHF",), "Fr.": ("CHF",), "RM": ("MYR",), "Rp": ("IDR",), "Tk": ("BDT",),
    "Tk.": ("BDT",), "Ksh": ("KES",), "KSh": ("KES",), "Sh": ("KES",), "R": ("ZAR",), "RMB": ("CNY",),
    "Dh": ("AED",), "Dhs": ("AED",), "TL": ("TRY",), "E£": ("EGP",), "LE": ("EGP",),
    "Stg£": ("GBP",), "روپے": ("rupee", "PKR", "INR"), "रु": ("rupee", "PKR", "INR"),
    "रु.": ("rupee", "PKR", "INR"), "रुपये": ("rupee", "PKR", "INR"), "人民币": ("CNY",),
    "P": ("PHP",), "N": ("NGN",),
}  # fmt: skip
# These letters mean a currency only right before the digits: R500m.
GLUED_ONLY = {"R", "P", "N", "Sh", "LE"}
# These stand behind a number as well.
SUFFIXED = ("zł", "Kč", "Rs", "Rs.", "TL", "Tk", "₹", "₴", "₺", "₽", "₪", "₩", "₫", "₱", "฿", "¥", "Dhs")
# Parts of a currency unit: a hundredth, of whichever of these is asked for.
HUNDREDTHS: dict[str, tuple[str, ...]] = {
    "cent": ("USD", "EUR", "AUD", "CAD", "HKD", "NZD", "SGD", "ZAR"),
    "cents": ("USD", "EUR", "AUD", "CAD", "HKD", "NZD", "SGD", "ZAR"),
    "¢": ("USD", "AUD", "CAD"),
    "c": ("USD", "EUR", "AUD", "CAD", "NZD", "ZAR"),
    "penny": ("GBP",), "pence": ("GBP",), "p": ("GBP",),
    "paisa": ("INR", "PKR", "rupee"), "paise": ("INR", "PKR", "rupee"),
    "kopeck": ("RUB",), "kopecks": ("RUB",), "копеек": ("RUB", "UAH"), "копейки": ("RUB",),
}  # fmt: skip
# English names of currencies that `units.py` does not hold among its units of measure.
NAMES: dict[str, str] = {
    "NZD": "new_zealand_dollar new_zealand_dollars", "SGD": "singapore_dollar singapore_dollars",
    "TWD": "taiwan_dollar taiwan_dollars new_taiwan_dollars", "BRL": "brazilian_real brazilian_reais reais",
    "MXN": "mexican_peso mexican_pesos", "ARS": "argentine_peso argentine_pesos",
    "PHP": "philippine_peso philippine_pesos", "KRW": "south_korean_won korean_won",
    "ZAR": "rand rands south_african_rand", "THB": "baht", "MYR": "ringgit ringgits", "IDR": "rupiah rupiahs",
    "BDT": "taka", "NGN": "naira", "PLN": "zloty zlotys zlotych złoty złotych", "HUF": "forint forints",
    "CZK": "czech_crown czech_crowns czech_koruna", "SEK": "swedish_krona swedish_kronor swedish_crowns",
    "NOK": "norwegian_krone norwegian_kroner norwegian_crowns",
    "DKK": "danish_krone danish_kroner danish_crowns", "KES": "kenyan_shilling kenyan_shillings",
    "EGP": "egyptian_pound egyptian_pounds", "IRR": "iranian_rial iranian_rials", "IQD": "iraqi_dinar iraqi_dinars",
    "KWD": "kuwaiti_dinar kuwaiti_dinars", "QAR": "qatari_riyal qatari_riyals", "LKR": "sri_lankan_rupee sri_lankan_rupees",
    "NPR": "nepalese_rupee nepalese_rupees nepali_rupees", "AFN": "afghani afghanis", "KZT": "tenge", "VND": "vietnamese_dong",
    "GEL": "georgian_lari", "AZN": "azerbaijani_manat", "GHS": "ghanaian_cedi cedis", "ETB": "ethiopian_birr birr",
    "BGN": "bulgarian_lev", "RON": "romanian_leu romanian_lei", "BYN": "belarusian_rouble belarusian_rubles",
    "CLP": "chilean_peso chilean_pesos", "COP": "colombian_peso colombian_pesos",
}  # fmt: skip
