"""The pure core: every session rule, no I/O, no clock, no threads."""
