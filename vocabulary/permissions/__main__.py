"""``python -m vocabulary.permissions`` prints the permission table as a page."""

import sys

from vocabulary.permissions.document import document

sys.stdout.write(document())
