#!/usr/bin/env bash
# Browser tests need Chromium and a Chinese font. Installed where that is allowed (root and apt),
# otherwise said, and the tests that need it report themselves as skipped.
set -u
missing=()
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
command -v soffice >/dev/null 2>&1 || missing+=(libreoffice-calc libreoffice-writer)
fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Not installed: ${missing[*]}. The tests that need them will be skipped (install them, or run as root on Debian)." >&2
  exit 0
fi
echo "Installing ${missing[*]} for the browser and office tests …" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  echo "Could not install ${missing[*]}: the tests that need them will be skipped." >&2
fi
exit 0
