"""What telling an event needs: what it says, what people wrote, and whose words."""

from dataclasses import dataclass

from concord.demo.cases import Json


def agency(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def signed(someone: Json) -> str:
    """A person by agency and role, and by name where one was given."""
    who = agency(someone["agency"]) if someone["agency"] else "Somebody"
    known = [part for part in (someone.get("name"), someone["role"]) if part]
    return f"{who} ({', '.join(known)})" if known else who


def listed(people: list[str]) -> str:
    *others, last = people
    return " and ".join((", ".join(others), last)) if others else last


@dataclass(frozen=True)
class Telling:
    """One event told; each method of its kinds is named for the type that it tells."""

    said: Json
    written: Json
    dispute: Json

    def wrote(self, field: str, label: str = "") -> str:
        """What somebody wrote in a field, after its label; nothing if nothing."""
        wrote = self.written.get(field)
        if not wrote:
            return ""
        return f"{label}: {wrote}" if label else str(wrote)

    def who(self) -> str:
        return agency(self.said["by"]["agency"])

    def signed(self) -> str:
        return signed(self.said["by"])
