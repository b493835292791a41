"""A thing to do for one person, and a person for one favour: how long finding them takes."""

from bench import matching_favours, matching_nearby
from bench.report import Plan, Report, load_average


async def run(plan: Plan) -> Report:
    """Measure both on each database."""
    report = Report("matching", "what to offer somebody, and whom to ask")
    before = load_average()
    for half in (matching_nearby, matching_favours):
        figures, notes = await half.figures(plan)
        report.figures += figures
        report.notes += notes
    report.busy = (before, load_average())
    return report
