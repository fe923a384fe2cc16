"""Full garbage collections are put off while a file is dealt with, and never for good."""

import gc
from collections.abc import Iterator

import pytest

from indicators_service.collecting import full_collections_put_off


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    assert gc.get_threshold() == before


def test_the_oldest_objects_wait_and_the_young_are_collected_as_before() -> None:
    young = gc.get_threshold()[:2]
    with full_collections_put_off():
        assert gc.get_threshold()[:2] == young
        assert gc.get_threshold()[2] > 1_000_000


def test_no_full_collection_begins_while_many_objects_are_kept() -> None:
    begun: list[int] = []

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            begun.append(told["generation"])

    gc.callbacks.append(note)
    try:
        with full_collections_put_off():
            kept = [[number] for number in range(300_000)]
    finally:
        gc.callbacks.remove(note)
    assert len(kept) == 300_000
    assert set(begun) == {0, 1}


def test_a_failure_ends_it_too() -> None:
    with pytest.raises(RuntimeError), full_collections_put_off():
        raise RuntimeError


def test_it_lasts_until_the_last_of_two_is_done() -> None:
    first, second = full_collections_put_off(), full_collections_put_off()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold()[2] > 1_000_000
    second.__exit__(None, None, None)
    assert gc.get_threshold()[2] < 1_000_000
