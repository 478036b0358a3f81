"""Every other page of a story, beside both floors, with what it costs the server."""

from benchmarks.client import Client, Costs
from benchmarks.serving import Server
from benchmarks.table import Table
from benchmarks.works import Beside, Desk

STORY = "/stories/bench"
PAGES = {
    "stories": "/stories/",
    "list, what is ready": f"{STORY}/?state=ready",
    "progress by person": f"{STORY}/progress/",
    "progress by article": f"{STORY}/progress/articles/",
    "assignments": f"{STORY}/assignments/",
    "members": f"{STORY}/members/",
    "tasks": f"{STORY}/tasks/",
    "export": f"{STORY}/export/",
    "differences": f"{STORY}/differences/",
    "flags": f"{STORY}/flags/",
    "agreement page": f"{STORY}/agreement/",
    "matrix": f"{STORY}/conflicts/",
    "panel of what was found": f"{STORY}/found/",
    "names": f"{STORY}/names/",
    "stance": f"{STORY}/stance/",
    "network": f"{STORY}/stance/network/",
    "voices": f"{STORY}/voices/",
    "predictions": f"{STORY}/predictions/",
    "unanswered claims": f"{STORY}/unanswered/",
    "questions": f"{STORY}/questions/",
    "search": "/search/?q=minister",
}
"""By what they are called, the addresses of pages that a manager opens."""


def every_page(desk: Desk, server: Server, table: Table) -> None:
    """Each page as a manager opens it, once a worker has done what waited."""
    with Beside(desk) as beside:
        done = beside.ms("what waits")
    table.row("all that waits, done from nothing").values.append(done)
    client, bare = desk.manager(server), desk.bare()
    floor, sixty = "floor beside pages: 60 rows", "bare read beside pages: 60 rows"
    settled = f"/articles/{desk.articles['settled']}/differences/"
    asked: list[tuple[str, str | None, str | None, Client, str]] = [
        (sixty, None, None, bare, "/read/60"),
        (floor, None, sixty, client, f"/floor/{desk.articles['sixty']}/read"),
        *((work, floor, sixty, client, path) for work, path in PAGES.items()),
        ("settling an article", floor, sixty, client, settled),
    ]
    for *_, by, path in asked:
        by.get(path)  # warm
    for _ in range(max(desk.sizes.rounds // 4, 1)):
        for work, own, other, by, path in asked:
            table.row(work, floor=own, bare=other).values.append(by.get(path).ms)
    for work, *_, by, path in asked:
        answers = [by.get(path, costs=True) for _ in range(desk.sizes.long_rounds)]
        table.rows[work].statements, table.rows[work].python = Costs.of(answers)
