#!/usr/bin/env bash
# Installs Beckon as people who run it do, in folders of their own, and looks whether each serves the web app: a clone
# without what only developers need, and the package. Needs the registry.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT

# serves NAME COMMAND…: whether a server that is started so shows the web app.
serves() {
  local name=$1 url=
  shift
  "$@" serve --port 0 --data "$folder/data-$name" >"$folder/$name.out" 2>"$folder/$name.err" &
  server=$!
  for _ in $(seq 150); do
    url=$(sed -n 's/^Beckon is listening at //p' "$folder/$name.out")
    [ -z "$url" ] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  local script=
  [ -z "$url" ] || script=$(curl -sfL "$url/" | grep -o '/app/assets/index-[^"]*\.js' || true)
  if [ -z "$script" ] || ! curl -sf -o "$folder/script.js" "$url$script"; then
    echo "$name: the web app is not served" >&2
    cat "$folder/$name.err" >&2
    exit 1
  fi
  kill "$server"
  wait "$server"
  server=
  echo "$name: the web app is served"
}

mkdir "$folder/clone" "$folder/package"
git ls-files | tar cf - -T - | tar xf - -C "$folder/clone"
(cd "$folder/clone" && NODE_ENV=production npm ci --no-audit --no-fund --loglevel=error)
serves clone "$folder/clone/beckon"

npm pack --silent --pack-destination "$folder"
(cd "$folder/package" && npm init -y >"$folder/init" && npm install --no-audit --no-fund --loglevel=error "$folder"/beckon-*.tgz)
serves package "$folder/package/node_modules/.bin/beckon"
