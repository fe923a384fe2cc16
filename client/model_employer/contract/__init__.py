"""Types and operations, generated from the committed contract. Nobody edits them, and nobody need read them."""
