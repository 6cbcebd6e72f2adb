"""How long what stands beside disputes is kept, as a partnership's schedule says."""
