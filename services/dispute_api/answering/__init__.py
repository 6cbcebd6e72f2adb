"""How answers are written that are more than a view as JSON."""
