"""The feed, pushed: one reader of the log for all streams of a process."""
