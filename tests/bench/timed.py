# SPDX-License-Identifier: MIT
"""Runs a command: prints its wall time, its processor time (user and system,
which a busy machine changes less) and, in MiB, the most anonymous memory that
it had at once (0 where there is no /proc).  Pages of the store's file, which
the system takes back when it needs them, are not counted."""
import re
import resource
import subprocess
import sys
import threading
import time

anonymous = [0]


def watch(pid, ended):
    while not ended.wait(0.05):
        try:
            with open(f"/proc/{pid}/status", encoding="ascii") as status:
                found = re.search(r"RssAnon:\s+(\d+)", status.read())
        except OSError:
            return
        if found:
            anonymous[0] = max(anonymous[0], int(found[1]))


begin = time.perf_counter()
with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL) as process:
    end = threading.Event()
    watcher = threading.Thread(target=watch, args=(process.pid, end))
    watcher.start()
    code = process.wait()
    wall = time.perf_counter() - begin
    end.set()
    watcher.join()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{wall:.3f} {used.ru_utime + used.ru_stime:.3f} {anonymous[0] // 1024}")
sys.exit(code)
