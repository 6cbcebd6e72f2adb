"""Everything that may be asked of the read models, in one place for the API."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_agency, to_own
from dispute_core.application.authorization.second_wall import reads_as
from dispute_core.application.boards.sampling import Visible
from dispute_core.application.caller import Caller, agencies_of
from dispute_core.application.policies.rehearsing import Past, PastWanted
from dispute_core.asking import Asking
from dispute_core.domain.directory.partnership import in_training
from dispute_core.readmodel.accesses import (
    AccessesWanted,
    LastAccess,
    RecordedAccess,
    list_accesses,
)
from dispute_core.readmodel.breaches import (
    BreachesWanted,
    ListedBreach,
    list_breaches,
)
from dispute_core.readmodel.catalogue import ReleasedCatalogue
from dispute_core.readmodel.fed_events import Current, FedEvent, fed_event
from dispute_core.readmodel.feed import FeedPage, read_feed
from dispute_core.readmodel.feed_order import Place
from dispute_core.readmodel.folding import DecodeFacts
from dispute_core.readmodel.listing import Last, ListedDispute, Wanted, list_disputes
from dispute_core.readmodel.notices import NoticeRow, of_dispute, of_mail
from dispute_core.readmodel.past import past_disputes
from dispute_core.readmodel.persons import of_person, raised_before
from dispute_core.readmodel.sight import Arguments, Sight, SightOf, sight_of
from dispute_core.readmodel.state_of_service import State, read_state
from dispute_core.readmodel.uses import LastUse, Use, UsesWanted, uses
from dispute_core.readmodel.webhooks.log import (
    DeliveryRow,
    LastDelivery,
    has_delivery,
    list_deliveries,
)
from dispute_core.statistics.periods import Period
from dispute_core.walled import READS_AS


@dataclass(frozen=True, kw_only=True)
class Queries:
    """The questions; who may see what is decided inside each of them.

    All raise `NotAllowed` to callers who see no dispute whatsoever, but for the state
    of the service, which shows none.
    """

    asking: Asking
    catalogue: ReleasedCatalogue
    decode: DecodeFacts
    current: Current
    sight_of: SightOf = sight_of
    """The first wall before lists; a test looks at what the second holds alone."""

    async def disputes(
        self, caller: Caller, wanted: Wanted, *, after: Last | None, limit: int
    ) -> tuple[list[ListedDispute], bool]:
        """One page, the newest first, and whether there is more."""
        sight = await self.sight_of(caller, self.catalogue)
        return await list_disputes(self.asking, sight, wanted, after=after, limit=limit)

    async def of_person(
        self, caller: Caller, digests: Sequence[bytes]
    ) -> tuple[list[ListedDispute], bool]:
        """The disputes of a person, the newest first, and whether there is more."""
        sight = await self.sight_of(caller, self.catalogue)
        return await of_person(self.asking, sight, digests)

    async def raised_before(
        self, caller: Caller, dispute_id: UUID
    ) -> list[ListedDispute]:
        """Open disputes of the same person that were raised before, the newest."""
        sight = await self.sight_of(caller, self.catalogue)
        return await raised_before(self.asking, sight, dispute_id)

    async def breaches(
        self, caller: Caller, wanted: BreachesWanted, *, after: int | None, limit: int
    ) -> tuple[list[ListedBreach], bool]:
        """One page, the newest first, and whether there is more."""
        sight = await self.sight_of(caller, self.catalogue)
        return await list_breaches(
            self.asking, sight, wanted, self.decode, after=after, limit=limit
        )

    async def feed(
        self, caller: Caller, *, after: Place | None, limit: int
    ) -> FeedPage:
        """What the caller sees, in order, after a place.

        What a directory grants is known to both walls before its place is passed by.
        """
        upto = await self.catalogue.look_to_the_end()
        if READS_AS.get() is not None:
            known = await self.catalogue.partnership(caller.partnership)
            READS_AS.set(reads_as(caller, known))
        sight = await self.sight_of(caller, self.catalogue)
        return await self.fed(sight, after=after, limit=limit, upto=upto)

    async def fed(
        self, sight: Sight, *, after: Place | None, limit: int, upto: int
    ) -> FeedPage:
        """What is in sight, in order, after a place, up to a position of the log."""
        return await read_feed(
            self.asking,
            sight,
            current=self.current,
            after=after,
            limit=limit,
            upto=upto,
        )

    async def event(
        self, caller: Caller, stream: UUID, version: int
    ) -> FedEvent | None:
        """One event, if the caller sees it."""
        sight = await self.sight_of(caller, self.catalogue)
        return await self.asking.ask(
            lambda it: fed_event(it, sight, stream, version, self.current)
        )

    async def accesses(
        self,
        caller: Caller,
        wanted: AccessesWanted,
        *,
        after: LastAccess | None,
        limit: int,
    ) -> tuple[list[RecordedAccess], bool]:
        """One page of who read what, the newest first, and whether there is more."""
        expect("listAccesses", to_own(caller))
        sight = await self.sight_of(caller, self.catalogue)
        return await list_accesses(self.asking, sight, wanted, after=after, limit=limit)

    async def raised_within(self, caller: Caller, period: Period) -> Sequence[Visible]:
        """All that the caller may open of what was raised in a period."""
        sight = await self.sight_of(caller, self.catalogue)
        arguments = Arguments()
        query = (
            "SELECT s.id, s.reference FROM dispute_summaries AS s"  # noqa: S608 - ours
            f" WHERE {sight.condition(arguments)}"
            f" AND s.raised_at >= {arguments.add(period.begins_at)}"
            f" AND s.raised_at < {arguments.add(period.ends_at)}"
        )
        rows = await self.asking.ask(lambda it: it.fetch(query, *arguments.values))
        return [Visible(id=row["id"], reference=row["reference"]) for row in rows]

    async def notices(self, dispute_id: UUID) -> Sequence[NoticeRow]:
        """Every notice of a dispute, for those of whom it is known that they see it."""
        return await self.asking.ask(lambda it: of_dispute(it, dispute_id))

    async def notices_of_mail(self, mail_id: UUID) -> Sequence[NoticeRow]:
        """What went with a mail, whoever asks: not to be shown."""
        return await self.asking.ask(lambda it: of_mail(it, mail_id))

    async def deliveries(
        self,
        caller: Caller,
        webhook_id: UUID,
        *,
        status: str | None,
        after: LastDelivery | None,
        limit: int,
    ) -> tuple[list[DeliveryRow], bool]:
        """One page of what came of the messages of the caller's own webhook."""
        sight = await self.sight_of(caller, self.catalogue)
        return await list_deliveries(
            self.asking, sight, webhook_id, status=status, after=after, limit=limit
        )

    async def has_delivery(
        self, caller: Caller, webhook_id: UUID, delivery: UUID
    ) -> bool:
        """Whether a message is of this webhook, and in the caller's sight."""
        sight = await self.sight_of(caller, self.catalogue)
        return await has_delivery(self.asking, sight, webhook_id, delivery)

    async def past(self, wanted: PastWanted) -> tuple[Sequence[Past], bool]:
        """Past disputes whoever sees them: for rehearsals, which name what they may."""
        return await past_disputes(self.asking, self.decode, wanted)

    async def agency_log(
        self, caller: Caller, wanted: UsesWanted, *, after: LastUse | None, limit: int
    ) -> tuple[list[Use], LastUse | None]:
        """An agency's own uses, for itself, whoever acts for it and its auditor."""
        own = await self.catalogue.partnership(caller.partnership)
        acts_for = agencies_of(caller, own) if own else ()
        stands = to_agency(caller, wanted.agency, acts_for)
        expect("exportAgencyLog", stands)
        return await uses(self.asking, self.decode, wanted, after=after, limit=limit)

    async def monitored(
        self, caller: Caller, wanted: UsesWanted, *, after: LastUse | None, limit: int
    ) -> tuple[list[Use], LastUse | None]:
        """Every real use, for the board office and the partnership's whole auditor."""
        expect("listMonitoringCopies", to_own(caller))
        own = await self.catalogue.partnership(caller.partnership)
        if own is not None and own.training:
            return [], None
        return await uses(self.asking, self.decode, wanted, after=after, limit=limit)

    async def state(self) -> State:
        calendars = await self.catalogue.calendars()
        unreadable = await self.catalogue.unreadable()
        left_out = in_training(await self.catalogue.partnerships())
        return await read_state(
            self.asking, calendars.confirmed_until(), unreadable, left_out
        )
