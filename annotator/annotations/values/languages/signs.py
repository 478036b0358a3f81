"""Words that turn a number's sign, or forbid that it is read."""

from annotator.annotations.values.languages import word_set

MINUS = (
    "minus negative moins menos meno min eksi минус мінус ناقص سالب منفی منهای मंफी ऋण माइनस منفي "
    "零下 负 負 マイナス 氷点下"
)
BELOW_ZERO = (
    "below_zero below_freezing under_zero unter_null sous_zéro sous_zero bajo_cero abaixo_de_zero "
    "sotto_zero onder_nul ниже_нуля нижче_нуля تحت_الصفر زیر_صفر sıfırın_altında"
)
# After these nothing is read: what is denied, counted vaguely, or a part of the number unread.
BLOCKING = word_set(
    "not never without no nor neither half twice double triple quarter third fifth tenth "
    "number nos numbers several few couple pair many tens hundreds thousands dozens scores "
    "nicht kein keine pas non não nao niet не ни ні لا ليس بدون نہیں नहीं 第 数 數 几 幾 上 兩三 "
    "square cubic of_the_top plusieurs mehrere varios vários несколько кілька عدة چند कई "
    "quelques einige algunos"
)
# Common nouns before a number that make it a name: page 4, phase 2, category 5.
NAMING = word_set(
    "page pages chapter verse psalm article articles section clause paragraph line rule note "
    "figure table phase stage level grade tier class category type group round day week "
    "season episode series part volume version model platform gate room flight route "
    "highway road motorway interstate bus channel item step act scene unit block sector "
    "zone district terminal runway pier bay lot ward apartment suite box case resolution "
    "directive bill law order error code zip tel phone dial ref operation protocol task "
    "goal target question answer exhibit slide lesson no number nr num boeing airbus "
    "apollo soyuz falcon iphone windows formula under top age-group form studio nummer "
    "numéro numero número artículo articolo artigo artikel статья статьи пункт номер № § # "
    "رقم المادة شق دفعہ नंबर अनुच्छेद strasse"
)
# Whose capital letter says nothing: they open sentences.
OPENERS = word_set(
    "the a an in on at by of to for from with within after before over under about around "
    "some nearly almost roughly approximately only just another other these those all both "
    "its his her their our my up down out and or but if as more less fewer least while when "
    "since until between during per than that which who into above below exactly precisely "
    "additional further also still now then there here killed injured police officials"
)
