# SPDX-License-Identifier: MIT
"""Runs a command: prints its wall time, its processor time (user and system,
which a busy machine changes less) and its largest memory in MiB."""
import resource
import subprocess
import sys
import time

begin = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL, check=False)
wall = time.perf_counter() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{wall:.3f} {used.ru_utime + used.ru_stime:.3f} {used.ru_maxrss // 1024}")
sys.exit(done.returncode)
