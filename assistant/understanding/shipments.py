"""Whether a day named in a question is that of a shipment: goods exported, imported, declared or sent on it."""

import re

_ZH = (
    r"出口(?!退|企业|商)|进口(?!税|商)|报关(?!单位|企业|公司|员|行|手册)|离境(?!退)|发(?:[货到往去走出]|的(?!公告|文件|通知|证|文))|出运|放行|离港|出货|走[的了货]|"
    r"(?<!第)[这那几一两三][批票柜单箱]|的货"
)
_EN = (
    r"\b(?:export|ship|import|declar|dispatch)|"
    r"\b(?:batch|lot|container|consignment|parcel)(?:s|es)?\b"
)
_AFTER = re.compile(rf"^[^，,。；;？?]{{0,9}}(?:{_ZH}|出的|出去|运出|寄|买|办结)|^[^,.;?]{{0,24}}(?:{_EN})")
_BEFORE = re.compile(
    rf"(?:{_ZH})[^，,。；;？?]{{0,6}}$|(?:{_EN}|\b(?:clear|mail|left|leav|sent|sail))\w*[^,.;?]{{0,28}}$"
)

_PAPER = re.compile(r"(?:证书?|公告|文件|通知|批文|执照|资格|许可)[^，,。；;？?]{0,3}$")
"""What is issued and not shipped: 证书2023年发的."""


def is_of_goods(before: str, after: str) -> bool:
    """Tell whether a day is that of a shipment, by the words of its own clause.

    Args:
        before: The normalised text before the day.
        after: The text behind it.
    """
    return bool((_AFTER.search(after) and not _PAPER.search(before)) or _BEFORE.search(before))
