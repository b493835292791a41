"""Whatever happens in whatever order, a message is sent once at most and ends in one state.

Hypothesis queues, claims, crashes, answers late, calls back twice, stops and asks after; the
provider of this model tells the truth about what it has, and forgets nothing.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from flows import pacing
from flows.facts import Restarted, Stopped
from flows.world import Budget, Priority
from store import everything, outbox, people
from store.communities import Community
from store.database import Database
from store.messages import LOOKED_AT, RANK, message
from store.outbox import LEASE, Claimed, News, Outcome, Rules, Speaker
from store.people import AddressRow
from store.remembering import Decided, remember
from tests.store.people_of_the_house import NOON, Letterbox, founded

WHERES = [("sms", f"+4477009001{n:02}") for n in range(3)]
NEVER_QUIET = (time(0), time(0))
GAP = timedelta(seconds=1)  # each sender: one text a second
SAME_ADDRESS = timedelta(seconds=2)
FINAL = {state for state, rank in RANK.items() if rank == 4}
BACK = {("uncertain", "queued"), ("claimed", "queued")}


@dataclass(frozen=True)
class Held:
    """A claim, and what the provider did with it, which the claimer may never learn."""

    claimed: Claimed
    had_it: bool
    at: datetime

    @property
    def provider_id(self) -> str:
        return f"SM{self.claimed.id}-{self.claimed.attempts}"


def machine(runner: asyncio.Runner, database: Database) -> type[RuleBasedStateMachine]:
    """The state machine on this database, which is emptied before each of its runs."""

    class OutboxMachine(RuleBasedStateMachine):
        held = Bundle("held")
        taken = Bundle("taken")

        @initialize()
        def begin(self) -> None:
            self.now = NOON
            self.write(_empty)
            self.house: Community = runner.run(founded(database))
            met = self.write(partial(self._meet))
            self.at: list[AddressRow] = [met[where] for where in WHERES]
            self.letters = Letterbox(self.house)
            self.states: dict[int, str] = {}
            self.fates: dict[int, list[bool]] = {}  # what the provider did with each claim
            self.stopped: set[int] = set()
            self.in_the_air: dict[int, datetime] = {}  # address -> until when it is held
            self.free_at: dict[str, tuple[datetime, datetime]] = {}  # for all else, for broadcasts
            self.put_back: dict[int, int] = {}  # and what was the newest message then

        def _meet(self, conn: sa.Connection) -> Any:
            return people.meet(conn, self.house.id, WHERES, "Europe/London", NOON)

        def write(self, work: Callable[[sa.Connection], Any]) -> Any:
            return runner.run(database.write(work))

        def rows(self) -> dict[int, Any]:
            query = sa.select(message).order_by(message.c.id)
            found = runner.run(database.read(lambda conn: conn.execute(query).all()))
            return {row.id: row for row in found}

        # ── what may happen ─────────────────────────────────────────────────────────────────

        @rule(to=st.lists(st.integers(0, 2), min_size=1, max_size=4),
              priority=st.integers(0, 3), lasts=st.sampled_from([1, 90, 600]))  # fmt: skip
        def queue(self, to: list[int], priority: int, lasts: int) -> None:
            """Several in one breath, as a turn's answers are."""
            expires_at = self.now + timedelta(minutes=lasts) if priority else None
            rows = [
                self.letters.row(
                    self.at[who], priority=priority, at=self.now, due_at=self.now,
                    expires_at=expires_at,
                )
                for who in to
            ]  # fmt: skip
            self.write(lambda conn: self.letters.queue(conn, *rows))

        @rule(seconds=st.sampled_from([1, 61, 600]))
        def time_passes(self, seconds: float) -> None:
            self.now += timedelta(seconds=seconds)

        @rule(
            target=held,
            number=st.integers(0, 1),
            waited=st.sampled_from([0, 0.5, 3]),
            room=st.integers(1, 5),
            fates=st.lists(st.booleans(), min_size=5, max_size=5),
        )
        def claim(self, number: int, waited: float, room: int, fates: list[bool]) -> Any:
            self.now += timedelta(seconds=waited)
            before = self.rows()
            speaker = Speaker("sms", f"our {number}", 0, 1, 1 / GAP.total_seconds(), lambda _: 1)
            rules = Rules(*NEVER_QUIET, Budget(99, 99), pacing.verdict)
            claimed = self.write(
                partial(
                    outbox.claim, community_id=self.house.id, speaker=speaker, now=self.now,
                    wall=self.now, room=room, rules=rules,
                )
            )  # fmt: skip
            self.check_claims(claimed, before, room, speaker.value)
            new = [Held(each, fate, self.now) for each, fate in zip(claimed, fates, strict=False)]
            for each in new:
                self.fates.setdefault(each.claimed.id, []).append(each.had_it)
            return multiple(*new)

        def check_claims(
            self, claimed: list[Claimed], before: dict[int, Any], room: int, sender: str
        ) -> None:
            assert len(claimed) <= room
            for each in claimed:
                old = before[each.id]
                assert old.state == "queued"
                assert old.due_at <= self.now
                assert each.person_id not in self.stopped, "texted after STOP"
                assert True not in self.fates.get(each.id, []), "sent twice"
                until = self.in_the_air.get(each.address_id)
                assert until is None or until <= self.now, "two in the air to one address"
                self.in_the_air[each.address_id] = self.now + LEASE
                self.check_order(old, before)
                self.check_pace(sender, old.priority == Priority.BROADCAST)

        def check_order(self, old: Any, before: dict[int, Any]) -> None:
            for other in before.values():
                same = (other.address_id, other.priority) == (old.address_id, old.priority)
                if same and other.id < old.id and other.state == "queued":
                    expired = other.expires_at is not None and other.expires_at <= self.now
                    newer = old.id > self.put_back.get(other.id, old.id)
                    assert expired or newer, "out of order"

        def check_pace(self, sender: str, broadcast: bool) -> None:
            """A broadcast waits for all that was said; all else does not wait for broadcasts."""
            free_at, bulk_free_at = self.free_at.get(sender, (self.now, self.now))
            assert self.now >= (bulk_free_at if broadcast else free_at), "quicker than its pace"
            free_at = free_at if broadcast else self.now + GAP
            self.free_at[sender] = free_at, max(bulk_free_at, self.now) + GAP

        @rule(target=taken, each=consumes(held), how=st.integers(0, 2), minutes=st.integers(0, 90))
        def answer(self, each: Held, how: int, minutes: int) -> Any:
            """The claimer tells what it heard, in time or long after its lease."""
            mine = (each.claimed.id, each.claimed.address_id)
            attempt = each.claimed.attempts
            if how == 0:
                outcome = Outcome(*mine, "uncertain", attempt=attempt)
            elif each.had_it:
                outcome = Outcome(*mine, "sent", each.provider_id, attempt=attempt)
            elif how == 1:
                outcome = Outcome(*mine, "failed", attempt=attempt)
            else:
                again = self.now + timedelta(minutes=minutes)
                outcome = Outcome(*mine, "queued", again_at=again, attempt=attempt)
            self.write(
                partial(outbox.record, outcomes=[outcome], now=self.now, same_address=SAME_ADDRESS)
            )
            if outcome.state == "queued":
                self.note_put_back(each.claimed.id)
            if self.in_the_air.get(each.claimed.address_id) == each.at + LEASE:
                del self.in_the_air[each.claimed.address_id]
            return each if each.had_it else multiple()

        def note_put_back(self, row_id: int) -> None:
            """What is newer may overtake it, and what was to follow it and waits with it."""
            rows = self.rows()
            back = rows[row_id]
            for row in rows.values():
                same = (row.address_id, row.priority) == (back.address_id, back.priority)
                if same and row.id >= row_id and row.state == back.state == "queued":
                    self.put_back[row.id] = max(rows)

        @rule(
            each=taken,
            states=st.lists(
                st.sampled_from(["sent", "delivered", "undelivered", "failed"]),
                min_size=1,
                max_size=3,
            ),
            ours=st.booleans(),
        )
        def callbacks(self, each: Held, states: list[str], ours: bool) -> None:
            """In any order, and twice."""
            for state in states:
                news = News("sms", each.provider_id, state, each.claimed.id if ours else None)
                self.write(partial(outbox.hear_of, news=[news], now=self.now))
                self.states_move_forward_to_one_end_and_are_seen_till_then()

        @rule(each=held, state=st.sampled_from(["sent", "delivered", "undelivered"]))
        def callback_before_the_answer(self, each: Held, state: str) -> None:
            if each.had_it:
                news = News("sms", each.provider_id, state, each.claimed.id)
                self.write(partial(outbox.hear_of, news=[news], now=self.now))

        @rule(each=consumes(held), restart=st.booleans())
        def crash(self, each: Held, restart: bool) -> None:
            """Whoever claimed this is gone and says nothing any more."""
            if not restart:
                self.now += LEASE
            self.write(partial(outbox.doubt, now=self.now, all_claimed=restart))

        @rule(known=st.booleans(), given_up=st.booleans(), waited=st.booleans())
        def reconcile(self, known: bool, given_up: bool, waited: bool) -> None:
            if waited:  # long enough for a claimer that is merely slow to be thought lost
                self.now += LEASE
                self.write(partial(outbox.doubt, now=self.now))
                self.now += outbox.FIRST_CHECK
            self.write(partial(outbox.doubt, now=self.now))
            asked = self.write(partial(outbox.to_ask_after, channel="sms", now=self.now, limit=9))
            for each, _ in asked:
                if not known:
                    later = None if given_up else self.now + GAP
                    work = partial(outbox.ask_again, message_id=each.id, at=later)
                elif True in self.fates.get(each.id, []):
                    had = Outcome(each.id, each.address_id, "sent", f"SM{each.id}-{each.attempts}")
                    work = partial(
                        outbox.record, outcomes=[had], now=self.now, same_address=timedelta(0)
                    )
                else:
                    work = partial(outbox.never_sent, message_id=each.id, now=self.now)
                self.write(work)

        @rule(who=st.integers(0, 2), fact=st.sampled_from([Stopped("STOP"), Restarted("START")]))
        def stop_or_start(self, who: int, fact: Any) -> None:
            at = self.at[who]
            decided = Decided(fact, self.house.id, at.person_id, self.now, "sms", at.id)
            self.write(lambda conn: remember(conn, [decided]))
            change = self.stopped.add if isinstance(fact, Stopped) else self.stopped.discard
            change(at.person_id)

        @rule()
        def expire(self) -> None:
            self.write(partial(outbox.expire, now=self.now))

        # ── what always holds ───────────────────────────────────────────────────────────────

        @invariant()
        def states_move_forward_to_one_end_and_are_seen_till_then(self) -> None:
            new = {row.id: row.state for row in self.rows().values()}
            for row_id, before in self.states.items():
                after = new[row_id]
                assert after == before or RANK[after] > RANK[before] or (before, after) in BACK
                assert before not in FINAL or after == before
            self.states = new
            counts = runner.run(database.read(outbox.counts))
            assert counts == {
                state: list(new.values()).count(state) for state in ("queued", *LOOKED_AT)
            }
            assert set(new.values()) <= {"queued", "sent", *LOOKED_AT, *FINAL}

    return OutboxMachine


def _empty(conn: sa.Connection) -> None:
    for table in reversed(everything.metadata.sorted_tables):
        conn.execute(sa.delete(table))


def play(url: str, examples: int, steps: int) -> None:
    with asyncio.Runner() as runner:
        database = Database(url)
        runner.run(database.open())
        try:
            if database.is_sqlite:
                runner.run(database.write(everything.metadata.create_all))
            else:
                drop = sa.text("DROP TRIGGER consent_is_kept ON consent")
                runner.run(database.write(lambda conn: conn.execute(drop)))
            run_state_machine_as_test(
                machine(runner, database),
                settings=settings(
                    max_examples=examples,
                    stateful_step_count=steps,
                    deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(database.close())


def test_on_sqlite() -> None:
    play("sqlite://", examples=60, steps=50)


def test_on_postgresql(postgres_url: str) -> None:
    play(postgres_url, examples=15, steps=30)
