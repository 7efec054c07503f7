"""What expressions of time mean: the days, resolved against the day of publication, and how they relate."""

import pytest

from panj.language.dates import find
from panj.model.annotation import Date

WEDNESDAY = "2021-07-14"


def only(text: str, published: str | None) -> Date:
    found = find(text, published)
    assert len(found) == 1, [text[d.start : d.end] for d in found]
    return found[0]


def days(date: Date) -> tuple[str | None, str | None]:
    assert date.period is not None
    return date.period.start, date.period.end


# sentence, day of publication, the words of the expression, first day, last day
PERIODS = [
    # written-out days
    ("Some 350 crossed on 14 July 2021.", WEDNESDAY, "14 July 2021", "2021-07-14", "2021-07-14"),
    ("Some 350 crossed on July 14, 2021, officials said.", None, "July 14, 2021", "2021-07-14", "2021-07-14"),
    ("They fled on the 3rd of March 2019.", WEDNESDAY, "the 3rd of March 2019", "2019-03-03", "2019-03-03"),
    ("They fled on 3 Mar. 2019 at dawn.", WEDNESDAY, "3 Mar. 2019", "2019-03-03", "2019-03-03"),
    ("The camp burned on Sunday, 5 July 2020.", WEDNESDAY, "Sunday, 5 July 2020", "2020-07-05", "2020-07-05"),
    ("The camp burned on Friday, July 3, 2020.", WEDNESDAY, "Friday, July 3, 2020", "2020-07-03", "2020-07-03"),
    ("They were counted on 8 July.", WEDNESDAY, "8 July", "2021-07-08", "2021-07-08"),
    ("They were counted on July 8th.", WEDNESDAY, "July 8th", "2021-07-08", "2021-07-08"),
    ("The dam broke on 20 December.", "2021-01-08", "20 December", "2020-12-20", "2020-12-20"),
    ("The flood came on 2 January last year.", WEDNESDAY, "2 January last year", "2020-01-02", "2020-01-02"),
    ("They came on Wednesday (July 14).", WEDNESDAY, "Wednesday (July 14)", "2021-07-14", "2021-07-14"),
    ("They will be moved on 20 July.", WEDNESDAY, "20 July", "2021-07-20", "2021-07-20"),
    ("Relocation is scheduled for 2 February.", "2020-11-20", "2 February", "2021-02-02", "2021-02-02"),
    ("The border has been shut since 20 August.", WEDNESDAY, "20 August", "2020-08-20", "2020-08-20"),
    ("The road has been cut since Dec. 28.", "2021-01-04", "Dec. 28", "2020-12-28", "2020-12-28"),
    # digits
    ("Situation as of 2021-07-14.", None, "2021-07-14", "2021-07-14", "2021-07-14"),
    ("Registered on 14.07.2021 in Osh.", None, "14.07.2021", "2021-07-14", "2021-07-14"),
    ("Registered on 07/14/2021 in Osh.", None, "07/14/2021", "2021-07-14", "2021-07-14"),
    ("Registered on 14/07/2021 in Osh.", None, "14/07/2021", "2021-07-14", "2021-07-14"),
    ("Registered on 05/07/2021 in Osh.", WEDNESDAY, "05/07/2021", "2021-07-05", "2021-07-05"),
    ("Registered on 7/8/21 in Texas.", "2021-07-09", "7/8/21", "2021-07-08", "2021-07-08"),
    ("Since 24.02 two million have left.", "2022-03-28", "24.02", "2022-02-24", "2022-02-24"),
    ("Updated 14-Jul-2021 by the cluster.", None, "14-Jul-2021", "2021-07-14", "2021-07-14"),
    # ranges
    ("Avalanches of 15–17 February killed 19.", "2023-02-20", "15–17 February", "2023-02-15", "2023-02-17"),
    ("Brought out 6–14 Aug: 12,100.", "2024-08-16", "6–14 Aug", "2024-08-06", "2024-08-14"),
    ("Between 24 November and 30 December.", "2021-01-05", "24 November and 30 December", "2020-11-24", "2020-12-30"),
    ("From 22 December to 3 March they moved.", "2024-03-05", "22 December to 3 March", "2023-12-22", "2024-03-03"),
    ("Arrivals from 1 to 15 June 2022 fell.", WEDNESDAY, "1 to 15 June 2022", "2022-06-01", "2022-06-15"),
    ("Removed between 9 and 19 April by air.", "2014-04-22", "9 and 19 April", "2014-04-09", "2014-04-19"),
    ("Removed between April 9 and 19 by air.", "2014-04-22", "April 9 and 19", "2014-04-09", "2014-04-19"),
    ("Attacks on July 3-5 emptied the town.", WEDNESDAY, "July 3-5", "2021-07-03", "2021-07-05"),
    ("Displaced in March–May 2020 by floods.", WEDNESDAY, "March–May 2020", "2020-03-01", "2020-05-31"),
    ("Arrivals between January and March were few.", "2022-04-12", "January and March", "2022-01-01", "2022-03-31"),
    ("From Monday to Friday 900 came.", "2021-07-17", "Monday to Friday", "2021-07-12", "2021-07-16"),
    ("Between 26 January and 2 February.", "2025-02-04", "26 January and 2 February", "2025-01-26", "2025-02-02"),
    ("Between 2014 and 2016 thousands left.", WEDNESDAY, "2014 and 2016", "2014-01-01", "2016-12-31"),
    ("The 2016/17 drought emptied wells.", WEDNESDAY, "2016/17", "2016-01-01", "2017-12-31"),
    ("Sea arrivals, 1 January–31 August 2025", None, "1 January–31 August 2025", "2025-01-01", "2025-08-31"),
    ("They crossed in the week to 8 December.", "2024-12-16", "the week to 8 December", "2024-12-02", "2024-12-08"),
    ("In the 24 hours to dawn on Thursday.", "2015-10-22", "24 hours to dawn on Thursday", "2015-10-21", "2015-10-22"),
    ("In the eleven weeks to 25 June it doubled.", "2023-06-27", "eleven weeks to 25 June", "2023-04-09", "2023-06-25"),
    # weekdays
    ("They arrived on Wednesday.", WEDNESDAY, "Wednesday", "2021-07-14", "2021-07-14"),
    ("They arrived on Thursday.", WEDNESDAY, "Thursday", "2021-07-08", "2021-07-08"),
    ("They will arrive on Thursday.", WEDNESDAY, "Thursday", "2021-07-15", "2021-07-15"),
    ("They are to leave next Wednesday.", WEDNESDAY, "next Wednesday", "2021-07-21", "2021-07-21"),
    ("The quake of last Tuesday killed seven.", "2021-01-03", "last Tuesday", "2020-12-29", "2020-12-29"),
    ("Families must leave by Friday.", WEDNESDAY, "Friday", "2021-07-16", "2021-07-16"),
    ("By Monday 200 had registered.", WEDNESDAY, "Monday", "2021-07-12", "2021-07-12"),
    ("They have slept outside since Sunday.", WEDNESDAY, "Sunday", "2021-07-11", "2021-07-11"),
    ("The bridge fell on Monday night.", WEDNESDAY, "Monday night", "2021-07-12", "2021-07-12"),
    ("Gunmen came early Saturday.", WEDNESDAY, "early Saturday", "2021-07-10", "2021-07-10"),
    ("The truce ends Sunday midnight, officials said.", "2021-07-11", "Sunday midnight", "2021-07-11", "2021-07-11"),
    ("The convoy left on Tues., they said.", WEDNESDAY, "Tues.", "2021-07-13", "2021-07-13"),
    ("They will be taken home this Friday.", WEDNESDAY, "this Friday", "2021-07-16", "2021-07-16"),
    # days around publication
    ("They crossed today.", WEDNESDAY, "today", "2021-07-14", "2021-07-14"),
    ("They crossed yesterday.", WEDNESDAY, "yesterday", "2021-07-13", "2021-07-13"),
    ("They crossed the day before yesterday.", WEDNESDAY, "the day before yesterday", "2021-07-12", "2021-07-12"),
    ("They leave tomorrow.", WEDNESDAY, "tomorrow", "2021-07-15", "2021-07-15"),
    ("The gate opened this morning.", WEDNESDAY, "this morning", "2021-07-14", "2021-07-14"),
    ("The gate opened yesterday evening.", WEDNESDAY, "yesterday evening", "2021-07-13", "2021-07-13"),
    ("They will sleep here tonight.", WEDNESDAY, "tonight", "2021-07-14", "2021-07-14"),
    ("Ten were missing last night.", WEDNESDAY, "last night", "2021-07-13", "2021-07-13"),
    ("The river rose overnight.", WEDNESDAY, "overnight", "2021-07-13", "2021-07-14"),
    ("During the night 3,100 left.", WEDNESDAY, "During the night", "2021-07-13", "2021-07-14"),
    ("They fled earlier today.", WEDNESDAY, "earlier today", "2021-07-14", "2021-07-14"),
    ("The camp is now full.", WEDNESDAY, "now", "2021-07-14", "2021-07-14"),
    # weeks, months, quarters, years around publication
    ("Last week 300 came.", "2021-09-13", "Last week", "2021-09-06", "2021-09-12"),
    ("They moved here last month.", WEDNESDAY, "last month", "2021-06-01", "2021-06-30"),
    ("They moved here last year.", WEDNESDAY, "last year", "2020-01-01", "2020-12-31"),
    ("They will be moved next week.", WEDNESDAY, "next week", "2021-07-19", "2021-07-25"),
    ("They will be moved next month.", WEDNESDAY, "next month", "2021-08-01", "2021-08-31"),
    ("They have been arriving this week.", WEDNESDAY, "this week", "2021-07-12", "2021-07-14"),
    ("Half a million crossed this year.", WEDNESDAY, "this year", "2021-01-01", "2021-07-14"),
    ("Soldiers came earlier this month.", WEDNESDAY, "earlier this month", "2021-07-01", "2021-07-14"),
    ("The camp will close later this year.", WEDNESDAY, "later this year", "2021-07-14", "2021-12-31"),
    ("Drills go on until the end of the week.", WEDNESDAY, "the end of the week", "2021-07-18", "2021-07-18"),
    ("80,000 have fled since the start of the year.", WEDNESDAY, "the start of the year", "2021-01-01", "2021-01-01"),
    ("By the end of last year 4,000 had left.", WEDNESDAY, "the end of last year", "2020-12-31", "2020-12-31"),
    ("They came back over the weekend.", "2021-07-12", "the weekend", "2021-07-10", "2021-07-11"),
    ("They came back last weekend.", WEDNESDAY, "last weekend", "2021-07-10", "2021-07-11"),
    ("They will go back next weekend.", WEDNESDAY, "next weekend", "2021-07-17", "2021-07-18"),
    # months and their parts
    ("In August 12,000 fled.", "2021-09-13", "August", "2021-08-01", "2021-08-31"),
    ("In November 900 arrived.", "2021-03-13", "November", "2020-11-01", "2020-11-30"),
    ("So far in July 900 have arrived.", WEDNESDAY, "July", "2021-07-01", "2021-07-14"),
    ("They will be moved in October.", WEDNESDAY, "October", "2021-10-01", "2021-10-31"),
    ("A move is scheduled for October.", WEDNESDAY, "October", "2021-10-01", "2021-10-31"),
    ("In late August they fled.", "2021-09-13", "late August", "2021-08-21", "2021-08-31"),
    ("In early October 310 families went home.", "2018-10-25", "early October", "2018-10-01", "2018-10-10"),
    ("Fighting began in mid-March.", WEDNESDAY, "mid-March", "2021-03-15", "2021-03-15"),
    ("By the end of September 90 had died.", "2023-11-14", "the end of September", "2023-09-30", "2023-09-30"),
    ("In the first half of February.", "2020-02-18", "the first half of February", "2020-02-01", "2020-02-15"),
    ("The last week of March was wet.", "2024-04-09", "The last week of March", "2024-03-25", "2024-03-31"),
    ("In the first ten days of October.", "2023-10-12", "the first ten days of October", "2023-10-01", "2023-10-10"),
    ("Counted in May 2017.", WEDNESDAY, "May 2017", "2017-05-01", "2017-05-31"),
    ("They left in October of last year.", WEDNESDAY, "October of last year", "2020-10-01", "2020-10-31"),
    ("They left last October.", WEDNESDAY, "last October", "2020-10-01", "2020-10-31"),
    ("Numbers doubled in Sept. 2020, it said.", WEDNESDAY, "Sept. 2020", "2020-09-01", "2020-09-30"),
    # years and their parts
    ("They came in 2005.", WEDNESDAY, "2005", "2005-01-01", "2005-12-31"),
    ("The lease runs through 2042.", WEDNESDAY, "2042", "2042-01-01", "2042-12-31"),
    ("In early 2017 they returned.", WEDNESDAY, "early 2017", "2017-01-01", "2017-04-30"),
    ("In late 2017 they returned.", WEDNESDAY, "late 2017", "2017-09-01", "2017-12-31"),
    ("In the first half of 2016 fewer came.", WEDNESDAY, "the first half of 2016", "2016-01-01", "2016-06-30"),
    ("In Q3 2020 fewer came.", WEDNESDAY, "Q3 2020", "2020-07-01", "2020-09-30"),
    ("H1 2020 saw fewer.", WEDNESDAY, "H1 2020", "2020-01-01", "2020-06-30"),
    ("In the third quarter of 2008 sales fell.", WEDNESDAY, "the third quarter of 2008", "2008-07-01", "2008-09-30"),
    ("In the fourth quarter of last year.", WEDNESDAY, "the fourth quarter of last year", "2020-10-01", "2020-12-31"),
    ("Refugees of the 1990s never left.", WEDNESDAY, "the 1990s", "1990-01-01", "1999-12-31"),
    ("Removals, week 45: 900.", "2021-11-20", "week 45", "2021-11-08", "2021-11-14"),
    ("In the summer of 2015 they walked.", WEDNESDAY, "the summer of 2015", "2015-06-01", "2015-08-31"),
    ("Families went home this spring.", "2024-06-27", "this spring", "2024-03-01", "2024-05-31"),
    # stretches
    ("It let in 350 over the last two days.", WEDNESDAY, "the last two days", "2021-07-12", "2021-07-14"),
    ("In the past five weeks 84 were hurt.", "2017-10-06", "the past five weeks", "2017-09-01", "2017-10-06"),
    ("In the past 24 hours 29 died.", WEDNESDAY, "the past 24 hours", "2021-07-13", "2021-07-14"),
    ("Over the past month 29 died.", WEDNESDAY, "the past month", "2021-06-14", "2021-07-14"),
    ("In the next two weeks they will go.", WEDNESDAY, "the next two weeks", "2021-07-14", "2021-07-28"),
    ("Around 200,000 have arrived in ten days.", "2014-08-13", "ten days", "2014-08-03", "2014-08-13"),
    ("They will be home in nine days.", WEDNESDAY, "nine days", "2021-07-23", "2021-07-23"),
    ("Three days ago the dam broke.", WEDNESDAY, "Three days ago", "2021-07-11", "2021-07-11"),
    ("A fortnight ago there were 4,000.", "2020-11-27", "A fortnight ago", "2020-11-13", "2020-11-13"),
    ("Two months ago there were 4,000.", WEDNESDAY, "Two months ago", "2021-05-01", "2021-05-31"),
    ("A year ago there were 4,000.", WEDNESDAY, "A year ago", "2020-01-01", "2020-12-31"),
    ("Nine days after the quake they sleep outside.", "2025-09-09", "Nine days after", "2025-08-31", "2025-09-09"),
    ("In the three weeks since Zamzam fell they came.", "2025-04-29", "three weeks since", "2025-04-08", "2025-04-29"),
    # feasts
    ("The border was shut on New Year's Eve.", "2021-01-08", "New Year's Eve", "2020-12-31", "2020-12-31"),
    ("They have waited since Christmas.", "2021-01-08", "Christmas", "2020-12-25", "2020-12-25"),
    ("They fled on Good Friday.", "2021-04-10", "Good Friday", "2021-04-02", "2021-04-02"),
    # what lies ahead and what lies behind
    ("The camp stays closed until December.", "2024-10-06", "December", "2024-12-01", "2024-12-31"),
    ("They stayed until Friday.", WEDNESDAY, "Friday", "2021-07-09", "2021-07-09"),
    ("The road is closed until Friday.", WEDNESDAY, "Friday", "2021-07-16", "2021-07-16"),
    ("They could number 2,000 by winter.", WEDNESDAY, "winter", "2021-12-01", "2022-02-28"),
    ("Half had left by Thursday noon.", "2021-07-16", "Thursday noon", "2021-07-15", "2021-07-15"),
    ("They will go home before the June rains.", "2021-04-14", "June", "2021-06-01", "2021-06-30"),
    ("They said they were told not to come on Monday.", WEDNESDAY, "Monday", "2021-07-12", "2021-07-12"),
    # parts of the day, of months and of years
    ("By evening 430 had come.", WEDNESDAY, "evening", "2021-07-14", "2021-07-14"),
    ("They came at dawn on Friday.", WEDNESDAY, "dawn on Friday", "2021-07-09", "2021-07-09"),
    ("They were told to go by noon Friday.", WEDNESDAY, "noon Friday", "2021-07-09", "2021-07-09"),
    ("They came in the early hours of Sunday.", WEDNESDAY, "the early hours of Sunday", "2021-07-11", "2021-07-11"),
    ("They fled earlier in July.", WEDNESDAY, "earlier in July", "2021-07-01", "2021-07-14"),
    ("Before the end of 2022 they fled.", "2023-03-01", "the end of 2022", "2022-12-31", "2022-12-31"),
    ("As of end June there were 900.", WEDNESDAY, "end June", "2021-06-30", "2021-06-30"),
    ("In the last quarter of 2020.", WEDNESDAY, "the last quarter of 2020", "2020-10-01", "2020-12-31"),
    ("In the week beginning 5 July.", WEDNESDAY, "the week beginning 5 July", "2021-07-05", "2021-07-11"),
    ("From late 2019 to early 2021.", WEDNESDAY, "late 2019 to early 2021", "2019-09-01", "2021-04-30"),
    ("Between October 2016 and 3 March 2017.", None, "October 2016 and 3 March 2017", "2016-10-01", "2017-03-03"),
    ("Between 28 December and 3 March 2017.", None, "28 December and 3 March 2017", "2016-12-28", "2017-03-03"),
    ("In the 12 months to March 2021.", WEDNESDAY, "12 months to March 2021", "2020-03-31", "2021-03-31"),
    ("They fled on Tuesday the 13th.", WEDNESDAY, "Tuesday the 13th", "2021-07-13", "2021-07-13"),
    ("They fled in the last few days.", WEDNESDAY, "the last few days", "2021-07-10", "2021-07-14"),
    ("Winter 2020-21 was hard.", WEDNESDAY, "Winter 2020-21", "2020-12-01", "2021-02-28"),
    ("They fled before Eid al-Fitr.", WEDNESDAY, "Eid al-Fitr", "2021-05-13", "2021-05-13"),
    ("They fled during Ramadan.", WEDNESDAY, "Ramadan", "2021-04-13", "2021-05-12"),
    ("Shelling since January2016 and more.", None, "January2016", "2016-01-01", "2016-01-31"),
    ("Arrivals, w/c 24 April: 131.", "2022-05-08", "w/c 24 April", "2022-04-24", "2022-04-30"),
    ("In the week of 5 July 900 came.", WEDNESDAY, "the week of 5 July", "2021-07-05", "2021-07-11"),
    ("YTD 3,541 came.", WEDNESDAY, "YTD", "2021-01-01", "2021-07-14"),
    ("Since the first of June 900 came.", WEDNESDAY, "the first of June", "2021-06-01", "2021-06-01"),
    ("They have been out for nine days.", WEDNESDAY, "nine days", "2021-07-05", "2021-07-14"),
    ("Admitted in fiscal year 2020.", WEDNESDAY, "fiscal year 2020", "2019-10-01", "2020-09-30"),
    ("It may mean 400,000 people, who abandoned it on Friday.", WEDNESDAY, "Friday", "2021-07-09", "2021-07-09"),
    ("They will go on, the ministry announced on Friday.", WEDNESDAY, "Friday", "2021-07-09", "2021-07-09"),
    ("They are expected, it said, to be moved on Friday.", WEDNESDAY, "Friday", "2021-07-16", "2021-07-16"),
    # published is known to the month or the year
    ("They were counted on 8 March.", "2017-03", "8 March", "2017-03-08", "2017-03-08"),
    ("They moved here last month.", "2017-03", "last month", "2017-02-01", "2017-02-28"),
    ("They moved here last year.", "2017", "last year", "2016-01-01", "2016-12-31"),
    ("They were counted on 8 December.", "2017", "8 December", "2017-12-08", "2017-12-08"),
    # nothing gives a year
    ("They fled on 13 September.", None, "13 September", "--09-13", "--09-13"),
    ("They fled on September 13.", None, "September 13", "--09-13", "--09-13"),
    ("They fled in March.", None, "March", "--03", "--03"),
    ("They fled on 29 February.", None, "29 February", "--02-29", "--02-29"),
    ("They fled between 3 and 9 May.", None, "3 and 9 May", "--05-03", "--05-09"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "words", "start", "end"), PERIODS)
def test_the_days_that_an_expression_means(text: str, published: str | None, words: str, start: str, end: str) -> None:
    date = only(text, published)
    assert text[date.start : date.end] == words
    assert days(date) == (start, end)


# sentence, words, TIMEX3 type and value; published on Wednesday 14 July 2021
VALUES = [
    ("A 27-year contract was signed.", "27-year", "DURATION", "P27Y"),
    ("He waited thirty minutes.", "thirty minutes", "DURATION", "PT30M"),
    ("They waited two and a half years.", "two and a half years", "DURATION", "P2.5Y"),
    ("They waited several years.", "several years", "DURATION", "PXY"),
    ("They waited for days.", "days", "DURATION", "PXD"),
    ("The first time in four months.", "four months", "DURATION", "P4M"),
    ("After six straight days of rain.", "six straight days", "DURATION", "P6D"),
    ("Two consecutive quarters of drought.", "Two consecutive quarters", "DURATION", "P2Q"),
    ("Some 300 a day came.", "a day", "SET", "P1D"),
    ("Up to 300 people a week came.", "a week", "SET", "P1W"),
    ("About 15 per year came.", "per year", "SET", "P1Y"),
    ("They are counted daily.", "daily", "SET", "P1D"),
    ("They are counted every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
    ("They fled recently.", "recently", "DATE", "PAST_REF"),
    ("They are currently in tents.", "currently", "DATE", "PRESENT_REF"),
    ("They may return in the future.", "the future", "DATE", "FUTURE_REF"),
    ("They fled in recent weeks.", "recent weeks", "DATE", "PAST_REF"),
    ("They came on Tuesday.", "Tuesday", "DATE", "2021-07-13"),
    ("They came on Friday morning.", "Friday morning", "TIME", "2021-07-09TMO"),
    ("They came at 18:00 UTC.", "18:00 UTC", "TIME", "2021-07-14T18:00Z"),
    ("They came at 6:40 p.m. on Friday.", "6:40 p.m. on Friday", "TIME", "2021-07-09T18:40"),
    ("They came last week.", "last week", "DATE", "2021-W27"),
    ("They came last month.", "last month", "DATE", "2021-06"),
    ("In the third quarter of 2008.", "the third quarter of 2008", "DATE", "2008-Q3"),
    ("In fiscal 2009 it fell.", "fiscal 2009", "DATE", "FY2009"),
    ("In the 70s they left.", "the 70s", "DATE", "197"),
    ("In the summer of 2015.", "the summer of 2015", "DATE", "2015-SU"),
    ("They came over the weekend.", "the weekend", "DATE", "2021-W27-WE"),
    ("In the first half of 2016.", "the first half of 2016", "DATE", "2016-H1"),
    ("In the past decade.", "the past decade", "DURATION", "P10Y"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), VALUES)
def test_what_timex3_calls_it(text: str, words: str, kind: str, value: str) -> None:
    date = only(text, WEDNESDAY)
    assert (text[date.start : date.end], date.type, date.value) == (words, kind, value)


RELATIONS = [
    ("They crossed on 8 July.", "on"),
    ("They have crossed since 8 July.", "since"),
    ("From 8 July they crossed.", "since"),
    ("The drill runs until 8 July.", "until"),
    ("The drill runs through 8 July.", "until"),
    ("As of 8 July there were 900.", "as_of"),
    ("Figures as at 8 July.", "as_of"),
    ("By 8 July there were 900.", "by"),
    ("Before 8 July there were 900.", "before"),
    ("Prior to 8 July there were 900.", "before"),
    ("After 8 July there were 900.", "after"),
    ("Following 8 July there were 900.", "after"),
    ("Over the last two days 350 came.", "within"),
    ("During June 350 came.", "within"),
    ("Within the last two days 350 came.", "within"),
    ("Between 3 July and 8 July 350 came.", "between"),
    ("Since the start of the year 350 came.", "since"),
    ("Since about 8 July 350 came.", "since"),
    ("Stock (as of 8 July): 900.", "as_of"),
    ("In the past two weeks 350 came.", "within"),
    ("Nine days after the quake 350 came.", "after"),
]


@pytest.mark.parametrize(("text", "relation"), RELATIONS)
def test_the_words_before_say_how_it_relates(text: str, relation: str) -> None:
    assert only(text, WEDNESDAY).relation == relation


NO_DATES = [
    "They may leave the camp and they march on.",
    "He sat in the sun with the second lieutenant, a minute man.",
    "Some 2,012 people crossed the river.",
    "About 2000 refugees crossed the river.",
    "In all 1998 people were counted there.",
    "Call +992 37 221 2020 for help.",
    "They lost 3-2 in the final, and 21-14 in the other.",
    "Mrs May met April Jones and Friday Okoro's brother.",
    "The 201st base and the 14th district stayed quiet.",
    "The price rose to 12.05 per cent and then to 13.11 million.",
    "Version 1.2.2015.7 runs at 192.168.10.12.",
    "Numbers fall while markets fall.",
    "Resolution 1973 was adopted, at $2015 a head.",
    "On 31 February and on 30/02/2021 nothing happened.",
    "The spring gave water and the fall of the town was near.",
    "They walked out of the 1st, 7th and 9th arrondissements.",
    "Easter Island and Ramadan Osmanov had nothing to do with it.",
    "Three quarters of them came to the old quarters of the town.",
    "Families of 1998 people each, 2015 km away, at 3.45 per head.",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert [text[d.start : d.end] for d in find(text, WEDNESDAY)] == []


# text, published, which expression, first and last day: what was named before counts
IN_CONTEXT = [
    ("They crossed on 8 July. The day before, none had.", WEDNESDAY, 1, "2021-07-07", "2021-07-07"),
    ("They crossed on 8 July. The previous day none had.", WEDNESDAY, 1, "2021-07-07", "2021-07-07"),
    ("They crossed on 8 July and on the following day.", WEDNESDAY, 1, "2021-07-09", "2021-07-09"),
    ("They crossed on 8 July. That day it rained.", WEDNESDAY, 1, "2021-07-08", "2021-07-08"),
    ("They crossed on 8 July. Some left the same day.", WEDNESDAY, 1, "2021-07-08", "2021-07-08"),
    ("They crossed on 8 July. Two weeks earlier none had.", WEDNESDAY, 1, "2021-06-24", "2021-06-24"),
    ("They crossed on 8 July. Three days later they left.", WEDNESDAY, 1, "2021-07-11", "2021-07-11"),
    ("On Tuesday it counted 418, down from 1,100 the previous week.", "2008-08-20", 1, "2008-08-11", "2008-08-17"),
    ("They fled on 13 September 2019. On 15 September they came back.", None, 1, "2019-09-15", "2019-09-15"),
    ("Fighting began on 14 October. By the 17th all had gone.", "2016-10-25", 1, "2016-10-17", "2016-10-17"),
    ("They left the city on Sunday, two days after the attack.", "2022-09-18", 1, "2022-09-16", "2022-09-18"),
    ("Gunmen came on 24 March. Two weeks after it began, 900 had fled.", "2021-04-09", 1, "2021-03-26", "2021-04-09"),
    (
        "It shook on 3 May.\n\nNine days after the quake they sleep outside.",
        "2024-05-12",
        1,
        "2024-05-03",
        "2024-05-12",
    ),
    (
        "By the end of 2023 more may come. Some fled on 15 June 2022 and on 18 June.",
        None,
        2,
        "2022-06-18",
        "2022-06-18",
    ),
]


@pytest.mark.parametrize(("text", "published", "index", "start", "end"), IN_CONTEXT)
def test_what_was_named_before_counts(text: str, published: str | None, index: int, start: str, end: str) -> None:
    assert days(find(text, published)[index]) == (start, end)


def test_a_date_that_stands_alone_at_the_head_takes_the_place_of_the_day_of_publication() -> None:
    text = "Floods in the delta\nMarch 04, 2008\nSome 300 families fled yesterday."
    assert days(find(text, None)[1]) == ("2008-03-03", "2008-03-03")


def test_without_a_day_of_publication_words_that_count_from_it_have_no_period() -> None:
    assert [d.period for d in find("They fled yesterday, on Monday or last week.", None)] == [None, None, None]


def test_a_date_with_its_year_supplies_the_year_of_others_where_no_day_of_publication_is_known() -> None:
    text = "Wildfires broke out on 4 March and burned until 8 March (KSNT, 10 March 2017)."
    assert [days(d)[0] for d in find(text, None)] == ["2017-03-04", "2017-03-08", "2017-03-10"]


def test_a_bare_year_far_away_supplies_none() -> None:
    text = "Some 60,000 people were displaced in 2009. " + "Nobody counts them. " * 10 + "A flood came on 24 August."
    assert find(text, None)[-1].value == "XXXX-08-24"


def test_a_line_break_inside_an_expression_counts_in_wrapped_text_only() -> None:
    wrapped = "The families left the valley on 14\nJuly 2021 and went to the\nprovincial capital."
    assert days(find(wrapped, None)[0]) == ("2021-07-14", "2021-07-14")
    headline = "Shelling kills 4\nJuly 14, 2021\nThe valley is empty."
    assert headline[find(headline, None)[0].start :].startswith("July")


def test_the_precision_is_the_unit_of_the_words() -> None:
    text = "On 8 July, last week, last month and last year."
    assert [d.period.precision for d in find(text, WEDNESDAY) if d.period] == ["day", "week", "month", "year"]


def test_offsets_hold_in_text_whose_lower_case_is_longer() -> None:
    text = "İİİ İdlib: 300 fled on 8 July 2021."
    date = only(text, None)
    assert text[date.start : date.end] == "8 July 2021"


def test_a_broken_day_of_publication_is_none() -> None:
    assert only("They fled on 8 July.", "03-02-2009").value == "XXXX-07-08"


BRACKETED = [
    ("As of yesterday (08/04) 14,000 had fled.", "2021-04-09", "2021-04-08"),
    ("As of yesterday (04/08) 14,000 had fled.", "2021-04-09", "2021-04-08"),
    ("They fled on Friday (09/04).", "2021-04-12", "2021-04-09"),
    ("They fled yesterday (31/12).", "2022-01-01", "2021-12-31"),
    ("They fled today (12/30).", "2021-12-30", "2021-12-30"),
]


@pytest.mark.parametrize(("text", "published", "day"), BRACKETED)
def test_a_day_in_brackets_has_the_order_that_the_word_before_tells(text: str, published: str, day: str) -> None:
    assert days(only(text, published)) == (day, day)


def test_a_day_in_brackets_has_no_year_where_nothing_tells_it() -> None:
    assert only("As of yesterday (08/04) 14,000 had fled.", None).value == "XXXX-04-08"


def test_the_end_of_a_year_gives_its_year_to_no_other_day() -> None:
    assert find("They came on June 15. By the end of 2023 more may come.", None)[0].value == "XXXX-06-15"


def test_days_between_which_people_came_are_one_stretch() -> None:
    assert days(only("Between June 15 and 18 thousands came.", "2023-06-20")) == ("2023-06-15", "2023-06-18")
    assert days(only("Between June 15 and 18 people fled.", "2023-06-20"))[0] == "2023-06-15"
