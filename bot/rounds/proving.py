"""Whether a phone is theirs: the codes that confirm it, as a turn sees them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from flows.trusting import code_in
from flows.world.proving import Proof
from store import people, trusting
from store.communities import Community
from store.people import AddressRow

if TYPE_CHECKING:
    from bot.seeing import Seeing

FIGURES: Final = 6
A_DAY: Final = timedelta(days=1)


def look(
    conn: sa.Connection, community: Community, looking: list[Seeing], now: datetime
) -> dict[int, Proof]:
    """The sight `proof`. `from` in what they said is the address that they wrote from."""
    ids = [each.person_id for each in looking]
    addresses = people.addresses_of(conn, ids)
    codes = trusting.codes_of(conn, ids, now - A_DAY)
    return {
        each.person_id: _proof(
            int(each.answers.get("from") or 0),
            code_in(each.answers.get("said", "")),
            addresses.get(each.person_id, []),
            codes.get(each.person_id, []),
            now,
        )
        for each in looking
    }


def _proof(
    here: int,
    said: str,
    addresses: list[AddressRow],
    codes: list[sa.Row[tuple[object]]],
    now: datetime,
) -> Proof:
    out = next((row for row in codes if row.address_id == here), None)
    is_open = out is not None and trusting.is_open(out, now)
    others = [each for each in addresses if each.trusted and each.state == "open"]
    code = "" if said else f"{secrets.randbelow(10**FIGURES):0{FIGURES}}"
    return Proof(
        code=code,
        hashed=trusting.hashed(code) if code else "",
        to=next((each.id for each in others if each.id != here), 0),
        many=len(codes) >= trusting.MOST_A_DAY,
        open=is_open,
        code_id=out.id if out else 0,
        right=bool(said and out and is_open and trusting.is_code(said, out.hashed)),
        tries=trusting.MOST_TRIES - out.tries if out else 0,
    )
