"""The yes or no with which a section answers its own heading: to another question it says something false."""

import re

from kb.statements import Statement

# A longer lead says more than yes or no.
_YES_OR_NO = (
    r"(?:不|没有|没|无须|无需|免|能|可以|可|要|需要|须|会|是|有|对|算|仍|还|yes|no|not)"
    r"(?:[\u4e00-\u9fff]{0,4}|\b(?:[a-z ]{0,16}|, (?!but|with|if|on )[a-z ]{1,20}))"
)
_LED = re.compile(rf"^{_YES_OR_NO}[：:]\s*(?=\S)", re.I)


def without_lead(statement: Statement) -> Statement:
    """Return a sentence without a leading 不需要： or No: — what stands behind is a sentence of its own.

    The quote keeps it, since a citation shows the statement whole.
    """
    lead = _LED.match(statement.text)
    if statement.form != "sentence" or lead is None:
        return statement
    said = statement.text[lead.end() :]
    return statement.model_copy(update={"text": said[:1].upper() + said[1:]})


_ANSWER = re.compile(r"^[^：:。]{1,60}[：:]\s*(?=(?:自?(?:19|20)\d\d年|[Ss]ince |[Ff]rom |[Uu]p to |\S.{14,}))")


def without_answer(statement: Statement) -> Statement:
    """Return a sentence without whatever short answer to its heading leads it, such as 出口关税能退：.

    For a sentence that answers another question, as the one that corrects a figure does.
    """
    lead = _ANSWER.match(statement.text)
    if statement.form != "sentence" or lead is None:
        return statement
    said = statement.text[lead.end() :]
    return statement.model_copy(update={"text": said[:1].upper() + said[1:]})
