# Étude. `make run` and `make test` do all the set-up; CONTRIBUTING.md says more.

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

# RUN: what shows images. INSTALL: what writes the man pages.
APT_PACKAGES = libncurses-dev libcurl4-openssl-dev libssl-dev libsqlite3-dev libpcre2-dev libmd4c-dev zlib1g-dev
APT_RUN_PACKAGES = chafa
APT_TEST_PACKAGES = $(APT_RUN_PACKAGES) tmux ncurses-term python3 python3-venv openssl
APT_INSTALL_PACKAGES = python3
APT_INTEROP_PACKAGES = nginx-light
APT_PEERS_PACKAGES = cmake ninja-build g++
BREW_PACKAGES = ncurses curl openssl pcre2 sqlite md4c
BREW_RUN_PACKAGES = chafa
BREW_TEST_PACKAGES = $(BREW_RUN_PACKAGES) tmux python3
BREW_INSTALL_PACKAGES = python3
BREW_INTEROP_PACKAGES = nginx
BREW_PEERS_PACKAGES = cmake ninja

.PHONY: run build test test-interop test-release test-peers soak fuzz bench install lint format clean
.PHONY: swift setup setup-run setup-test setup-install setup-interop setup-peers
# Two of the set-ups at once would both start apt-get.
.NOTPARALLEL:

run: setup-run build
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
	$(SWIFT) build --product screens
	$(SWIFT) build --product simulated
	Tests/Interop/run

# What builds or starts a large server.
test-peers: setup-peers
	$(SWIFT) build --product etude
	Tests/Interop/run peers

# What needs more than 200 MB, or more than two minutes.
soak: setup-interop
	$(SWIFT) build --product etude
	Tests/Interop/run soak

# What only an optimised program does in time.
test-release: setup-interop build
	Tests/Interop/run release

FUZZ = json events chunks calls responses messages prompt keys terminal bridges datasets markdown filters answers imports conversations
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
	$(SWIFT) build $(RELEASE) --product KeySpeed
	$(SWIFT) build $(RELEASE) --product LogSpeed
	$(SWIFT) build $(RELEASE) --product GridSpeed
	Benchmarks/run

DATA = $(DESTDIR)$(PREFIX)/share
GENERATED = .build/install

install: setup-install build
	@command -v python3 >/dev/null || { echo "make install needs python3, which writes the man pages." >&2; exit 1; }
	install -d $(DESTDIR)$(PREFIX)/bin $(DATA)/etude/themes $(DATA)/etude/sample-configs/tools
	install -m 755 .build/release/etude $(DESTDIR)$(PREFIX)/bin/etude
	install -m 644 themes/*.yaml $(DATA)/etude/themes
	install -m 644 $(filter-out %.sh sample-configs/tools,$(wildcard sample-configs/*)) $(DATA)/etude/sample-configs
	install -m 644 sample-configs/tools/*.json $(DATA)/etude/sample-configs/tools
	install -m 755 sample-configs/*.sh $(DATA)/etude/sample-configs
	rm -rf $(GENERATED)
	mkdir -p $(GENERATED)
	.build/release/etude --generate-completion-script bash >$(GENERATED)/etude
	.build/release/etude --generate-completion-script zsh >$(GENERATED)/_etude
	.build/release/etude --generate-completion-script fish >$(GENERATED)/etude.fish
	.make/man-pages .build/release/etude $(GENERATED)/man1
	install -d $(DATA)/bash-completion/completions $(DATA)/zsh/site-functions $(DATA)/fish/vendor_completions.d $(DATA)/man/man1
	install -m 644 $(GENERATED)/etude $(DATA)/bash-completion/completions
	install -m 644 $(GENERATED)/_etude $(DATA)/zsh/site-functions
	install -m 644 $(GENERATED)/etude.fish $(DATA)/fish/vendor_completions.d
	install -m 644 $(GENERATED)/man1/*.1 $(DATA)/man/man1

lint: swift
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Benchmarks Package.swift

format: swift
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Benchmarks Package.swift

clean: swift
	$(SWIFT) package clean

swift:
	@.make/require-swift "$(SWIFT)"

setup: swift
	@.make/install-packages "$(APT_PACKAGES)" "$(BREW_PACKAGES)"

setup-run: swift
	@.make/install-packages "$(APT_PACKAGES) $(APT_RUN_PACKAGES)" "$(BREW_PACKAGES) $(BREW_RUN_PACKAGES)"

setup-test: swift
	@.make/install-packages "$(APT_PACKAGES) $(APT_TEST_PACKAGES)" "$(BREW_PACKAGES) $(BREW_TEST_PACKAGES)"

setup-install: swift
	@.make/install-packages "$(APT_PACKAGES) $(APT_INSTALL_PACKAGES)" "$(BREW_PACKAGES) $(BREW_INSTALL_PACKAGES)"

setup-peers: setup-test
	@.make/install-packages "$(APT_PEERS_PACKAGES)" "$(BREW_PEERS_PACKAGES)"

setup-interop: setup-test
	@.make/install-packages "$(APT_INTEROP_PACKAGES)" "$(BREW_INTEROP_PACKAGES)"
