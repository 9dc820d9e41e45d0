#!/usr/bin/env bash
# Lets other people's libraries read what the program writes.
#
#   tools/interop.sh               with every group of libraries
#   tools/interop.sh quick spacy   with these groups
#
# The libraries of a group are pinned in tools/interop/GROUP.txt, with all that they depend on, and
# lie in .interop/GROUP, since their versions contradict one another and those in .venv. Tests are in
# tests/interop/GROUP. A library that can't be installed is a failure here, and so is a test that
# skips; `make test` skips the tests whose libraries .venv has not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly python=.venv/bin/python pins=tools/interop place=.interop

say() { printf '%s\n' "$*" >&2; }

every_group() { for file in "$pins"/*.txt; do basename "$file" .txt; done; }

# What an installation depends on: the pins and the interpreter.
wanted() {
  "$python" --version
  cat "$pins/$1.txt"
}

install_group() {
  local folder=$place/$1 log=$place/$1.log
  if [ -f "$folder/.pins" ] && wanted "$1" | cmp -s - "$folder/.pins"; then
    return
  fi
  say "Installing the libraries of $pins/$1.txt"
  rm -rf "$folder"
  mkdir -p "$place"
  if ! "$python" -m pip install --quiet --no-deps --no-compile --target "$folder" \
    --requirement "$pins/$1.txt" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -rf "$folder"
    say "The libraries of $pins/$1.txt can't be installed here; see above. Their tests did not run."
    return 1
  fi
  rm -f "$log"
  wanted "$1" >"$folder/.pins"
}

# What warns in there are other people's libraries.
test_group() {
  PYTHONPATH="$PWD/$place/$1" QT_QPA_PLATFORM=offscreen READERS_ARE_THERE=1 \
    "$python" -m pytest -n 0 -W ignore -p no:cacheprovider "tests/interop/$1"
}

failed=()
[ $# -gt 0 ] || set -- $(every_group)
for group in "$@"; do
  if [ ! -f "$pins/$group.txt" ]; then
    say "There is no group $group. There are:" $(every_group)
    exit 2
  fi
  began=$SECONDS
  if ! { install_group "$group" && installed=$SECONDS && test_group "$group"; }; then
    failed+=("$group")
    continue
  fi
  say "$group: installed in $((installed - began)) s, tested in $((SECONDS - installed)) s"
done
if [ ${#failed[@]} -gt 0 ]; then
  say "Not read by other people's libraries: ${failed[*]}"
  exit 1
fi
