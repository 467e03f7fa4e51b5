# Étude. `make run` and `make test` do all the set-up themselves; CONTRIBUTING.md says more.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
RELEASE = -c release --static-swift-stdlib --disable-local-rpath $(FAST_START)

# What a program does before its first line of its own, made less. Generic types are made with the conformances that the
# compiler knows, instead of a search through those of the whole program. On Linux the C++ runtime that Swift needs is
# linked in (as libstdc++.a is the only one in a folder of its own), and symbols are left out.
FAST_START = -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
ifeq ($(shell uname -s),Linux)
FAST_START += -Xlinker -L.build/static -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xlinker -s
endif

APT_PACKAGES = libncurses-dev libcurl4-openssl-dev libssl-dev libsqlite3-dev libpcre2-dev
APT_TEST_PACKAGES = chafa tmux ncurses-term python3 python3-venv openssl
APT_INTEROP_PACKAGES = nginx-light
BREW_PACKAGES = ncurses curl openssl pcre2 sqlite tmux chafa
BREW_INTEROP_PACKAGES = nginx

.PHONY: run build test test-interop fuzz install lint format clean setup setup-test setup-interop bench

run: build
	@exec .build/release/etude

build: setup
	@mkdir -p .build/static
	@archive="$$(clang -print-file-name=libstdc++.a 2>/dev/null)"; \
	if [ -f "$$archive" ]; then ln -sf "$$archive" .build/static/libstdc++.a; else rm -f .build/static/libstdc++.a; fi
	$(SWIFT) build $(RELEASE) --product etude

test: setup-test
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --no-parallel --skip TerminalTests
	$(SWIFT) test --skip-build --no-parallel --filter TerminalTests

test-interop: setup-interop
	$(SWIFT) build --product etude
	$(SWIFT) build --product transfers
	Tests/Interop/run

FUZZ = json events chunks prompt keys
INPUTS ?= 100000

fuzz: setup
	$(SWIFT) build $(RELEASE) --product Fuzz
	@for target in $(FUZZ); do \
	    .build/release/Fuzz $$target --inputs $(INPUTS) || { echo "Ended with: $$(cat .build/fuzz/$$target.now)"; exit 1; }; \
	done

bench: build
	$(SWIFT) build $(RELEASE) --product JSONSpeed
	$(SWIFT) build $(RELEASE) --product SchemaSpeed
	$(SWIFT) build $(RELEASE) --product VersionsSpeed
	$(SWIFT) build $(RELEASE) --product SixelSpeed
	Benchmarks/run

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/etude/themes $(DESTDIR)$(PREFIX)/share/etude/sample-configs
	install -m 755 .build/release/etude $(DESTDIR)$(PREFIX)/bin/etude
	install -m 644 themes/*.yaml $(DESTDIR)$(PREFIX)/share/etude/themes
	install -m 644 $(filter-out %.sh sample-configs/tools,$(wildcard sample-configs/*)) $(DESTDIR)$(PREFIX)/share/etude/sample-configs
	install -d $(DESTDIR)$(PREFIX)/share/etude/sample-configs/tools
	install -m 644 sample-configs/tools/*.json $(DESTDIR)$(PREFIX)/share/etude/sample-configs/tools
	install -m 755 sample-configs/*.sh $(DESTDIR)$(PREFIX)/share/etude/sample-configs

lint:
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Benchmarks Package.swift

format:
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Benchmarks Package.swift

clean:
	$(SWIFT) package clean

setup:
	@.make/install-packages "$(APT_PACKAGES)" "$(BREW_PACKAGES)"

setup-test:
	@.make/install-packages "$(APT_PACKAGES) $(APT_TEST_PACKAGES)" "$(BREW_PACKAGES)"

setup-interop: setup-test
	@.make/install-packages "$(APT_INTEROP_PACKAGES)" "$(BREW_INTEROP_PACKAGES)"
