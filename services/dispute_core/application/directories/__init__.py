"""Reading, changing and importing the directories of partnerships."""
