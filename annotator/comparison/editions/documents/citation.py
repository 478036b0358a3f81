"""Put an edition into one line that can be cited (pure: no Django)."""

from datetime import date


def citation(
    *, title: str, signed: str, desk: str, number: int, day: date, address: str, sha256: str
) -> str:
    """Return the line: who, title, desk, edition and day, address, and the hash of its JSON."""
    who = f"{signed}: " if signed else ""
    when = f"{day.day} {day:%B} {day.year}"
    return f"{who}“{title}”. {desk}, edition {number}, {when}. {address} (SHA-256 {sha256})"
