"""A board's own interval for what the document dates with words alone."""

import pytest

from dispute_core.application.policies.releasing import publish_directory
from dispute_core.policies.directory_file import read_directory
from tests.support.api import Api, Json, a_dispute
from tests.support.made import MADE, publish_made
from tests.support.post_office import PostOffice, text_of
from tests.worker.notice_desk import Desk

MAILBOX = "school@thornley.example.org"


@pytest.fixture
async def dispute(api: Api) -> Json:
    """Raised where a board has itself asked every working day."""
    services, clock = api.services, api.services.core.clock
    await publish_made(services, "thornley")
    boards = read_directory((MADE / "directory.yaml").read_text(encoding="utf-8"))
    [board] = [one for one in boards if one["partnership"] == "thornley"]
    for agency in board["agencies"]:
        agency["mailbox"] = f"{agency['agency']}@thornley.example.org"
    await publish_directory(services.log, services.catalogue, [board], clock=clock)
    await services.catalogue.look()
    return await api.agency("school", "thornley").raises(
        a_dispute(partnership="thornley", priority="standard")
    )


class TestAPrompt:
    async def test_comes_again_and_again_in_the_boards_name_until_it_is_settled(
        self, api: Api, desk: Desk, office: PostOffice, dispute: Json
    ) -> None:
        await desk.works()
        assert prompts(office) == []

        for _ in range(14):
            await desk.after(days=1)

        asked = prompts(office)
        assert 5 <= len(asked) <= 11
        assert "The board has chosen how often this service asks" in asked[0]
        assert "the document has not" in asked[0]
        assert "(TH 3.5)" in asked[0]
        assert "1 working day" not in asked[0]
        await desk.after(days=14)
        again = prompts(office)
        assert len(again) == len(asked) + 1, "days that are over are not made up for"
        await api.agency("school", "thornley").does(
            "records", dispute, {"kind": "correspondence", "text": "We wrote to them."}
        )
        for _ in range(7):
            await desk.after(days=1)
        assert prompts(office) == again


def prompts(office: PostOffice) -> list[str]:
    return [
        " ".join(text_of(mail).split())
        for mail in office.mails(MAILBOX)
        if "something is still owed" in str(mail["Subject"])
    ]
