"""Where every start begins: `voicerepair` and `python -m voicerepair`."""

import os
import sys

from voicerepair import __version__


def main() -> None:
    """Tell the version at once; everything else is the command line's."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"voicerepair, version {__version__}")
        return
    from voicerepair import config, translate

    code = translate.named(sys.argv[1:]) or os.environ.get(translate.VARIABLE, "") or config.language()
    if code:
        translate.use(code)
    from voicerepair.cli.main import main as command_line  # its texts are looked up as it is loaded

    command_line()


if __name__ == "__main__":
    main()
