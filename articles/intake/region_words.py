"""The words by which parts of a page give themselves away, in the languages where that is cheap.

Each pattern is tried on one short block alone, so that none is slow on a long text (pure: no
Django).
"""

import re

_AGENCIES = (
    "AA|AFP|AFPTV|ANI|ANP|AP|APP|Anadolu(?: Agency)?|Associated Press|Belga|Bloomberg|DPA|EFE|EPA"
    "|EPA-EFE|Getty(?: Images)?|IANS|Interfax|IRNA|Keystone|Kyodo|MIA|NurPhoto|PA|PA Media|PID"
    "|PPI|PTI|RIA(?: Novosti)?|Reuters|SPA|SANA|Shutterstock|Sputnik|TASS|UNI|UPI|WAM|Xinhua|ISPR"
    "|White Star|Online|File"
)
_PHOTO = (
    "photo|image|picture|photograph|pic|file photo|photo credit|image credit|picture credit"
    "|photo courtesy|image source|caption|credit|foto|bild|fotografía|imagen|fotografia|imagem"
    "|immagine|fotoğraf|фото|снимок|تصویر|صورة|الصورة|عکس|फोटो|तस्वीर|写真|图片|图|crédit photo"
    "|crédits|photo by|credits|courtesy|source"
)
_SPACED_PHOTO, _SPACED_AGENCIES = (words.replace(" ", r"\s") for words in (_PHOTO, _AGENCIES))
CREDIT = re.compile(
    rf"""[(\[]\s*(?:(?:{_SPACED_PHOTO})s?\s*[:/|–—-]\s*[^()\[\]]{{1,160}}
        |(?:photo|image|picture|file\ photo)\ by\ [^()\[\]]{{1,120}}
        |(?:{_SPACED_AGENCIES})(?:[\s/,]++(?:via\s)?(?:{_SPACED_AGENCIES}|photo)){{0,5}})\s*[)\]]""",
    re.IGNORECASE | re.VERBOSE,
)
"""Who took a picture, in brackets."""
CREDIT_BEHIND = re.compile(
    rf"(?:[—–|]\s*(?:(?:{_PHOTO})\s*:\s*.{{1,80}}|(?:{_AGENCIES})(?:/(?:{_AGENCIES}))*)"
    rf"|©\s*(?:{_AGENCIES})(?:/.{{1,40}})?)\s*$",
    re.IGNORECASE,
)
"""Who took it, behind a dash."""
PICTURE = re.compile(
    r"(?:photos?|images?|pictures?|photographs?|file photo|(?:photo|image|picture) credit|foto"
    r"|fotos|bild|fotografía|imagen|imagem|immagine|fotoğraf|фото|تصویر|صورة|الصورة|عکس|फोटो"
    r"|写真|图片|crédit photo)(?:\s+(?:by|courtesy of))?\s*[:：|]\s*\S",
    re.IGNORECASE,
)
"""How a line begins that names a picture."""

_READ_MORE = (
    "read more|read also|also read|read next|see also|related|related (?:stor(?:y|ies)|articles?"
    "|news|coverage)|more on this(?: story)?|more from|don[’']t miss|recommended|watch|listen"
    "|must read|à lire(?: aussi| également)?|lire (?:aussi|également|la suite)|voir aussi"
    "|lesen sie (?:auch|mehr|dazu)|mehr zum thema|siehe auch|leer más|lea también|lee también"
    "|ver también|te puede interesar|leia (?:também|mais)|veja também|leggi anche|leggi di più"
    "|lees (?:ook|meer|verder)|ayrıca okuyun|bunu da oku(?:yun)?|devamını oku|читайте также"
    "|читать также|смотрите также|читайте (?:ещё|еще)|по теме|читайте також|дивіться також"
    "|اقرأ أيضا|اقرأ أيضاً|اقرأ ايضا|إقرأ أيضا|اقرأ المزيد|طالع أيضا|شاهد أيضا|یہ بھی پڑھیں"
    "|یہ بھی پڑھیے|مزید پڑھیں|مزید پڑھیے|بیشتر بخوانید|همچنین بخوانید|بخوانید|यह भी पढ़ें"
    "|ये भी पढ़ें|और पढ़ें|延伸阅读|相关阅读|阅读更多|関連記事|あわせて読みたい|続きを読む"
)
LINK = re.compile(rf"[(\[>»→•*–—-]*\s*(?:{_READ_MORE})\s*(?:[:：|–—>»-]|$)", re.IGNORECASE)
"""How a line begins that leads to another article: the words, and then a colon or a dash."""
MORE = re.compile(r"(?:read more|lire aussi|lesen sie auch|یہ بھی پڑھیں|اقرأ أيضاً?)\b", re.I)
"""The same without a colon: only where what follows is no sentence."""
ADDRESSES = re.compile(r"(?:(?:https?://|www\.)\S++\s*+)+$|pic\.twitter\.com/\S+$", re.IGNORECASE)

LISTED = re.compile(
    r"(?:references?|reference list|list of references|sources?|bibliography|works cited|endnotes"
    r"|footnotes|notes|citations|further reading|références|bibliographie|quellen"
    r"|quellenangaben|literatur|literaturverzeichnis|referencias|bibliografía|fuentes"
    r"|referências|fontes|fonti|bibliografia|riferimenti|bronnen|literatuur|kaynaklar|kaynakça"
    r"|источники|литература|список литературы|примечания|джерела|посилання|المراجع|المصادر|مراجع"
    r"|مصادر|حوالہ جات|ماخذ|منابع|संदर्भ|स्रोत|参考文献|参考资料|資料來源|出典)\s*[:：]?",
    re.IGNORECASE,
)
"""A heading with a list of what was used under it."""
_YEAR = r"(?:1[6-9]|20)[0-9]{2}"
CITED = re.compile(
    rf"(?:https?://|www\.|\bdoi\b)|{_YEAR}[)\].,;\s]*$|\({_YEAR}[a-z]?\)"
    rf"|^\s*(?:\[?[0-9]{{1,3}}[\].)]|[-–•*])\s.*{_YEAR}",
    re.IGNORECASE,
)
"""What stands in a line of such a list: an address, or a year in its place."""
TITLED = re.compile(rf"^[^“\"«„]{{0,80}}[“\"«„].{{8,240}}[”\"»“],?\s.{{2,100}}\b{_YEAR}[).]*$")
"""A quoted title, an outlet and a date."""

_NETWORK = (
    "facebook|twitter|x|whatsapp|e-?mail|print|linkedin|telegram|pinterest|reddit|messenger"
    "|copy link|instagram|youtube|tiktok|save|comments?"
)
SHARING = re.compile(
    rf"(?:share|tweet|share this (?:article|story|post)"
    rf"|(?:share|tweet)(?: (?:this|it))?(?: (?:on|via|to|with))?"
    rf"(?:[\s|,/·•:]+(?:{_NETWORK}|share|tweet))+"
    rf"|(?:{_NETWORK})(?:[\s|,/·•]+(?:{_NETWORK}|share|tweet)){{2,}})\s*[:!.]?$",
    re.IGNORECASE,
)
BOILERPLATE = re.compile(
    r"""©|\(c\)\ ?[0-9]{4}|copyright\b.{0,12}(?:©|\(c\)|[0-9]{4})
    |.{0,200}\b(?:all\ rights\ reserved|alle\ rechte\ vorbehalten|tous\ droits\ réservés
        |todos\ los\ derechos\ reservados|todos\ os\ direitos\ reservados
        |tutti\ i\ diritti\ riservati|alle\ rechten\ voorbehouden|tüm\ hakları\ saklıdır
        |все\ права\ защищены|усі\ права\ захищені|جميع\ الحقوق\ محفوظة|جملہ\ حقوق\ محفوظ
        |版权所有)\b.{0,60}$
    |(?:subscribe|sign\ up|register)\b.{0,80}
        \b(?:newsletters?|channel|inbox|alerts|briefing|updates)\b
    |get\ (?:the|our)\ .{0,60}\b(?:newsletter|in\ your\ inbox)\b
    |(?:follow|like)\ us\ on\b|join\ (?:us|our)\b.{0,30}\b(?:whatsapp|telegram|facebook)\b
    |download\ (?:the|our)\ .{0,40}\bapp\b
    |(?:this\ is\ an\ )?advertisement(?:\ ?[-–—]\ ?scroll\ to\ continue)?\s*$
    |story\ continues\ below
    |(?:anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|реклама|إعلان)\s*$
    |your\ email\ address\ will\ not\ be\ published|leave\ a\ (?:comment|reply)\s*$
    |abonnez-vous\ à|abonnieren\ sie|suscríbete\ a|suscríbase\ a|assine\ (?:a|nossa)\ newsletter
    |подпишитесь\ на|подписывайтесь\ на|підпишіться\ на|اشترك\ في""",
    re.IGNORECASE | re.VERBOSE,
)

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    rf"(?:(?:{_MONTH})\.?\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\.?,?\s+{_YEAR}|{_YEAR}-[0-9]{{2}}-[0-9]{{2}})"
)
_CLOCK = r"(?:[\s,|·•-]*(?:at\s+)?[0-9]{1,2}[:.][0-9]{2}\s*(?:[ap]\.?m\.?)?\s*[A-Z]{0,4})?"
DATED = re.compile(
    rf"(?:(?:published|updated|last updated|posted|modified|first published)(?:\s+(?:on|at))?"
    rf"\s*:?\s*)?{_DAY}{_CLOCK}\s*$",
    re.IGNORECASE,
)
"""A line that is a date alone, or says when something was published."""
_NAME = r"[A-ZÀ-Þ][\w.’'-]*+"
WRITTEN_BY = re.compile(
    r"(?:[Bb]y|BY|[Pp]ar|[Vv]on|[Pp]or|[Dd]i|[Dd]oor)\s++"
    rf"{_NAME}(?:(?:,\s*+|\s++)(?:{_NAME}|and|et|und|y|e|en|de|von|van|der|bin|al|ul|&)){{1,9}}"
)
DESK = re.compile(
    r"(?:from |by )?(?:our |the )?(?:staff reporter|staff writer|special correspondent"
    r"|correspondent|news desk|web desk|monitoring desk|newsroom|staff report|agencies)\s*$",
    re.IGNORECASE,
)
"""Lines that say who wrote it: a name after “By”, or a desk."""
