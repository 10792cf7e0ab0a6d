#!/bin/sh
# Fill a manual page with what every command's --help tells.
# Usage: man.sh PROGRAM TEMPLATE >acta.1
set -eu
acta=$1 template=$2

commands() {
  "$acta" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | while read -r command; do
    [ "$command" = help ] || "$acta" "$command" --help | awk '
      function roff(s) {
        gsub(/\\/, "\\e", s); gsub(/-/, "\\-", s)
        return s ~ /^[.\047]/ ? "\\&" s : s
      }
      /^Usage: / { sub(/^Usage: /, ""); print ".SS " roff($0); next }
      /^Options:/ { on = 1; next }
      /^  (-[qvh], --(quiet|verbose|help) )/ { next }
      on && /^ +-/ {
        sub(/^ */, ""); cut = match($0, /  +/)
        if (!cut) cut = index($0, " ")
        print ".TP\n.B " roff(substr($0, 1, cut - 1)); $0 = substr($0, cut)
      }
      /[^ ]/ { sub(/^ */, ""); print roff($0) }'
  done
}

while IFS= read -r line; do
  if [ "$line" = "@COMMANDS@" ]; then commands; else printf '%s\n' "$line"; fi
done <"$template"
