#!/usr/bin/env bash
# Makes the program run from this checkout. A release's tag (v0) holds what is built, and lacks only the packages that it
# loads; any other checkout is built here, by npm's `prepare`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v node >/dev/null || ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(+a > 20 || (+a === 20 && +b >= 15) ? 0 : 1)'; then
  echo "::error title=kmsgate::Node.js 20.15 or later is needed: run actions/setup-node before this action"
  exit 2
fi

quiet=(--no-audit --no-fund --loglevel=error)
if [ ! -f dist/cli/main.js ]; then
  npm ci "${quiet[@]}"
elif [ ! -d node_modules ]; then
  npm ci --omit=dev --ignore-scripts "${quiet[@]}"
fi
