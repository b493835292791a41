"""News of a pair, for one of the two or for the coordinators: one text, no question."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flows.engine import Do, Due, Flow, Say, Talk, fills_in, leads_to
from flows.pairs.times import Times, in_words
from flows.rhythm import day_in_words
from flows.world.pairs import PairNews

FOR_COORDINATORS: Final = (
    "offer_agreed", "offer_befriender_no", "offer_resident_no", "offer_befriender_later",
    "offer_resident_later", "offer_befriender_silent", "offer_resident_silent", "offer_dropped",
    "team_stopped_resident", "team_stopped_befriender", "team_ended", "no_stand_in",
    "rhythm_stuck",
)  # fmt: skip
FOR_BEFRIENDERS: Final = (
    "not_this_time", "rests_resident", "hospital_resident", "stopped_resident",
    "goes_on_befriender", "ended_befriender", "stood_in_befriender",
)  # fmt: skip
FOR_RESIDENTS: Final = (
    "rests_befriender", "stopped_befriender", "goes_on_resident", "ended_resident",
    "stood_in_resident",
)  # fmt: skip
FOR_EITHER: Final = ("rhythm_agreed",)
KINDS: Final = (*FOR_COORDINATORS, *FOR_BEFRIENDERS, *FOR_RESIDENTS, *FOR_EITHER)


@leads_to(*KINDS, "rest")
def which_news(talk: Talk) -> str:
    """What it is; nothing, where nobody knows of it any more."""
    news: PairNews | None = talk.world.pair_news
    return news.kind if news is not None and news.kind in KINDS else "rest"


@fills_in("partner", "neighbour", "spell", "visit_days")
def of_the_news(talk: Talk) -> Mapping[str, str]:
    """The two, from when till when, and the day they agreed."""
    news: PairNews | None = talk.world.pair_news
    if news is None:
        return {}
    zone, now = talk.world.person.zone, talk.world.now
    since = f"from {day_in_words(news.since, zone, now)} " if news.since else ""
    until = f"till {day_in_words(news.until, zone, now)}" if news.until else "for now"
    return {
        "partner": news.befriender or "your visitor",
        "neighbour": news.resident or "your neighbour",
        "spell": since + until,
        "visit_days": in_words(Times(*news.weekly)) if news.weekly else "the day you chose",
    }


pair_news = Flow(
    "pair_news",
    Do("look", then=which_news),
    *(Say(kind) for kind in KINDS),
    Do("rest"),
    due=Due("pair_news", consent="", again=timedelta(hours=12), counts=False, beside=True),
    sees=("pair_news",),
    fills=of_the_news,
)
