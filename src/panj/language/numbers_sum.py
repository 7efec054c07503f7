"""The arithmetic of number words: how each word adds to or multiplies what was read before it."""

NO_LIMIT = 10**18
"""Above any number that is read in words."""


class Sum:
    """A number as its words are read from left to right: what is complete, and the group below the next multiplier.

    `floor` is the value below which a word may still be added to the group, `last` the multiplier read last.
    """

    __slots__ = ("floor", "group", "last", "scales", "total")

    def __init__(self) -> None:
        self.total: float = 0
        self.group: float | None = None
        self.floor = self.last = NO_LIMIT
        self.scales: tuple[int, ...] = ()

    @property
    def value(self) -> float | int:
        value = self.total + (self.group or 0)
        return int(value) if float(value).is_integer() else value

    def add(self, value: int, step: int, *, alone: bool) -> bool:
        """A word that adds: "twenty", "seven"."""
        if value < 0 or value >= self.floor or value >= self.last or (value == 0 and not alone):
            return False
        self.group, self.floor, self.scales = (self.group or 0) + value, step, ()
        return True

    def add_part(self, part: float) -> None:
        """ "… and a half", of the group or of the multiplier before it."""
        if self.group is None:
            self.total += part * self.last
        else:
            self.group, self.floor = self.group + part, 1

    def multiply(self, by: int, bare: bool) -> bool:
        """A multiplier: "hundred", "thousand"; `bare`: it may stand without a count."""
        if self.group is None and self.total and by > self.last:
            self.total, self.last, self.floor, self.scales = self.total * by, by, NO_LIMIT, (by,)
            return True
        if self.group is None and not bare:
            return False
        group = 1 if self.group is None else self.group
        if by <= 100:
            if group >= 100 or self.floor == 100:
                return False
            self.group, self.floor, self.scales = group * by, 100, (by,)
        elif by < self.last:
            self.scales = (by, *(by * scale for scale in self.scales)) if group >= 100 else (by,)
            self.total, self.group, self.last, self.floor = self.total + group * by, None, by, NO_LIMIT
        elif self.total:
            self.total, self.group, self.last = (self.total + group) * by, None, by
            self.floor, self.scales = NO_LIMIT, (by,)
        else:
            return False
        return True
