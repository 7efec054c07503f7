"""Every number that a rule of reconciliation uses, with its unit and its reason."""

# ---- days -----------------------------------------------------------------------------------------------------------

SAME_DAY = 1
"""Days. Reports of one count differ by a day: time zones, and the evening before the paper is out."""
SAME_START = 4
"""Days. Reports date the start of one crisis a few days apart (the attack, the first flight, the first count)."""
REPEAT = {1: 3, 2: 10, 3: 21}
"""Days within which an equal figure is a repetition and not a second count, by its significant digits (3: or more).
A round small number comes up again by chance; 8,166 does not."""
RUNNING_GAP = 60
"""Days without a report after which a running total of unknown start is a new one."""
STOCK_GAP = 400
"""Days. Stocks are reported by the quarter or the year; one series may have a year's gap."""
STOCK_LINK = 130
"""Days between numbers on a date that still have to do with one another: what is reported by the quarter."""
LINKED_BACK = 180
"""Days of a long total within which shorter counts are looked for that are part of it."""
SHORT = 3
"""Days, both ends counted. A flow over so short a stretch within a running total is one of its daily counts."""
PACE = 30
"""Days between a pace ("4,000 a day") and the running count that it is told beside."""
TOLD_FOR = 30
"""Days over which a figure may be told for it to date a report without a date."""
YEAR_NEAR = 45
"""Days between a date without a year and reports of the same country, for their year to be its year."""
FOLLOW = 60
"""Days within which people who came are looked for among those moved on or sent back."""
NEAR_BEST = 3
"""Days around the best figure's date within which another count of the same widens the bounds."""
HAPPENING = 3
"""Days between reports of one attack, exercise, meeting, statement or border closure."""

LARGE = 1000
"""People from which a round figure of one country and kind is seldom told of two happenings within TOLD_FOR days."""
HUGE = 100_000
"""People from which a figure of one digit is known again: few happenings of one time are as large."""

# ---- figures --------------------------------------------------------------------------------------------------------

PRECISE = 3
"""Significant digits from which two equal figures are one count, whoever gives it."""
ABOUT = 0.10
"""Share. The most that "about" is taken to allow on either side, beside half of the last stated digit."""
AT_LEAST = 0.20
"""Share. "More than 300" is said of 347 and not of 500: speakers name the last round number passed."""
AT_LEAST_LIMIT = 1.5
"""Factor. A later total may be this much over an "at least" without the two being at odds."""
ROUNDED_TOTAL = 0.005
"""Share by which an exact total may fall short of an earlier one before the two are at odds."""
SLIP = 0.01
"""Share by which two exact figures for the same days may differ and still be two tellings of one count."""
DIFFERENT = 0.10
"""Share by which figures of two authorities for one date differ before they are named as a contradiction."""
SUM_EQUAL = 0.0005
"""Share by which the parts of a total may miss it without a word (rounding of the parts)."""
LISTED = 3
"""Significant digits that a total and its listed parts must have before their sum is checked against it."""
SUM_NEAR = 0.04
"""Share by which parts may miss their total and still be an attempt to list all of it."""
NOT_A_TOTAL = 0.5
"""Share of the running total before it below which a figure of the same authority is a count of some days."""
PARTIAL = 7
"""Days, from the start of a movement, within which a first count of it is told as such."""
UP_TO = 0.5
"""Share of a pace of "up to" so many below which another pace for the same days is at odds with it."""
BESIDE = 250
"""Characters between a movement and a number on a date within which a reader may take one for the other."""
SHARES_DAYS = 3
"""Days within which shares of one movement in per cent are compared."""
SHARES_APART = 5
"""Percentage points from which two shares of one group are at odds."""

# ---- places ---------------------------------------------------------------------------------------------------------

RADIUS_KM = {"country": 0.0, "region": 250.0, "adm1": 150.0, "adm2": 60.0, "place": 12.0, "site": 8.0, "line": 60.0}
"""Kilometres around the representative point of a place in which places may belong to it: a gazetteer's division has
a point and no border. Halves of a typical extent; large on purpose, for a false "apart" counts people twice."""

NARROWER = 1 / 3
"""Least share of the mentions of one figure that must give a narrower place for it to be the figure's place."""

# ---- weights (rule 9), in points ------------------------------------------------------------------------------------

WEIGHT_DOCUMENT = 1.0
"""For each document that carries the figure, copies folded: a slip is rarely made twice."""
WEIGHT_FIRST_HAND = 1.5
"""The one who counted published it: nothing was lost on the way."""
WEIGHT_REGISTRATION = 1.0
"""Registered or counted heads, over an estimate."""
WEIGHT_EXACT = 0.5
"""Stated to the last digit: nearer to the count than its rounding."""
WEIGHT_PARTY = -1.0
"""A party to the matter counts in its own favour."""
WEIGHT_UNATTRIBUTED = -0.5
"""Nobody is named who counted."""
WEIGHT_HEADLINE = -0.5
"""Headlines round, and are written by others."""
WEIGHT_UNCONFIRMED = -1.0
"""The report itself doubts it."""

# ---- bounds of the work ---------------------------------------------------------------------------------------------

NEIGHBOURS = 12
"""Figures before one in time that it is compared with within a block: keeps a large crisis near-linear."""
SHELF = 30
"""Days to a shelf on which stories are looked for by the date of their figures."""
SERIES_AT_ONCE = 60
"""Events compared with one another within a block, nearest in time first."""
CONTRADICTIONS_SHOWN = 12
"""Contradictions kept on one event, the gravest first: a list that nobody reads helps nobody."""
