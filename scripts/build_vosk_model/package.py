"""Put the model folder together: 8-bit weights, graph, settings, model card, and a manifest of SHA-256 sums.

Two stages, because the loops of the network go into the graph: `loops` writes <work>/self_loops.json from the trained
network, `package` (after graph.py) writes the model folder.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import kaldi_format
import torch
from phones import word_boundaries
from train import INPUTS, Network

NAME = "voicerepair-tiny-en-us"
ACOUSTIC_SCALE = 0.3
CHUNK = 24  # 10 ms frames decoded at a time
LARGEST = 2_000_000  # bytes of the whole folder


def trained(work: Path) -> dict[str, Any]:
    """What train.py saved; its first round, if the second is not there yet."""
    path = work / "network.pt"
    loaded: dict[str, Any] = torch.load(path if path.exists() else work / "network_1.pt", weights_only=True)
    return loaded


def loops(work: Path) -> None:
    """Write <work>/self_loops.json."""
    (work / "self_loops.json").write_text(json.dumps(trained(work)["self_loops"]))


def package(work: Path, out: Path) -> None:
    """Write the model folder `out`, replacing it."""
    saved = trained(work)
    network = Network()
    network.load_state_dict(saved["network"])
    network.eval()
    files: dict[str, bytes] = {
        "am/final.mdl": kaldi_format.model(saved["self_loops"], network.layers(), INPUTS, saved["priors"]),
        "conf/mfcc.conf": kaldi_format.MFCC_CONF.encode(),
        "conf/model.conf": kaldi_format.MODEL_CONF.format(acoustic_scale=ACOUSTIC_SCALE, chunk=CHUNK).encode(),
        "graph/phones/word_boundary.int": word_boundaries().encode(),
        "MODEL_CARD.md": (Path(__file__).parent / "data/MODEL_CARD.md").read_bytes(),
    }
    for name in ("HCLr.fst", "Gr.fst", "disambig_tid.int", "words.txt"):
        files[f"graph/{name}"] = (work / "graph" / name).read_bytes()
    manifest = {"name": NAME, "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}}
    files["manifest.json"] = (json.dumps(manifest, indent=1) + "\n").encode()
    size = sum(map(len, files.values()))
    if size > LARGEST:
        raise SystemExit(f"the model has {size} bytes, more than {LARGEST}")
    shutil.rmtree(out, ignore_errors=True)
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"{out}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=["loops", "package"])
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    given = parser.parse_args()
    if given.stage == "loops":
        loops(given.work)
    else:
        package(given.work, given.out or given.work / NAME)
