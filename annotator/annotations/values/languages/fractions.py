"""Parts of one, and one and a half, as words."""

# What a word is a part of: “third” is 1/3. Ordinals of English double as these.
ENGLISH_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
    "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
    "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twelfth": 12,
    "twelfths": 12, "sixteenth": 16, "sixteenths": 16, "twentieth": 20, "twentieths": 20,
    "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000,
}  # fmt: skip
# Whole phrases of other languages, with what they come to.
SHARES: dict[tuple[int, int], str] = {
    (1, 2): "die_hälfte der_hälfte la_moitié la_mitad a_metade la_metà de_helft половина половину "
    "половины половини نصف نیم آدھا آدھے آدھی आधा आधे आधी yarısı ein_halbes eine_halbe ein_halber "
    "un_demi une_demie une_demi medio media mezzo mezza meio meia een_half een_halve yarım пол",
    (1, 3): "ein_drittel einem_drittel un_tiers un_tercio um_terço un_terzo een_derde треть трети "
    "третина третини ثلث یک_سوم ایک_تہائی एक_तिहाई üçte_bir",
    (2, 3): "zwei_drittel deux_tiers dos_tercios dois_terços due_terzi twee_derde две_трети "
    "дві_третини ثلثي ثلثا ثلثين دو_سوم دو_تہائی दो_तिहाई üçte_iki",
    (1, 4): "ein_viertel einem_viertel un_quart un_cuarto una_cuarta_parte um_quarto un_quarto "
    "een_kwart четверть четверти чверть ربع یک_چهارم ایک_چوتھائی एक_चौथाई dörtte_bir",
    (3, 4): "drei_viertel trois_quarts tres_cuartos três_quartos tre_quarti driekwart "
    "три_четверти три_чверті سه_چهارم تین_چوتھائی तीन_चौथाई dörtte_üç",
    (1, 5): "ein_fünftel un_cinquième una_quinta_parte un_quinto um_quinto een_vijfde خمس "
    "یک_پنجم beşte_bir",
    (1, 10): "ein_zehntel un_dixième un_décimo um_décimo un_decimo een_tiende عشر onda_bir",
}
ONE_AND_MORE: dict[str, str] = {
    "1.5": "anderthalb eineinhalb anderhalf полтора полторы полутора півтора півтори डेढ़ ڈیڑھ",
    "2.5": "zweieinhalb ढाई ڈھائی",
    "3.5": "dreieinhalb",
    "4.5": "viereinhalb",
    "5.5": "fünfeinhalb",
    "6.5": "sechseinhalb",
    "7.5": "siebeneinhalb",
}
# Before a number, a half more than it.
AND_A_HALF_BEFORE = "साढ़े ساڑھے"
# After a number or its scale.
AND_A_HALF = (
    "and_a_half y_medio y_media et_demi et_demie e_mezzo e_mezza e_meio e_meia buçuk "
    "с_половиной з_половиною ونصف و_نصف و_نیم en_een_half"
)
# Written as one word with its scale.
HALF_SCALES = {
    500: "полтысячи",
    500_000: "полмиллиона півмільйона",
    500_000_000: "полмиллиарда півмільярда",
}
