"""Trouble that stops. Expected trouble is a value (`model.Skipped`), never one of these."""


class CopydeskError(Exception):
    """What went wrong, where, and what to do about it; caught in `cli.main` and in a screen's worker.

    `where` names a file, with `:line` where a line is known. `exit_code` is the command's exit code.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.do = what, where, do

    def __str__(self) -> str:
        said = f"{self.where}: {self.what}" if self.where else self.what
        return f"{said}. {self.do}" if self.do else said


class UsageError(CopydeskError):
    """The call or the configuration is wrong."""


class InputError(CopydeskError):
    """The folder or a file named by the user cannot be used."""

    exit_code = 3


class DecisionsError(CopydeskError):
    """The decisions file cannot be used; its bytes are left as they are."""

    exit_code = 4
