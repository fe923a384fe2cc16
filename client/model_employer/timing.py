"""What the client asks of the world: what time it is, to wait, and to draw lots. Tests give their own."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Clocks in seconds: ``passing`` never goes back, ``wall`` counts from 1970. ``draw`` draws from a range."""

    passing: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    draw: Callable[[float, float], float] = random.uniform
