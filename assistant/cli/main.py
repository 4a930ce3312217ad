"""All commands of `newtrade`, and how an error reaches the person at the terminal."""

import atexit
import gc
import sys

import typer
from pydantic import ValidationError

from assistant.cli import ask, change, content, evaluate, gaps, index, measure
from ingest.settings import Settings
from kb.errors import NewTradeError
from kb.messages import DEFAULT_LANG, say

app = typer.Typer(
    name="newtrade",
    help="NewTrade (新贸通): cited, dated answers on China's new foreign-trade formats.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
ask.register(app)
change.register(app)
content.register(app)
evaluate.register(app)
gaps.register(app)
index.register(app)
measure.register(app)


_COLLECT_AFTER = (50_000, 20, 20)
"""Objects made before Python looks for garbage: an index is hundreds of thousands of objects, none of them garbage, and
looking through them again and again took a tenth of a cold start."""


def main() -> None:
    """Run a command; a failure a person can mend is one clear line on standard error and exit code 1."""
    gc.set_threshold(*_COLLECT_AFTER)
    # At its end a process gives back all it holds: to look through it for garbage first took a fifth of a cold start.
    atexit.register(gc.freeze)
    try:
        lang = Settings().lang
    except ValidationError as error:
        found = error.errors()[0]
        name = "NEWTRADE_" + "_".join(map(str, found["loc"])).upper()
        typer.echo(say("error.setting", DEFAULT_LANG, name=name, reason=found["msg"]), err=True)
        sys.exit(1)
    try:
        app()
    except NewTradeError as error:
        typer.echo(error.message(lang), err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo(say("cli.interrupted", lang), err=True)
        sys.exit(130)
