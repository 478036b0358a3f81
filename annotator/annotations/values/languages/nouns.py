"""What may stand behind a number: whom “5m” counts, and what “100m” measures."""

from annotator.annotations.values.languages import word_set

# Things that are counted by the million. Agents (-ers, -ors, -ants) are known by their endings.
COUNTED = word_set(
    "people persons person men women children kids doses refugees visitors jobs voters "
    "viewers homes copies passengers subscribers citizens students pupils cars vehicles "
    "households families migrants patients cases deaths shares tickets downloads followers "
    "members residents inhabitants vaccines tests units bottles birds trees animals cattle "
    "pigs sheep chickens fish books songs albums phones smartphones devices computers laptops "
    "tonnes tons barrels litres gallons acres hectares dollars euros pounds rupees views "
    "clicks hits likes tweets posts messages emails accounts records documents files pages "
    "votes ballots signatures complaints claims jabs shots masks kits meals parcels packages "
    "letters orders sales flights trips journeys visits miles kilometres kilometers years "
    "customers clients adults youths girls boys babies births pensioners taxpayers civilians "
    "souls lives believers muslims christians hindus jews catholics americans britons germans "
    "russians ukrainians indians pakistanis chinese japanese syrians afghans consumers "
    "applicants bags boxes houses apartments flats businesses firms companies farms farmers "
    "staff times infections stg ha euro yuan yen roubles rubles items objects stars cells "
    "species mobiles users homeless unemployed poor displaced"
)
COUNTED_ENDINGS = ("ers", "ors", "ees", "ants", "ents", "ians", "ists", "men", "women")
# What a length in metres goes with; of these the plural is one of races.
METRES = word_set(
    "sprint dash race races hurdles hurdle final finals heat heats freestyle butterfly "
    "backstroke breaststroke medley relay relays title record champion champions runner "
    "runners sprinter sprinters swimmer swimmers gold silver bronze event events track "
    "steeplechase walk run swim tall high deep long wide away above below thick across apart "
    "offshore underwater down up from tower statue wall fence pool tunnel bridge dive yacht "
    "ship boat vessel drop cliff wave waves waterway peak summit stretch cable pipe trench "
    "runway chimney mast antenna telescope crane skyscraper building flagpole"
)
# After a hyphen these count: a 12-member panel.
HYPHENED = word_set(
    "member members strong man men woman women person people seat seater bed room storey "
    "story story-high nation country state judge page part episode vote seats metre plus odd "
    "ish year magnitude"
) - {"state", "part", "page", "story-high", "year"}
