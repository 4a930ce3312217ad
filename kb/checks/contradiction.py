"""No two sections in force together that say different things of the same: a reader could rest on either."""

from collections.abc import Iterator

from kb.checks.places import at_section
from kb.checks.repetition import compared, compete, similar
from kb.disagreement import ALIKE, FEWEST, disagree, saying
from kb.library import Reading
from kb.messages import LANGS
from kb.model import Problem
from kb.statements import statements

_SHOWN = 60
"""Characters of a statement in the message."""


def sections_agree(reading: Reading) -> Iterator[Problem]:
    """`contradiction`: statements of two sections in force on one day that cannot both hold."""
    for lang in LANGS:
        said = [
            ((version, section), statement.text)
            for version, section in compared(reading)
            if version.lang == lang
            for statement in statements(section.body)
        ]
        for i, j in similar([saying(text).topic for _, text in said], min(ALIKE.values()), FEWEST):
            (one, first), (two, second) = said[i], said[j]
            same = one[0].file == two[0].file and one[1].anchor == two[1].anchor
            if not same and compete(one, two) and disagree(first, second):
                other = f"{one[0].file}:{one[1].line}"
                values = {"text": second[:_SHOWN], "other": other, "against": first[:_SHOWN]}
                yield at_section("contradiction", *two, values, warn=True)
