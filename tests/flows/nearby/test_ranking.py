"""Who is offered what, and why: tables of people, of things to do, and of what comes of the two.

Everything is within one small town. Distances are metres east of the town clock; a river runs at
1,000 with one bridge, 1,500 north of the clock.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.nearby import ranking
from flows.nearby.access import access_of
from flows.nearby.distance import Barrier, Crossing, Point
from flows.nearby.ranking import Ranked, Seeker, WhyNot, choose, rank
from flows.nearby.seeking import with_reasons
from flows.world.nearby import Activity, Schedule

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)  # a Monday, nine o'clock British Summer Time
CLOCK = Point(50.93, -1.41)


def at(east: float, north: float = 0) -> Point:
    along = 111_195 * math.cos(math.radians(CLOCK.lat))
    return Point(CLOCK.lat + north / 111_195, CLOCK.lon + east / along)


RIVER = Barrier(
    "the river",
    (at(1_000, -9_000), at(1_000, 9_000)),
    (Crossing("Mill Bridge", at(1_000, 1_500)),),
)

# name          where  day         cost  access          about            who meets   says  checked
TOWN = """
tea             200    Mon 11:00   free  step_free+      tea_and_chat     Pat         Pat   yes
whist           400    Tue 14:00   100   step_free-      cards            Grace       Grace yes
chess           1300   Wed 15:00   free  step_free+      chess            Abdul       Abdul yes
scrabble        600    Thu 14:00   free  step_free?      board_games      -           Joan  yes
choir           900    Fri 19:00   200   step_free+      singing          Grace       Grace yes
hymns           500    Sun 16:00   free  step_free?      singing,faith    -           -     no
pool            4000   Tue 10:00   420   step_free+      swimming         -           -     yes
film            300    Thu 14:00   200   step_free+      films            -           Ana   no
jazz            700    Sat 15:00   600   step_free+      music            -           -     yes
herbata         250    Thu 10:00   free  step_free+      baking           Ewa         Ewa   yes
"""


def town() -> Iterator[Activity]:
    for nth, line in enumerate(TOWN.strip().splitlines(), 1):
        name, where, day, time, cost, access, about, meets, says, checked = line.split()
        fact, answer = access[:-1], {"+": "yes", "-": "no", "?": ""}[access[-1]]
        local = datetime.strptime(f"2026 18 {day} {time}", "%G %V %a %H:%M")  # noqa: DTZ007
        yield Activity(
            id=nth,
            title=name,
            schedule=Schedule(local, "Europe/London", 90, "FREQ=WEEKLY"),
            tags=frozenset(about.split(",")),
            place=f"{name} hall",
            point=at(float(where)),
            cost_pence=0 if cost == "free" else int(cost),
            access=access_of({fact: answer}),
            language="pl" if name == "herbata" else "",
            who_meets="" if meets == "-" else meets,
            source="" if says == "-" else says,
            checked_at=NOW,
            confirm_by=NOW + timedelta(days=90 if checked == "yes" else -1),
        )


BY_NAME = {each.title: each for each in town()}


def offered(seeker: Seeker) -> list[Ranked]:
    return choose(rank(seeker, town(), NOW, [RIVER]))


def names(found: list[Ranked]) -> str:
    return " ".join(each.activity.title for each in found)


def person(likes: str = "", **more: object) -> Seeker:
    tags = frozenset(filter(None, likes.split(",")))
    return replace(Seeker(point=at(0), tags=tags), **more)  # type: ignore[arg-type]


STEPS = frozenset({"step_free"})
OVER_THE_RIVER = at(1_200)


@pytest.mark.parametrize(
    ("who", "seeker", "gets"),
    [
        ("likes nothing we know of: what is near, with a face", person(), "tea whist choir"),
        ("likes singing: but not only choirs", person("singing"), "choir tea whist"),
        ("likes cards and chess: the river counts", person("cards,chess"), "whist tea choir"),
        ("lives over the river", person("cards,chess", point=OVER_THE_RIVER), "chess whist choir"),
        ("can't do steps: no whist", person("cards", needs=STEPS), "tea choir jazz"),
        ("can't do steps, loves board games: what nobody knows of comes after all that is known",
         person("board_games", needs=STEPS), "tea choir jazz"),
        ("films, though nobody has checked it lately", person("films"), "film tea whist"),
        ("swimming, a long way away", person("swimming"), "tea whist choir"),
        ("would not go alone: a face is everything", person("board_games", not_alone=True),
         "tea whist choir"),
        ("would not go alone, and somebody goes to scrabble",
         person("board_games", not_alone=True, company=frozenset({4})), "scrabble tea whist"),
        ("counts every penny", person("music,cards", dearest=0), "tea whist scrabble"),
        ("speaks Polish, likes baking", person("baking", language="pl"), "herbata tea whist"),
        ("likes baking, but has no Polish", person("baking"), "tea whist choir"),
        ("Thursday afternoons don't suit", person("board_games,films",
         unsuited=frozenset({(3, 3)})), "tea whist choir"),
    ],
)  # fmt: skip
def test_everybody_gets_what_suits_them(who: str, seeker: Seeker, gets: str) -> None:
    assert names(offered(seeker)) == gets, who


@pytest.mark.parametrize(
    ("likes", "first", "why"),
    [
        ("tea_and_chat", "tea", "likes:tea_and_chat who_meets near free soon says"),
        ("singing,faith", "choir", "likes:singing who_meets near soon says"),
        ("films", "film", "likes:films near soon says"),
        ("", "tea", "who_meets near free soon says"),
    ],
)
def test_each_rank_says_what_spoke_for_it(likes: str, first: str, why: str) -> None:
    best = offered(person(likes))[0]
    assert (best.activity.title, " ".join(best.why)) == (first, why)
    assert {each.partition(":")[0] for each in best.why} <= set(ranking.WHY)


def test_a_need_that_is_met_is_said() -> None:
    assert "access" in offered(person(needs=STEPS))[0].why


def test_the_points_of_each_part_add_up() -> None:
    for each in rank(person("cards,singing"), town(), NOW, [RIVER]):
        assert each.points == pytest.approx(sum(each.parts.values()))
        assert each.parts.keys() <= ranking.POINTS.keys()


# ── kept reasons change the next ranking ────────────────────────────────────────────────────

# they said               about     so they get            and never again
SAID = """
far                       choir     tea whist scrabble     choir
far                       -         tea whist choir        -
dear                      whist     tea scrabble hymns     whist
dear                      -         tea whist choir        -
steps                     whist     tea choir jazz         whist
steps                     -         tea choir jazz         whist
not_for_me                tea       whist choir scrabble   tea
alone                     scrabble  tea whist choir        -
time                      film      tea whist choir        film
"""


@pytest.mark.parametrize("line", SAID.strip().splitlines())
def test_a_reason_changes_what_comes_next(line: str) -> None:
    reason, about, *gets, never = line.split()
    said = WhyNot(reason, upcoming(BY_NAME[about]) if about != "-" else None)
    seeker = with_reasons(person(), [said], [RIVER])
    assert names(offered(seeker)).split() == gets
    assert never not in {each.activity.title for each in rank(seeker, town(), NOW, [RIVER])}


def upcoming(activity: Activity) -> Activity:
    return replace(activity, next_at=ranking.upcoming(activity, NOW))


def test_too_far_means_the_way_round_by_the_bridge() -> None:
    seeker = with_reasons(person(), [WhyNot("far", BY_NAME["chess"])], [RIVER])
    assert seeker.comfortable == pytest.approx(
        0.6 * (math.hypot(1_000, 1_500) + math.hypot(300, 1_500)), 1e-3
    )


def test_a_lost_wish_for_company_is_not_for_good() -> None:
    seeker = with_reasons(person("board_games"), [WhyNot("alone", BY_NAME["scrabble"])])
    assert seeker.not_alone and not seeker.refused
    together = replace(seeker, company=frozenset({BY_NAME["scrabble"].id}))
    assert offered(together)[0].activity.title == "scrabble"


def test_the_dearest_that_is_left_is_cheaper_than_what_was_too_dear() -> None:
    assert with_reasons(person(), [WhyNot("dear", BY_NAME["whist"])]).dearest == 99
    assert with_reasons(person(), [WhyNot("dear")]).dearest == ranking.SMALL_CHANGE


# ── what is honest ──────────────────────────────────────────────────────────────────────────


def test_what_nobody_confirmed_ranks_lower_and_says_so() -> None:
    fresh = replace(BY_NAME["film"], confirm_by=NOW + timedelta(days=1))
    [stale] = rank(person(), [BY_NAME["film"]], NOW)
    [known] = rank(person(), [fresh], NOW)
    assert (stale.stale, known.stale) == (True, False)
    assert stale.points == known.points + ranking.POINTS["stale"]


def test_a_need_that_is_not_met_leaves_it_out_whatever_speaks_for_it() -> None:
    keen = person("cards", needs=STEPS, company=frozenset({BY_NAME["whist"].id}))
    assert "whist" not in {each.activity.title for each in rank(keen, town(), NOW)}


def test_a_place_that_no_bridge_leads_to_is_not_nearby() -> None:
    sea = replace(RIVER, crossings=())
    assert "chess" not in {each.activity.title for each in rank(person(), town(), NOW, [sea])}


@pytest.mark.parametrize(
    ("change", "is_there"),
    [
        ({"state": "faded"}, False),
        ({"state": "gone"}, False),
        ({"point": at(13_000)}, False),
        ({"point": None}, True),
        (
            {"schedule": Schedule(datetime.fromisoformat("2026-05-03 11:00"), "Europe/London")},
            False,
        ),
        (
            {"schedule": Schedule(datetime.fromisoformat("2026-06-03 11:00"), "Europe/London")},
            False,
        ),
        ({"schedule": Schedule(datetime.fromisoformat("2026-05-28 11:00"), "Europe/London")}, True),
    ],
)
def test_what_is_over_or_far_or_long_away_is_left_out(
    change: dict[str, object], is_there: bool
) -> None:
    changed = replace(BY_NAME["tea"], **change)  # type: ignore[arg-type]
    assert bool(rank(person(), [changed], NOW)) is is_there


def test_what_begins_in_half_an_hour_is_offered_for_next_time() -> None:
    half_past = NOW.replace(hour=9, minute=30)
    [found] = rank(person(), [BY_NAME["tea"]], half_past)
    assert found.next_at == datetime(2026, 5, 11, 10, tzinfo=UTC)


def test_three_are_not_all_of_one_kind() -> None:
    choirs = [replace(BY_NAME["choir"], id=100 + nth) for nth in range(5)]
    found = choose(rank(person("singing"), [*choirs, BY_NAME["tea"], BY_NAME["whist"]], NOW))
    assert [each.activity.title for each in found] == ["choir", "choir", "tea"]
    assert found[1].parts["like_another"] == ranking.POINTS["like_another"]


def test_at_most_three_are_offered() -> None:
    assert len(offered(person())) == 3


def test_where_nobody_knows_where_somebody_lives_the_rest_still_counts() -> None:
    found = offered(person("cards", point=None))
    assert found[0].activity.title == "whist"
    assert found[0].way is None and "near" not in found[0].why


def test_equal_ones_come_in_the_same_order_every_time() -> None:
    same = [replace(BY_NAME["tea"], id=nth) for nth in (3, 1, 2)]
    assert [each.activity.id for each in rank(person(), same, NOW)] == [1, 2, 3]
