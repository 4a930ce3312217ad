"""What a sync has to do: compare what is indexed with what the files hold, by digest."""

from collections.abc import Iterable

from ingest.chunks import Chunk, Row
from kb.model import Frozen


class Plan(Frozen):
    """Ids of chunks to add, to keep and to drop; a changed chunk is dropped and added."""

    add: tuple[str, ...]
    keep: tuple[str, ...]
    drop: tuple[str, ...]

    @property
    def changes(self) -> int:
        """How many chunks are added or dropped."""
        return len(self.add) + len(self.drop)


def make_plan(indexed: Iterable[Row], wanted: Iterable[Chunk]) -> Plan:
    """Return the plan that turns the indexed rows into the wanted chunks."""
    old = {row.id: row.digest for row in indexed}
    new = {chunk.id: chunk.digest for chunk in wanted}
    return Plan(
        add=tuple(i for i in new if old.get(i) != new[i]),
        keep=tuple(i for i in new if old.get(i) == new[i]),
        drop=tuple(i for i in old if new.get(i) != old[i]),
    )
