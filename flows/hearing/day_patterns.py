"""What a day and a time look like in the text of an event, before anybody asks which they are."""

import re

WEEKDAY = (
    r"(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?:(?<=mon)day|(?<=tues)day|(?<=wed)nesday"
    r"|(?<=thurs)day|(?<=fri)day|(?<=sat)urday|(?<=sun)day)?"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|0?[1-9])"
_YEAR = r"(?:,? 20\d\d)?"
_NTH = r"(?:st|nd|rd|th)"
_NO_CLOCK = r"(?![\d:.]\d|\w| ?[ap]m)"
_DATED = (
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])|\d{1,2}-\d{1,2}-\d{2,4}"
    rf"|(?:the )?\d{{1,2}}{_NTH}?,?(?: of)? {_MONTH}\.?{_YEAR}(?!\w)"
    rf"|{_MONTH}\.? (?:the )?\d{{1,2}}{_NTH}?{_YEAR}{_NO_CLOCK}"
    rf"|(?:the )?\d{{1,2}}{_NTH}(?!\w)|(?:1[3-9]|2\d|3[01])(?!\w|[:.]\d|-\d| ?[ap]\.?m))"
)
_ALONE = (
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])"
    rf"|(?:the )?\d{{1,2}}{_NTH}(?!\w)(?:,?(?: of)? {_MONTH}\.?{_YEAR}(?!\w))?"
    rf"|\d{{1,2}},? {_MONTH}\.?{_YEAR}(?!\w)|{_MONTH}\.? \d{{1,2}}{_NTH}?{_YEAR}{_NO_CLOCK})"
)
_TOMORROW = r"(?:tomorrow|tomoz|tmoz|tmrw|tmw|tmr|tomo|2moro|2mrw|2morrow)"
_SOME = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}|a couple of)"
)
_WEEKS = r"(?:weeks?|wks?|fortnights?)"
AHEAD = (
    rf"in {_SOME} (?:days?|weeks?|wks?|fortnights?|months?)'?(?:s)?(?: time| from now)?"
    rf"|{_SOME} (?:days?|weeks?|wks?) from now"
    rf"|(?:(?:{_SOME} )?{_WEEKS} (?:from |on )?(?=to|tm|2m|on |from )"
    rf"|{_SOME} {_WEEKS} (?:on |from )?)"
    rf"(?:today|{_TOMORROW}|{WEEKDAY}(?!\w)|the \d{{1,2}}{_NTH}(?: {_MONTH})?)"
    rf"|{_WEEKS} on (?:{WEEKDAY}(?!\w)|the \d{{1,2}}{_NTH})"
    rf"|(?:today|{_TOMORROW}|{WEEKDAY}) (?:week|wk|fortnight)"
    rf"|{WEEKDAY} of next week|next week,?(?: on)? {WEEKDAY}"
)
"""So far ahead, or so far from a day that is named: "in 6 days", "a week tomorrow"."""
_NEAR = (
    rf"{AHEAD}|(?:the )?day after {_TOMORROW}|today|tonight|{_TOMORROW}|yesterday"
    r"|last (?:week|night)"
)
DAY = re.compile(
    rf"(?<![\w£-])(?:(?:on|this|the)[ :]+)*(?P<day>(?:{_NEAR})(?!\w)"
    rf"|(?:(?:a )?week on |next |this coming |coming |last )?{WEEKDAY}(?:\.|'s)?(?!\w)(?!s\b)"
    rf"(?: (?:after next|next week|this week|week))?(?:[, ]+(?:the )?(?:{_DATED}))?"
    rf"|{_ALONE}(?:[, ]+\(?{WEEKDAY}(?!\w)\)?)?)",
    re.IGNORECASE,
)
FEAST = re.compile(
    r"(?<!\w)(?:on )?(?P<day>christmas eve|christmas day|boxing day|new year'?s? (?:eve|day)"
    r"|easter (?:sunday|monday)|good friday|pancake day|shrove tuesday|bonfire night|halloween"
    r"|burns night|valentine'?s day|mothering sunday|mother'?s day|father'?s day)(?!\w)",
    re.IGNORECASE,
)
REPEATS = re.compile(
    rf"(?<!\w)(?:(?:every|each) (?:other )?(?:{WEEKDAY}|week|month|day)|\w+days(?!\w)|weekly"
    r"|monthly|fortnightly)(?!\w)",
    re.IGNORECASE,
)
_ONE_DAY = rf"{WEEKDAY}(?!\w)(?:,? (?:the )?{_DATED})?"
SEVERAL = re.compile(
    rf"(?<![\w£-])(?:{_ONE_DAY}(?: ?, ?{_ONE_DAY})*,? ?(?:-|–|&|/|\+|to|til|till|and|or|n)"
    rf" ?{_ONE_DAY}"
    rf"|\d{{1,2}}{_NTH}? ?(?:-|–|&|to|and|or) ?\d{{1,2}}{_NTH}?,?(?: of)? {_MONTH}(?!\w))",
    re.IGNORECASE,
)
"""More than one day: "mon-fri", "sat and sun", "28-29 Nov". We can only tell of one."""
_HALF = r"(?: ?[ap]\.? ?m\b\.?)"
_OF_DAY = r"(?: in the (?:morning|afternoon|evening)| at night| this (?:morning|afternoon|evening))"
_PLAIN = (
    rf"(?:\d{{1,2}}[:.]\d{{2}}{_HALF}?|\d{{1,2}} ?[0-5]\d{_HALF}|\d{{1,2}}{_HALF}|noon|midday"
    r"|12 noon|midnight"
    rf"|[01]\d[0-5]0 ?h(?:ou)?rs?|{_NUMBER} ?o'?clock{_HALF}?"
    rf"|(?:half|quarter)(?: past| to)? {_NUMBER}{_HALF}?|\d{{1,2}} (?:past|to) {_NUMBER}{_HALF}?)"
)
_TO = r"(?: ?[–-] ?| ?(?:to|til|till|until|'til) )"
LATE = r" (?:to|til|till|until|'til) late(?!\w)"
_BARE = rf"(?:{_PLAIN}|{_NUMBER}(?:ish)?|[012]\d[0-5]\d)"
_BOUND = r"(?![\w£]|[.:]\d|/|%| ?(?:people|places|seats)\b)"
CLOCK = re.compile(
    r"(?<![\w£/.:-])(?:(?:at|from|@|between|starts?|starting|start|time:?)[ :]*"
    r"(?:at |about |around )*)?"
    rf"(?P<clock>{_PLAIN}(?:{_TO}{_BARE}{_BOUND}|{LATE})?|{_NUMBER}{_TO}{_PLAIN}"
    rf"|{_NUMBER}{LATE}|{_NUMBER} ?[–-] ?{_NUMBER}{_BOUND}(?! (?:year|month|week|day|age|of)\w*)"
    rf"|(?<=from ){_BARE}(?:{_TO}{_BARE})?{_BOUND}|(?<=between ){_BARE} and {_BARE}{_BOUND}"
    rf"|(?<=at ){_BARE}(?:{_TO}{_BARE})?{_BOUND}|(?<=@){_BARE}(?:{_TO}{_BARE})?{_BOUND}"
    rf"|(?<=@ ){_BARE}(?:{_TO}{_BARE})?{_BOUND})(?!\w){_OF_DAY}?",
    re.IGNORECASE,
)
AFTER_DAY = re.compile(
    rf"\A[, ]*(?:at |from |@ ?)?(?P<clock>{_BARE}(?:{_TO}{_BARE}|{LATE})?){_BOUND}(?!\w)"
    rf"{_OF_DAY}?"
    r"(?! [A-Z]\w+ (?:road|street|lane|avenue|close))",
    re.IGNORECASE,
)
ANOTHER = re.compile(
    rf"(?<![\w£/.:-])(?:\d{{1,2}}[:.][0-5]\d|\d{{1,2}}{_HALF})(?!\w)"
    rf"|(?<!\w)(?:at|from|starts?|starting) {_NUMBER}(?= (?:outside|in|at|by)\b| ?\Z| ?[,.;\x00])",
    re.IGNORECASE,
)
"""A second time, beside the one that was taken: then nobody can tell which of them is meant."""
BEFORE_DAY = re.compile(rf"(?<![\w£/.:-]){_BARE}(?:{_TO}{_BARE})?[, ]*(?:on )?\Z", re.IGNORECASE)
PART = re.compile(
    r"\A,? ?(?:in the )?(?:morning|afternoon|evening|night|nite|eve|aft|[ap]m(?= \d))(?!\w)"
    r"(?! (?:tea|service|walk|prayer))",
    re.IGNORECASE,
)
