"""What is refused, as problems: one table, its pages, and who says them."""
