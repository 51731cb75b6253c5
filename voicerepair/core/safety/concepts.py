"""The concepts of the safety grammar: who, does what, to whom, with what. Open classes are generous on purpose."""

import re

_IRREGULAR = {
    "hit": "hit hits hitting",
    "beat": "beat beats beating beaten",
    "strike": "strike strikes striking struck stricken",
    "stab": "stab stabs stabbing stabbed",
    "shoot": "shoot shoots shooting shot",
    "throw": "throw throws throwing threw thrown",
    "fling": "fling flings flinging flung",
    "hold": "hold holds holding held",
    "bite": "bite bites biting bit bitten",
    "break": "break breaks breaking broke broken",
    "burn": "burn burns burning burned burnt",
    "spit": "spit spits spitting spat",
    "hurt": "hurt hurts hurting",
    "cut": "cut cuts cutting",
    "slit": "slit slits slitting",
    "put": "put puts putting",
    "lay": "lay lays laying laid lie",
    "shake": "shake shakes shaking shook shaken",
    "swing": "swing swings swinging swung",
    "take": "take takes taking took taken",
    "keep": "keep keeps keeping kept",
    "hide": "hide hides hiding hid hidden",
    "steal": "steal steals stealing stole stolen",
    "give": "give gives giving gave given",
    "get": "get gets getting got gotten",
    "let": "let lets letting",
    "make": "make makes making made",
    "tear": "tear tears tearing tore torn",
    "drive": "drive drives driving drove driven",
    "come": "come comes coming came",
    "go": "go goes going went",
    "leave": "leave leaves leaving left",
    "say": "say says saying said",
    "tell": "tell tells telling told",
    "swear": "swear swears swearing swore sworn",
    "hang": "hang hangs hanging hung hanged",
    "die": "die dies dying died",
    "sleep": "sleep sleeps sleeping slept",
    "drown": "drown drowns drowning drowned",
    "overthrow": "overthrow",
    "ride": "ride rides riding rode",
    "run": "run runs running ran",
    "see": "see sees seeing saw seen",
    "find": "find finds finding found",
    "split": "split splits splitting",
    "forbid": "forbid forbids forbidding forbade forbidden",
    "have": "have has having had",
    "do": "do does doing did done",
    "bend": "bend bends bending bent",
    "stick": "stick sticks sticking stuck",
    "catch": "catch catches catching caught",
    "feel": "feel feels feeling felt",
    "freeze": "freeze freezes freezing froze frozen",
    "drink": "drink drinks drinking drank drunk",
    "force": "force forces forcing forced",
    "wake": "wake wakes waking woke woken",
    "send": "send sends sending sent",
    "lose": "lose loses losing lost",
}
_DOUBLING = frozenset("slap slam grab drag pin whip stab club jab rip rap snap slug flog strap choke_".split())


_DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]")
"""One syllable, one short vowel, one consonant: grip, gripping."""


def inflect(bases: str) -> frozenset[str]:
    """Every form of the verbs named: base, -s, -ing, -ed, irregular where known."""
    out: set[str] = set()
    for base in bases.split():
        if base in _IRREGULAR:
            out.update(_IRREGULAR[base].split())
            continue
        stem = base[:-1] if base.endswith("e") else base
        if base in _DOUBLING or _DOUBLED.fullmatch(base):
            stem = base + base[-1]
        third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
        past = stem + "ed"
        if base.endswith("y") and base[-2] not in "aeiou":
            third, past = base[:-1] + "ies", base[:-1] + "ied"
        out.update((base, third, stem + "ing", past))
    return frozenset(out)


def among(text: str) -> frozenset[str]:
    return frozenset(text.split())


# ---- people -----------------------------------------------------------------------------------------------------
CHILDREN = among(
    """kid kids child children son sons daughter daughters baby babies toddler boy boys girl girls twins little_one
    little_ones wee_one stepson stepdaughter grandson granddaughter newborn infant teenager lad lass bairn bairns
    little_boy little_girl youngest oldest eldest schoolboy nephew niece"""
)
PETS = among("dog cat puppy kitten pet pets dogs cats rabbit bunny hamster parrot horse")
ADULTS = among(
    """husband wife partner boyfriend girlfriend fiance fiancee spouse ex exhusband exwife dad father daddy papa da mom mother
    mommy mama stepdad stepfather stepmom stepmother brother sister uncle aunt auntie cousin grandfather grandpa grandmother
    grandma nan granny parents parent inlaws folks fella bloke missus hubby wifey man woman guy lady roommate neighbor
    neighbour boss manager coworker colleague friend friends teacher coach landlord men women people babysitter bf gf stepbrother
    stepsister brother_in_law father_in_law mother_in_law sister_in_law lover man lodger flatmate"""
)
HUMAN = CHILDREN | ADULTS
INTIMATES = among(
    """husband wife partner boyfriend girlfriend fiance fiancee spouse ex exhusband exwife dad father daddy papa stepdad
    stepfather mom mother stepmom stepmother brother fella bloke missus hubby man bf gf uncle grandfather son"""
)
NOMINATIVE = among("i he she you they we who someone somebody anyone anybody nobody one")
OBJECT = among("me him her us them you")
BODY = among(
    """face head neck throat hair wrist wrists jaw ribs rib stomach belly back leg legs nose eye eyes mouth lip lips teeth
    tooth shoulder shoulders chest cheek skull ear ears arm arms hand hands finger fingers foot feet ankle ankles knee knees
    collarbone thigh thighs body gut guts groin temple forehead chin shin shins hip hips side skin scalp breast breasts tummy
    collar windpipe"""
)
# Words that cannot be the head noun after "her", so that "her" is the person.
CLOSED = among(
    """and but or so because when if then that while until till before after in on at to from with by for of off into onto
    against over under around across down up out through as like since he she i you we they it not never again hard too
    so once twice now last every this yesterday today tonight where who which why how is was are were will would had has have
    did does do just there here without for about again first anymore . physically badly sometimes daily"""
)

# ---- acts -------------------------------------------------------------------------------------------------------
BLOWS = inflect(
    """hit slap smack punch kick beat choke strangle throttle whip thump wallop clobber thrash batter headbutt backhand clout
    whack stab bash pummel stomp knee elbow assault strike club flog cane spank slug sock sucker_punch lash maul bludgeon knife
    gouge claw rape molest grope suffocate torture brutalize brutalise abuse manhandle belt deck leather lamp cuff thwack bop
    swat rough_up hammer pistol_whip sodomize violate wrestle overpower tackle electrocute scald garrotte asphyxiate jab scratch
    trample punish_physically mistreat maim injure mutilate tase taze waterboard headlock tie_up gag bind"""
) | among("backhands headbutts headbutted sucker_punched beats_up beat_up beating_up beaten_up pistol_whipped")
# Verbs that have an everyday sense: they need something bodily after them (see _safety_acts).
HANDLING = inflect(
    """push shove grab drag throw fling hold pin squeeze yank pull slam knock bite burn spit shake toss hurl chuck launch lob
    ram twist bend wrap press crush clamp lock smother trip tear rip jerk haul corner attack pinch poke grip seize restrain
    swing catch crack smash get break bust split drop kick"""
)

# ---- subjects that do not act -----------------------------------------------------------------------------------
THINGS = among("it this that which what these those there something everything nothing ~ all both")
ABSTRACT = among(
    """grief reality panic anxiety stress guilt covid flu menopause inflation news love shame fear loss hunger jealousy regret
    sorrow rage heat rent tax taxes bills life time fate luck winter summer age music sunlight jetlag work traffic fatigue
    insomnia nostalgia truth karma"""
)
ABSTRACT_ENDINGS = ("ness", "tion", "sion", "ment", "ity", "ism", "ance", "ence", "hood", "ship", "ety", "ure")
SPORT = among(
    """chess game games match matches tennis poker scrabble cards monopoly race races boxing ring karate judo sparring
    kart tournament league team teams football rugby hockey playoffs finals final basketball quiz trivia videogame fortnite
    badminton golf paintball dodgeball martial"""
)
FICTION = among(
    """movie movies film films show series episode dream dreams dreamt dreamed nightmare nightmares novel book podcast
    documentary game videogame play theatre theater character sketch comic cartoon rehearsal stage song lyrics netflix"""
)

CONCEPTS: dict[str, frozenset[str]] = {
    "child": CHILDREN,
    "human": HUMAN,
    "pet": PETS,
    "body": BODY,
    "object": OBJECT,
    "my": among("my our your his her their the me this that"),
    "they": among("he she you they who") | INTIMATES,
    "them": among("him her you them"),
    "partner": among("him you them her") | frozenset(f"{p}_{k}" for p in ("my", "our", "your", "her", "his", "the", "me") for k in INTIMATES),
    "victim": OBJECT
    | frozenset(f"{p}_{k}" for p in ("my", "our", "your", "the", "his", "her") for k in HUMAN | PETS)
    | among("mommy daddy mom dad everyone somebody"),
    "closed": CLOSED,
    "fear": among(
        """afraid scared terrified frightened fearful petrified intimidated spooked terrorized terrorised wary
        scared_to_death scared_stiff frightened_to_death afeared feared shit_scared in_fear in_terror fear dread fears"""
    ),
    "frighten": inflect("scare frighten terrify terrorize terrorise intimidate petrify menace"),
    "drink": among("drink drinks drinking drunk drank drunken wasted high pissed hammered plastered using booze alcohol"),
    "anger": among(
        """angry mad rage rages raging yell yells yelling shout shouts shouting scream screams screaming explode explodes
        temper furious violent aggressive snap snaps rant rants slam slams punch throw throws kick hit hits corner corners mood
        fists drink drinks drunk drinking"""
    ),
    "harm": inflect(
        """hurt hit kill murder harm beat attack strangle stab shoot choke slap punch smack injure assault smash burn bash drown
        batter rape slaughter destroy end bury finish break kick belt deck poison thrash clobber throttle knock skin gut"""
    ),
    "weapon": among(
        """knife knives gun guns pistol rifle shotgun revolver blade machete hammer axe weapon scissors razor hatchet cleaver
        crowbar baseball_bat bat poker glock screwdriver sword dagger boxcutter box_cutter tire_iron taser bottle broken_bottle
        kitchen_knife firearm handgun"""
    ),
    "firearm": among("gun guns pistol rifle shotgun revolver firearm weapon glock handgun"),
    "strap": among(
        """belt stick cane cord cable shoe slipper sandal spoon ruler whip strap bottle pan bat broom hammer fist fists chair
        remote phone hose paddle brush wire hanger iron boot switch"""
    ),
    "missile": among(
        """plate plates glass glasses cup cups mug mugs ashtray stool kettle candle bottle bottles phone remote chair chairs things stuff shoe shoes book
        books knife vase lamp ashtray objects dishes pan pot ornament keys can laptop tv brick rock stone ladle boots boot bowl
        food furniture fork tray whatever anything everything something"""
    ),
    "injury": among(
        """bruise bruises bruised bruising black_eye black_eyes split_lip fat_lip busted_lip bloody_nose bloody_lip broken_nose
        broken_rib broken_ribs broken_arm broken_jaw broken_wrist broken_finger welt welts handprint handprints fingerprints
        finger_marks scratches gash shiner concussion stitches cracked_rib swollen_eye swollen_lip swollen_face rope_burn
        fingermarks broken_bone broken_bones burn_marks choke_marks bite_marks cuts scar scars"""
    ),
    "mark": among("mark marks scar scars bruise bruises welts fingerprints handprint handprints"),
    "blow": among(
        """slap smack punch kick beating hiding thrashing whipping backhander fist clip belt clout crack dig thump wallop
        hammering kicking battering pasting walloping spanking licking punches slaps beatings beat_down beatdown going_over
        whupping leathering headbutt back_of_his_hand back_of_her_hand back_of_your_hand belting knuckle_sandwich"""
    ),
    "surface": among(
        """wall walls floor ground stairs steps door doorframe door_frame table counter dresser fridge car window bed couch
        radiator cupboard cabinet bathtub tub shower bookcase furniture bench fence railing concrete pavement oven stove sink
        kitchen closet banister tiles street road traffic mirror doorway furniture wardrobe sofa staircase corner dirt"""
    ),
    "will": among("will would going_to might could may shall wants_to want_to wanted_to about_to promised_to planned_to"),
    "said": inflect("say tell swear promise threaten vow warn shout scream yell text whisper go hint joke write message repeat")
    | among("was_like is_like"),
    "threaten": inflect("threaten blackmail extort menace") | among("threat threats"),
    "leave": inflect("leave go tell divorce split report") | among("break_up walk_out walk_away call_the talk run move_out file press"),
    "let": inflect("let allow permit"),
    "no": among("not never refuse refuses refused refusing hardly barely rarely nor"),
    "relation": among(
        """friend friends family mom mother dad father sister brother parents relatives cousin cousins people anyone anybody
        someone others kids children daughter son colleagues coworkers neighbors nan gran grandma folks aunt uncle men girls
        guys mates therapist doctor lawyer pastor priest"""
    ),
    "money": among("money cash bank_account account accounts card cards paycheck wages salary allowance funds benefits bank_card bank savings"),
    "papers": among(
        """passport passports papers documents id visa birth_certificate green_card driving_license license medication medicine
        meds inhaler insulin birth_control pill pills wheelchair hearing_aids crutches cane bank_card bank_cards wages paycheck
        paychecks salary walker glasses tablets"""
    ),
    "kit": among("phone phones keys car_keys laptop purse wallet shoes money cards credit_cards clothes"),
    "sex": among("sex intercourse blowjob anal sexual_things oral"),
    "self": among("myself himself herself themselves yourself themself"),
    "mine": among("my his her your their our"),
    "everyone": among(
        """everyone everybody you they he she kids children family people world nobody anyone we life things it you_all
        husband wife all folks mom dad"""
    ),
    "dead": among("dead gone died not_here not_around not_alive never_born out_of_the_picture out_of_the_way buried six_feet_under disappeared vanished"),
    "pills": among("pills tablets pill medication meds painkillers sleeping_pills tylenol paracetamol aspirin xanax pill_bottle antidepressants ibuprofen"),
    "height": among("bridge building roof cliff balcony window ledge overpass tower car_park parking_garage viaduct train trains traffic bus truck subway tracks platform"),
    "crash": among("tree wall river lake traffic bridge lamppost pole barrier cliff truck lorry sea oncoming ditch embankment canyon"),
    "wish": inflect("wish hope pray want") | among("rather wouldnt_mind wish_that"),
}  # fmt: skip
