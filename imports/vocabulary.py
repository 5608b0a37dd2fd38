"""What columns are called in the files of councils, charities and the health service."""

from imports import survey, welsh

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Fields that may be in several columns
SEVERAL = {"address", "phone", "skip", "also", "address_confidential"}

# A word that says whose the column is, and nothing of what is in it
WHOSE = (
    r"(?:(?:the|service|activity|group|club|site|venue|library|charity|practice|organi[sz]ation"
    r"|facility"
    r"|location|main|public|primary|contact|session|event|project|centre|surgery|gp|hsds|food bank"
    r"|provider|food|bank|general|enquiries|enquiry|physical|postal|premises|building) )*"
)
ORGANISATION = (
    r"(?:organi[sz]ation|provider|organi[sz]er|charity|network|operator|authority|council|trust)"
)

# What an entry may be called after; and all of them, also two of them: "club/group"
OFFER = (
    r"(?:service|activity|group|club|session|class|event|project|library|facility|scheme|course"
    r"|charity|organi[sz]ation|support group)"
)
OFFERS = rf"(?:the )?{OFFER}s?(?: (?:or |and )?{OFFER})*"

# Words of a column that says whether an address may be known: `secrecy` knows which way round
ADDRESS = r"(?:(?:venue |full |exact )?(?:address|location|place|post ?code) ?)"
HIDDEN = (
    r"(?:confidential|private|hidden|restricted|sensitive|secret|unlisted|undisclosed|withheld"
    r"|masked|protected|secure|unpublished|(?:not|non) public|not for publication)"
)
OPEN = r"(?:for publication|public|published|publishable|visible|shown|shared|displayed|shareable)"
SHOW = r"(?:(?:do not|don t|hide|withhold|show|publish|share|display) )"
IN_PUBLIC = r"(?: ?(?:with|to|on|in) (?:the )?(?:public|map|web ?site|directory))"

OF_POINT = r"(?:(?:geo|os|grid|osgb|point|coord|map) )?"

# A status, but not of this
STATUS = (
    r"(?:(?!(?:physical|postal|mailing|address|us|home|venue|location|verification|verified|referral|membership|employment|marital|parking|payment|tax"
    r"|legal|dbs|quality|vat|booking|charity|charitable|funding|social|immigration) )\w+ ){0,2}"
    r"|charity registration "
)
STATUS = rf"(?:{STATUS})"
SHUT = (
    r"(?:archived?|deleted|discarded|discontinued|removed|withdrawn|ceased|expired|drafts?|inactive"
    r"|defunct|unpublished|suspended|disbanded|dissolved|cancelled|marked for deletion)"
)
# By field, the most telling name first: patterns for the whole name as `column_names.tidy` leaves
# it. A column is taken by the first field that it fits.
CALLED: dict[str, list[str]] = {
    "address_confidential": [
        rf"(?!secure$)(?:is )?(?:the )?{ADDRESS}?(?:is )?{HIDDEN} ?{ADDRESS}?",
        rf"{HIDDEN} (?:venue|premises|site|whereabouts)(?<!secure site)|mask(?: exact)? {ADDRESS}",
        rf"(?:happy|ok|okay|permission|consent) to {SHOW}(?:the |your |our )?(?:exact )?{ADDRESS}"
        rf"{IN_PUBLIC}?",
        rf"(?:(?:is|can|may|should) )?(?:the )?{ADDRESS}(?:is |(?:can |may )?be )?{OPEN}"
        rf"{IN_PUBLIC}?",
        rf"{OPEN} {ADDRESS}",
        rf"(?:(?:can|may|should) we )?{SHOW}+(?:the |this )?{ADDRESS}{IN_PUBLIC}?",
        rf"{ADDRESS}(?:visibility|privacy|confidentiality|sensitivity)",
    ],
    "postcode": [
        rf"{WHOSE}post ?codes?(?: if known)?", r"pcds?", rf"{WHOSE}postal code",
        rf"{WHOSE}zip(?: ?code)?",
        r"(?:address |addr |zip |main )*post ?codes?(?: ?1)?|pcode|post ?code of (?:the )?\w+",
    ],
    "email": [
        rf"{WHOSE}e ?mail(?: address)?(?:es)?|mail",
        r"(?:.* )?e ?mail(?: addr(?:ess)?| contact| of .*)?",
    ],
    "web": [
        rf"{WHOSE}(?:web|web ?site|url|web address|web ?site (?:address|url|link)|web ?page|link"
        rf"|home ?page|www)",
        r"(?!.*\b(?:visible|publish\w*|show\w*|display\w*|list\w*)\b)"
        r".* (?:url|web ?site|web address)",
        r"(?:url|web) ?link|more info(?:rmation)? link",
        r"web ?site (?:or |and )?(?:social media|facebook)(?: page)?",
    ],
    "phone": [
        rf"{WHOSE}(?:tele)?phone(?: (?:number|no|num|1))?", rf"{WHOSE}tel(?: (?:no|number|1))?",
        r"contact (?:number|no)",
        rf"{WHOSE}tel(?:ephone)?(?: (?:day|eve|evening|daytime|2|other))",
        r"(?:tele)?phones?(?: \d)? numbers?", r".* (?:tele)?phone(?: number)?",
        r"mobile(?: (?:phone|number|no))*", r"helpline(?: number)?",
        r"(?:tele)?phone(?: (?:mobile|landline|2|day|eve))|landline",
        r"(?:for (?:more )?)?(?:contact|enquiries|bookings?)(?: (?:details|info(?:rmation)?|us))?"
        r"|contact (?:name )?and (?:tele)?phone",
    ],
    "coordinates": [
        r"lat ?(?:itude)? ?/ ?l(?:o?ng|on)(?:itude)?|lat ?l(?:ng|ong)|coords?",
        r"(?:geo |map )?(?:coordinates?|coords?|geo ?point)|geo ?(?:code|loc|tag)?",
        r"geom(?:etry)?|wkt|point|geolocation|gps",
        r"(?:geo )?lat(?:itude)?(?: and)? ?(?:l(?:o?ng|on)(?:itude)?)",
        r"(?:geo )?(?:lon|lng|long) ?lat",
        r"(?:os )?(?:national )?grid ref(?:erence)?",
    ],
    "latitude": [
        r"(?:geo )?lat(?:itude)?", r".* lat(?:itude)?",
        rf"{OF_POINT}y(?: coord(?:inate)?)?",
    ],
    "longitude": [
        r"(?:geo |location |venue |map |gps )?(?:lon|lng|long|longitude)",
        r".* (?:lon|lng|longitude)",
        rf"{OF_POINT}x(?: coord(?:inate)?)?",
    ],
    "easting": [
        rf"{OF_POINT}(?:eastings?|east|e|x)(?: coordinate| coord)?",
        r"oseast1m|os ?eastings?|(?:geo|os|coord)x",
    ],
    "northing": [
        rf"{OF_POINT}(?:northings?|north|n|y)(?: coordinate| coord)?",
        r"osnrth1m|os ?northings?|(?:geo|os|coord)y",
    ],
    "skip": [
        r"year closed|(?:date |permanently |temporarily |currently |now |is |has |it )*closed"
        r"(?: down)?(?: on| date)?|closure date|date of closure",
        rf"(?:is (?:it )?|currently |still )*(?:open|active|running|operating|operational|live"
        rf"|enabled|listed|visible|approved|published|public|trading){IN_PUBLIC}?",
        rf"{STATUS}(?:status|state)(?: code)?", r"open (?:or )?closed",
        rf"(?:is (?:it )?|permanently |temporarily |date )*{SHUT}(?: (?:at|on|date))?",
        r"(?:expir(?:y|ation)|closure|deletion|removal|archive) date|expires(?: on)?"
        r"|date of (?:removal|closure|deletion)",
        r"(?:do not |don t )(?:publish|list|show|display|use|include)(?: (?:on|in) .*)?",
        rf"(?:(?:happy|ok|okay|permission|consent) to )?(?:be )?(?:publish|list|listed|published)"
        rf"(?: (?:online|{IN_PUBLIC}))?|(?:show|display){IN_PUBLIC}",
        r"clos(?:ed|ing) (?:date|on)|date of closing"
        r"|(?:(?:has|it|date) )*(?:ended|ceased|stopped)(?: on| date)?",
    ],
    "day": [r"(?:week ?)?days?(?: of (?:the )?week)?", r"(?:meeting|session|class|club|opening)"
        r" days?|meets(?: on)?|days? (?:held|open|it meets)|held on|which days?"],
    "starts": [
        r"(?:session )?start(?:s|ing)?(?: time)?|time (?:from|start)|from(?: time)?|begins?"
        r"|opens?(?: at)?",
        r"(?:open(?:ing)?|meeting|class|club|group|activity|event) time", r"time",
    ],
    "ends": [
        r"(?:session )?(?:end|finish)(?:s|es|ing)?(?: time)?|time (?:to|end)|to(?: time)?|until"
        r"|closes?(?: at)?",
        r"clos(?:e|ing) time",
    ],
    "minimum_age": [
        r"min(?:imum)?(?: age)?", r"(?:age )?(?:from|min(?:imum)?)(?: age)?",
        r"(?:lower|youngest)(?: age)?(?: limit)?",
    ],
    "maximum_age": [
        r"max(?:imum)?(?: age)?", r"(?:age )?(?:to|max(?:imum)?)(?: age)?",
        r"(?:upper|oldest)(?: age)?(?: limit)?",
    ],
    "ages": [
        r"ages?(?: (?:range|group|groups|band|limit|suitability))?",
        r"who for age|(?:suitable|suitable for) ages?|ages? (?:restrictions?|criteria)",
        r"(?:target|client|participant|member) ages?(?: (?:range|group))?",
        r"(?:who (?:is (?:it|this) )?for|suitable for|aimed at|target (?:age|audience|group))",
    ],
    "cost_text": [
        rf"{WHOSE}(?:costs?|prices?|charges?|fees?|admission|entry fee|price range)(?: £| gbp"
        rf"| details| info(?:rmation)?)?",
        r"subs(?:cription)?|(?:is it )?free(?: of charge| to (?:attend|use|join))?",
        r"free (?:or )?paid|costs? (?:or )?donations?|admission (?:price|charge|fee|cost)s?",
        r"how much(?: does it cost)?|fees? description|cost to attend|cost description",
        r"(?:cost|price|charge|fee) (?:per|a|each) (?:session|visit|person|class|week)",
    ],
    "when_text": [
        r"when(?: is it| and where| where)?", r"days?(?: and)? times?", r"dates?(?: and)? times?",
        rf"{WHOSE}(?:opening|open|meeting|session) ?(?:hours|times)",
        r"times?(?: of .*)?|hours|schedule|frequency(?: times?)?|timings?|weeks?|which weeks?"
        r"|recurrence|repeats|how often|regularity|weeks? of (?:the )?month|time of day",
        r"(?:meeting|session|opening) days?(?: and)? times?",
    ],
    "place_name": [
        r"(?:venue|building|location|premises|site|hall|place)(?: name)?",
        r"where(?: is it| held)?|meeting (?:place|venue)|(?:held|meets|takes place) at",
        r"venue (?:or )?location|name of (?:the )?(?:venue|building|location|place|hall)",
    ],
    "town": [
        r"(?:post ?)?town", r"city", r"(?:venue|postal|addr) (?:town|city)",
        r"(?:town|city|village) (?:or )?(?:town|city|village)",
        rf"{WHOSE}(?:town|city)",
        r"locality|village", r"address (?:town|city)",
    ],
    "address": [
        r"building (?:and|or) street(?: line \d)?|house number|flat|street line \d",
        rf"{WHOSE}address(?: line)?(?: ?\d| one| two| three)?",
        rf"{WHOSE}(?:full |street )address(?: ?\d)?",
        r"(?:addr|add)(?: line)? ?\d?", rf"{WHOSE}street(?: (?:name|address))?",
        r"road|thoroughfare|house name number|addr street",
        r"address of (?:the )?(?:venue|building|group|club|service|activity)",
    ],
    "name": [
        r"(?:service|activity|group|club|session|class|event|project|library|facility|food bank"
        r"|scheme|course) name",
        rf"(?:name|title) of {OFFERS}",
        r"name|title", r"(?:service|activity|group|club|session|event|project) title",
        r"activity|group|club|service|library|food bank|project|session|class|scheme|facility",
        rf"{OFFER} (?:or )?{OFFER}|support group|provision|listing",
        r"(?:listing|resource|offer(?:ing)?|provision) (?:title|name)",
        rf"(?!.*\b(?:type|category|status|owner|manager) name)(?!(?:{ORGANISATION}|contact|first"
        r"|last|sur|fore|family|user|file|road|street|ward|area|local|venue|building|location|icb|ccg|pcn|region|county|country|town|city|alternate|alternative"
        r"|short|other|parent|thoroughfare|post town|building"
        r"|network|manager|column|display|group contact|org)\b).+ name",
        r"what(?: s on| is it)?", r"(?:warm|community|safe|quiet) (?:space|hub|place|venue)s?",
    ],
    "provider": [
        rf"(?:name of )?(?:the )?(?:lead |managing |parent |host "
        rf"|delivery )?{ORGANISATION}(?: name)?",
        r"(?:run|provided|delivered|organi[sz]ed|hosted|operated|managed|led) by",
        r"local authority(?: name)?", r"(?:parent )?org(?: name)?", r"service provider(?: name)?",
        rf"(?:provider|hosting|host|delivery|delivering|providing|lead) (?:partner ?|agency ?"
        rf"|{ORGANISATION} ?)+|host",
        r"who (?:runs|provides|organi[sz]es) (?:it|this|them)",
        r"library service|managed by|owner(?:ship)?|parent(?: organi[sz]ation)?(?: name)?"
        r"|company|agency",
        r"(?:trust|practice|surgery|organi[sz]ation) name|reporting (?:service|authority)",
        r"name of organi[sz]ation",
    ],
    "description": [
        rf"(?:full |long(?:er)? |detailed ){WHOSE}descriptions?", rf"{WHOSE}descriptions?",
        rf"(?:short |brief ){WHOSE}descriptions?", r"what s (?:on offer|available|provided)",
        r"about(?: us| (?:the|this|your) (?:group|service|activity|project|club))?",
        r"summary|details|what(?: (?:we|they) do)?",
        r"(?:charity )?activities|services? (?:offered|provided|description)|overview"
        r"|information|what happens|objects?",
        r"(?:further|more|additional|other) (?:info(?:rmation)?|details)|info",
        rf"(?:(?:brief|short|full) )?(?:summary|descriptions?|notes?) (?:of|on|about) {OFFERS}",
        rf"{WHOSE}(?:(?:short|long|full) )?desc|what do(?:es)? (?:they|it) do",
    ],
    "interests": [
        r"(?:service |activity |main |sub ?)?categor(?:y|ies)(?: name)?",
        r"(?:activity |service |facility |group )types?(?: name)?|type|kind",
        r"theme|tags?|subjects?|interests?|keywords?|taxonom(?:y|ies)(?: terms?)?|topics?"
        r"|sectors?|(?:type|kind) of (?:activity|service|group|facility|support|session)",
        r"area of interest|(?:primary|top|first) categor(?:y|ies)|categor(?:y|ies) ?1",
    ],
    "genders": [r"genders?(?: specific| restrictions?)?|sex|(?:men|women) only"],
    "conditions": [
        r"(?:health |medical |long term )?conditions?(?: supported)?", r"for people with",
    ],
    "authorities": [
        r"(?:geographic(?:al)? )?(?:area|areas|district|districts|region) (?:served|covered)"
        r"|coverage(?: area)?|catchment(?: area)?|service areas?|serves",
    ],
    "joining": [
        r"(?:gp |professional |self )?(?:re)?ferr?als? (?:needed|only|necessary|accepted)"
        r"|is (?:a )?(?:referral|booking) (?:needed|required)|drop in|self referrals?",
        r"how to (?:join|access|book|attend|refer)|joining|booking(?: (?:details"
        r"|info(?:rmation)?|required|needed))?|referral(?: (?:route|process|method|required))?"
        r"|application process|access(?: method)?|how to access (?:the |this )?service",
    ],
    "transport": [
        r"nearest (?:bus stops?|bus routes?|(?:train |railway )?station)",
        r"(?:public )?transport(?: links)?|getting (?:there|here)|bus(?: routes?)?|directions"
        r"|travel",
    ],
    "step_free": [
        r"step free(?: access)?|(?:is )?(?:wheelchair|disabled|disability)(?: (?:access(?:ible)?"
        r"|friendly))?|accessible|ramp",
        r"is (?:it|the (?:venue|building|site)) (?:wheelchair |fully )?accessible",
    ],
    "parking": [
        r"(?:is there )?(?:car )?parking(?: available| on site)?|car park(?: exists)?",
    ],
    "toilet": [r"(?:accessible|disabled) toilets?"],
    "hearing_loop": [r"(?:hearing|induction) loop"],
    "delivery": [
        r"delivery(?: (?:method|mode))?|format|how (?:it is )?delivered|mode of delivery"
        r"|attending type",
    ],
    "also": [
        r"eligib.*|who (?:can|is|it).*|suitab.*|suitable for|aimed at|target .*",
        r"access(?:ibility)?(?: .*)?|facilities|what to bring.*|refreshments|requirements",
        r"languages?(?: spoken)?|alert|wait(?:ing)? times?|accreditations?|alternate name"
        r"|also known as|catering|equipment(?: needed)?|booking .*|referral .*|how to .*",
        r"important (?:info.*|notes?)|please note|exclusions|restrictions|health warning"
        r"|(?:school )?term ?times?(?: only)?|(?:session|day|times?) \d|concession\w*(?: .*)?"
        r"|(?:cost|price|fee|charge)s? (?:from|to|min\w*|max\w*|children?|members?)",
    ],
    "starts_on": [r"start date|date (?:from|started)|first (?:day|session|date)"],
    "ends_on": [r"end date|date to|last (?:day|session|date)|finish date"],
    "verified_on": [
        r"(?:last |date )(?:checked|verified|reviewed|assured)(?: on| date)?|assured date",
    ],
}  # fmt: skip

for called in (welsh.CALLED, survey.CALLED):
    for field_, spoken in called.items():
        CALLED[field_].append(spoken)

# Columns of ids, and those that end like one
IDS = (
    r"(?:.* )?(?:id|ref|reference|code|urn|uprn|uid|uuid|identifier|number|no)"
    r"(?: number| no| code)?"
)
NOT_AN_ID = (
    r"post ?code|postal|zip|phone|tel\b|mobile|fax|authority|council|ward|lsoa|msoa|area|district"
    r"|region|ccg|icb|status|type|category|house|contact|ons|parent|organi[sz]ation id|location id"
    r"|address|language|country|helpline"
)
