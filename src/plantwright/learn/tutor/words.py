"""Words that the gate knows: numbers, units, bounds, operations, and plain words that carry no number."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

NUMBER_WORDS: dict[str, float] = {
    **{word: float(k) for k, word in enumerate(_ONES.split())},
    **{word: 10.0 * k for k, word in enumerate(_TENS.split(), 2)},
    "hundred": 100.0, "thousand": 1000.0, "million": 1e6, "dozen": 12.0, "half": 0.5, "halve": 0.5, "quarter": 0.25,
    "quarters": 0.25, "third": 1 / 3, "thirds": 1 / 3, "double": 2.0, "twice": 2.0, "triple": 3.0, "once": 1.0,
    "pair": 2.0, "couple": 2.0, "both": 2.0, "none": 0.0, "nothing": 0.0, "tenth": 0.1, "fifth": 0.2, "first": 1.0,
    "second": 2.0, "fourth": 4.0,
}  # fmt: skip
"""Words that say a number; a text may use one only where its source does."""

UNIT_WORDS: dict[str, str] = {
    word: short
    for short, words in {
        "s": "s sec secs second seconds", "min": "min mins minute minutes", "h": "h hr hrs hour hours",
        "d": "d day days", "week": "week weeks", "%": "% percent", "pieces": "piece pieces", "orders": "order orders",
        "lots": "lot lots", "stations": "station stations", "workers": "worker workers people", "EUR": "eur euro euros",
        "kWh": "kwh", "kW": "kw", "cards": "card cards", "shifts": "shift shifts", "rows": "row rows",
        "steps": "step steps", "points": "point points",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Units as texts write them, with their short form."""

_COMPARING = (
    "above after ahead always before behind below best better beyond big biggest bottom down earlier earliest "
    "early enough exceeds except fall falling falls fast faster fastest few fewer fewest gain gains greater "
    "greatest grow growing grows high higher highest inside large larger largest last late later latest least "
    "left less long longer longest lose loses low lower lowest many maximum minimum more most much never no not "
    "only outside over rise rises rising short shorter shortest shrink shrinking shrinks slow slower slowest "
    "small smaller smallest sometimes too top under up within without worse worst"
)
COMPARING = frozenset(_COMPARING.split())
"""Words that turn what a number says."""

_OPERATIONS = (
    "add added adding average cube decrease difference divide divided dividing exponent increase inverse invert log "
    "mean median minus multiplied multiply multiplying percent plus product quotient raise ratio reduce root square "
    "subtract subtracted subtracting sum times"
)
OPERATIONS = frozenset(_OPERATIONS.split())
"""Words that say what to reckon; a wording keeps them all and adds none."""

_PLAIN = (
    "a about again all also always among an and another any are as at be because been being between but by can "
    "could did do does during each even every for from had has have he here how i if in into is it its just let's "
    "may maybe me might must my now of off often on or other our out own per perhaps please quite rather same shall "
    "she should since so some still such than that the their them then there these they this those through to too "
    "us usually very via was we were what when where which while who why will with within would yet you your yours"
)
PLAIN = frozenset(_PLAIN.split()) - COMPARING
"""Words that say nothing of a quantity."""

_TEACHING = (
    "across again against along answer around ask asking back begin calculate careful carefully chart check "
    "checking choose clearly close closely column come comes compare comparing compute consider count counting data "
    "decide different directly easy exactly far figure find finding fine formula get gets give gives go going good "
    "great help helpful helps hint hold idea keep know known last law line long look looking make making many "
    "matter matters mean meaning means mind most much need needs next notice number numbers one's out part parts "
    "pick picture place put question question's read reading ready recall reckon reckoning remember right rule say "
    "says see seen show shows simple simply start step steps table take taking tell tells thing things think "
    "thinking time times together toward towards try trying unit units use used useful using value values want "
    "watch way well whether which whole work worked working write"
)
TEACHING = frozenset(_TEACHING.split()) - COMPARING
"""Words that teachers use, none of which holds a number."""
