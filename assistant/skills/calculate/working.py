"""What a sum comes to: the result with its formula and rules, or the question that is still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.draft import Piece
from assistant.skills.calculate.money import say_money, say_share
from assistant.skills.calculate.rules import Rule, Rules
from kb.figures import figures
from kb.messages import say

_HOTLINES = "12366 12360"
"""They stand in many sections, and no law gives them."""


@dataclass(frozen=True)
class Worked:
    """A sum worked out, or the finding that there is none to work out.

    Attributes:
        name: Message that names the result, such as `calc.tax-due`.
        amount: The result in yuan, rounded to the fen; None where the rule leads to no sum.
        result: What it comes to, in a sentence.
        formula: How, with the numbers.
        notes: Rules that were held against the case: limits, waivers, what the law leaves open.
        assumed: What was not told and therefore assumed.
    """

    name: str
    amount: Decimal | None
    result: Piece
    formula: tuple[Piece, ...] = ()
    notes: tuple[Piece, ...] = ()
    assumed: tuple[Piece, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All it says, in reading order."""
        return (self.result, *self.formula, *self.notes, *self.assumed)


@dataclass(frozen=True)
class Missing:
    """A sum that waits for one more word.

    Attributes:
        ask: The question.
        so_far: What the result would be under each choice, as far as that can be told.
        choices: What one may answer, in words that complete the question.
    """

    ask: Piece
    so_far: tuple[Piece, ...] = ()
    choices: tuple[str, ...] = ()


Outcome = Worked | Missing


@dataclass(frozen=True)
class Teller:
    """Puts numbers and rules into sentences.

    Attributes:
        rules: The rules of the day, in the reader's language.
    """

    rules: Rules

    def money(self, amount: Decimal) -> str:
        """Say an amount in yuan."""
        return say_money(amount, self.rules.lang)

    def plus(self, terms: Iterable[str]) -> str:
        """Return terms with plus signs between them."""
        return ("＋" if self.rules.lang == "zh" else " + ").join(terms)

    def times(self, amount: Decimal, count: Decimal) -> str:
        """Say an amount so many times."""
        sign = "×" if self.rules.lang == "zh" else " × "
        return f"{self.money(amount)}{sign}{count:f}"

    def piece(self, key: str, *rules: Rule | None, own: tuple[Decimal, ...] = (), **values: object) -> Piece:
        """Return a message as a piece.

        Args:
            key: The message.
            rules: What it rests on.
            own: Amounts and shares that the person named or that were worked out; they are in no law. Decimals among
                the values are said as money.
            values: What the message's placeholders stand for.
        """
        said = {name: self.money(value) if isinstance(value, Decimal) else value for name, value in values.items()}
        text = say(key, self.rules.lang, **said)
        named = " ".join(f"{self.money(number)} {say_share(number)}" for number in own)
        sources = tuple({rule.name: rule.source for rule in rules if rule is not None}.values())
        return Piece(text, sources, figures(f"{named} {_HOTLINES}"))

    def doubts(self, *rules: Rule | None) -> tuple[Piece, ...]:
        """Return the advice to ask the authority, for rules whose own text gives it."""
        doubted = tuple(rule for rule in rules if rule is not None and rule.is_doubted)
        key = "calc.confirm-customs" if any("12360" in q for r in doubted for q in r.source.quotes) else "calc.confirm"
        return (self.piece(key, *doubted),) if doubted else ()
