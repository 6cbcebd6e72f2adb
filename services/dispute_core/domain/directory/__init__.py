"""Who is who in a partnership: agencies, offices, holders, panels."""
