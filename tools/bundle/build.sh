#!/usr/bin/env bash
# Freezes the program for this system, so that it runs where there is no Python, and packs it.
#
#   tools/bundle/build.sh            the folder, and all packages that can be made here
#   tools/bundle/build.sh folder     the folder alone
#   tools/bundle/build.sh pack       the packages of the folder that is there
#   tools/bundle/build.sh appimage   the AppImage of it alone
#
# On Windows it runs in the shell that git brings.
#
# What is made lies in dist/. The libraries are those of constraints.txt, in a place of their own:
# what tests and extras need is not in them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly work=build/bundle dist=dist name=media-annotator here=tools/bundle
readonly bin=$([ -d .venv/Scripts ] && echo Scripts || echo bin)
readonly python=$work/venv/$bin/python folder=$dist/$name own=.venv/$bin

say() { printf '%s\n' "$*" >&2; }

wanted() {
  $own/python --version
  cat pyproject.toml constraints.txt "$here/requirements.txt"
}

make_venv() {
  if [ -f "$work/venv/.pins" ] && wanted | cmp -s - "$work/venv/.pins"; then
    return
  fi
  say "Installing what the bundle is made of"
  rm -rf "$work/venv"
  $own/python -m venv "$work/venv"
  # The package itself is taken from this checkout: only what it needs is installed.
  $own/python "$here/needs.py" >"$work/needs.txt"
  "$python" -m pip install --quiet --constraint constraints.txt \
    --requirement "$work/needs.txt" --requirement "$here/requirements.txt"
  wanted >"$work/venv/.pins"
}

# A font for systems that have none, with its licence; Windows and macOS have theirs.
take_font() {
  local font=/usr/share/fonts/truetype/dejavu licence=/usr/share/doc/fonts-dejavu-core/copyright
  rm -rf "$work/fonts"
  [ "$(uname -s)" = Linux ] || return 0
  if ! [ -f "$font/DejaVuSans.ttf" ]; then
    say "There is no DejaVu here (Debian: fonts-dejavu-core), so the bundle has no font of its own."
    return
  fi
  mkdir -p "$work/fonts"
  cp "$font"/DejaVuSans{,-Bold}.ttf "$work/fonts/"
  [ ! -f "$licence" ] || cp "$licence" "$work/fonts/LICENCE-DejaVu.txt"
}

system() {
  case "$(uname -s)" in
    Linux) echo linux ;;
    Darwin) echo macos ;;
    *) echo windows ;;
  esac
}

freeze() {
  say "Freezing the program"
  rm -rf "$folder"
  if ! "$python" -m PyInstaller --noconfirm --log-level WARN --distpath "$dist" \
    --workpath "$work/frozen" "$here/$(system).spec" >"$work/freeze.log" 2>&1; then
    tail -n 30 "$work/freeze.log" >&2
    return 1
  fi
  if [ "$(system)" = linux ]; then
    # Symbols for debuggers are two thirds of it.
    strip --strip-debug "$folder"/_internal/libpython*.so* 2>/dev/null || true
    ln "$folder/annotator" "$folder/$name"
    name_libraries
  fi
}

# What the program names where a library is missing: only what is left to the system.
name_libraries() {
  command -v dpkg >/dev/null || return 0
  $own/python "$here/control.py" "$folder" >"$work/packages.txt"
  [ ! -s "$work/packages.txt" ] || cp "$work/packages.txt" "$folder/_internal/resources/debian-packages.txt"
}

# ---- what is packed on Linux ------------------------------------------------------------------

version() { "$folder/annotator" --version | tr -d '\r' | awk '{ print $2 }'; }

make_archive() {
  local packed=$dist/$name-$1-linux-$(uname -m).tar.gz
  # The same files give the same bytes, whoever packs them and when.
  tar -C "$dist" --sort=name --owner=0 --group=0 --numeric-owner \
    --mtime="@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" -cf - "$name" | gzip -9n >"$packed"
  say "$packed: $(du -m "$packed" | cut -f1) MB"
}

# Puts what a desktop wants below a folder: menu entry, kind of file, icon, manual, completions.
put_desktop() {
  local share=$1/share shell
  mkdir -p "$share"/{applications,mime/packages,icons/hicolor/scalable/apps,man/man1} \
    "$share"/{bash-completion/completions,zsh/vendor-completions,fish/vendor_completions.d}
  cp resources/$name.desktop "$share/applications/"
  cp resources/$name-mime.xml "$share/mime/packages/$name.xml"
  cp resources/icons/$name.svg "$share/icons/hicolor/scalable/apps/"
  $own/python "$here/manual.py" "$share/man/man1"
  gzip -9nf "$share/man/man1"/*.1
  for shell in bash zsh fish; do
    _ANNOTATOR_COMPLETE=${shell}_source $own/annotator >"$work/completion.$shell"
  done
  cp "$work/completion.bash" "$share/bash-completion/completions/annotator"
  cp "$work/completion.zsh" "$share/zsh/vendor-completions/_annotator"
  cp "$work/completion.fish" "$share/fish/vendor_completions.d/annotator.fish"
}

make_deb() {
  if ! command -v dpkg-deb >/dev/null; then
    say "There is no dpkg-deb here, so no .deb is made."
    return
  fi
  local root=$work/deb architecture packed
  architecture=$(dpkg --print-architecture)
  packed=$dist/${name}_$1_$architecture.deb
  rm -rf "$root"
  mkdir -p "$root/DEBIAN" "$root/usr/lib" "$root/usr/bin" "$root/usr/share/doc/$name"
  cp -al "$folder" "$root/usr/lib/$name" 2>/dev/null || cp -a "$folder" "$root/usr/lib/$name"
  ln -s ../lib/$name/annotator "$root/usr/bin/annotator"
  ln -s ../lib/$name/$name "$root/usr/bin/$name"
  put_desktop "$root/usr"
  cp LICENSE "$root/usr/share/doc/$name/copyright"
  gzip -9nc CHANGELOG.md >"$root/usr/share/doc/$name/changelog.gz"
  $own/python "$here/control.py" "$folder" "$1" "$architecture" >"$root/DEBIAN/control"
  dpkg-deb --root-owner-group -Zxz --build "$root" "$packed" >/dev/null
  rm -rf "$root"
  say "$packed: $(du -m "$packed" | cut -f1) MB"
}

make_appimage() {
  local tool root=$work/$name.AppDir
  if ! tool=$(command -v "${APPIMAGETOOL:-appimagetool}"); then
    say "There is no appimagetool here, so no AppImage is made (APPIMAGETOOL names it)."
    return
  fi
  rm -rf "$root"
  mkdir -p "$root/usr/lib"
  cp -a "$folder" "$root/usr/lib/$name"
  put_desktop "$root/usr"
  cp resources/$name.desktop resources/icons/$name.svg "$root/"
  ln -s usr/lib/$name/$name "$root/AppRun"
  ARCH=$(uname -m) "$tool" "$root" "$dist/$name-$1-$(uname -m).AppImage" >"$work/appimage.log" 2>&1 ||
    { tail -n 20 "$work/appimage.log" >&2; return 1; }
  rm -rf "$root"
}

# ---- what is packed elsewhere -----------------------------------------------------------------

make_zip() {
  local packed=$PWD/$dist/$name-$1-$(system)-$(uname -m).zip
  rm -f "$packed"
  if [ "$(system)" = macos ]; then
    ditto -c -k --keepParent "$dist/Media Annotator.app" "$packed"
  else
    "$python" -c 'import shutil, sys; shutil.make_archive(*sys.argv[1:])' \
      "${packed%.zip}" zip "$dist" "$name"
  fi
}

pack() {
  local number
  number=$(version)
  if [ "$(system)" != linux ]; then
    make_zip "$number"
    return
  fi
  make_archive "$number"
  make_deb "$number"
  make_appimage "$number"
}

build() {
  make_venv
  take_font
  freeze
  say "$folder: $(du -sm "$folder" | cut -f1) MB unpacked"
}

mkdir -p "$work"
case "${1:-}" in
  "")
    build
    pack
    ;;
  folder) build ;;
  pack) pack ;;
  appimage) make_appimage "$(version)" ;;
  *)
    say "usage: tools/bundle/build.sh [folder|pack|appimage]"
    exit 2
    ;;
esac
