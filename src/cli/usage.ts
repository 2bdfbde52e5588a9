/** A mistake in how the command was called: shown in one line, exit code 2. */
export class UsageError extends Error {}

export const HELP = `Usage: neuron-migration COMMAND [options]

Audits models, checkpoints, configs, packages, container images, manifests and scripts before a move from GPUs to AWS
Inferentia or Trainium. Works offline.

Commands
  audit PATH...       audit files and folders
  plan PATH...        print the migration plan: phases, state, effort, what can begin and what waits for what
  plan set STEP [FOLDER]
                      write what is said of one step into neuron-migration.plan.yaml; the start of its id is enough
  waive RULE [FOLDER] live with what a rule finds: writes the waiver into neuron-migration.yaml
  upgrade PATH...     what changes for files and folders between two SDK releases
  compare OLD NEW     what differs between two saved JSON reports, two models or two configs
  compare PATH...     with --revision: what differs between a git revision and the files as they are
  trend REPORT...     saved JSON reports in a row, or a folder of them; of one report that git has, its history
  cost [FOLDER]       what both sides cost, from the numbers in the planner file; without any, a block to fill in
  buckets PATH...     batch sizes to begin with, and which fixed lengths to compile for
  fit PATH...         whether models fit: instances, degrees, largest batch and sequence, with every number's formula
  inspect MODEL       print what one ONNX model holds
  init [FOLDER]       write a commented neuron-migration.yaml
  starter MODEL       write files to start from: trace and comparison scripts, launch, manifest, Dockerfile
  explain RULE        print a rule's page; without RULE, list the rules

Options of audit
  --target NAME       inf1, inf2, trn1, trn2, trn3; repeatable or a comma list (default: planner file, else inf2,trn1,trn2,trn3)
  --sdk VERSION       Neuron SDK release to judge against (default: planner file, else the newest known)
  --workload NAME     inference or training (default: inference)
  --pin NAME=N        gives a symbolic dimension, or INPUT:AXIS, a fixed size; repeatable
  --config FILE       planner file (default: neuron-migration.yaml at the root)
  --root FOLDER       what paths in the report start from and where the planner file lies (default: the folder that is audited)
  --format NAME       text, json, markdown, html, sarif or csv (default: text)
  --output FILE       write there instead of standard output
  --fail-on LEVEL     blocker, warning or never: what makes the exit code 1 (default: blocker)
  --baseline FILE     an earlier JSON report; what it holds does not count for the exit code
  --observed FILE     what torch_neuronx.analyze, neuronx-cc or its list-operators command printed; repeatable. Outputs that lie
                      in the audited folders are found without it
  --as-of YYYY-MM-DD  the day that decides expired waivers and stale knowledge (default: today)
  --matrix MODE       verdicts by release and route: auto (as far as it stays fast), always or never (default: auto)
  --no-progress       no progress on standard error
  --quiet             no report on standard output; the exit code tells

Options of plan
  --owner NAME        only the steps of this owner
  --state STATE       only the steps that are open, doing, done, waived or obsolete
  --format NAME       text, json or markdown (default: text)
  and --target, --sdk, --workload, --pin, --config, --output, --as-of, --no-progress, --quiet as above

Options of plan set; an empty value takes the field out
  --state STATE       open, doing, done or waived
  --owner NAME, --note TEXT, --evidence URL
  --effort MIN-MAX    the team's own estimate in working days, such as 1-3
  --spent DAYS        days spent so far
  and --config, --no-progress, --quiet as above

Options of waive; all but --path are wanted
  --reason TEXT       why it is no problem here
  --by NAME           who decided it
  --expires DAY       the last day on which it holds, YYYY-MM-DD
  --path GLOB         only for these files (default: every file)
  and --quiet as above

Options of upgrade
  --from VERSION      the release that is in use
  --to VERSION        the release to move to (default: the newest known)
  --format NAME       text, json, markdown or html (default: text)
  and --target, --workload, --pin, --config, --output, --as-of, --no-progress, --quiet as above

Options of compare
  --revision NAME     a commit, branch or tag of the git repository that holds the files; nothing is checked out
  --fail-on LEVEL     of new findings only: blocker, warning or never (default: blocker)
  --format NAME       text, json, markdown or html (default: text)
  and --output, --quiet as above; with --revision also --target, --sdk, --workload, --pin, --config, --root, --as-of, --no-progress

Options of cost
  --format NAME       text, json or csv (default: text)
  and --config, --output, --as-of, --quiet as above

Options of buckets
  --lengths NAME=HOW  how long requests are in a dimension: a CSV file, a list (12,40,80) or a range (1-512); repeatable
                      (default: lengths of the planner file). Audit takes these three as well
  --batch N,...       batch sizes that each length is compiled for (default: planner file, else 1)
  --max-buckets N     sets of up to so many lengths are tried, at most 64 (default: 8)
  --format NAME       text, json or csv (default: text)
  and --target, --sdk, --workload, --pin, --config, --output, --as-of, --no-progress, --quiet as above

Options of inspect
  --pin NAME=N        as above
  --format NAME       text or json (default: text)

Options of starter
  --kind NAME         trace, compare, serve, kubernetes, docker or all; repeatable or a comma list (default: all)
  --target NAME       one target (default: that of the planned instance, else the first that has a route for the model)
  --output DIR        folder for the files (default: neuron-starters/MODEL-TARGET); what exists there is never written over
  --dry-run           say what would be written; with --format json also its text
  --config FILE       planner file (default: the nearest from the model's folder up to the working folder)
  --format NAME       text or json (default: text)
  and --sdk, --pin, --as-of, --quiet as above

  --version, --help

Exit codes of audit and compare: 0 nothing at or above --fail-on, 1 something is, 2 it could not run.
Exit codes of cost: 0, 1 where the numbers contradict each other, 2 it could not run.
`;
