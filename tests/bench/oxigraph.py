# SPDX-License-Identifier: MIT
"""What Oxigraph needs for the steps of tests/bench/run: how many were done, the
wall time and the processor time, in seconds."""
import os
import sys
import time

import pyoxigraph as ox

path, folder, mode = sys.argv[1:4]
kind = ox.RdfFormat.N_QUADS if path.endswith(".nq") else ox.RdfFormat.N_TRIPLES
ACT = "https://w3id.org/acta/ont#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"



def now():
    return time.perf_counter(), time.process_time()


def tell(count, begin):
    end = now()
    print(count, end[0] - begin[0], end[1] - begin[1])


if mode == "load":
    ox.Store(folder).bulk_load(path=path, format=kind)
    sys.exit()

store = ox.Store.read_only(folder)
if mode == "scan":
    begin = now()
    n = sum(1 for _ in store.quads_for_pattern(None, None, None, None))
    tell(n, begin)
elif mode == "lookup":
    subjects = [q.subject for q in store.quads_for_pattern(
        None, ox.NamedNode(TYPE), ox.NamedNode(ACT + "Mention"), None)]
    subjects = subjects[:: max(1, len(subjects) // 20000)][:20000]
    begin = now()
    n = sum(1 for s in subjects for _ in store.quads_for_pattern(s, None, None, None))
    tell(len(subjects), begin)
elif mode == "export":
    begin = now()
    if kind is ox.RdfFormat.N_QUADS:
        store.dump(output=folder + ".out", format=kind)
    else:
        store.dump(output=folder + ".out", format=kind, from_graph=ox.DefaultGraph())
    tell(os.path.getsize(folder + ".out"), begin)
