"""The operator's command line, and the embedded PostgreSQL that it can start."""
