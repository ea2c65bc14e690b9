"""Errors: each says what is wrong, where, what was expected, what was got, and what to do."""

from __future__ import annotations


class DatasetError(Exception):
    """Base class of every error that this package raises on purpose.

    All five parts are strings and reach ``Exception.args``, so an error can be pickled across a
    process border. Empty parts are left out of the message.
    """

    def __init__(self, what: str, where: str = "", expected: str = "", got: str = "", todo: str = "") -> None:
        super().__init__(what, where, expected, got, todo)
        self.what, self.where, self.expected, self.got, self.todo = what, where, expected, got, todo

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        parts += [f"expected {self.expected}"] if self.expected else []
        parts += [f"got {self.got}"] if self.got else []
        parts += [self.todo] if self.todo else []
        return "; ".join(parts)


class UsageError(DatasetError):
    """A command was given places that are not there or do not go together."""


class SourceError(UsageError):
    """A source file or folder cannot be read as articles."""


class ModelError(DatasetError):
    """The tagger's network is not there or cannot be read."""


class SchemaError(DatasetError):
    """A file in schema/ contradicts itself or names something that does not exist."""


class CurationError(DatasetError):
    """A curation entry does not fit the rows that it addresses."""


class GoldError(DatasetError):
    """A hand-labelled file does not fit the text that it labels."""


class PackageError(DatasetError):
    """A package on disk is missing, damaged or not of this schema."""


class FetchError(PackageError):
    """A release cannot be fetched or kept, or is not what its checksum says."""


class UnknownNameError(DatasetError, KeyError):
    """A table, column, article or row that the package does not have."""

    __str__ = DatasetError.__str__


class ReleaseError(DatasetError):
    """A release would not be what its version says, or an archive is not what it was."""
