/** The text of a new planner file: valid as it is, with every setting that there is and what it does. Changes nothing until it is edited. */
export function plannerTemplate(): string {
  return TEMPLATE;
}

const TEMPLATE = `# What Neuron Migration Planner audits this folder against. Every key may be left out.
version: 1

# Neuron SDK release to judge against; in quotes, so that 2.30 does not become 2.3. Default: the newest release known.
# sdk: "2.33"

# Where the models are meant to run: inf1, inf2, trn1, trn2, trn3. Default: all but inf1.
# targets: [trn2]

# inference or training. Default: inference.
# workload: inference

# Fixed sizes for symbolic dimensions, by symbol or INPUT:AXIS.
# pins:
#   batch: 1
#   sequence: 128

# How long requests are, by symbol, INPUT:AXIS, or "sequence" of a config: a CSV file from this folder, a range or a list. The
# report plans buckets for them.
# lengths:
#   sequence: data/lengths.csv    # or "1-512", or [12, 40, 80]

# How the model will be deployed; findings are judged against this plan.
# deployment:
#   route: vllm-neuron        # vllm-neuron, nxd-inference, optimum-neuron, torch-neuronx, torchneuron or jax
#   instance: trn2.48xlarge
#   tensorParallel: 8
#   dataParallel: 1
#   batchSize: 4
#   sequenceLength: 4096
#   dtype: bfloat16
#   compilerFlags: ["--auto-cast=none"]

# Files and folders to leave out, as globs from this folder: * within a name, ** over folders. What is left out is counted in the report.
# ignore: ["third_party/**"]

# Findings that somebody has decided to live with. All of rule, reason, by and expires are needed; path is a glob.
# A waiver holds up to and including the day it expires.
# waivers:
#   - rule: onnx/int64-narrowing
#     path: "models/**"
#     reason: indices stay below 2^31
#     by: ml-platform
#     expires: 2027-03-31

# What both sides cost, to be compared. No number is filled in: \`neuron-migration cost\` prints a block to fill in.
# cost:
`;
