#!/usr/bin/env bash
# Plan, gate, apply: what the gate has seen is what is applied, and nothing is where it does not pass.
#
#   gate.sh FOLDER     a folder of Terraform configuration
#
#   TERRAFORM          terraform by default; tofu works too
#   KMSGATE            npx kmsgate by default
#   REPORT             kmsgate.json by default: the whole report, to be kept with the build
set -euo pipefail

cd "${1:?gate.sh FOLDER}"
terraform=${TERRAFORM:-terraform}
read -r -a kmsgate <<<"${KMSGATE:-npx kmsgate}"

"$terraform" init -input=false
"$terraform" plan -input=false -out=tfplan

# Exit 1: a service could not use its key. 2: kmsgate could not look. 3: something is undecided. None of them is applied.
"${kmsgate[@]}" check tfplan --output "json=${REPORT:-kmsgate.json}"

"$terraform" apply -input=false tfplan
