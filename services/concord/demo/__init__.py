"""A demonstration: made-up partnerships and agencies, and one case for each policy."""
