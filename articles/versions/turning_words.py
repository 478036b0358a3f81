"""Words that turn what stands beside them into something else: negations, numbers and limits.

As `alike` gives them. A number in digits is always one.
"""

_NEGATIONS = (
    "not no never none nobody nowhere nothing nor neither without cannot t isn wasn aren weren "
    "hasn haven hadn doesn don didn won wouldn couldn shouldn mustn needn ain isnt wasnt dont "
    "didnt wont un non denied denies deny denying failed fails refused refuses hardly barely "
    "nicht kein keine keinen keiner keinem nie niemals ohne weder n ne pas jamais aucun "
    "aucune sans ni personne rien plus ningún ninguna ningun nunca jamás sin não nem nenhum "
    "nenhuma sem senza nessun nessuna né niet geen nooit zonder noch değil yok hiç asla inte "
    "aldrig ingen inga utan не нет ни без никогда никто ничего немає ні ніколи لا لم لن ليس "
    "ليست غير بدون ما نہیں نہ بغیر مت نیست نه هرگز هیچ नहीं न मत बिना कभी 不 没 沒 無 无 非 "
    "未 勿 否 别 ない なし ず ぬ"
)
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred hundreds thousand thousands million millions billion billions "
    "trillion trillions dozen dozens half twice double triple crore crores lakh lakhs null "
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend millionen "
    "milliarde milliarden halb deux trois quatre cinq sept huit neuf dix cent cents mille "
    "milliard milliards demi dos tres cuatro cinco seis siete ocho nueve diez cien ciento mil "
    "millón millones medio dois três quatro sete oito nove dez cem milhão milhões tre quattro "
    "cinque sei sette otto dieci cento mila milione milioni twee drie vijf zes zeven negen "
    "tien honderd duizend miljoen miljard iki üç dört beş altı yedi sekiz dokuz yüz bin "
    "milyon milyar två fyra fem sex sju åtta nio tio hundra tusen miljoner два две три четыре "
    "пять шесть семь восемь девять десять сто тысяч тысячи миллион миллионов миллиона "
    "миллиардов дві п'ять шість сім вісім дев'ять тисяч мільйонів اثنان ثلاثة أربعة خمسة ستة "
    "سبعة ثمانية تسعة عشرة مئة مائة ألف آلاف مليون ملايين مليار دو تین چار پانچ چھ سات آٹھ نو "
    "دس سو ہزار لاکھ کروڑ ارب سه چهار پنج شش هفت هشت ده صد هزار میلیون میلیارد दो तीन चार "
    "पांच पाँच छह सात आठ नौ दस सौ हजार हज़ार लाख करोड़ अरब 一 二 三 四 五 六 七 八 九 十 百 "
    "千 万 萬 亿 億 兆 两 兩 半"
)
_LIMITS = (
    "about nearly almost around roughly approximately over under above below least most more "
    "less fewer than only just alleged allegedly reportedly former ex fast etwa rund knapp "
    "mindestens höchstens über unter environ presque moins casi menos más quase mais quasi "
    "meno più bijna ruim neredeyse yaklaşık ungefär nästan minst около почти более менее "
    "понад майже حوالي نحو تقريبا أكثر أقل تقریباً تقریبا زیادہ کم قریب لگ حدود بیش کمتر लगभग "
    "करीब अधिक कम 约 約 近 超 逾 余 餘 多"
)
_DENYING, _LIMITING = frozenset(_NEGATIONS.split()), frozenset(_LIMITS.split())
_COUNTING = frozenset(_NUMBERS.split())


def negates(key: str) -> bool:
    """Return whether a word, alone, denies what stands beside it."""
    return key in _DENYING


def turns(key: str) -> bool:
    """Return whether a word, alone, denies or limits what stands beside it."""
    return key in _DENYING or key in _LIMITING


def is_number(key: str) -> bool:
    """Return whether a word is a number, in digits or letters."""
    return key in _COUNTING or any(sign.isnumeric() for sign in key)
