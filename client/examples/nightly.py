"""Keep a year's published results and assessments as files: all on the first night, then what has changed since.

Each night: ``python nightly.py FOLDER YEAR``, with server and key in the environment; again if it breaks off.
"""

import json
import os
import sys
from pathlib import Path

from model_employer import Client, CursorFile, NotFound

FOLDER, YEAR = Path(sys.argv[1]), int(sys.argv[2])
FOLDER.mkdir(parents=True, exist_ok=True)

with Client(os.environ["MODEL_EMPLOYER_URL"], os.environ.get("MODEL_EMPLOYER_KEY")) as client:
    for page in client.changes(CursorFile(FOLDER / "cursor")).pages():
        changed = sorted({line["organisation"] for line in page["items"] if line["year"] == YEAR})
        every = client.assessments.iterate_assessments("sof-2017", year=YEAR) if changed else ()
        assessed = {each["organisation"]: each for each in every}
        for ods in changed:
            file = FOLDER / f"{ods}-{YEAR}.json"
            try:
                results = client.indicators.read_indicators(ods, year=YEAR)
            except NotFound:  # withdrawn
                file.unlink(missing_ok=True)
            else:
                file.write_text(json.dumps({"results": results, "assessment": assessed.get(ods)}))
        print(f"{len(page['items'])} changes, {len(changed)} organisations")
