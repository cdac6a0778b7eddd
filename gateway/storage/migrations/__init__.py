"""The database's revisions, one after the other; run by `gateway storage upgrade` alone."""
