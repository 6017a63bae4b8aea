"""The operator's to fix."""

from dataclasses import dataclass

from core.errors.base import CoreError


@dataclass(eq=False)
class SettingsRefused(CoreError):
    """Settings that cannot work: every problem at once, each with its fix."""

    problems: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(f"- {problem}" for problem in self.problems)


@dataclass(eq=False)
class DatabaseRefused(CoreError):
    """The database is not one that Keepface can use; `fix` says what to do. Nothing was changed."""

    reason: str
    fix: str

    def __str__(self) -> str:
        return f"{self.reason}\n  Fix: {self.fix}"


@dataclass(eq=False)
class PicturesRefused(CoreError):
    """The picture store, or the key that pictures are sealed with, is not one that Keepface can use."""

    reason: str
    fix: str

    def __str__(self) -> str:
        return f"{self.reason}\n  Fix: {self.fix}"
