"""Words of other languages for units, beside those of CLDR: inflected and short ones."""

# symbol -> words; `_` is a space. English ones stand in `units.py`.
FOREIGN_UNITS: dict[str, str] = {
    "km": "Kilometern kilómetros kilómetro quilômetros quilómetros chilometri chilometro "
        "kilometrelik kilometreden километре километрам километрами километрах "
        "километровый километровая километрового километровой کیلومتر کلومیٹرز किमी कि.मी. "
        "किलोमीटर 公里 千米 キロ キロメートル キロメートル",
    "m": "metros metro metri Metern метрах метрам میٹرز मीटर 米 公尺 メートル mètres mètre",
    "cm": "см сантиметр сантиметра сантиметров سنتیمتر سم सेंटीमीटर 厘米 センチ",
    "mm": "мм миллиметр миллиметра миллиметров میلیمتر 毫米 ミリ",
    "mi": "Meilen milhas miglia millas мілі میلی 英里 マイル मील",
    "ft": "футов фута 英尺 フィート",
    "km²": "Quadratkilometer quadratkilometern kilomètres_carrés kilómetros_cuadrados "
        "quilômetros_quadrados chilometri_quadrati vierkante_kilometer kilometrekare "
        "квадратных_километров квадратных_километра кв._км кв_км كيلومتر_مربع "
        "كيلومترا_مربعا کیلومتر_مربع مربع_کلومیٹر वर्ग_किलोमीटर 平方公里 平方千米 "
        "平方キロメートル 平方キロ",
    "m²": "Quadratmeter quadratmetern mètres_carrés metros_cuadrados metros_quadrados "
        "metri_quadrati vierkante_meter metrekare квадратных_метров квадратных_метра кв._м "
        "кв_м متر_مربع مترا_مربعا वर्ग_मीटर 平方米 平方メートル",
    "hectare": "Hektar hectáreas hectares ettari hektar га гектарах ہیکٹرز हेक्टेयर هكتار "
        "هكتارا هکتار 公顷 ヘクタール",
    "acre": "एकड़ ایکڑز 英亩",
    "m³": "Kubikmeter kubikmetern mètres_cubes metros_cúbicos metri_cubi kubieke_meter metreküp "
    "кубометров кубометра кубометр кубических_метров кубических_метра куб._м куб_м متر_مكعب "
    "مترا_مكعبا متر_مکعب مکعب_میٹر घन_मीटर 立方米 立方メートル",
    "litre": "Liter litres litros litri литр литра литров літрів літри لتر لترا ليتر لیتر "
        "لیٹرز लीटर 升 公升 リットル",
    "barrel": "Barrel Fass barils baril barriles barril barris barili vaten varil барелів барелі "
    "برميل برميلا براميل بشکه بیرلز बैरल 桶 バレル",
    "tonne": "Tonne Tonnen tonnes toneladas tonelada tonnellate ton tonnen тонна тонны тонн т "
        "тонну тоннами طن طنا أطنان تن ٹن टन 吨 公吨 噸 トン",
    "kg": "Kilogramm Kilo kilogrammes kilos kilogramos quilos chili chilogrammi кг килограмм "
        "килограмма килограммов кілограмів كيلوغرام كيلوجرام کیلوگرم کلو किलो किलोग्राम "
        "公斤 千克 キログラム",
    "g": "Gramm grammes gramos gramas grammi грамм грамма граммов грамів غرام جرام گرم ग्राम "
        "克 グラム",
    "century": "Jahrhunderte Jahrhundert siècles siglos séculos secoli "
    "eeuwen yüzyıl века веков قرون صدیوں सदियों 个世纪 世紀間",
    "decade": "Jahrzehnte Jahrzehnten Jahrzehnt décennies décennie décadas década decenni "
        "decennio decennia десятилетия десятилетий десятилетие десятиліть عقود عقد دہائی "
        "دہائیوں دهه दशक",
    "year": "Jahre Jahren Jahr ans an années année años año anos ano anni anno jaar jaren yıl "
        "yıldır yıllık år лет год года годов летию років роки рік року سال سنوات سنة عاما "
        "عام أعوام سالوں برسوں برس साल वर्ष वर्षों सालों बरस 年 年间 年間 岁 歳 lat lata",
    "month": "Monate Monaten Monat mois meses mes mesi mese maanden maand ay aydır månader месяц "
    "месяца месяцев місяців місяці місяць شهر أشهر شهرا شهور ماه مہینوں مہینے महीने माह महीना "
    "महीनों 个月 個月 か月 カ月 ヶ月 月间",
    "week": "Wochen Woche semaines semaine semanas semana settimane settimana weken hafta "
        "veckor недель недели неделя тижнів тижні тиждень أسابيع أسبوع أسبوعا هفته ہفتوں "
        "हफ्ते हफ़्ते सप्ताह 周 星期 週間",
    "day": "Tage Tagen Tag jours jour días día dias dia giorni giorno dagen dag gün gündür "
        "dagar дней дня день суток днів дні أيام يوم يوما روز دنوں दिन दिनों 天 日间 日間",
    "hour": "Stunden Stunde heures heure horas hora ore ora uren uur saat saattir timmar часов "
        "часа час годин години година ساعات ساعة ساعت گھنٹوں घंटे घंटा घंटों 小时 小時 "
        "時間",
    "minute": "Minuten Minute minutes minutos minuto minuti minuten dakika minuter минут "
        "минуты минута хвилин хвилини دقائق دقيقة دقیقه منٹوں मिनट मिनटों 分钟 分鐘 分間",
    "second": "Sekunden secondes segundos secondi seconden saniye секунд секунды секунда ثانية "
        "ثواني ثانیه सेकंड 秒 秒間",
    "percent": "Prozent pour_cent pour-cent % por_ciento por_cento percento per_cento procent "
        "prosent процент процента процентов процентный проц. відсотків відсотки відсотка "
        "відсоток في_المئة في_المائة بالمئة بالمائة فيالمئة درصد فیصد فی_صد प्रतिशत फीसदी "
        "फ़ीसदी फीसद パーセント Prozentpunkte Prozentpunkten points_de_pourcentage "
        "puntos_porcentuales pontos_percentuais punti_percentuali procentpunt "
        "процентных_пункта процентных_пунктов 个百分点 ポイント",
    "degC": "Grad_Celsius Grad degrés_Celsius degrés grados_Celsius graus_Celsius gradi_Celsius "
    "graden_Celsius градусов_Цельсия градуса_Цельсия градус_Цельсия °С 摄氏度 درجة_مئوية "
    "ڈگری_سینٹی_گریڈ ڈگری_سیلسیس درجه_سانتیگراد डिग्री_सेल्सियस santigrat_derece ℃",
    "degree": "градусов градуса градус grados graus gradi graden derece درجة درجات ڈگری درجه "
        "डिग्री 度",
    "km/h": "Stundenkilometer km/h Kilometer_pro_Stunde kilomètres_à_l'heure kilomètres_par_heure "
    "kilómetros_por_hora quilômetros_por_hora chilometri_orari chilometri_all'ora "
    "kilometer_per_uur km/s_saatte км/ч километров_в_час км/год کیلومتر_در_ساعت كم/س "
    "كيلومترا_في_الساعة كيلومتر_في_الساعة کلومیٹر_فی_گھنٹہ किलोमीटर_प्रति_घंटा 公里每小时",
    "kW": "кВт киловатт", "MW": "МВт мегаватт Megawatt mégawatts megavatios megawatts ميغاواط "
        "میگاواٹ مگاوات मेगावाट 兆瓦", "GW": "ГВт гигаватт Gigawatt gigavatios جيجاواط غيغاواط "
        "گیگاواٹ गीगावाट 吉瓦",
    "kWh": "кВт·ч кВтч Kilowattstunden kilowattheures 千瓦时", "TWh": "ТВт·ч ТВтч "
        "Terawattstunden térawattheures",
    "GWh": "Gigawattstunden",
    "USD": "US-Dollar Dollar dollars_américains dólares dólar dólares_estadounidenses "
        "dólares_americanos dollari dollaro dolar dolarlık доллара_США долларов_США "
        "доллар_США долл. долл долларов доларів долари долар долара دولار دولارا دولارات "
        "دولار_أمريكي دولار_أميركي دلار ڈالرز امریکی_ڈالر डॉलर अमेरिकी_डॉलर 美元 美金 "
        "米ドル ドル دلار_آمریکا",
    "EUR": "Euro Euros euros euro avro евро євро يورو یورو यूरो 欧元 歐元 ユーロ",
    "GBP": "Pfund livres_sterling libras libras_esterlinas sterline sterlin фунтов_стерлингов "
    "фунта_стерлингов جنيه_إسترليني جنيه_استرليني پوند برطانوی_پاؤنڈ पाउंड 英镑 ポンド",
    "RUB": "Rubel roubles rublos rubli roebel ruble рублей рубля рубль руб руб. рублів روبل "
        "रूबल 卢布 ルーブル",
    "CNY": "Yuan yuans yuanes юаней юаня юань 人民币 元 元人民币 يوان یوآن युआन 人民元",
    "JPY": "Yen yens yenes иен иены йен 日元 円 ين येन ین",
    "CHF": "Franken Schweizer_Franken francs_suisses francos_suizos franchi_svizzeri "
        "швейцарских_франков 瑞士法郎",
    "TRY": "Lira Türk_lirası lirası TL турецких_лир ليرة_تركية",
    "UAH": "Hrywnja гривен гривны гривень гривні грн грн.",
    "SAR": "ريال_سعودي", "AED": "درهم_إماراتي", "KRW": "韩元 ウォン", "INR": "भारतीय_रुपये",
    "rupee": "रुपये रुपए रुपया रुपयों رپے روپیہ روپیے रु रु. 卢比 روبية рупий рупии Rupien "
        "roupies rupias",
}  # fmt: skip
# Per a day and a year, as words by themselves.
RATE_WORDS: dict[str, str] = {
    "day": "daily a_day per_day each_day every_day pro_Tag am_Tag täglich par_jour al_día "
        "por_día diarios diarias por_dia al_giorno per_dag günlük в_день в_сутки на_день "
        "на_добу يوميا في_اليوم در_روز روزانه یومیہ روزانہ प्रतिदिन प्रति_दिन रोजाना 每天 "
        "每日 per_diem",
    "year": "yearly annually a_year per_year per_annum p.a. each_year every_year annual "
        "pro_Jahr im_Jahr jährlich par_an par_année al_año por_año anuales por_ano ao_ano "
        "all'anno per_jaar yıllık в_год на_рік سنويا في_السنة في_العام در_سال سالانہ "
        "سالانه प्रतिवर्ष प्रति_वर्ष सालाना 每年",
    "month": "monthly a_month per_month each_month pro_Monat im_Monat par_mois al_mes por_mes "
        "por_mês al_mese per_maand в_месяц на_місяць شهريا في_الشهر در_ماه ماہانہ "
        "प्रति_माह प्रतिमाह 每月",
    "week": "weekly a_week per_week each_week pro_Woche par_semaine por_semana alla_settimana "
        "per_week в_неделю на_тиждень أسبوعيا في_الأسبوع در_هفته प्रति_सप्ताह 每周",
    "hour": "hourly an_hour per_hour each_hour pro_Stunde par_heure por_hora all'ora per_uur "
        "в_час на_годину في_الساعة در_ساعت فی_گھنٹہ प्रति_घंटा 每小时",
    "minute": "a_minute per_minute pro_Minute par_minute por_minuto в_минуту في_الدقيقة",
    "second": "a_second per_second pro_Sekunde par_seconde por_segundo в_секунду في_الثانية 每秒",
}  # fmt: skip
# Before the number: “yüzde 26”, “百分之26”.
PERCENT_BEFORE = "yüzde % ٪ 百分之 بنسبة_% %_"
