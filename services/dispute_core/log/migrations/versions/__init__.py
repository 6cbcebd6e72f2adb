"""One file per migration, in one line: each names the one before it.

The log's own tables come first; read models follow in migrations of their own.
"""
