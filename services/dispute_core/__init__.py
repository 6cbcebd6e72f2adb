"""The rules and the log, shared by the API and the worker; it has no process."""
