"""Questions put to scorecards and methodologies: explain, compare, improve, robustness, diagnose."""
