"""Postcodes and barriers from files: read line by line, refused as a whole if a line is bad."""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from bot.files.spreadsheet import NotATable
from flows.world.nearby import Barrier, Crossing, Point

POSTCODES: Final = ("pcds", "pcd", "postcode")
LATS: Final = ("lat", "latitude")
LONS: Final = ("long", "lon", "longitude")
"""Names of the columns that are read: those of the ONSPD and the NSPL among them."""

NOWHERE: Final = 99.0
"""The ONSPD says 99.999999 of a postcode that has no place on the map (or an outlying one)."""


def postcodes(
    lines: Iterable[str], only: Collection[str] = ()
) -> Iterator[tuple[str, float, float]]:
    """Each postcode in its usual form, with its degrees; `only`: those that begin with one.

    Raises NotATable with the line that is bad, however late in the file.
    """
    table = csv.DictReader(lines)
    names = {name.strip().lower().lstrip("\ufeff"): name for name in table.fieldnames or []}
    code, lat, lon = (_column(names, each) for each in (POSTCODES, LATS, LONS))
    wanted = tuple(each.upper() for each in only)
    for row in table:
        postcode = _usual(row[code] or "")
        if wanted and not postcode.startswith(wanted):
            continue
        try:
            at = float(row[lat]), float(row[lon])
        except (TypeError, ValueError):
            raise NotATable(f"line {table.line_num}: {lat} and {lon} must be numbers") from None
        if not postcode or not -90 <= at[0] <= NOWHERE + 1 or not -180 <= at[1] <= 180:
            raise NotATable(f"line {table.line_num} is no postcode with its degrees")
        if at[0] < NOWHERE:
            yield postcode, *at


def _column(names: Mapping[str, str], known: tuple[str, ...]) -> str:
    for each in known:
        if each in names:
            return names[each]
    raise NotATable(f"the first line needs a column called {' or '.join(known)}")


def _usual(text: str) -> str:
    """SO16 2AB, however it is spaced."""
    tight = "".join(text.upper().split())
    return f"{tight[:-3]} {tight[-3:]}" if 5 <= len(tight) <= 7 and tight.isalnum() else ""


COLUMNS: Final = ("barrier", "crossing", "lat", "lon")


def barriers(lines: Iterable[str]) -> list[Barrier]:
    """Barriers, a point a line: of the line itself, in its order, or a crossing with its name.

    Raises NotATable with the line that is bad.
    """
    table = csv.DictReader(lines)
    names = [name.strip().lower().lstrip("\ufeff") for name in table.fieldnames or []]
    if sorted(names) != sorted(COLUMNS):
        raise NotATable(f"the first line must be {','.join(COLUMNS)}")
    table.fieldnames = names
    lines_of: dict[str, list[Point]] = {}
    crossings: dict[str, list[Crossing]] = {}
    for row in table:
        name, crossing = (row["barrier"] or "").strip(), (row["crossing"] or "").strip()
        at = _point(row, table.line_num)
        if not name:
            raise NotATable(f"line {table.line_num} does not say which barrier it is of")
        lines_of.setdefault(name, [])
        if crossing:
            crossings.setdefault(name, []).append(Crossing(crossing, at))
        else:
            lines_of[name].append(at)
    return [_barrier(name, line, crossings.get(name, [])) for name, line in lines_of.items()]


def _point(row: Mapping[str, str | None], line: int) -> Point:
    try:
        point = Point(float(row["lat"] or ""), float(row["lon"] or ""))
    except ValueError:
        point = Point(NOWHERE, 0)
    if not (-90 <= point.lat <= 90 and -180 <= point.lon <= 180):
        raise NotATable(f"line {line}: lat and lon must be degrees, such as 50.93 and -1.4")
    return point


def _barrier(name: str, line: list[Point], crossings: list[Crossing]) -> Barrier:
    if len(line) < 2:
        raise NotATable(f"{name} needs two points or more without a crossing: they are its line")
    return Barrier(name, tuple(line), tuple(crossings))
