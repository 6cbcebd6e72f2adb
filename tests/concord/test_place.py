"""The data folder of one service: what it makes up once, it keeps."""

from pathlib import Path

from concord.place import Place


class TestThePasswords:
    def test_of_some_roles_leave_those_of_the_others_as_they_are(
        self, tmp_path: Path
    ) -> None:
        place = Place(tmp_path)
        every = place.passwords(("reader", "writer"))

        assert place.passwords(("reader",)) == {"reader": every["reader"]}
        more = place.passwords(("reader", "worker"))

        assert place.passwords(("reader", "writer", "worker")) == {**every, **more}
