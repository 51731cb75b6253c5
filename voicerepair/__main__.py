"""python -m voicerepair"""

from voicerepair.cli.main import main

if __name__ == "__main__":
    main()
