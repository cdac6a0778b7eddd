"""Services without a gateway, written as their users would write them; each is one file."""
