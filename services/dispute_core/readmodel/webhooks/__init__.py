"""Messages to other systems as tables: who is sent what, and what came of it."""
