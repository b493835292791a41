"""A change while first texts still wait: whoever has not had theirs yet gets it in the new words.

Nothing is rewritten at once: a broadcast notes how its texts ended before, and each text is put
right in the transaction that claims it. So a change is one row, however many wait; from the moment
it is kept, nobody gets the old words, not even by a text that comes back from a provider.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from flows.world.broadcasts import CALLED_BACK, EVENT, MARGIN
from store.broadcasts import broadcast
from store.messages import message

NAME: Final = "{name}"
"""Stands for each person's own name in a broadcast's texts."""


def reword(conn: sa.Connection, row: sa.Row[Any], texts: Mapping[str, str], now: datetime) -> None:
    """What still waits of it goes in these words; what has none of its own does not go any more."""
    before: dict[str, list[str]] = dict(row.rewording or {})
    for key, text in row.texts.items():
        before[key] = [*before.get(key, ()), _ending(text)]
    look = now if row.look_at is not None else None
    expires = row.at - MARGIN[EVENT]
    conn.execute(
        sa.update(broadcast)
        .where(broadcast.c.id == row.id)
        .values(texts=dict(texts), rewording=before, expires_at=expires, look_at=look)
    )


def _ending(text: str) -> str:
    """What stands after the name; all of it, where there is none."""
    return text.rpartition(NAME)[2]


@dataclass(frozen=True, slots=True)
class _Reworded:
    """One broadcast's words as they were and as they are."""

    expires_at: datetime
    now_as: Mapping[str, str]  # how it ended once -> how it ends now; not among them: it is off
    ends: tuple[str, ...]

    @classmethod
    def of(cls, row: Any) -> "_Reworded":
        ends = {key: _ending(text) for key, text in row.texts.items()}
        now_as = {
            old: ends[key] for key, olds in row.rewording.items() if key in ends for old in olds
        }
        return cls(row.expires_at, now_as, tuple(ends.values()))

    def is_right(self, row: sa.Row[Any]) -> bool:
        return row.expires_at == self.expires_at and str(row.text).endswith(self.ends)

    def put_right(self, row: sa.Row[Any]) -> dict[str, Any]:
        """What is to be kept of a text that is not right."""
        same = {"row_id": row.id, "then": "queued", "why": row.reason, "till": self.expires_at}
        if row.text.endswith(self.ends):
            return {**same, "words": row.text}
        old = max((o for o in self.now_as if row.text.endswith(o)), key=len, default=None)
        if old is None:
            return {**same, "words": row.text, "then": "skipped", "why": CALLED_BACK}
        return {**same, "words": f"{row.text[: len(row.text) - len(old)]}{self.now_as[old]}"}


_PUT_RIGHT: Final = (
    sa.update(message)
    .where(message.c.id == sa.bindparam("row_id"))
    .values(
        text=sa.bindparam("words"),
        state=sa.bindparam("then"),
        reason=sa.bindparam("why"),
        expires_at=sa.bindparam("till", type_=message.c.expires_at.type),
    )
)


def put_right(conn: sa.Connection, rows: Iterable[sa.Row[Any]]) -> bool:
    """Give those of these waiting texts that were reworded their new words. Whether any was."""
    wrong = [
        reworded.put_right(row)
        for row, reworded in _reworded(conn, rows)
        if not reworded.is_right(row)
    ]
    if wrong:
        conn.execute(_PUT_RIGHT, wrong)
    return bool(wrong)


def only_right(conn: sa.Connection, rows: Iterable[sa.Row[Any]]) -> list[sa.Row[Any]]:
    """Those of these whose words are what they are to be now."""
    some = list(rows)
    wrong = {row.id for row, reworded in _reworded(conn, some) if not reworded.is_right(row)}
    return [row for row in some if row.id not in wrong]


def _reworded(
    conn: sa.Connection, rows: Iterable[sa.Row[Any]]
) -> list[tuple[sa.Row[Any], _Reworded]]:
    """Those of these whose broadcast was reworded: one query, where there is any broadcast."""
    some = [row for row in rows if row.broadcast_id is not None]
    if not some:
        return []
    query = sa.select(
        broadcast.c.id, broadcast.c.texts, broadcast.c.rewording, broadcast.c.expires_at
    ).where(
        broadcast.c.id.in_({row.broadcast_id for row in some}),
        broadcast.c.rewording.is_not(sa.null()),
    )
    known = {row.id: _Reworded.of(row) for row in conn.execute(query) if row.rewording}
    return [(row, known[row.broadcast_id]) for row in some if row.broadcast_id in known]
