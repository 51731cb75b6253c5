"""Closed word classes and the small vocabularies that rules of reflection lean on."""

NOMINATIVE = frozenset("i you we he she they it".split())
OTHER_SUBJECTS = frozenset(
    """nobody everybody somebody anybody everyone someone anyone nothing everything something anything people
    this that these those there no-one one both""".split()
)
POSSESSIVES = frozenset("my your our his her their its".split())
DETERMINERS = frozenset("a an the this that these those some any no every each another all both half".split())
PREPOSITIONS = frozenset(
    """about above across after against along among around at before behind below beside between by down during except
    for from in inside into near of off on onto out outside over past through to toward towards under until up upon
    with within without than like as""".split()
)
SUBORDINATORS = frozenset(
    "because when whenever if unless until before after since while although though whether once till".split()
)
COORDINATORS = frozenset("and but or so then yet".split())
WH = frozenset("what why how who where when which whose whom".split())
ADVERBS = frozenset(
    """really never always just still also ever only even often sometimes then again already almost usually
    actually honestly barely hardly probably maybe definitely totally constantly literally basically completely
    finally suddenly simply truly clearly obviously kindof quietly please not n't once twice first now today
    seriously immediately instantly randomly apparently rarely mostly absolutely genuinely secretly deliberately
    quickly slowly openly nearly soon later early late together too well anymore so pretty quite rather very
    tonight yesterday tomorrow here there away back home alone enough yet anyway somehow""".split()
)
PRE_VERB = frozenset(
    """really never always just still also ever only even often sometimes then already almost usually actually
    honestly barely hardly probably maybe definitely totally constantly literally basically completely finally
    suddenly simply truly clearly obviously quietly not n't once now seriously immediately randomly rarely mostly
    absolutely genuinely secretly deliberately quickly slowly openly nearly both all kindly at first apparently
    instantly so ever-so soon please mostly automatically certainly""".split()
) - {"at", "first"}
"""Adverbs that may stand between a subject and its verb."""

TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december mondays tuesdays wednesdays thursdays fridays saturdays sundays""".split()
)
PROPER = (TIMES - {"march"}) | frozenset(
    """christmas easter thanksgiving ramadan diwali hanukkah english spanish french german italian chinese japanese
    polish russian arabic hindi portuguese turkish korean london paris google facebook instagram netflix whatsapp
    tiktok youtube america england god europe africa asia canada mexico india china spain france italy ireland
    scotland australia zoom uber amazon xbox playstation ikea""".split()
)
UPPER = {"tv": "TV", "dvd": "DVD", "ok": "okay", "usa": "USA", "uk": "UK", "adhd": "ADHD", "pta": "PTA", "hr": "HR"}
NUMBERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen half noon
    midnight""".split()
)
KIN = frozenset(
    """mom mum mother dad father sister brother aunt uncle cousin grandma grandpa grandmother grandfather boss friend
    teacher therapist husband wife daughter son nephew niece girlfriend boyfriend roommate neighbor neighbour coworker
    colleague ex doctor stepmom stepdad stepson baby kid child nan granny mama papa partner nobody everybody someone
    everyone somebody family company""".split()
)
FEELINGS = frozenset(
    """abandoned afraid alone amazed angry annoyed anxious ashamed attacked awful bad betrayed better bitter
    blamed blessed
    bored broken bullied calm cared cheated cold comfortable confused controlled cornered crazy crushed defeated
    defensive depressed desperate devastated disappointed disconnected discouraged disgusted dismissed disrespected
    distant distraught drained dumb embarrassed empty enraged excited excluded exhausted exposed forgotten foolish
    frightened frozen frustrated furious glad grateful guilty happy hated heard heartbroken helpless hopeful hopeless
    horrible humiliated hurt ignored impatient inadequate inferior insecure insignificant insulted invisible irritated
    isolated jealous judged left-out lonely lost loved low lucky mad manipulated miserable misunderstood mocked moved
    needy neglected nervous numb offended overlooked overwhelmed pained panicked paralyzed pathetic pissed
    powerless pressured
    proud pushed rejected relieved replaced resentful rushed sad safe scared seen shaken shocked shut-out sick small
    smothered stressed stuck stupid suffocated supported surprised taken tense terrible terrified thankful threatened
    tired touched trapped troubled ugly unappreciated uncomfortable undermined uneasy unheard unhappy unimportant
    unloved unsafe unseen unsupported unwanted upset used useless valued vulnerable weak weird worn worried worthless
    wounded yelled shy""".split()
)
FILLERS = frozenset("um umm uh uhh uhm er erm hmm hm mm mhm ah eh huh".split())
PROFANE_DROP = frozenset(
    "fucking fuckin freaking frigging bloody goddamn goddam damn damned motherfucking shitty effing".split()
)
PROFANE_PHRASES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = tuple(
    (tuple(a.split()), tuple(b.split()))
    for a, b in (
        line.split("=")
        for line in """like an asshole=badly|like a jackass=badly|like a dick=badly|like an ass=badly
    |like a bitch=badly|like a prick=badly|like shit=really bad|like crap=really bad
    |like a piece of shit=really bad|give a shit=care
        |give a fuck=care|give a damn=care|gives a shit=cares|gave a shit=cared|full of shit=not honest|this shit=this
        |that shit=that|no shit=of course|the shit=the things|my shit=my things|your shit=your things|bullshit=not fair
        |piece of shit=bad name|an asshole=a bad name|an ass=a bad name|a bitch=a bad name|a prick=a bad name
        |a dick=a bad name|a bastard=a bad name|pissed off=angry|pissed me off=made me angry
    |pisses me off=makes me angry
        |pissed=angry|pisses=angers|fucked up=got it wrong|fuck up=get it wrong|screw you=|fuck you=|fuck this=
        |fuck off=go away|fuck it=|what the fuck=what|what the hell=what|why the hell=why|the fuck=|oh shit=|shit=things
        |crap=things|fuck=|ass=|asshole=bad name|bitch=bad name|dick=bad name|bastard=bad name|fucked=ruined
        |holy shit=|bullshitting=lying to|bitching=complaining|jackass=bad name|bitches=complains|half assed=careless
        |as hell=|arsehole=bad name|arse=|an arsehole=a bad name|a jackass=a bad name""".replace("\n", "").split("|")
    )
)
COMPLEMENT_VERBS = frozenset(
    """say tell think know feel believe guess hope wish mean realize realise remember understand admit agree swear
    promise notice hear see assume suppose imagine pretend decide find figure worry bet forget learn explain suggest
    insist claim complain accept doubt show ask wonder expect guarantee trust care love hate appreciate""".split()
)
"""Verbs that may take a whole clause without "that"."""
COMPLEMENT_ADJECTIVES = frozenset(
    """sorry sure afraid glad happy sad angry proud worried scared upset mad surprised certain aware convinced
    hurt grateful
    disappointed embarrassed ashamed thankful relieved jealous terrified shocked annoyed lucky confident""".split()
)
CAUSATIVES = frozenset("make let help see hear watch have feel".split())
RELATIVE_HEADS = frozenset(
    """time times thing things way day night moment everything anything something nothing reason all person one stuff
    minute place kind half place word words moment second week last first""".split()
)
NEED_VERBS = frozenset("need want wish hope ask beg".split())
NOUNISH = frozenset(
    """work home day time phone plan plans friend text texts call calls fight fights dinner place run stuff
    talk walk look
    name hand hands face back mind water trip shift shifts promise promises love trouble store show shop start end rest
    change help respect trust support control study train park paint question pressure stress shower dress cook hope
    care need needs point points play step watch interest part wish laugh tears tear lie lies worry noise mess messages
    message email emails sound practice answer visit order drink drinks date dates dance deal record process drop joke
    jokes trust cover post ring check fear share guilt blame cost press kid kids limit matter matters fit damage
    present presents reason reasons comments comment doubt doubts demand demands left guard park parking groceries
    dishes""".split()
)
"""Words that are nouns more often than verbs unless a subject or "to" stands before them."""
HARMLESS_OPENERS = frozenset("okay ok so well yeah yes look listen hey oh right alright anyway now like see".split())
