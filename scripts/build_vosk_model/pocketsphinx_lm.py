"""The same domain language model for pocketsphinx: domain.lm.bin and domain.dict, shipped in voicerepair/data.

pocketsphinx cannot mix two language models itself, so ours is mixed here already: domain n-grams, and the general
model's word pairs over the same vocabulary.
"""

import argparse
import tempfile
from pathlib import Path

import corpus
import pocketsphinx
from language_model import Backoff
from model_text import domain_model
from phones import read_lexicon

FEWEST = {2: 1.0, 3: 2.0}
DOMAIN_SHARE = 0.95  # the adapter falls back to the whole general model, so this one need not know much else


def build(work: Path, out: Path) -> None:
    """Write both files into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    vocabulary = (work / "text/vocabulary.txt").read_text().split()
    model: Backoff = domain_model(work / "text", FEWEST, DOMAIN_SHARE, unknown=False)
    with tempfile.TemporaryDirectory() as folder:
        arpa = Path(folder) / "domain.arpa"
        with arpa.open("w") as file:
            model.arpa(file)
        loaded = pocketsphinx.NGramModel.readfile(str(arpa))
        loaded.write(str(out / "domain.lm.bin"), pocketsphinx.NGramModel.str_to_type("bin"))
    lexicon = read_lexicon(corpus.GeneralModel().dictionary, set(vocabulary))
    lines = [f"{word}{f'({number})' if number > 1 else ''} {' '.join(phones)}\n"
             for word in sorted(lexicon) for number, phones in enumerate(lexicon[word], 1)]  # fmt: skip
    (out / "domain.dict").write_text("".join(lines))
    for path in sorted(out.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    build(given.work, given.out)
