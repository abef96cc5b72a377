"""Benchmarks of dtiscore: ``python -m benchmarks`` runs them all and writes tables and growth curves."""

import os

# As the commands of dtiscore tell it: threads of a peer that wait by spinning would count as time of whoever runs next.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
