#!/usr/bin/env bash
# Builds the NBomber scenario where its package can be had. Where it cannot, that is said and nothing fails: nothing else needs it.
set -euo pipefail
cd "$(dirname "$0")"
if ! dotnet restore --nologo -v quiet > /dev/null 2>&1; then
  echo "load-tests/NBomber is not built: its package NBomber cannot be restored here"
  exit 0
fi
dotnet build --no-restore --nologo -v quiet -c "${CONFIGURATION:-Release}"
