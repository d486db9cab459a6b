"""When a ruling may be published: each side has found its summary fair, or has had time to. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FAIR, UNWORDED, WAITS, WAIVABLE = "fair", "unworded", "waits", "waivable"


@dataclass(frozen=True)
class Side:
    """A side of a dispute: whether it has a summary, since when in these words, and whether a holder finds it fair."""

    has_summary: bool
    summary_at: datetime
    is_fair: bool


@dataclass(frozen=True)
class Gate:
    """Whether a ruling may be published, and from when without the word of both sides."""

    state: str
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nothing stands in the way."""
        return self.state == FAIR

    @property
    def may_be_waived(self) -> bool:
        """Tell whether an editor may rule and say why they do not wait any longer."""
        return self.state == WAIVABLE

    def lets(self, waiver: str) -> bool:
        """Tell whether a ruling with this reason for not waiting, or none, may be published.

        Args:
            waiver: the reason; empty for none.
        """
        return self.is_open or (self.may_be_waived and bool(waiver.strip()))


def gate(sides: Sequence[Side], *, at: datetime, days: int) -> Gate:
    """Tell whether a ruling may be published.

    Args:
        sides: of the dispute.
        at: when (aware).
        days: how long the holders of a side have to look at its summary, counted from the last wording of any side.

    Returns:
        "fair" when each side's summary was found fair, or there are not two sides; "unworded" when a side has no
        summary, which nobody can find fair; "waits" until a time; from that time on "waivable".
    """
    if len(sides) < 2 or all(side.has_summary and side.is_fair for side in sides):
        return Gate(FAIR)
    if not all(side.has_summary for side in sides):
        return Gate(UNWORDED)
    until = max(side.summary_at for side in sides) + timedelta(days=days)
    return Gate(WAIVABLE if at >= until else WAITS, until)


def wording_key(summary: str) -> str:
    """Return a short name of a wording, so that a mark says which one was read.

    Args:
        summary: of a side.
    """
    return hashlib.sha256(summary.encode()).hexdigest()[:16]
