"""What follows, in higher apps, from a verb of this one. Each app above fills the lists in its AppConfig.ready()."""

from collections.abc import Callable

# each called with member=, kind=, subject_key=, title=, text=, url=, at=, unique_key=: puts it where they read it
TELL: list[Callable] = []
# each (member) -> sections of what is stored about the member (accounts.sections.Section); nobody else's private data
ON_EXPORT: list[Callable] = []
# called in order, in the transaction of the deletion, with member=, former=, mode= (a Member.Leaving), at=
ON_ERASE: list[Callable] = []
# each called with at= when the worker looks what is due: empties what was kept until then
ON_TEND: list[Callable] = []
# called in order with member=, in the transaction in which their public page appeared, changed its name, or went
ON_CHANGED: list[Callable] = []
# by name: makes the expression that is read with the signed-in member, so that no page asks once more for it
READ_WITH_MEMBER: dict[str, Callable] = {}
