"""The phrases of files that hold a result and what it says of itself, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_FORMS: Mapping[str, tuple[str, str]] = {
    "about": ("Where this comes from", "Nguồn gốc của kết quả này"),
}
