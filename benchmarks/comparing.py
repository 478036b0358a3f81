"""What is measured where sources are compared: a story of many articles, questions and claims."""

from benchmarks.serving import Server
from benchmarks.table import Table
from benchmarks.works import Beside, Desk

STORY = "/stories/sources"
COMPUTING = b'id="computing"'


def sources(desk: Desk, server: Server, table: Table) -> None:
    """The pages that compare sources, each beside the floor read; before, what a worker does."""
    client, rounds = desk.manager(server), desk.sizes.rounds
    floor, read = "floor beside sources: 60 rows", f"/floor/{desk.articles['sixty']}/read"
    matrix = f"{STORY}/conflicts/"
    outlet = desk.articles["outlet"]
    pages = [
        ("matrix, first page", 10, matrix, 1),
        ("matrix, answered by one source", 10, f"{matrix}?source={outlet}", 1),
        ("matrix, most answers first, 2nd page", 10, f"{matrix}?sort=-answers&page=2", 1),
        ("panel of the front page", 10, f"{STORY}/found/", 4),
        ("brief", 10, f"{STORY}/brief/", 4),
        ("brief, whole", None, f"{STORY}/brief/whole/", 20),
        ("names", 10, f"{STORY}/names/", 4),
        ("stance", 10, f"{STORY}/stance/", 4),
        ("network", 10, f"{STORY}/stance/network/", 4),
        ("voices", 10, f"{STORY}/voices/", 4),
        ("claims without a question", 10, f"{STORY}/unanswered/", 4),
    ]
    client.get(read)
    with Beside(desk) as beside:
        for _ in range(min(desk.sizes.long_rounds, 3)):
            beside.ms("forget rows")
            table.row("all rows computed from nothing").values.append(beside.ms("refresh rows"))
        for _ in range(desk.sizes.long_rounds):
            beside.ms("outdate one")
            table.row(floor).values.append(client.get(read).ms)
            answer = client.get(matrix)
            table.row("matrix, one article changed", floor=floor).values.append(answer.ms)
            changed = table.row("rows right after one article changed")
            changed.values.append(beside.ms("refresh rows"))
        counted = table.row("names, stances and claims counted from nothing")
        counted.values.append(beside.ms("count names"))
    for n in range(rounds):
        table.row(floor).values.append(client.get(read).ms)
        for work, goal, path, every in pages:
            if n % every == 0:
                answer = client.get(path)
                table.row(work, goal=goal, floor=floor).values.append(answer.ms)
                assert COMPUTING not in answer.body, f"{work}: something was still to be computed"
