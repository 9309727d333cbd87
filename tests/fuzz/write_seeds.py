"""Seeds for the fuzzer: the inputs of all cases, each for its own reader and for the detector."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from case_files import find_cases, read_case
from forumpub.parse.registry import BUILT_IN

from packed import docx, odt, para


def main() -> None:
    """Write the seeds into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    readers = [None, *BUILT_IN]
    for path in find_cases("parse"):
        data = read_case(path).data()[:20_000]
        kind = next((at for at, name in enumerate(readers) if name and path.stem.startswith(name)), 0)
        for reader in {0, kind}:
            (folder / f"{path.stem}-{reader}").write_bytes(bytes([0, reader]) + data)
    body = para("[Explanation] The forum opened.") + para("Reporter Zou Hao reports from Wuhan")
    (folder / "docx").write_bytes(bytes([1, 0]) + docx(body))
    (folder / "odt").write_bytes(bytes([4, 0]) + odt("<text:p>The forum opened.</text:p>"))
    (folder / "html").write_bytes(bytes([2, 0]) + b"<html><body><p>The <b>for</b>um<table><tr><td>a<td>b")
    (folder / "markdown").write_bytes(bytes([3, 0]) + b"# Forum\n\n**[Explanation]** It *opened* [here](x).")


if __name__ == "__main__":
    main()
