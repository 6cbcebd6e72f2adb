"""Directory files as they are sent: checked whole, and refused with what to mend."""

import asyncio

from dispute_api.refusals.problems import DIRECTORY_NOT_VALID, Flaw, Rejected
from dispute_core.domain.directory.said import DirectoryEntry
from dispute_core.policies.directory_file import DirectoryFileError, read_entries

MOST = 100
"""How many flaws one answer names."""

LONGEST = 2_000


async def checked_entry(text: str) -> DirectoryEntry:
    """What a file says of its one partnership; raises `Rejected`.

    On a thread of its own: a long file takes longer than other requests should wait.
    """
    return await asyncio.to_thread(_checked, text)


def _checked(text: str) -> DirectoryEntry:
    try:
        entries = read_entries(text)
    except DirectoryFileError as error:
        raise _refusal(error) from None
    if len(entries) > 1:
        message = "Send the file of one partnership. Nothing was stored."
        flaw = Flaw(code="directory_file", detail=message, pointer="/text")
        raise Rejected(DIRECTORY_NOT_VALID, message, flaws=[flaw])
    return entries[0]


def _refusal(error: DirectoryFileError) -> Rejected:
    count = len(error.problems)
    what = "The file has one error" if count == 1 else f"The file has {count} errors"
    return Rejected(
        DIRECTORY_NOT_VALID,
        f"{what} to mend, see errors. Nothing was stored.",
        flaws=[
            Flaw(code="directory_file", detail=str(one)[:LONGEST], pointer="/text")
            for one in error.problems[:MOST]
        ],
        more={
            "directory_problems": [
                {
                    "code": one.code,
                    "line": one.line,
                    "path": one.path,
                    "what": one.what,
                    "hint": one.hint,
                }
                for one in error.problems[:MOST]
            ]
        },
    )
