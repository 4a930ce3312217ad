"""What a question gives to a calculation: amounts in yuan, shares, yes and no."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.draft import Piece
from assistant.skills.calculate.reading import Reading
from assistant.skills.calculate.working import Teller
from assistant.understanding.amounts import Amount

_YUAN = {None, "CNY"}


@dataclass(frozen=True)
class Given:
    """A reading, asked for the numbers of one calculation.

    Attributes:
        reading: What the question says.
        base: The role of the amount from which the sum starts; None when there is none.
    """

    reading: Reading
    base: str | None

    @property
    def amount(self) -> Decimal | None:
        """The amount from which the sum starts, with all that belongs to it."""
        if self.base is None:
            return None
        first = self.money(self.base)
        further = [amount.total for amount in self.reading.further] if self.base == "price" else []
        return None if first is None else sum((total for total in further if total is not None), first)

    @property
    def only_amount(self) -> Decimal | None:
        """The one sum of money of the question; None when there are several or none."""
        totals = {amount.total for amount in self.reading.amounts}
        return totals.pop() if len(totals) == 1 and not self.reading.further else None

    @property
    def is_yuan(self) -> bool:
        """Whether every amount is in yuan, or in no currency that was said."""
        return all(amount.currency in _YUAN for amount in self.reading.amounts)

    def money(self, role: str) -> Decimal | None:
        """Return the amount of a role."""
        return self.reading.money[role].total if role in self.reading.money else None

    def share(self, *names: str) -> Decimal | None:
        """Return the first share there is."""
        return next((self.reading.shares[name].value for name in names if name in self.reading.shares), None)

    def told(self, yes: str, no: str) -> bool | None:
        """Return what was said of a matter; None when nothing was."""
        return False if no in self.reading.says else True if yes in self.reading.says else None

    def chosen(self, family: str, names: tuple[str, ...]) -> str | None:
        """Return the first of the names that the question speaks of, such as `battery` of the family `goods`."""
        return next((name for name in names if f"{family}.{name}" in self.reading.says), None)

    @property
    def is_several(self) -> bool:
        """Whether the price is that of several pieces or goods."""
        base = self.reading.money.get(self.base or "")
        return bool(self.reading.further or (base and _is_counted(base)))

    def adding_up(self, tell: Teller) -> tuple[Piece, ...]:
        """Return the line that shows how the amount came about: 3×200元＝600元, 800元＋900元＝1700元."""
        parts = self._parts
        if not parts or (len(parts) == 1 and not _is_counted(parts[0])):
            return ()
        total = sum((part.total for part in parts if part.total is not None), Decimal(0))
        terms = tell.plus(_term(part, tell) for part in parts)
        own = (*(number for part in parts for number in (part.value, part.count) if number is not None), total)
        return (tell.piece("calc.adding-up", own=own, terms=terms, amount=total),)

    @property
    def _parts(self) -> tuple[Amount, ...]:
        """The amounts that make up the one from which the sum starts."""
        if self.base is None:
            return self.reading.amounts if len(self.reading.amounts) == 1 else ()
        return (self.reading.money[self.base], *(self.reading.further if self.base == "price" else ()))


def _is_counted(amount: Amount) -> bool:
    return amount.each and amount.count is not None and amount.count != 1


def _term(amount: Amount, tell: Teller) -> str:
    if amount.count is None or not _is_counted(amount):
        return tell.money(amount.value)
    return tell.times(amount.value, amount.count)
