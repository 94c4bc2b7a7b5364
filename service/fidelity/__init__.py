"""What can be checked about a translation without a reference."""
