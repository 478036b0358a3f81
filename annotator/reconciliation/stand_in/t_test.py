"""Student's t, from the incomplete beta function (pure: no Django)."""

from math import sqrt


def p_below(t: float, freedom: int) -> float:
    """Return how likely a Student's t of so many degrees of freedom is to be `t` or less.

    In the tails ½ I_x(ν/2, ½) with x = ν/(ν + t²); around 0, where that would lose digits,
    ½ ± ½ I_y(½, ν/2) with y = t²/(ν + t²) (Abramowitz and Stegun 26.7.1 and 26.5.2).
    """
    # Imported here: it takes longer than all else, and one page of few asks for it.
    from mpmath import betainc

    square = t * t
    whole = freedom + square
    if square < freedom:
        within = float(betainc(0.5, freedom / 2, 0, square / whole, regularized=True))
        return 0.5 + (within if t > 0 else -within) / 2
    tail = float(betainc(freedom / 2, 0.5, 0, freedom / whole, regularized=True)) / 2
    return tail if t < 0 else 1 - tail


def p_mean_below(lower: int, zero: int, upper: int, limit: float) -> float:
    """Return the p-value of the one-sided t-test that the mean of differences is below `limit`.

    The differences are −1, 0 and 1, as often as `lower`, `zero` and `upper` say; at least two.
    Where all are the same there is no variance to test by: the mean is then what it is, and lies
    below the limit (0) or does not (1).
    """
    n = lower + zero + upper
    mean = (upper - lower) / n
    squares = lower * (-1 - mean) ** 2 + zero * mean**2 + upper * (1 - mean) ** 2
    if max(lower, zero, upper) == n:
        return 0.0 if mean < limit else 1.0
    deviation = sqrt(squares / (n - 1))
    return p_below((mean - limit) / (deviation / sqrt(n)), n - 1)
