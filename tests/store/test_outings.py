"""Outings: put down once, reminded, called off; who goes with whom; told, went, stayed."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot.rounds import going as bot_going
from bot.seeing import Seeing
from flows.facts import Stopped
from flows.facts.nearby import (
    OFFERED,
    ActivityTold,
    CompanyChosen,
    GoodMoment,
    OutingCancelled,
    OutingOver,
    OutingPlanned,
    SuggestionDeclined,
    SuggestionsShown,
)
from flows.world.outings import Outing
from store import going_together, introductions, outings, pairings, suggestions, turnout
from store.activities import activity
from store.concerns import concern
from store.database import Database
from store.introductions import introduction, member
from store.needs import need
from store.nudges import nudge
from store.outings import outing
from store.turnout import Counted
from tests.store.lane import DAY, FRIDAY, Lane, lane
from tests.store.people_of_the_house import NOON

pytestmark = pytest.mark.anyio

THURSDAY, SATURDAY, TUESDAY = FRIDAY - DAY, FRIDAY + DAY, FRIDAY - 3 * DAY
A_WEEK = timedelta(days=7)


@pytest.fixture
async def mill_lane(database: Database) -> Lane:
    return await lane(database)


async def put_down(the: Lane, who: int, what: int, company: str = "") -> int:
    """They are going on Friday, and have said whom with. Returns the outing's id."""
    await the.decide(who, OutingPlanned(what, FRIDAY, THURSDAY, SATURDAY))
    [made] = [row.id for row in await the.rows(outing) if row.person_id == who]
    if company:
        look = max(the.now, TUESDAY) if company == "neighbours" else None
        await the.decide(who, CompanyChosen(made, company, look))
    return int(made)


# ── suggestions ─────────────────────────────────────────────────────────────────────────────


async def test_what_somebody_was_shown_and_why_not_is_kept(mill_lane: Lane) -> None:
    rose, what, other = await mill_lane.move_in("Rose"), await mill_lane.on(), await mill_lane.on()
    await mill_lane.decide(rose, SuggestionsShown((what, other)), ActivityTold(what))
    mill_lane.now += DAY
    await mill_lane.decide(rose, SuggestionDeclined(what, "far"))
    found = await mill_lane.database.read(partial(suggestions.of, ids=[rose]))
    by_id = {each.activity_id: each for each in found[rose]}
    assert (by_id[what].shown_at, by_id[what].told_at) == (NOON, NOON)
    assert (by_id[what].declined_at, by_id[what].reason) == (NOON + DAY, "far")
    assert (by_id[other].told_at, by_id[other].reason) == (None, "")


async def test_a_plain_no_takes_no_reason_away(mill_lane: Lane) -> None:
    rose, what, other = await mill_lane.move_in("Rose"), await mill_lane.on(), await mill_lane.on()
    await mill_lane.decide(rose, SuggestionDeclined(what, "alone"))
    await mill_lane.decide(
        rose, SuggestionDeclined(what, "not now"), SuggestionDeclined(other, "not now")
    )
    found = (await mill_lane.database.read(partial(suggestions.of, ids=[rose])))[rose]
    assert {each.activity_id: each.reason for each in found} == {what: "alone", other: "not now"}


async def test_the_last_reason_counts_and_a_second_look_is_no_second_row(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    await mill_lane.decide(rose, SuggestionDeclined(what, "far"), SuggestionDeclined(what, "dear"))
    mill_lane.now += DAY
    await mill_lane.decide(rose, SuggestionsShown((what,)))
    [found] = (await mill_lane.database.read(partial(suggestions.of, ids=[rose])))[rose]
    assert (found.reason, found.shown_at) == ("dear", NOON + DAY)


# ── a good moment ───────────────────────────────────────────────────────────────────────────

A_GOOD_ONE = GoodMoment(NOON + DAY)


async def test_after_a_good_moment_a_thing_to_do_is_offered(mill_lane: Lane) -> None:
    rose = await mill_lane.move_in("Rose")
    await mill_lane.decide(rose, A_GOOD_ONE)
    assert await mill_lane.due("whats_on") == [("whats_on", rose, OFFERED)]


async def test_nothing_is_offered_to_whom_it_should_not_be(mill_lane: Lane) -> None:
    await mill_lane.decide(await mill_lane.move_in("No", events=False), A_GOOD_ONE)
    await mill_lane.decide(await mill_lane.move_in("Unasked", events=None), A_GOOD_ONE)
    await mill_lane.decide(await mill_lane.move_in("New", joined_at=NOON - 29 * DAY), A_GOOD_ONE)
    await mill_lane.decide(await mill_lane.move_in("Gone", stopped_at=NOON), A_GOOD_ONE)
    hungry = await mill_lane.move_in("Hungry")
    ours = {"community_id": mill_lane.community.id, "person_id": hungry}
    told = {"kind": "hunger", "words": "nothing in", "raised_at": NOON}
    await mill_lane.change(sa.insert(concern).values(**ours, **told))
    first = {"kind": "hunger", "words": "nothing in", "heard_at": NOON}
    await mill_lane.change(sa.insert(need).values(**ours, **first))
    await mill_lane.decide(hungry, A_GOOD_ONE)
    assert await mill_lane.due("whats_on") == []


async def test_nothing_is_offered_twice_in_two_weeks(mill_lane: Lane) -> None:
    rose = await mill_lane.move_in("Rose")
    await mill_lane.decide(rose, A_GOOD_ONE)
    await mill_lane.fired("whats_on")
    mill_lane.now += A_WEEK
    await mill_lane.decide(rose, GoodMoment(mill_lane.now + DAY))
    assert await mill_lane.due("whats_on") == []
    mill_lane.now += 9 * DAY
    await mill_lane.decide(rose, GoodMoment(mill_lane.now + DAY))
    assert await mill_lane.due("whats_on") == [("whats_on", rose, OFFERED)]


async def test_who_has_just_looked_for_themselves_is_offered_nothing(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    await mill_lane.decide(rose, SuggestionsShown((what,)), A_GOOD_ONE)
    mill_lane.now += DAY
    await mill_lane.decide(rose, GoodMoment(mill_lane.now + DAY))
    assert await mill_lane.due("whats_on") == []


# ── put down ────────────────────────────────────────────────────────────────────────────────


async def test_who_is_put_down_is_reminded_and_asked_once(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    made = await put_down(mill_lane, rose, what)
    assert await put_down(mill_lane, rose, what) == made
    purposes = {"go_together", "reminder", "afterwards"}
    assert set(await mill_lane.due(*purposes)) == {(each, rose, made) for each in purposes}
    at = {row.purpose: row.due_at for row in await mill_lane.rows(nudge) if row.state == "due"}
    assert at == {"go_together": NOON, "reminder": THURSDAY, "afterwards": SATURDAY}


async def test_what_has_no_set_time_is_put_down_once_too(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    await mill_lane.decide(rose, OutingPlanned(what, None, None, SATURDAY))
    await mill_lane.decide(rose, OutingPlanned(what, None, None, SATURDAY))
    assert len(await mill_lane.rows(outing)) == 1


async def test_two_people_at_once_each_have_their_own(mill_lane: Lane) -> None:
    rose, len_, what = (
        await mill_lane.move_in("Rose"),
        await mill_lane.move_in("Len"),
        await mill_lane.on(),
    )
    await asyncio.gather(put_down(mill_lane, rose, what), put_down(mill_lane, len_, what))
    assert {row.person_id for row in await mill_lane.rows(outing)} == {rose, len_}


async def test_who_is_not_coming_hears_no_more_of_it(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    made = await put_down(mill_lane, rose, what)
    await mill_lane.decide(rose, OutingCancelled(made))
    assert await mill_lane.due("go_together", "reminder", "afterwards") == []
    [row] = await mill_lane.rows(outing)
    assert (row.state, row.over_at) == ("cancelled", NOON)


async def test_who_thinks_again_is_put_down_again(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    made = await put_down(mill_lane, rose, what)
    await mill_lane.decide(rose, OutingCancelled(made))
    mill_lane.now += timedelta(hours=1)
    assert await put_down(mill_lane, rose, what) == made
    [row] = await mill_lane.rows(outing)
    assert row.state == "planned"
    assert ("reminder", rose, made) in await mill_lane.due("reminder")


async def test_a_regular_one_that_is_missed_comes_round_with_its_reminder(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    await mill_lane.decide(rose, OutingPlanned(what, FRIDAY, THURSDAY, None, regular=True))
    [row] = await mill_lane.rows(outing)
    await mill_lane.decide(rose, OutingCancelled(row.id))
    assert await mill_lane.due("reminder", "go_together") == [("reminder", rose, row.id)]


async def test_nobody_calls_off_what_is_somebody_elses(mill_lane: Lane) -> None:
    rose, len_, what = (
        await mill_lane.move_in("Rose"),
        await mill_lane.move_in("Len"),
        await mill_lane.on(),
    )
    made = await put_down(mill_lane, rose, what)
    await mill_lane.decide(len_, OutingCancelled(made), OutingOver(made, "went"))
    [row] = await mill_lane.rows(outing)
    assert row.state == "planned"
    assert ("reminder", rose, made) in await mill_lane.due("reminder")


async def test_a_stop_leaves_nothing_due(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    await put_down(mill_lane, rose, what, "neighbours")
    await mill_lane.decide(rose, Stopped("STOP"))
    assert await mill_lane.due("go_together", "reminder", "afterwards") == []


async def test_what_nobody_told_us_of_ends_as_unknown(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    await put_down(mill_lane, rose, what)
    assert await mill_lane.next_due("outings of long ago") == FRIDAY + 2 * A_WEEK
    assert await mill_lane.tick("outings of long ago") == 0
    mill_lane.now = FRIDAY + 2 * A_WEEK
    assert await mill_lane.tick("outings of long ago") == 1
    [row] = await mill_lane.rows(outing)
    assert (row.state, row.over_at) == ("unknown", mill_lane.now)
    assert await mill_lane.next_due("outings of long ago") is None


async def test_of_two_who_are_one_each_outing_is_kept_once(mill_lane: Lane) -> None:
    new, known = await mill_lane.move_in("Rose"), await mill_lane.move_in("Rose")
    both, only = await mill_lane.on(), await mill_lane.on("Cards")
    for who, what in ((new, both), (known, both), (new, only)):
        await mill_lane.decide(who, SuggestionDeclined(what, "far"), OutingPlanned(what, FRIDAY))
    for each in (outings, suggestions):
        await mill_lane.database.write(partial(each.move, new_id=new, known_id=known))
    rows = await mill_lane.rows(outing)
    assert {row.activity_id for row in rows if row.person_id == known} == {both, only}
    assert [row.state for row in rows if row.person_id == new] == ["cancelled"]
    found = await mill_lane.database.read(partial(suggestions.of, ids=[new, known]))
    assert {each.activity_id for each in found[known]} == {both, only}
    assert new not in found


# ── who goes with whom ──────────────────────────────────────────────────────────────────────


async def company(the: Lane, *names: str) -> dict[str, int]:
    """These people are going to the same thing and would like company. Their ids."""
    what = await the.on()
    who = {name: await the.move_in(name) for name in names}
    for each in who.values():
        await put_down(the, each, what, "neighbours")
    return who


async def test_a_befriender_is_asked_at_once_and_sees_what_to(mill_lane: Lane) -> None:
    rose, sam = (
        await mill_lane.move_in("Rose"),
        await mill_lane.move_in("Sam", roles=["befriender"]),
    )
    ours = mill_lane.community.id
    await mill_lane.database.write(partial(_pair, ours, rose, sam))
    going = await put_down(mill_lane, rose, await mill_lane.on(), "befriender")
    assert await mill_lane.due("go_along") == [("go_along", sam, going)]
    looking = partial(bot_going.look_along, community=mill_lane.community, now=mill_lane.now)
    sees: list[Any] = [Seeing(sam, None, going)]  # type: ignore[arg-type]
    asked = (await mill_lane.database.read(partial(looking, looking=sees)))[sam]
    assert (asked.title, asked.whose.name, asked.at, asked.wanted) == (
        "Tea dance", "Rose", FRIDAY, True,
    )  # fmt: skip
    await mill_lane.decide(rose, OutingCancelled(going))
    asked = (await mill_lane.database.read(partial(looking, looking=sees)))[sam]
    assert not asked.wanted


def _pair(community: int, rose: int, sam: int, conn: sa.Connection) -> None:
    pairings.pair(conn, community, rose, sam, NOON)


async def test_two_who_both_said_yes_to_company_are_not_asked_once_more(mill_lane: Lane) -> None:
    who = await company(mill_lane, "Rose", "Betty")
    assert await mill_lane.tick("company") == 0  # several may come yet
    assert await mill_lane.next_due("company") == TUESDAY
    mill_lane.now = TUESDAY
    assert await mill_lane.tick("company") == 2
    [met] = await mill_lane.rows(introduction)
    assert (met.state, met.why) == ("open", "Tea dance on Friday at 2pm")
    assert await mill_lane.due("introduction") == []
    assert await mill_lane.due("chat") == [("chat", each, met.id) for each in who.values()]
    assert {row.together_id for row in await mill_lane.rows(outing)} == {met.id}
    assert await mill_lane.tick("company") == 0
    assert await mill_lane.next_due("company") is None


async def test_nobody_goes_with_somebody_who_called_off_before(mill_lane: Lane) -> None:
    who = await company(mill_lane, "Rose", "Betty")
    [betty] = [row.id for row in await mill_lane.rows(outing) if row.person_id == who["Betty"]]
    await mill_lane.decide(who["Betty"], OutingCancelled(betty))
    mill_lane.now = TUESDAY
    await mill_lane.tick("company")
    assert await mill_lane.rows(introduction) == []


async def test_who_is_left_alone_by_one_is_looked_for_anew(mill_lane: Lane) -> None:
    who = await company(mill_lane, "Rose", "Betty")
    mill_lane.now = TUESDAY
    await mill_lane.tick("company")
    rows = {row.person_id: row for row in await mill_lane.rows(outing)}
    await mill_lane.decide(who["Betty"], OutingCancelled(rows[who["Betty"]].id))
    len_is = await mill_lane.move_in("Len")
    await put_down(mill_lane, len_is, rows[who["Rose"]].activity_id, "neighbours")
    await mill_lane.tick("company")
    found = {row.person_id: row.together_id for row in await mill_lane.rows(outing)}
    assert found[who["Rose"]] == found[len_is] != found[who["Betty"]]


async def test_two_who_once_said_no_to_one_another_do_not_go_together(mill_lane: Lane) -> None:
    who = await company(mill_lane, "Rose", "Betty")
    ours = mill_lane.community.id

    def said_no(conn: sa.Connection) -> None:
        chat = introductions.propose(conn, ours, who["Rose"], who["Betty"], "roses", NOON)
        answers = [{"chat": chat, "person": who["Rose"], "answer": "no"}]
        introductions.answered(conn, answers, NOON)

    await mill_lane.database.write(said_no)
    mill_lane.now = TUESDAY
    await mill_lane.tick("company")
    assert [row.state for row in await mill_lane.rows(introduction)] == ["declined"]
    assert {row.together_id for row in await mill_lane.rows(outing)} == {None}


async def test_two_who_have_a_chat_already_need_no_second_one(mill_lane: Lane) -> None:
    who = await company(mill_lane, "Rose", "Betty")
    ours = mill_lane.community.id
    chat = await mill_lane.database.write(
        lambda conn: introductions.open_chat(conn, ours, list(who.values()), "roses", NOON)
    )
    mill_lane.now = TUESDAY
    await mill_lane.tick("company")
    assert {row.together_id for row in await mill_lane.rows(outing)} == {chat}
    assert len(await mill_lane.rows(introduction)) == 1


async def test_three_have_a_chat_of_their_own(mill_lane: Lane) -> None:
    who = await company(mill_lane, "Rose", "Betty", "Len")
    mill_lane.now = TUESDAY
    await mill_lane.tick("company")
    [met] = await mill_lane.rows(introduction)
    assert met.state == "open"
    assert {row.person_id for row in await mill_lane.rows(member)} == set(who.values())


async def test_who_is_alone_may_be_joined_by_somebody_later(mill_lane: Lane) -> None:
    what, rose = await mill_lane.on(), await mill_lane.move_in("Rose")
    await put_down(mill_lane, rose, what, "neighbours")
    mill_lane.now = TUESDAY
    assert await mill_lane.tick("company") == 1
    assert await mill_lane.rows(introduction) == []
    mill_lane.now += DAY
    await put_down(mill_lane, await mill_lane.move_in("Betty"), what, "neighbours")
    await mill_lane.tick("company")
    assert len(await mill_lane.rows(introduction)) == 1


async def test_who_should_not_be_asked_is_left_out(mill_lane: Lane) -> None:
    what = await mill_lane.on()
    for name, stopped_at in {"Rose": None, "Gone": NOON}.items():
        who = await mill_lane.move_in(name, stopped_at=stopped_at)
        await put_down(mill_lane, who, what, "neighbours")
    alone = await mill_lane.move_in("Alone")
    await put_down(mill_lane, alone, what, "alone")
    off = await mill_lane.move_in("Off")
    await mill_lane.decide(off, OutingCancelled(await put_down(mill_lane, off, what, "neighbours")))
    mill_lane.now = TUESDAY
    await mill_lane.tick("company")
    assert await mill_lane.rows(introduction) == []


async def test_people_who_go_to_different_things_are_strangers(mill_lane: Lane) -> None:
    await company(mill_lane, "Rose")
    await company(mill_lane, "Betty")
    mill_lane.now = TUESDAY
    await mill_lane.tick("company")
    assert await mill_lane.rows(introduction) == []


async def test_who_would_like_company_is_known_to_the_ranking(mill_lane: Lane) -> None:
    who = await company(mill_lane, "Rose")
    [row] = await mill_lane.rows(outing)
    found = await mill_lane.database.read(
        partial(going_together.open_to_company, community_id=mill_lane.community.id, after=NOON)
    )
    assert found == {row.activity_id: frozenset({who["Rose"]})}


# ── what a talk sees ────────────────────────────────────────────────────────────────────────


async def sees(the: Lane, who: int, subject: int = 0) -> Outing | None:
    """The outing that this person's talk is about."""
    looking: list[Any] = [Seeing(who, None, subject)]  # type: ignore[arg-type]
    seen = await the.database.read(
        partial(bot_going.look, community=the.community, looking=looking, now=the.now)
    )
    return seen.get(who)


async def test_a_talk_about_nothing_else_is_about_what_is_next(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    await mill_lane.decide(rose, OutingPlanned(what, FRIDAY + A_WEEK))
    await mill_lane.decide(rose, OutingPlanned(what, FRIDAY))
    seen = await sees(mill_lane, rose)
    assert seen is not None
    assert (seen.title, seen.at, seen.next_at) == ("Tea dance", FRIDAY, FRIDAY + A_WEEK)


async def test_a_talk_sees_its_own_outing_and_nobody_elses(mill_lane: Lane) -> None:
    rose, len_ = await mill_lane.move_in("Rose"), await mill_lane.move_in("Len")
    made = await put_down(mill_lane, rose, await mill_lane.on())
    seen = await sees(mill_lane, rose, made)
    assert seen is not None
    assert seen.id == made
    assert await sees(mill_lane, len_, made) is None
    assert await sees(mill_lane, len_) is None


async def test_a_talk_sees_who_goes_along_once_all_have_said_yes(mill_lane: Lane) -> None:
    who = await company(mill_lane, "Rose", "Betty")
    mill_lane.now = TUESDAY
    await mill_lane.tick("company")
    after = await sees(mill_lane, who["Rose"])
    await mill_lane.change(sa.update(introduction).values(opened_at=None))
    before = await sees(mill_lane, who["Rose"])
    assert before is not None
    assert after is not None
    assert before.going_with == ()
    assert [each.name for each in after.going_with] == ["Betty"]


async def test_a_talk_sees_that_it_is_no_more_or_at_another_time(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    await put_down(mill_lane, rose, what)
    await mill_lane.change(sa.update(activity).values(rule="FREQ=WEEKLY;BYDAY=TH"))
    moved = await sees(mill_lane, rose)
    await mill_lane.change(sa.update(activity).values(state="gone"))
    gone = await sees(mill_lane, rose)
    assert moved is not None
    assert gone is not None
    assert (moved.moved_to, moved.gone) == ("Thursdays 2pm", False)
    assert (gone.gone, gone.next_at) == (True, None)


async def test_a_talk_sees_how_often_running_they_could_not_make_it(mill_lane: Lane) -> None:
    rose, what = await mill_lane.move_in("Rose"), await mill_lane.on()
    for nth in range(3):
        at = FRIDAY + nth * A_WEEK
        await mill_lane.decide(rose, OutingPlanned(what, at, None, None, regular=True))
    rows = await mill_lane.rows(outing)
    await mill_lane.decide(rose, OutingOver(rows[0].id, "went"))
    for row in rows[1:]:
        await mill_lane.decide(rose, OutingCancelled(row.id))
    seen = await sees(mill_lane, rose, rows[2].id)
    assert seen is not None
    assert seen.skipped == 2


# ── told, went, stayed ──────────────────────────────────────────────────────────────────────


async def test_told_went_and_stayed_are_counted(mill_lane: Lane) -> None:
    what = await mill_lane.on()
    for name, went in {"Rose": 2, "Betty": 1, "Len": 0}.items():
        who = await mill_lane.move_in(name)
        await mill_lane.decide(who, ActivityTold(what))
        for nth in range(went):
            await mill_lane.decide(who, OutingPlanned(what, FRIDAY + nth * A_WEEK))
        for row in await mill_lane.rows(outing):
            await mill_lane.decide(who, OutingOver(row.id, "went", again=True))
    joan = await mill_lane.move_in("Joan")
    await mill_lane.decide(joan, OutingPlanned(what, FRIDAY))
    found = await mill_lane.database.read(
        partial(turnout.counts, community_id=mill_lane.community.id)
    )
    assert found == {what: Counted(told=3, went=2, stayed=1)}


async def test_who_asked_to_be_reminded_each_time_stayed(mill_lane: Lane) -> None:
    what, rose = await mill_lane.on(), await mill_lane.move_in("Rose")
    made = await put_down(mill_lane, rose, what)
    await mill_lane.decide(rose, OutingOver(made, "went", again=True))
    await mill_lane.decide(
        rose, OutingPlanned(what, FRIDAY + A_WEEK, THURSDAY + A_WEEK, None, regular=True)
    )
    found = await mill_lane.database.read(
        partial(turnout.counts, community_id=mill_lane.community.id)
    )
    assert found == {what: Counted(told=0, went=1, stayed=1)}
