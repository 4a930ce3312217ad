"""How many questions one person may ask in a minute."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class QuestionLimiter:
    """Counts questions a person over a moving minute.

    Args:
        per_minute: How many are allowed.
    """

    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allows(self, person: str) -> bool:
        """Count a question of a person; tell whether it may be asked."""
        return self._limiter.hit(self._item, person)
