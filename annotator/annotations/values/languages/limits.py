"""Words that limit a number, as “nearly” does, in the languages that are read; `_` is a space.

Words before a number, and words after it (or after its unit). Exact ones only belong to the value.
"""

from annotator.annotations.values.languages import word_set

BEFORE: dict[str, str] = {
    "about": "something_like just_about somewhere_in_the_region_of in_the_region_of_about "
    "to_the_tune_of_about about around approximately approx approx. roughly some circa "
    "ca ca. c. estimated estimated_at an_estimated in_the_region_of in_the_order_of "
    "on_the_order_of of_the_order_of close_to somewhere_around somewhere_near "
    "in_the_neighborhood_of in_the_neighbourhood_of in_the_vicinity_of in_the_area_of "
    "in_the_range_of more_or_less give_or_take round_about roundabout near "
    "an_average_of on_average an_approximate ballpark approximated_at estimated_to_be "
    "reckoned_at put_at_about broadly loosely ~ ≈ ∼ ≃ ≅ rund etwa ungefähr zirka circa "
    "schätzungsweise an_die gut_und_gerne in_etwa um_die gegen environ près_d'environ "
    "autour_de aux_alentours_de à_peu_près approximativement quelque de_l'ordre_de "
    "unos unas alrededor_de cerca_de_unos aproximadamente en_torno_a más_o_menos "
    "por_volta_de em_torno_de mais_ou_menos uns umas aproximadamente circa_il "
    "intorno_a attorno_a all'incirca pressappoco approssimativamente ongeveer zo'n "
    "omstreeks rond rond_de om_en_nabij yaklaşık yaklaşık_olarak aşağı_yukarı ortalama "
    "civarında omkring ungefär cirka runt около примерно порядка приблизительно "
    "ориентировочно близко_к в_районе где-то близько приблизно орієнтовно біля порядку "
    "حوالي نحو قرابة تقريبا ما_يقرب_من ما_يقارب زهاء بحدود في_حدود حدود حدودا تقریباً "
    "تقریبا حدود در_حدود نزدیک_به لگ_بھگ قریب قریباً کوئی اندازاً लगभग करीब तकरीबन "
    "क़रीब करीब-करीब अनुमानित 约 約 大约 大約 大概 左右 约有 约为 およそ おおよそ ほぼ "
    "推定",
    "nearly": "nearly almost just_under just_short_of just_shy_of shy_of not_quite just_below "
    "a_little_under a_shade_under slightly_under a_little_less_than a_bit_less_than well_nigh "
    "virtually practically approaching nearing close_on next_to "
    "fast beinahe knapp annähernd nahezu presque près_de quasi casi "
    "quase perto_de pressoché bijna nyaris neredeyse hemen_hemen nästan nära "
    "почти без_малого чуть_менее чуть_меньше немногим_менее майже "
    "近 将近 將近 接近 ほとんど 近く",
    "more than": "exceed exceeds exceeded surpass surpasses surpassed topped tops passed "
    "far_over far_above anything_over comfortably_over greater_then well_more_than "
    "considerably_more_than significantly_more_than more_than over above exceeding "
    "greater_than in_excess_of upwards_of upward_of well_over well_above "
    "slightly_more_than slightly_over just_over just_above a_little_over "
    "a_little_more_than far_more_than much_more_than way_over beyond larger_than "
    "higher_than longer_than bigger_than better_than north_of surpassing topping "
    "no_fewer_than_over > mehr_als über gut weit_über weit_mehr_als etwas_mehr_als "
    "höher_als größer_als plus_de plus_d' au-delà_de au-dessus_de plus_que más_de "
    "mas_de más_que por_encima_de superior_a mais_de mais_que acima_de superior_a "
    "além_de più_di oltre più_che al_di_sopra_di meer_dan ruim boven mer_än över drygt "
    "более больше свыше более_чем больше_чем выше понад більше більш_ніж більше_ніж "
    "أكثر_من ما_يزيد_على ما_يزيد_عن أزيد_من يزيد_على يزيد_عن فوق يفوق يتجاوز تجاوز "
    "اكثر_من بیش_از بیشتر_از بالای متجاوز_از 超过 超過 多于 逾 高于 大于 超",
    "at least": "greater_than_or_equal_to more_than_or_equal_to as_few_as as_little_as "
    "as_low_as at_the_very_least at_the_least at_minimum no_under not_under a_good "
    "at_least no_less_than no_fewer_than not_less_than not_fewer_than a_minimum_of "
    "minimum minimum_of at_a_minimum_of not_below no_lower_than ≥ >= mindestens "
    "wenigstens zumindest nicht_weniger_als ab au_moins au_minimum pas_moins_de "
    "un_minimum_de al_menos por_lo_menos como_mínimo no_menos_de cuando_menos "
    "un_mínimo_de pelo_menos ao_menos no_mínimo não_menos_de almeno come_minimo "
    "non_meno_di minstens ten_minste tenminste op_zijn_minst minimaal en_az asgari "
    "minst åtminstone не_менее не_меньше как_минимум по_меньшей_мере по_крайней_мере "
    "минимум не_менее_чем от щонайменше не_менше принаймні як_мінімум على_الأقل "
    "ما_لا_يقل_عن لا_يقل_عن لا_تقل_عن بما_لا_يقل_عن حداقل دست_کم دستکم لااقل کم_از_کم "
    "کم_سے_کم कम_से_कम न्यूनतम 至少 不少于 不低于 最少 少なくとも 最低",
    "less than": "anything_under considerably_less_than significantly_less_than less_than "
    "fewer_than under below slightly_less_than well_under well_below smaller_than "
    "lower_than shorter_than short_of far_less_than far_fewer_than much_less_than "
    "slightly_fewer_than south_of lesser_than < weniger_als unter kleiner_als moins_de "
    "moins_d' en_dessous_de menos_de por_debajo_de inferior_a abaixo_de meno_di "
    "sotto_i al_di_sotto_di minder_dan onder mindre_än менее меньше ниже менее_чем "
    "меньше_чем менше менш_ніж менше_ніж нижче أقل_من ما_يقل_عن اقل_من دون کمتر_از "
    "不到 不足 少于 低于 未满 小于 未満の",
    "up to": "anywhere_up_to not_above not_exceed no_over at_the_very_most at_the_outside "
    "maximum_of limited_to up_to less_than_or_equal_to at_most no_more_than not_more_than not_over "
    "no_greater_than not_exceeding a_maximum_of maximum maximum_of max max. as_much_as "
    "as_many_as as_high_as anything_up_to not_to_exceed capped_at no_higher_than "
    "no_longer_than not_greater_than ≤ <= at_the_most a_limit_of bis_zu höchstens "
    "maximal nicht_mehr_als bis_auf jusqu'à au_plus au_maximum pas_plus_de "
    "tout_au_plus hasta como_máximo a_lo_sumo no_más_de un_máximo_de até no_máximo "
    "não_mais_de fino_a al_massimo non_più_di tot tot_wel hooguit hoogstens maximaal "
    "niet_meer_dan en_fazla en_çok azami upp_till högst som_mest до не_более не_больше "
    "максимум не_более_чем не_свыше не_більше щонайбільше حتى يصل_إلى ما_يصل_إلى "
    "تصل_إلى بحد_أقصى ما_لا_يزيد_عن لا_يزيد_عن حداکثر تا زیادہ_سے_زیادہ अधिकतम "
    "ज़्यादा_से_ज़्यादा ज्यादा_से_ज्यादा 最多 不超过 至多 高达 多达 最大 最高 最多で",
    "unclear": "cerca_de perhaps maybe possibly probably barely hardly scarcely not_even "
    "as_good_as kaum едва à_peine apenas appena لا_يكاد بمشکل मुश्किल_से",
    "exact": "a_whopping a_staggering a_total all_of merely altogether fully a_full a_combined "
    "a_cumulative a_reported exactly precisely only just another an_additional "
    "additional a_further further a_total_of in_total a_mere a_record genau exakt "
    "exactement exactamente exatamente esattamente precies tam ровно точно только "
    "بالضبط فقط دقیقاً صرف केवल सिर्फ ठीक ちょうど 仅 只有",
}
AFTER: dict[str, str] = {
    "about": ",_more_or_less (approximately) (estimated) (est.) ,_estimated (approx) (approx.) "
    "(about) or_so or_thereabouts or_thereabout -odd odd ish -ish approximately "
    "roughly ,_approximately ,_roughly ,_give_or_take give_or_take more_or_less "
    "or_more_or_less approx approx. (approx.) or_about ca. circa environ "
    "aproximadamente ungefähr más_o_menos civarında civarı dolayında dolaylarında "
    "'a_yakın 'e_yakın примерно приблизительно приблизно تقريبا تقریباً تقریبا के_करीब "
    "के_आसपास के_लगभग کے_قریب کے_لگ_بھگ 左右 上下 前後 程度 ほど くらい ぐらい",
    "more than": "and_counting سے_زائد سے_زیادہ سے_اوپر से_अधिक से_ज्यादा से_ज़्यादा से_ऊपर "
    "'tan_fazla 'ten_fazla 'dan_fazla 'den_fazla 'ı_aşkın 'i_aşkın 'u_aşkın 'ü_aşkın "
    "'nin_üzerinde 'ın_üzerinde 'in_üzerinde 'un_üzerinde 'ün_üzerinde 'nın_üzerinde "
    "'yi_aşkın 'yı_aşkın tan_fazla ten_fazla dan_fazla den_fazla aşkın 余 餘 多 多名 "
    "超 余り 以上も с_лишним с_небольшим з_гаком و_بیش_از و_اندی",
    "at least": ",_at_least ,_minimum and_more or_above and_higher and_older or_older "
    "and_more_than or_more and_more or_over and_over and_above and_up or_above "
    "or_greater or_higher or_better or_longer or_larger upwards and_upwards + -plus "
    "plus at_least at_the_least at_a_minimum minimum oder_mehr und_mehr ou_plus o_más "
    "ou_mais o_più of_meer eller_fler veya_daha_fazla и_более и_больше или_более "
    "і_більше або_більше على_الأقل أو_أكثر فأكثر یا_بیشتر या_अधिक 以上 及以上 或以上 "
    "au_moins mindestens al_menos como_mínimo",
    "less than": "سے_کم से_कम 'tan_az 'ten_az 'dan_az 'den_az 未満 以内に",
    "up to": ",_at_most ,_at_the_most ,_maximum and_younger or_younger at_the_very_most "
    "or_less or_fewer or_under or_below or_lower or_shorter and_under and_below "
    "at_most at_the_most maximum max tops at_the_outside or_smaller oder_weniger "
    "ou_moins o_menos o_meno of_minder и_менее или_менее أو_أقل 'a_kadar 'e_kadar "
    "'ya_kadar 'ye_kadar तक تک 以下 以内 及以下 höchstens au_plus au_maximum "
    "como_máximo",
}
# Parts of such phrases: where one follows a number and was not understood, nothing is read.
NOT_UNDERSTOOD_AFTER = word_set(
    "minus fazla az aşkın kadar üzerinde altında yakın civarında زائد زیادہ अधिक ज्यादा "
    "ज़्यादा ऊपर लगभग करीब से سے तक تک 未満 以上 以下 超 半 割 多 余 餘 来 來 数 倍 分 成 折"
)
# A change, after which “to 50” is what it came to.
CHANGES = word_set(
    "rose rise rises risen rising fell fall falls fallen falling grew grow grows grown "
    "growing went go goes gone going climbed climb climbs climbing jumped jump jumps jumping "
    "increased increase increases increasing decreased decrease decreases decreasing dropped "
    "drop drops dropping declined decline declines declining raised raise raises raising "
    "lowered lower lowers lowering cut cuts cutting up down widened widens widening narrowed "
    "narrows narrowing expanded expand expands expanding shrank shrink shrunk shrinks "
    "shrinking soared soar soars soaring plunged plunge plunges slid slide slides slipped "
    "slip slips surged surge surges surging doubled doubles doubling tripled triples tripling "
    "quadrupled halved halves changed change changes moved move moves advanced advance "
    "reduced reduce reduces reducing boosted boost boosts upped edged edges eased ease eases "
    "swelled swell swells tumbled tumble tumbles accelerated slowed slows improved improve "
    "revised bringing brought brings lifted lifts lift hiked hikes hike trimmed trims sank "
    "sinks dipped dips extended extends extend stieg stiegen sanken gestiegen gesunken erhöht "
    "passé passée passer augmenté baissé subió bajó pasó aumentó cayó subiu caiu passou "
    "aumentou salito sceso passato steeg daalde gestegen выросло вырос выросла выросли "
    "снизилось снизился упал упала упало увеличилось увеличился повысил зросло зріс ارتفع "
    "انخفض ارتفعت انخفضت زاد 增至 降至 升至 増えた"
)
