"""Places that sound English and are invented: beginnings and endings that no NHS body's name is made of."""

from typing import Final

import numpy as np

from indicators_service.demonstration.draws import uniform

BEGINNINGS: Final = (
    *("Alver", "Ambly", "Bracken", "Brenna", "Cinder", "Corvel", "Dellow", "Dunther", "Elsing", "Embric"),
    *("Farrow", "Fenna", "Gorsel", "Gritten", "Hallern", "Hesper", "Isker", "Jarrel", "Juniver", "Keldon"),
    *("Kestrin", "Lorring", "Marrel", "Nesder", "Orlen", "Pellin", "Quarren", "Rosker", "Selmer", "Tarrin"),
    *("Ullen", "Vennar", "Wexen", "Yarren"),
)

ENDINGS: Final = (
    *("mere", "combe", "holt", "wick", "stead", "moor", "fleet", "garth"),
    *("haven", "bourne", "shaw", "croft", "thorpe", "minster", "dale"),
)


def places() -> list[str]:
    """Return every place, once each, in a drawn order that never changes."""
    all_places = [beginning + ending for beginning in BEGINNINGS for ending in ENDINGS]
    order = np.argsort(uniform("places", (len(all_places),), 0, 2**39), kind="stable")
    return [all_places[index] for index in order.tolist()]
