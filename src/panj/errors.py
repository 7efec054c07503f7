"""What can go wrong, in words that say what to do. Every error that a user can meet is a PanjError."""


class PanjError(Exception):
    """An error with a message for a person; `hint` says what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class InputError(PanjError):
    """A file, row or argument from outside that cannot be read; the others go on."""


class RecordError(PanjError):
    """The record cannot be opened, read or written."""


class DataError(PanjError):
    """A data file of the package is missing or broken."""
