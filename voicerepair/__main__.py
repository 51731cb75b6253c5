"""Where every start begins: `voicerepair` and `python -m voicerepair`."""

import sys

from voicerepair import __version__


def main() -> None:
    """Tell the version at once; everything else is the command line's."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"voicerepair, version {__version__}")
        return
    from voicerepair.cli.main import main as command_line

    command_line()


if __name__ == "__main__":
    main()
