"""What an operator does with records as such: erase, export, back up and restore."""
