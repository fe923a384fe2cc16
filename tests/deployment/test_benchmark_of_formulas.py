"""The benchmark of the formulas against other libraries: its counts, and what it says where a library is missing."""

import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import domain, peers_phstatsmethods, peers_phstatsmethods_program
from inference.proportion import wilson

_X, _N, _Y, _M = (column[:12] for column in domain.tables())
_FEW = (_X, _N, _Y, _M)

_LIBRARY = '''
def ph_proportion(frame, events, people, metadata):
    """Stand in for the library: the same columns, with bounds that are easy to know again."""
    share = frame[events] / frame[people]
    return frame.assign(Value=share, lower_95_ci=share / 2, upper_95_ci=(1 + share) / 2)
'''


def test_there_are_tables_for_every_body_measure_and_year_and_none_is_empty() -> None:
    x, n, y, m = domain.tables()
    assert len(x) == 220 * 9 * 10
    assert (np.minimum(np.minimum(x, n - x), np.minimum(y, m - y)) > 0).all()


def test_the_chain_tells_ratio_and_three_intervals() -> None:
    ratio, bounds, white, bme = domain.chain(_FEW)
    assert (bounds[0] < ratio).all()
    assert (ratio < bounds[1]).all()
    np.testing.assert_array_equal(white, np.stack(wilson(_X, _N)))
    np.testing.assert_array_equal(bme, np.stack(wilson(_Y, _M)))


def test_a_library_that_cannot_be_installed_is_named_and_the_benchmark_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(domain, "tables", lambda: _FEW)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    domain.measure()
    said = capsys.readouterr().out
    assert "statsmodels" in said
    assert "PHStatsMethods       - not measured: it could not be installed (" in said
    assert peers_phstatsmethods.REQUIREMENT in said


def test_figures_come_back_in_the_order_in_which_they_are_compared(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "PHStatsMethods.py").write_text(_LIBRARY, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "PHStatsMethods", raising=False)
    counts, figures = tmp_path / "counts.csv", tmp_path / "figures.csv"
    counts.write_text("x,n,y,m\n10,100,30,60\n5,50,1,4\n", encoding="utf-8")
    peers_phstatsmethods_program.main(str(counts), str(figures))
    sys.modules.pop("PHStatsMethods")
    assert '"seconds"' in capsys.readouterr().out
    np.testing.assert_allclose(
        np.loadtxt(figures, delimiter=",", skiprows=1), [[5, 0.05, 0.55, 0.25, 0.75], [2.5, 0.05, 0.55, 0.125, 0.625]]
    )
