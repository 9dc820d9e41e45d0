#!/usr/bin/env bash
# Makes .venv from pyproject.toml and constraints.txt, and sees to the system libraries that Qt loads.
#
#   tools/setup.sh packages    the Python side: interpreter, venv, pinned packages
#   tools/setup.sh libraries   the system side: shared libraries and one font
#
# On Debian and Ubuntu as root it installs what is missing; as anybody else it prints the line to
# type. Other systems are left alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly venv=.venv
# One list for the README, the program's own words and this script.
mapfile -t libraries < resources/debian-packages.txt

say() { printf '%s\n' "$*" >&2; }

on_debian() { [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null; }

# Installs the named Debian packages, or says how to.
install_debian() {
  if [ "$(id -u)" -ne 0 ]; then
    say "Missing from this system. Type this, then run make again:"
    say "  sudo apt-get install $*"
    return 1
  fi
  say "Installing $*"
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

update_debian_lists() {
  [ "$(id -u)" -ne 0 ] || apt-get update -qq
}

# ---- packages ---------------------------------------------------------------------------------

suits() {
  command -v "$1" >/dev/null &&
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
}

find_python() {
  local name
  for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if suits "$name"; then
      echo "$name"
      return
    fi
  done
  say "Python 3.11, 3.12, 3.13 or 3.14 is needed. If it is there under another name: make PYTHON=NAME"
  return 1
}

can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

ensure_venv_module() {
  can_make_venv "$1" && return
  if on_debian; then
    local minor
    minor=$("$1" -c 'import sys; print(sys.version_info.minor)')
    update_debian_lists
    install_debian "python3.$minor-venv"
  fi
  if ! can_make_venv "$1"; then
    say "$1 can't make virtual environments: it lacks the modules venv and ensurepip."
    return 1
  fi
}

make_packages() {
  local python
  if ! { suits "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }; then
    python=$(find_python)
    ensure_venv_module "$python"
    say "Making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
  fi
  say "Installing the packages that constraints.txt names"
  export PIP_DISABLE_PIP_VERSION_CHECK=1
  local install=("$venv/bin/python" -m pip install --quiet --constraint constraints.txt)
  # The build tool comes first, so that the build uses the pinned one.
  "${install[@]}" hatchling editables
  "${install[@]}" --no-build-isolation --editable '.[dev]'
}

# ---- libraries --------------------------------------------------------------------------------

qt_folder() { "$venv/bin/python" -c 'import PySide6, pathlib; print(pathlib.Path(PySide6.__file__).parent)'; }

# Prints the shared libraries that the given files want and the system lacks.
missing_for() { ldd "$@" 2>/dev/null | awk '/not found/ { print $1 }' | sort -u; }

have_font() { [ -n "$(find /usr/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" \
  -name '*.[to]tf' -print -quit 2>/dev/null)" ]; }

missing_libraries() {
  local qt
  qt=$(qt_folder)
  missing_for "$qt"/Qt{Core,Gui,Widgets}.abi3.so "$qt"/Qt/lib/libQt6Svg.so.6 \
    "$qt"/Qt/plugins/platforms/libq{offscreen,xcb}.so
  have_font || echo "a font"
}

make_libraries() {
  [ "$(uname -s)" = Linux ] || return 0
  local missing
  missing=$(missing_libraries)
  [ -n "$missing" ] || return 0
  say "The window needs, and this system lacks: ${missing//$'\n'/ }"
  if on_debian; then
    update_debian_lists
    install_debian "${libraries[@]}"
  else
    say "Install them with this system's package manager, then run make again."
    return 1
  fi
  missing=$(missing_libraries)
  if [ -n "$missing" ]; then
    say "Still missing: ${missing//$'\n'/ }"
    return 1
  fi
}

case "${1:-}" in
  packages) make_packages ;;
  libraries) make_libraries ;;
  *)
    say "usage: tools/setup.sh packages|libraries"
    exit 2
    ;;
esac
