#!/usr/bin/env bash
# Makes the secrets that compose.yaml gives to its services as files: random ones, in ./secrets or the folder that is named.
# What is there stays. Run it as root, so that the key of the replica set can belong to the user of MongoDB.
set -euo pipefail
folder=${1:-secrets}
umask 077
mkdir -p "$folder"
cd "$folder"

random() { openssl rand -hex 32; }
make() { [ -s "$1" ] || printf '%s' "$2" >"$1"; }

for name in session-secret backup-passphrase metrics-token mongo-root-password mongo-site-password redis-password; do
  make "$name" "$(random)"
done
make mongo-key "$(openssl rand -base64 756)"
make mongodb-uri "mongodb://site:$(cat mongo-site-password)@mongo1:27017,mongo2:27017,mongo3:27017/city?replicaSet=rs0&authSource=city"
make redis-url "redis://:$(cat redis-password)@redis:6379"

# Each service reads by a user of its own; on the host the folder keeps others out.
chmod 444 ./*
# MongoDB takes no key that others can read.
chmod 400 mongo-key
if [ "$(id -u)" = 0 ]; then chown 999:999 mongo-key; else echo 'then, as root: chown 999:999 mongo-key' >&2; fi
