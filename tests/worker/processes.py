"""Worker processes: started, stopped, killed and watched as an operator would."""

import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deadline_worker.settings import Settings
from tests.support.forked import Forked, forked
from tests.support.tied import environment

STOP_SECONDS = 20


@dataclass
class Workers:
    """The worker processes of one test; none of them outlives it."""

    settings: Settings
    folder: Path
    started: list[Forked] = field(default_factory=list)
    told: Mapping[str, str] = field(default_factory=dict)
    """More settings by their names, such as `smtp_host`."""

    def start(self) -> Forked:
        process = forked(
            "deadline_worker",
            env=environment(
                CONCORD_WORKER_URL=self.settings.worker_url.get_secret_value(),
                CONCORD_SECRETS_FILE=str(self.settings.secrets_file),
                **{f"CONCORD_{key.upper()}": it for key, it in self.told.items()},
            ),
            stdout=self._log(len(self.started)),
        )
        self.started.append(process)
        return process

    def stop(self, process: Forked) -> int:
        process.send_signal(signal.SIGTERM)
        return process.wait(STOP_SECONDS)

    def kill_all(self) -> None:
        for process in self.started:
            process.kill()
            process.wait()

    def lines(self) -> Iterator[str]:
        """What all of them have written."""
        for number in range(len(self.started)):
            yield from self._log(number).read_text().splitlines()

    def _log(self, number: int) -> Path:
        return self.folder / f"worker-{number}.log"
