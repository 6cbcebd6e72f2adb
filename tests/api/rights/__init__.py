"""The table of rights tried over HTTP, cell by cell, on one log."""
