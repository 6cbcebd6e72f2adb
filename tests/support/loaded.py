"""What most processes of the tests import first; loaded once, and then only forked.

What `concord up` starts is started as it is for users, and loads it anew.
"""

import gc
from importlib import import_module

_MODULES = (
    "aiosmtpd.smtp",
    "concord.addresses",
    "concord.calendars",
    "concord.checking",
    "concord.cli",
    "concord.confirming",
    "concord.directory_work",
    "concord.installing",
    "concord.replaying",
    "concord.sentences",
    "concord.serving",
    "concord.tokens",
    "concord.working",
    "deadline_worker.process",
    "deadline_worker.settings",
    "dispute_core.lines",
    "dispute_core.log.migrate",
)

for _module in _MODULES:
    import_module(_module)
gc.freeze()  # so that looking for garbage copies no page that is shared
