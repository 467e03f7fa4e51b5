# Étude. `make run` and `make test` do all the set-up themselves; CONTRIBUTING.md says more.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
RELEASE = -c release --product etude --static-swift-stdlib

APT_PACKAGES = libncurses-dev libcurl4-openssl-dev libsqlite3-dev pkg-config
APT_TEST_PACKAGES = tmux ncurses-term python3 python3-venv
BREW_PACKAGES = ncurses curl sqlite pkg-config tmux

.PHONY: run build test test-interop install lint format clean setup setup-test bench

run: build
	@exec .build/release/etude

build: setup
	$(SWIFT) build $(RELEASE)

test: setup-test
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

test-interop: setup-test
	$(SWIFT) build --product etude
	Tests/Interop/run

bench: build
	Benchmarks/run

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/etude/themes $(DESTDIR)$(PREFIX)/share/etude/sample-configs
	install -m 755 .build/release/etude $(DESTDIR)$(PREFIX)/bin/etude
	install -m 644 themes/*.yaml $(DESTDIR)$(PREFIX)/share/etude/themes
	install -m 644 sample-configs/* $(DESTDIR)$(PREFIX)/share/etude/sample-configs

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
