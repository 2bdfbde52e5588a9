import { Cancelled, HostError } from '../model/host';
import { SettingsError } from '../model/problem';
import { GitError } from '../node/git';
import { visible } from '../report/escape';
import { TOOL } from '../tool';
import { auditCommand } from './audit-command';
import { bucketsCommand } from './buckets-command';
import { compareCommand } from './compare-command';
import { costCommand } from './cost-command';
import { explainCommand } from './explain-command';
import { fitCommand } from './fit-command';
import { initCommand } from './init-command';
import { inspectCommand } from './inspect-command';
import { parseCommandLine, type RawOptions } from './options';
import { planCommand } from './plan-command';
import { starterCommand } from './starter-command';
import { trendCommand } from './trend-command';
import { upgradeCommand } from './upgrade-command';
import { HELP, UsageError } from './usage';
import { waiveCommand } from './waive-command';

type Command = (operands: readonly string[], options: RawOptions) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  audit: auditCommand,
  plan: planCommand,
  upgrade: upgradeCommand,
  buckets: bucketsCommand,
  compare: compareCommand,
  trend: trendCommand,
  cost: costCommand,
  fit: fitCommand,
  inspect: inspectCommand,
  waive: waiveCommand,
  init: initCommand,
  explain: explainCommand,
  starter: starterCommand,
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args);
  const [name, ...operands] = positionals;
  if (values.version) return print(`${TOOL.version}\n`);
  if (values.help || name === undefined) return print(HELP, name === undefined && !values.help ? 2 : 0);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError(`no such command: ${name}; see --help`);
  return command(operands, values);
}

function print(text: string, code = 0): number {
  (code === 0 ? process.stdout : process.stderr).write(text);
  return code;
}

/** Expected failures are one line each; anything else is a fault of ours and keeps its stack. */
function describe(error: unknown): string {
  if (error instanceof UsageError || error instanceof HostError) return `neuron-migration: ${error.message}\n`;
  // What git says may name anything.
  if (error instanceof GitError) return `neuron-migration: ${visible(error.message)}\n`;
  if (error instanceof SettingsError) return error.message.replace(/^/gm, 'neuron-migration: ').concat('\n');
  // What the file system or the terminal refuses is told in Node's own words.
  if (error instanceof Error && 'syscall' in error) return `neuron-migration: ${error.message}\n`;
  if (error instanceof Cancelled) return 'neuron-migration: cancelled\n';
  return `neuron-migration: an error that is a fault of this tool; please report it.\n${error instanceof Error ? error.stack : String(error)}\n`;
}

// A closed pipe (`… | head`) is the reader's choice, not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(describe(error));
    process.exitCode = 2;
  },
);
