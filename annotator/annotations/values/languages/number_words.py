"""Number words below a hundred, and hundreds, by language; variants stand between slashes.

`counted` begins at nought, `tens` at twenty. In Hindi and Urdu each number to a hundred has its own
word.
"""

from annotator.annotations.values.languages import word_set

COUNTED = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "de": "- ein/eine/einen/einem/einer/eines",
    "nl": "- een",
    "it": "- un/uno/una",
    "fr": "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze seize dix-sept dix-huit dix-neuf",
    "es": "cero un/una/uno dos tres cuatro cinco seis siete ocho nueve diez - doce trece catorce "
    "quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna "
    "veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
    "pt": "zero um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze "
    "catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz on",
    "sv": "noll en/ett två tre fyra fem sex sju åtta nio tio elva tolv",
    "ru": "ноль один/одна/одного/одной два/две/двух три/трёх/трех четыре/четырёх/четырех "
    "пять/пяти шесть/шести семь/семи восемь/восьми девять/девяти десять/десяти "
    "одиннадцать/одиннадцати двенадцать/двенадцати тринадцать/тринадцати "
    "четырнадцать/четырнадцати пятнадцать/пятнадцати шестнадцать/шестнадцати "
    "семнадцать/семнадцати восемнадцать/восемнадцати девятнадцать/девятнадцати",
    "uk": "нуль один/одна/одного/однієї два/дві/двох три/трьох чотири/чотирьох п'ять/п'яти "
    "шість/шести сім/семи вісім/восьми дев'ять/дев'яти десять/десяти одинадцять/одинадцяти "
    "дванадцять/дванадцяти тринадцять/тринадцяти чотирнадцять/чотирнадцяти "
    "п'ятнадцять/п'ятнадцяти шістнадцять/шістнадцяти сімнадцять/сімнадцяти "
    "вісімнадцять/вісімнадцяти дев'ятнадцять/дев'ятнадцяти",
    "ar": "صفر واحد/واحدة اثنان/اثنين/اثنتان/اثنتين ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع "
    "ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر أحد_عشر/إحدى_عشرة اثنا_عشر/اثني_عشر/اثنتا_عشرة/اثنتي_عشرة "
    "ثلاثة_عشر/ثلاث_عشرة أربعة_عشر/أربع_عشرة خمسة_عشر/خمس_عشرة ستة_عشر/ست_عشرة سبعة_عشر/سبع_عشرة "
    "ثمانية_عشر/ثماني_عشرة تسعة_عشر/تسع_عشرة",
    "fa": "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده "
    "هجده/هیجده نوزده",
    "ur": "صفر ایک دو تین چار پانچ چھ/چھے سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ "
    "اٹھارہ انیس بیس اکیس بائیس تئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس "
    "چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس "
    "چھیالیس سینتالیس اڑتالیس انچاس پچاس اکیاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ ساٹھ "
    "اکسٹھ باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر تہتر چوہتر پچہتر "
    "چھہتر ستتر اٹھہتر اناسی اسی اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے "
    "اکانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے",
    "hi": "शून्य एक दो तीन चार पाँच/पांच छह/छः/छे सात आठ नौ दस ग्यारह बारह तेरह चौदह "
    "पंद्रह/पन्द्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस "
    "सत्ताईस अट्ठाईस/अठाईस उनतीस/उन्तीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस "
    "सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चौवालीस/चवालीस पैंतालीस "
    "छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन "
    "अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर "
    "इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी/उन्यासी "
    "अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी/अठासी नवासी नब्बे "
    "इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante - quatre-vingt/quatre-vingts",
    "es": "- treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "vinte trinta quarenta cinquenta/cinqüenta sessenta setenta oitenta noventa",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "sv": "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
    "ru": "двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти "
    "шестьдесят/шестидесяти семьдесят/семидесяти восемьдесят/восьмидесяти девяносто/девяноста",
    "uk": "двадцять/двадцяти тридцять/тридцяти сорок/сорока п'ятдесят/п'ятдесяти "
    "шістдесят/шістдесяти сімдесят/сімдесяти вісімдесят/вісімдесяти дев'яносто/дев'яноста",
    "ar": "عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين "
    "ثمانون/ثمانين تسعون/تسعين",
    "fa": "بیست سی چهل پنجاه شصت هفتاد هشتاد نود",
}
# A hundred, as a word that multiplies what stands before it.
HUNDRED = {
    "en": "hundred",
    "fr": "cent cents",
    "tr": "yüz",
    "sv": "hundra",
    "ur": "سو",
    "hi": "सौ",
}
# Hundreds that are one word, from one hundred on.
HUNDREDS = {
    "es": "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas "
    "quinientos/quinientas seiscientos/seiscientas setecientos/setecientas "
    "ochocientos/ochocientas novecientos/novecientas",
    "pt": "cem/cento duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas "
    "quinhentos/quinhentas seiscentos/seiscentas setecentos/setecentas oitocentos/oitocentas "
    "novecentos/novecentas",
    "ru": "сто/ста двести/двухсот триста/трёхсот/трехсот четыреста/четырёхсот/четырехсот "
    "пятьсот/пятисот шестьсот/шестисот семьсот/семисот восемьсот/восьмисот девятьсот/девятисот",
    "uk": "сто/ста двісті/двохсот триста/трьохсот чотириста/чотирьохсот п'ятсот/п'ятисот "
    "шістсот/шестисот сімсот/семисот вісімсот/восьмисот дев'ятсот/дев'ятисот",
    "ar": "مئة/مائة/مئه مئتان/مئتين/مائتان/مائتين/مئتا/مئتي ثلاثمئة/ثلاثمائة أربعمئة/أربعمائة "
    "خمسمئة/خمسمائة ستمئة/ستمائة سبعمئة/سبعمائة ثمانمئة/ثمانمائة تسعمئة/تسعمائة",
    "fa": "صد/یکصد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد",
}
# “And” between tens and ones, or after hundreds.
AND = {
    "en": "and",
    "fr": "et",
    "es": "y",
    "pt": "e",
    "ar": "و",
    "fa": "و",
    "ru": "",
    "sv": "",
}
# Words that are something else as well: read only before a scale or a unit.
WEAK = word_set(
    "un une neuf six sept dix mille mil cent cents on bir iki altı yedi elli yüz sei uno una "
    "um uma e en ett tre sex een ein eine einen einem einer eines eins acht elf سو نو چون ستر "
    "اسی بہتر سات ایک یک نه ده سی سه دو شش صد एक सात दो सौ один одна одного одной однієї сто "
    "ста"
)
# The word for one: an article, which counts only before a scale, a fraction or a unit.
ARTICLES = word_set(
    "a an un une una uno um uma ein eine einen einem einer eines een en ett bir один одна "
    "одного одной однієї ایک یک एक"
)
