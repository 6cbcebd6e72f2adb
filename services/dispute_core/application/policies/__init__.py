"""Everything done with a policy: uploaded, rehearsed, released, put in force."""
