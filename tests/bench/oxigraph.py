# SPDX-License-Identifier: MIT
"""What Oxigraph needs for the steps of tests/bench/run: one figure a line."""
import os
import sys
import time

import pyoxigraph as ox

path, folder, mode = sys.argv[1:4]
kind = ox.RdfFormat.N_QUADS if path.endswith(".nq") else ox.RdfFormat.N_TRIPLES
ACT = "https://w3id.org/acta/ont#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

if mode == "load":
    ox.Store(folder).bulk_load(path=path, format=kind)
    sys.exit()

store = ox.Store.read_only(folder)
if mode == "scan":
    begin = time.perf_counter()
    n = sum(1 for _ in store.quads_for_pattern(None, None, None, None))
    print(n, time.perf_counter() - begin)
elif mode == "lookup":
    subjects = [q.subject for q in store.quads_for_pattern(
        None, ox.NamedNode(TYPE), ox.NamedNode(ACT + "Mention"), None)]
    subjects = subjects[:: max(1, len(subjects) // 20000)][:20000]
    begin = time.perf_counter()
    n = sum(1 for s in subjects for _ in store.quads_for_pattern(s, None, None, None))
    print(len(subjects), time.perf_counter() - begin)
elif mode == "export":
    begin = time.perf_counter()
    if kind is ox.RdfFormat.N_QUADS:
        store.dump(output=folder + ".out", format=kind)
    else:
        store.dump(output=folder + ".out", format=kind, from_graph=ox.DefaultGraph())
    print(os.path.getsize(folder + ".out"), time.perf_counter() - begin)
