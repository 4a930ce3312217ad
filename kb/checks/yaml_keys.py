"""Keys that stand twice: YAML keeps only the last and says nothing."""

from collections.abc import Iterator

import yaml

from kb.checks.places import questions_file, texts, yaml_source
from kb.checks.terms import FILE as GLOSSARY
from kb.front_matter import FIRST_LINE
from kb.library import Reading
from kb.model import Problem


def keys_once(reading: Reading) -> Iterator[Problem]:
    """`key-twice`: no key of a front matter, a questions file or the glossary hides another."""
    for version in texts(reading):
        yield from _twice(reading.pages[version.file].front_matter or "", version.file, FIRST_LINE)
    files = [questions_file(reading, document) for document in reading.library.questions]
    for file in [*files, GLOSSARY]:
        yield from _twice(yaml_source(reading, file), file, 1)


def _twice(text: str, file: str, first_line: int) -> Iterator[Problem]:
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return
    nodes: list[yaml.Node | None] = [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                nodes.append(value)
                if key.value in seen:
                    line = first_line + key.start_mark.line
                    yield Problem(file=file, line=line, rule="key-twice", values={"name": str(key.value)})
                seen.add(key.value)
