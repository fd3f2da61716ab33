#!/usr/bin/env bash
# A Rust toolchain for wasm32-unknown-unknown where `rustup target add` cannot work: Debian's compiler, with a
# standard library built once from Debian's own source package of it.
#
#   wasm-std.sh SYSROOT     afterwards SYSROOT/bin/{cargo,rustc,rustdoc,clippy-driver,...} build for wasm32
#
# `cargo xtask` runs this on each build; when nothing changed it takes some hundredths of a second. Apart from
# apt-get's own work it writes to SYSROOT only: rustup's toolchains and the native builds stay as they are.
set -euo pipefail

target=wasm32-unknown-unknown
sysroot=$1
packages=(rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web)

say() { printf 'wasm-std: %s\n' "$*" >&2; }

as_root() { if [ "$(id -u)" = 0 ]; then env "$@"; else sudo env "$@"; fi; }

install() { # PACKAGE...: only what is missing; the lists are refreshed when the first try fails
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local apt=(DEBIAN_FRONTEND=noninteractive apt-get -qy)
  say "apt-get install ${missing[*]}"
  as_root "${apt[@]}" install --no-install-recommends "${missing[@]}" >&2 ||
    { as_root "${apt[@]}" update >&2 && as_root "${apt[@]}" install --no-install-recommends "${missing[@]}" >&2; }
}

# What the sysroot depends on: the compiler, which apt may upgrade, and this recipe.
stamp() { { /usr/bin/rustc -vV; cat "${BASH_SOURCE[0]}"; echo "$sysroot"; } | sha256sum | cut -c1-32; }

build_std() { # OUT: cargo's target folder
  local source=/usr/lib/rustlib/src/rust commit
  commit=$(/usr/bin/rustc -vV | sed -n 's/^commit-hash: //p')
  # A child of rustup's cargo inherits variables that would change compiler or flags here.
  unset RUSTUP_TOOLCHAIN CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET CARGO_TARGET_DIR RUSTC_WRAPPER
  # "dist" is the profile of the official builds: optimised, with the bitcode that link-time optimisation
  # needs. Building std takes unstable features, so RUSTC_BOOTSTRAP is set here and nowhere else.
  (
    cd "$1"
    RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_PROFILE_DIST_DEBUG=0 \
      RUSTFLAGS="-Zforce-unstable-if-unmarked --remap-path-prefix=$source=/rustc/$commit \
        --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/registry" \
      /usr/bin/cargo build --quiet --locked --profile dist --target "$target" --target-dir "$1" \
      --manifest-path "$source/library/sysroot/Cargo.toml" --features panic-unwind,backtrace
  )
}

lay_out() { # STD_BUILD NEW: the sysroot as rustc expects to find it
  local build=$1 new=$2 host tool
  host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
  mkdir -p "$new/bin" "$new/lib/rustlib/$target/lib" "$new/lib/rustlib/$host/bin"
  # Scripts, since rustc would find its sysroot from a link's target: /usr.
  for tool in rustc rustdoc; do
    printf '#!/bin/sh\nexec /usr/bin/%s --sysroot "%s" "$@"\n' "$tool" "$sysroot" >"$new/bin/$tool"
  done
  printf '#!/bin/sh\nSYSROOT="%s" exec /usr/bin/clippy-driver "$@"\n' "$sysroot" >"$new/bin/clippy-driver"
  chmod +x "$new"/bin/*
  cp /usr/bin/cargo-clippy "$new/bin/" # a copy: it runs the clippy-driver that lies beside it
  for tool in cargo rustfmt cargo-fmt; do ln -s "/usr/bin/$tool" "$new/bin/$tool"; done
  ln -s "/usr/lib/rustlib/$host/lib" "$new/lib/rustlib/$host/lib"
  ln -s /usr/bin/rust-lld "$new/lib/rustlib/$host/bin/rust-lld"
  cp "$build/$target"/dist/deps/*.rlib "$new/lib/rustlib/$target/lib/"
}

if ! command -v apt-get >/dev/null; then
  say "no apt-get here: install the $target standard library of your Rust by hand"
  exit 1
fi
install "${packages[@]}"
install "$(basename "$(readlink /usr/bin/rust-lld)")" # the linker, lld-NN, is a package of its own

if [ "$(cat "$sysroot/stamp" 2>/dev/null)" = "$(stamp)" ]; then exit 0; fi

say "building the standard library for $target with $(/usr/bin/rustc -V): a minute or two, once"
mkdir -p "$(dirname "$sysroot")"
work=$(mktemp -d "$sysroot.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/build"
build_std "$work/build"
lay_out "$work/build" "$work/sysroot"
stamp >"$work/sysroot/stamp"
rm -rf "$sysroot"
mv "$work/sysroot" "$sysroot" # last and at once: a run that is cut short leaves nothing half done
