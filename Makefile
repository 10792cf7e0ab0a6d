# acta - one non-recursive Makefile.  Try: make demo, make check, make help
VERSION  := 0.1.0
PREFIX   ?= /usr/local
BINDIR   ?= $(PREFIX)/bin
LIBDIR   ?= $(PREFIX)/lib
INCDIR   ?= $(PREFIX)/include
DATADIR  ?= $(PREFIX)/share/acta
MANDIR   ?= $(PREFIX)/share/man
# where Redland looks for storage modules
MODULEDIR ?= $(LIBDIR)/redland
INSTALL  ?= install
CFLAGS   ?= -O2 -g
BUILD    ?= build
# folder of annotated text, for make model
TRAIN_DATA ?= ../shared/data
PKGS     := raptor2 redland rasqal lmdb serd-0 jansson libxml-2.0 nettle libutf8proc zlib
DEBS     := build-essential pkg-config libraptor2-dev librasqal3-dev librdf0-dev liblmdb-dev \
            libserd-dev libjansson-dev libxml2-dev nettle-dev libutf8proc-dev zlib1g-dev
APT      := env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300
comma    := ,
space    := $(subst ,, )

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
        -Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Wvla \
        -Wformat=2 -Wundef -Wpointer-arith -Wswitch-enum
ifdef WERROR
WARN += -Werror
endif
Q := $(if $(V),,@) # make V=1 shows whole commands
ifdef SANITIZE # make SANITIZE=address,undefined check: its own build folder
BUILD := build/$(subst $(comma),-,$(SANITIZE))
SAN   := -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer \
         -DACTA_ARENA_CHUNK=0
export ACTA_MAP_SIZE ?= 4294967296
export LSAN_OPTIONS ?= suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0
endif
ACTA_CPPFLAGS := -Iinclude -Isrc -I$(BUILD)/gen -D_POSIX_C_SOURCE=200809L -DACTA_VERSION='"$(VERSION)"' \
                 -DACTA_DATADIR='"$(DATADIR)"' $(shell pkg-config --cflags $(PKGS) 2>/dev/null) $(CPPFLAGS)
ACTA_CFLAGS   := -std=c11 -fPIC -fvisibility=hidden -pthread $(WARN) $(SAN) $(CFLAGS)
ACTA_LIBS     := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm

HDR      := $(wildcard include/acta/*.h)
MODULE_SRC := src/store/redland_module.c
LIB_SRC  := $(filter-out src/cli/% $(MODULE_SRC),$(wildcard src/*/*.c))
CLI_SRC  := $(wildcard src/cli/*.c)
TEST_SRC := $(wildcard tests/unit/test_*.c tests/conformance/test_*.c)
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
GEN      := $(patsubst ontology/%.tsv,$(BUILD)/gen/%.inc,$(wildcard ontology/*.tsv))
obj       = $(patsubst %.c,$(BUILD)/%.o,$(1))
ALL_SRC  := $(LIB_SRC) $(MODULE_SRC) $(CLI_SRC) $(TEST_SRC)
TESTS    := $(patsubst %.c,$(BUILD)/tests/%.t,$(notdir $(TEST_SRC)))
CLI_TESTS := $(wildcard tests/cli/*.t tests/conformance/*.t)
FUZZERS  := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(FUZZ_SRC))
MODEL    := $(wildcard models/en.model)
DATA_SRC := $(wildcard ontology/*.ttl ontology/gazetteer/*.tsv)
DATA     := $(if $(DATA_SRC),$(BUILD)/data/acta.index) $(if $(MODEL),$(BUILD)/data/en.model)

.PHONY: all check tests model lint layers hdr-check format fuzz bench demo deps install uninstall clean help FORCE
MODULE   := $(BUILD)/librdf_storage_acta.so
all: $(BUILD)/acta $(BUILD)/libacta.a $(BUILD)/libacta.so $(MODULE) $(DATA) ## build program, libraries and data (default)

$(BUILD)/libacta.a: $(call obj,$(LIB_SRC))
	@rm -f $@
	@$(AR) rcs $@ $^
$(BUILD)/libacta.so: $(call obj,$(LIB_SRC)) src/libacta.map
	@echo '  LD $@'
	$(Q)$(CC) $(ACTA_CFLAGS) -shared -Wl,-soname,libacta.so.0 -Wl,--version-script=src/libacta.map \
	  $(LDFLAGS) -o $@ $(call obj,$(LIB_SRC)) $(ACTA_LIBS) $(LDLIBS)
	@ln -sf libacta.so $(BUILD)/libacta.so.0
$(MODULE): $(call obj,$(MODULE_SRC)) $(BUILD)/libacta.so # found beside it, or one folder up once installed
	@echo '  LD $@'
	$(Q)$(CC) $(ACTA_CFLAGS) -shared -Wl,-rpath,'$$ORIGIN:$$ORIGIN/..' $(LDFLAGS) -o $@ \
	  $(call obj,$(MODULE_SRC)) -L$(BUILD) -l:libacta.so $(ACTA_LIBS) $(LDLIBS)
$(BUILD)/acta: $(call obj,$(CLI_SRC)) $(BUILD)/libacta.a
	@echo '  LD $@'
	$(Q)$(CC) $(ACTA_CFLAGS) $(LDFLAGS) -o $@ $^ $(ACTA_LIBS) $(LDLIBS)
$(BUILD)/data/acta.index: $(BUILD)/acta $(DATA_SRC)
	@mkdir -p $(@D)
	$(BUILD)/acta compile -o $@ $(DATA_SRC)
$(BUILD)/data/en.model: models/en.model # not over one that a program has mapped
	@mkdir -p $(@D)
	@cp $< $@.new && mv $@.new $@
$(BUILD)/gen/%.inc: ontology/%.tsv # word lists as sorted rows of C
	@mkdir -p $(@D)
	@grep -v -e '^#' -e '^$$' $< | LC_ALL=C sort | awk -F'\t' \
	  '{gsub(/[\\"]/,"\\\\&");printf "{\"%s\", \"%s\", \"%s\"},\n",$$1,$$2,$$3}' >$@
$(call obj,$(LIB_SRC)): | $(GEN)
$(BUILD)/tests/test_oom%.t: LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
define LINK_TEST
	@mkdir -p $(@D)
	@echo '  LD $@'
	$(Q)$(CC) $(ACTA_CFLAGS) $(LDFLAGS) -o $@ $^ $(ACTA_LIBS) $(LDLIBS)
endef
$(BUILD)/tests/%.t: $(BUILD)/tests/unit/%.o $(BUILD)/libacta.a
	$(LINK_TEST)
$(BUILD)/tests/%.t: $(BUILD)/tests/conformance/%.o $(BUILD)/libacta.a
	$(LINK_TEST)
$(BUILD)/%.o: %.c $(BUILD)/.flags
	@mkdir -p $(@D)
	@echo '  CC $<'
	$(Q)$(CC) $(ACTA_CPPFLAGS) $(ACTA_CFLAGS) -MMD -MP -c -o $@ $<
# training gives the same bytes with any compiler: no product and sum are fused that the code does not fuse
$(call obj,src/language/adam.c src/language/matrix.c $(wildcard src/language/*_train.c src/language/network_*.c)): \
  private ACTA_CFLAGS += -ffp-contract=off
$(BUILD)/.flags: FORCE # rebuild everything when the flags change
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(CC) $(ACTA_CPPFLAGS) $(ACTA_CFLAGS))' | cmp -s - $@ || \
	 echo '$(subst ','\'',$(CC) $(ACTA_CPPFLAGS) $(ACTA_CFLAGS))' >$@
FORCE:
.SECONDARY: # keep test objects
.DELETE_ON_ERROR:

check: deps ## install what is missing, build, run every test
	@$(MAKE) --no-print-directory tests # a second make: package flags are read when the Makefile is parsed
tests: all $(TESTS)
	BUILD=$(BUILD) ACTA=$(BUILD)/acta prove $(PROVEFLAGS) -e '' $(TESTS) $(CLI_TESTS)

demo: deps ## read the example articles and ask who met whom
	@$(MAKE) --no-print-directory all
	@examples/demo.sh $(BUILD)/acta $(BUILD)/demo

fuzz: $(FUZZERS) ## run each fuzz target for FUZZ_TIME seconds from FUZZ_SEED on (clang)
	@for f in $(FUZZERS); do n=$${f##*/fuzz_}; mkdir -p $(BUILD)/corpus/$$n; \
	  $$f -seed=$(or $(FUZZ_SEED),1) -max_total_time=$(or $(FUZZ_TIME),10) -timeout=10 -rss_limit_mb=2048 \
	  -artifact_prefix=$(BUILD)/fuzz/$$n- $(BUILD)/corpus/$$n $(wildcard tests/data/fuzz/$$n) >$$f.log 2>&1 \
	  || { tail -20 $$f.log; exit 1; }; echo "$$n: $$(tail -1 $$f.log)"; done
$(BUILD)/fuzz/libfuzz.a: $(GEN) $(LIB_SRC) $(HDR) $(wildcard src/*/*.h)
	@mkdir -p $(BUILD)/fuzz/obj
	@for f in $(LIB_SRC); do \
	  clang $(ACTA_CPPFLAGS) -std=c11 -g -O1 -fsanitize=fuzzer-no-link,address,undefined \
	  -fno-sanitize-recover=all -DACTA_ARENA_CHUNK=0 -c -o $(BUILD)/fuzz/obj/$$(echo $$f | tr / _).o $$f || exit 1; done
	@rm -f $@
	$(AR) rcs $@ $(BUILD)/fuzz/obj/*.o
$(BUILD)/fuzz/%: tests/fuzz/%.c $(BUILD)/fuzz/libfuzz.a
	clang $(ACTA_CPPFLAGS) -std=c11 -g -O1 -fsanitize=fuzzer,address,undefined \
	  -fno-sanitize-recover=all -o $@ $< $(BUILD)/fuzz/libfuzz.a $(ACTA_LIBS)

bench: all $(BUILD)/bench_store ## time the store beside its peers; BENCH=10M for more
	@BUILD=$(BUILD) ACTA=$(BUILD)/acta tests/bench/run
$(BUILD)/bench_store: $(BUILD)/tests/bench/bench_store.o $(BUILD)/libacta.a
	@echo '  LD $@'
	$(Q)$(CC) $(ACTA_CFLAGS) $(LDFLAGS) -o $@ $^ $(ACTA_LIBS) $(LDLIBS)

lint: layers hdr-check $(GEN) ## layers, headers, format, clang-tidy, shell scripts
	clang-format --dry-run --Werror $(HDR) $(wildcard src/*/*.h) $(ALL_SRC) $(FUZZ_SRC)
	printf '%s\n' $(LIB_SRC) $(MODULE_SRC) $(CLI_SRC) | \
	  xargs -P$$(nproc) -I{} clang-tidy --quiet {} -- -std=c11 $(ACTA_CPPFLAGS)
	if command -v shellcheck >/dev/null; then shellcheck -x -e SC2094,SC2317 $(CLI_TESTS) .ci/run src/cli/man.sh $(wildcard examples/*.sh); fi
layers: ## includes may only point up the list of folders
	@awk -v order='base rdf ontology document read language link event fuse graph store sparql pipeline serve cli' \
	 'BEGIN{n=split(order,a," ");for(i=1;i<=n;i++)L[a[i]]=i} \
	  /^#[ ]*include "/{split(FILENAME,f,"/");split($$2,q,/["\/]/); \
	   if((q[2] in L)&&L[q[2]]>L[f[2]]){print FILENAME": may not include "$$2;bad=1}} \
	  END{exit bad}' $(wildcard src/*/*.[ch])
hdr-check: ## every header compiles alone
	@for h in $(HDR) $(wildcard src/*/*.h); do \
	  printf '#include "%s"\n' "$(CURDIR)/$$h" | $(CC) $(ACTA_CPPFLAGS) -std=c11 -Wall -Werror \
	  -fsyntax-only -xc - || exit 1; done
format: ## reformat the sources in place
	clang-format -i $(HDR) $(wildcard src/*/*.h) $(ALL_SRC) $(FUZZ_SRC)

model: all ## train models/en.model anew from TRAIN_DATA; the same bytes come out
	$(BUILD)/acta train -v -t $(TRAIN_DATA)/treebanks/ewt-train.conllu -t $(TRAIN_DATA)/treebanks/gum-train.conllu \
	  -n $(TRAIN_DATA)/ner/uner-ewt-train.iob2 -n $(TRAIN_DATA)/ner/wikigold.conll.txt \
	  -n $(TRAIN_DATA)/treebanks/gum-train.conllu -o models/en.model

deps: ## install the Debian packages acta needs, if any is missing
	@if command -v $(firstword $(CC)) >/dev/null && pkg-config --exists $(filter-out lmdb,$(PKGS)) 2>/dev/null \
	    && echo '#include <lmdb.h>' | $(CC) -fsyntax-only -xc - 2>/dev/null; then exit 0; fi; \
	 as=; if [ "$$(id -u)" != 0 ]; then as=sudo; fi; \
	 echo "$${as:+sudo }apt-get update && $${as:+sudo }apt-get install -y --no-install-recommends $(DEBS)" >&2; \
	 if [ -n "$$as" ] && ! command -v sudo >/dev/null; then echo 'acta: needs root or sudo for that' >&2; exit 5; fi; \
	 $$as $(APT) -q update && $$as $(APT) install -y --no-install-recommends $(DEBS)

define PC
prefix=$(PREFIX)
libdir=$(LIBDIR)
includedir=$(INCDIR)

Name: acta
Description: knowledge graphs from news
Version: $(VERSION)
Requires.private: $(PKGS)
Cflags: -I$${includedir}
Libs: -L$${libdir} -lacta
endef
$(BUILD)/acta.1: src/cli/acta.1.in src/cli/man.sh $(BUILD)/acta # options as --help tells them
	src/cli/man.sh $(BUILD)/acta $< >$@
$(BUILD)/acta.pc: FORCE # PREFIX may have changed
	@mkdir -p $(@D)
	$(file >$@,$(PC))

install: all $(BUILD)/acta.pc $(BUILD)/acta.1 ## install below $(DESTDIR)$(PREFIX)
	$(INSTALL) -Dm755 $(BUILD)/acta $(DESTDIR)$(BINDIR)/acta
	$(INSTALL) -Dm644 $(BUILD)/libacta.a $(DESTDIR)$(LIBDIR)/libacta.a
	$(INSTALL) -Dm755 $(BUILD)/libacta.so $(DESTDIR)$(LIBDIR)/libacta.so.0
	ln -sf libacta.so.0 $(DESTDIR)$(LIBDIR)/libacta.so
	$(INSTALL) -Dm755 $(MODULE) $(DESTDIR)$(MODULEDIR)/librdf_storage_acta.so
	$(INSTALL) -Dm644 $(BUILD)/acta.pc $(DESTDIR)$(LIBDIR)/pkgconfig/acta.pc
	$(INSTALL) -Dm644 $(BUILD)/acta.1 $(DESTDIR)$(MANDIR)/man1/acta.1
	$(INSTALL) -d $(DESTDIR)$(INCDIR)/acta $(DESTDIR)$(DATADIR)/ontology/gazetteer
	$(INSTALL) -m644 $(HDR) $(DESTDIR)$(INCDIR)/acta
	$(INSTALL) -m644 $(DATA) LICENSE $(DESTDIR)$(DATADIR)
	$(INSTALL) -m644 $(wildcard ontology/*.*) $(DESTDIR)$(DATADIR)/ontology
	$(INSTALL) -m644 $(wildcard ontology/gazetteer/*) $(DESTDIR)$(DATADIR)/ontology/gazetteer
uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(BINDIR)/acta $(DESTDIR)$(LIBDIR)/libacta.a $(DESTDIR)$(LIBDIR)/libacta.so \
	  $(DESTDIR)$(LIBDIR)/libacta.so.0 $(DESTDIR)$(LIBDIR)/pkgconfig/acta.pc $(DESTDIR)$(MANDIR)/man1/acta.1
	rm -f $(DESTDIR)$(MODULEDIR)/librdf_storage_acta.so
	rmdir $(DESTDIR)$(MODULEDIR) 2>/dev/null || :
	rm -rf $(DESTDIR)$(INCDIR)/acta $(DESTDIR)$(DATADIR)
clean: ## remove build/
	rm -rf build
help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-10s %s\n",$$1,$$2}' Makefile

-include $(patsubst %.c,$(BUILD)/%.d,$(ALL_SRC))
