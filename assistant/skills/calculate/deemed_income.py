"""Corporate income tax on a deemed profit for cross-border e-commerce exporters (企业所得税核定征收)."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.skills.calculate.money import say_share, to_fen
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.working import Outcome, Teller, Worked


@dataclass(frozen=True)
class DeemedIncome:
    """A year of an enterprise.

    Attributes:
        revenue: Total revenue of the year, in yuan.
        is_small: Whether it is a small low-profit enterprise; None when not told.
    """

    revenue: Decimal
    is_small: bool | None = None


def deemed_income_tax(year: DeemedIncome, rules: Rules) -> Outcome | None:
    """Work out taxable income and, for a small low-profit enterprise, the tax.

    For others the texts carry no tax rate, so the sum ends at taxable income. None when the texts of the day do not
    hold the deemed rate (国家税务总局公告2019年第36号).
    """
    deemed, conditions = rules.find("deemed-rate"), rules.find("deemed-conditions")
    if deemed is None or conditions is None:
        return None
    tell = Teller(rules)
    taxable = to_fen(year.revenue * deemed.values[0])
    own = (year.revenue, taxable)
    values = {"revenue": year.revenue, "deemed": say_share(deemed.values[0]), "taxable": taxable}
    income = tell.piece("calc.deemed-income", deemed, own=own, **values)
    burden = rules.find("deemed-burden")
    assumed = [tell.piece("calc.assumed-deemed-conditions", conditions)]
    if burden is None or year.is_small is False or taxable > burden.values[1]:
        notes = [tell.piece("calc.deemed-no-relief")]
        if burden and year.is_small is not False:
            over = tell.piece("calc.deemed-over", burden, own=own, taxable=taxable, most=burden.values[1])
            notes.insert(0, over)
        result = tell.piece("calc.deemed-taxable", deemed, own=own, **values)
        return Worked("calc.taxable-income", taxable, result, (income,), tuple(notes), tuple(assumed))
    tax = to_fen(taxable * burden.values[0])
    rates = {"rate": say_share(burden.values[0]), "tax": tax}
    formula = tell.piece("calc.deemed-formula", burden, own=(*own, tax), taxable=taxable, **rates)
    within = tell.piece("calc.deemed-within", burden, own=own, taxable=taxable, most=burden.values[1])
    result = tell.piece("calc.deemed-result", deemed, burden, own=(*own, tax), revenue=year.revenue, tax=tax)
    if year.is_small is None:
        assumed.append(tell.piece("calc.assumed-small"))
    return Worked("calc.income-tax", tax, result, (income, formula), (within, *tell.doubts(burden)), tuple(assumed))
