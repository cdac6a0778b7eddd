"""The benchmark: the gateway beside the services that an agency would otherwise write."""
