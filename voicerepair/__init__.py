"""voicerepair: a spoken, offline, private companion for repair after a rupture."""

__version__ = "0.1.0"
