"""Words that mean the same in the news, in English and in other languages (pure: no Django).

A small table for what a model would know: it lets a question find words of another language, and
“scheduled” find “planned”. Only words that hardly ever mean something else stand in it.
"""

import re

_TABLE = """
oil: petroleum crude نفط النفط تیل нефть нефти нефтью нафта нафти petróleo pétrole öl erdöl
    petrolio petrol olie तेल 石油 原油
gas: غاز الغاز گیس گاز газ газа газу gás gaz erdgas aardgas गैस 天然气 天然气体 ガス
water: ماء المياه مياه پانی آب вода воды воду води agua água eau wasser acqua पानी 水
wheat: قمح القمح گندم пшеница пшеницы пшениці trigo blé weizen grano buğday tarwe गेहूं 小麦
pipeline: conduit أنابيب خط_أنابيب پائپ_لائن газопровод газопровода трубопровод трубопровода
    gasoducto oleoducto gazoduc oléoduc gasdotto boru_hattı pijpleiding पाइपलाइन 管道 パイプライン
ship: vessel tanker سفينة السفينة ناقلة جہاز корабль судно танкер корабля barco buque navio
    navire schiff nave gemi schip जहाज 船 油轮
die: killed kill kills killing dead deaths fatality fatalities قتل مقتل قتيل قتلى وفاة ہلاک
    погиб погибли погибших убит убиты загинули muertos murieron mortos morreram morts tués
    getötet morti uccisi öldü doden मारे मौत 死亡 死者 丧生
injured: injure injures wounded wound wounds hurt جريح جرحى اصيب إصابة زخمی مجروح ранен
    ранены раненых пострадавших поранені heridos feridos blessés verletzt verletzte feriti
    yaralı yaralandı gewonden घायल 受伤 负伤
people: person persons شخص شخصا أشخاص افراد لوگ человек людей осіб людини personas pessoas
    personnes menschen personen persone kişi mensen लोग लोगों 人
cost: costs price priced worth تكلفة كلفة ثمن لاگت قیمت هزینه стоимость стоит стоить
    вартість coste costo custo custa coût coûte kosten kostet prezzo maliyet लागत कीमत 成本 费用
long: length طول الطول لمبائی длина длиной протяженность протяжённость довжина longitud
    largo comprimento longueur länge lang lunghezza uzunluk uzunluğu lengte लंबाई लंबी 长度 长
visit: visited visits visiting visitor trip زيارة دورہ دورے دیدار سفر визит визита візит
    поездка visita viaje visite voyage besuch besuchte reise ziyaret bezoek दौरा यात्रा 访问
meet: met meets meeting اجتماع لقاء التقى ملاقات دیدار встреча встретился встречи зустріч
    reunión encuentro reunião rencontre réunion treffen traf incontro toplantı görüşme
    ontmoeting बैठक मुलाकात 会晤 会见 会議
agreement: accord اتفاق اتفاقية الاتفاق معاہدہ توافق соглашение соглашения угода угоди
    acuerdo acordo accord abkommen accordo anlaşma overeenkomst akkoord समझौता 协议
war: حرب الحرب جنگ война войны війна війни guerra guerre krieg savaş oorlog युद्ध 战争
attack: attacked attacks هجوم الهجوم حملہ حمله атака атаки нападение удар ataque attaque
    angriff attacco saldırı aanval हमला 袭击
election: elections vote انتخابات الانتخابات انتخاب выборы выборов вибори elecciones
    eleições élections wahl wahlen elezioni seçim verkiezingen चुनाव 选举
president: رئيس الرئيس صدر президент президента presidente président präsident cumhurbaşkanı
    राष्ट्रपति 总统
minister: وزير الوزير وزیر министр министра міністр ministro ministre bakanı bakan मंत्री 部长
fire: blaze حريق حرائق آگ آتش пожар пожара пожежа incendio incêndio incendie feuer yangın आग
    火灾
earthquake: quake زلزال الزلزال زلزلہ زلزله землетрясение землетрус terremoto sismo séisme
    erdbeben deprem aardbeving भूकंप 地震
flood: floods flooding فيضان فيضانات سیلاب سیل наводнение повінь inundación inundação
    inondation überschwemmung hochwasser alluvione overstroming बाढ़ 洪水
escape: escaped escapes leak leaked leaks leakage spill spilled spilt تسرب تسربت رساؤ نشت
    утечка утекло вытекло витік fuga derrame vazamento fuite leck ausgelaufen perdita
    sızıntı रिसाव 泄漏 漏出
build: built building builds construct constructed construction constructing بناء تعمیر ساخت
    строительство построит построить будівництво construcción construir construção
    construction bau bauen gebaut costruzione inşaat bouw निर्माण 建设
plan: plans planned planning schedule scheduled schedules خطة خطط منصوبہ طرح план планы
    планирует plano piano plannen योजना 计划
begin: began begun begins start started starts launch launched launches بدأ بدأت شروع начал
    начался началась почався comenzó empezó começou commencé begann begonnen iniziato
    başladı begon शुरू 开始
end: ended ends ending finish finished conclude concluded انتهى انتهت ختم پایان закончился
    завершился закінчився terminó acabó terminou terminé endete beendet finito sona_erdi
    eindigde समाप्त 结束
buy: import imports imported importing استيراد درآمد импорт importar importer
    importieren importare ithalat invoer आयात 进口
    bought buys buying purchase purchased purchases شراء خرید купил покупка куплю comprar
    compró achat acheter kauf kaufen acquisto satın_alma खरीद 购买
export: exports exported exporting تصدير صادرات برآمد экспорт exportar exporter exportieren
    esportare ihracat uitvoer निर्यात 出口
share: stake shares stakes حصة حصص حصہ сہم доля доли частка participación participação
    participation anteil anteile quota hisse aandeel हिस्सा 股份
big: biggest large largest largely كبير أكبر بڑا بزرگ большой крупнейший крупнейший
    найбільший grande maior groß größte grosse büyük groot grootste बड़ा 最大
year: years عام سنة سال год года лет рік років año años anos année jahr jahre anno anni yıl
    jaar साल वर्ष 年
"""


def _read() -> tuple[dict[str, str], dict[str, str]]:
    spaced: dict[str, str] = {}
    unspaced: dict[str, str] = {}
    for entry in re.split(r"\n(?=\w)", _TABLE.strip()):
        concept, _, words = entry.partition(":")
        spaced[concept] = concept
        for word in words.split():
            if "\u2e80" < word[0] < "\uac00":
                unspaced[word] = concept
            else:
                spaced[word.replace("_", " ")] = concept
    return spaced, unspaced


CONCEPTS, UNSPACED = _read()
"""From a folded word, and from a word of a script without spaces, to its concept."""
