"""Words that multiply by a thousand or more, by language; CLDR's are added to them."""

from annotator.annotations.values.languages import word_set

# size -> language -> words. German, French, Spanish and Dutch count the long way: Billion is 10¹².
SCALES: dict[int, dict[str, str]] = {
    12: {"en": "dozen dozens"},
    10**3: {
        "en": "thousand thousands",
        "de": "tausend Tsd Tsd.",
        "fr": "mille milliers",
        "es": "mil",
        "pt": "mil",
        "it": "mila mille migliaia",
        "nl": "duizend",
        "tr": "bin",
        "sv": "tusen",
        "pl": "tysiąc tysiące tysięcy tys tys.",
        "ru": "тыс тыс. тысяча тысячи тысяч тысячу тысячам тысячами",
        "uk": "тис тис. тисяча тисячі тисяч тисячу",
        "ar": "ألف آلاف الف ألفا",
        "fa": "هزار",
        "ur": "ہزار",
        "hi": "हज़ार हजार",
    },
    10**5: {"en": "lakh lakhs lac lacs", "ur": "لاکھ", "hi": "लाख"},
    10**6: {
        "en": "million millions mn mln mio",
        "de": "Mio Mio. Million Millionen",
        "fr": "million millions",
        "es": "millón millones mill mill.",
        "pt": "milhão milhões mi",
        "it": "milione milioni mln",
        "nl": "miljoen mln mln.",
        "tr": "milyon mn",
        "sv": "miljon miljoner mn",
        "da": "mio mio. million millioner",
        "pl": "milion miliony milionów mln",
        "ru": "млн млн. миллион миллиона миллионов миллионы миллиону миллионам миллионами",
        "uk": "млн млн. мільйон мільйона мільйони мільйонів",
        "ar": "مليون ملايين مليونا",
        "fa": "میلیون",
        "ur": "ملین",
        "hi": "मिलियन",
    },
    10**7: {"en": "crore crores cr cr.", "ur": "کروڑ", "hi": "करोड़"},
    10**9: {
        "en": "billion billions bn bln milliard milliards mld mrd",
        "de": "Mrd Mrd. Milliarde Milliarden",
        "fr": "milliard milliards Md Mds Mrd Mrds",
        "es": "millardo millardos",
        "pt": "bilhão bilhões bi",
        "it": "miliardo miliardi mld",
        "nl": "miljard mld mld. mrd",
        "tr": "milyar milyarlık mr",
        "sv": "miljard miljarder md mdr mdkr",
        "da": "mia mia. milliard milliarder mrd",
        "pl": "miliard miliardy miliardów mld",
        "ru": "млрд млрд. миллиард миллиарда миллиардов миллиарды миллиардам миллиардами",
        "uk": "млрд млрд. мільярд мільярда мільярди мільярдів",
        "ar": "مليار مليارات ملياراً بليون",
        "fa": "میلیارد",
        "ur": "ارب بلین",
        "hi": "अरब बिलियन",
    },
    10**11: {"ur": "کھرب", "hi": "खरब"},
    10**12: {
        "en": "trillion trillions tn trn trln",
        "de": "Bio Bio. Billionen",
        "fr": "billions",
        "es": "billón billones",
        "pt": "trilhão trilhões tri",
        "it": "bilioni",
        "nl": "biljoen",
        "tr": "trilyon",
        "sv": "biljoner",
        "pl": "bilion biliony bilionów",
        "ru": "трлн трлн. триллион триллиона триллионов триллионы",
        "uk": "трлн трлн. трильйон трильйона трильйони трильйонів",
        "ar": "تريليون ترليون",
        "fa": "تریلیون",
        "ur": "ٹریلین",
        "hi": "ट्रिलियन",
    },
}
# Two of them in one word, as Arabic writes it.
DUALS = {
    2000: "ألفان ألفين ألفي",
    2 * 10**6: "مليونان مليونين مليوني",
    2 * 10**9: "ملياران مليارين ملياري",
}
# A scale without a number before it says how many only in general: “thousands”, “Millionen”.
PLURALS = word_set(
    "thousands millions billions trillions lakhs crores dozens millionen milliarden billionen "
    "milliers millones billones milhões bilhões trilhões milioni miliardi migliaia mila "
    "miljoner тысяч тысячи миллионы миллионов миллиарды миллиардов آلاف ملايين مليارات bin"
)
# Scales that are too short, or too much of another word, to stand without a number.
NEVER_ALONE = word_set(
    "cr cr. mn mln mio mio. bn bln tn trn trln mi bi tri mld mrd mrd. md mds mr bio bio. mill "
    "mill. тыс тыс. млн млн. млрд млрд. трлн трлн. тис тис. mia mia. tsd tsd. lac lacs arab "
    "ارب अरब"
)
