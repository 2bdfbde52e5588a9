import type { Node } from 'yaml';
import type { TextRange } from '../model/finding';
import { type Host, HostError, type RelativePath } from '../model/host';
import { SettingsError } from '../model/problem';
import type { PlannerFile } from '../model/settings';
import { TARGETS, type Target, WORKLOADS } from '../model/target';
import { choiceOf, countOf, type Field, fieldsOf, itemsOf, refuseUnknown, spellingOf, textOf } from '../text/fields';
import { quoted } from '../text/quote';
import { readText } from '../text/read-text';
import { parseYaml, type YamlText } from '../text/yaml';
import { readCost } from './cost';
import { readDeployment } from './deployment';
import { readLengths } from './lengths';
import { PLANNER_FILE } from './names';
import { readWaivers } from './waivers';

export { PLANNER_FILE } from './names';

const KEYS = ['version', 'sdk', 'targets', 'workload', 'pins', 'lengths', 'deployment', 'ignore', 'waivers', 'cost'];
const MAX_BYTES = 256 * 1024;
const MAX_GLOB = 1000;

/** A planner file, and what is needed to point into it. */
export interface LoadedPlannerFile extends PlannerFile {
  readonly path: RelativePath;
  /** Where `sdk` is written. */
  readonly sdkRange: TextRange | null;
  /** Where each of `lengths` is written, by dimension. */
  readonly lengthRanges: ReadonlyMap<string, TextRange>;
}

/**
 * The planner file at `path`; without a path the one at the root, or null where there is none. Throws a {@link SettingsError} where it is
 * wrong or cannot be read.
 */
export async function loadPlannerFile(host: Host, path?: RelativePath): Promise<LoadedPlannerFile | null> {
  const file = path ?? PLANNER_FILE;
  const fail = (message: string): never => {
    throw new SettingsError([{ path: file, range: null, message }]);
  };
  try {
    if (path === undefined && (await host.stat(file)) === null) return null;
    const content = await readText(host, file, MAX_BYTES);
    if (content === null) return fail(`A planner file of more than ${MAX_BYTES / 1024} KB is not read.`);
    if (content.malformed) return fail('The planner file is no UTF-8 text; save it as UTF-8.');
    return readPlannerFile(content.text, file);
  } catch (error) {
    if (error instanceof HostError) return fail(error.message);
    throw error;
  }
}

/** Reads the text of a planner file. Throws a {@link SettingsError} that names every mistake with line and column. */
export function readPlannerFile(text: string, path: RelativePath): LoadedPlannerFile {
  const yaml = parseYaml(text, path);
  const fields = fieldsOf(yaml, yaml.root, '');
  refuseUnknown(yaml, fields, KEYS);
  readVersion(yaml, fields.get('version'));
  const sdkField = fields.get('sdk');
  const sdk = readSdk(yaml, sdkField);
  const targets = readTargets(yaml, fields.get('targets'));
  const workload = choiceOf(yaml, fields.get('workload'), WORKLOADS);
  const cost = readCost(yaml, fields.get('cost'));
  const { lengths, nodes } = readLengths(yaml, fields.get('lengths'));
  const file = {
    path,
    lengthRanges: new Map([...nodes].flatMap(([name, node]) => rangesOf(yaml, name, node))),
    sdkRange: sdkField?.value ? yaml.rangeOf(sdkField.value) : null,
    ...(sdk !== undefined && { sdk }),
    ...(targets && { targets }),
    ...(workload && { workload }),
    pins: readPins(yaml, fields.get('pins')),
    ...(fields.has('lengths') && { lengths }),
    deployment: readDeployment(yaml, fields.get('deployment')),
    ignore: readGlobs(yaml, fields.get('ignore')),
    waivers: readWaivers(yaml, fields.get('waivers')),
    ...(cost && { cost }),
  };
  if (yaml.problems.length > 0) throw new SettingsError(yaml.problems);
  return file;
}

function rangesOf(yaml: YamlText, name: string, node: Node): [string, TextRange][] {
  const range = yaml.rangeOf(node);
  return range === null ? [] : [[name, range]];
}

function readVersion(yaml: YamlText, field: Field | undefined): void {
  const version = countOf(yaml, field);
  if (version !== undefined && version !== 1) {
    yaml.report(
      field?.value ?? null,
      `This tool reads planner files of version 1, not ${version}; a newer release may.`,
    );
  }
}

function readSdk(yaml: YamlText, field: Field | undefined): string | undefined {
  const sdk = spellingOf(yaml, field);
  if (sdk === undefined || /^\d{1,4}\.\d{1,4}(\.\d{1,4})?$/.test(sdk)) return sdk;
  yaml.report(field?.value ?? null, `sdk must be a Neuron SDK release such as "2.33" or "2.33.1", not ${quoted(sdk)}.`);
  return undefined;
}

/** In the order of the product, each once. */
function readTargets(yaml: YamlText, field: Field | undefined): readonly Target[] | undefined {
  const items = itemsOf(yaml, field);
  if (items === undefined) return undefined;
  if (items.length === 0)
    yaml.report(field?.value ?? null, `targets names no target; it can hold ${TARGETS.join(', ')}.`);
  const named = items.map((item) => choiceOf(yaml, item, TARGETS));
  return TARGETS.filter((target) => named.includes(target));
}

function readPins(yaml: YamlText, field: Field | undefined): Readonly<Record<string, number>> {
  const pins = [...fieldsOf(yaml, field?.value ?? null, 'pins')].flatMap(([name, pin]): [string, number][] => {
    if (pin.value === null)
      yaml.report(pin.key, `The pin ${quoted(name)} has no size; write a whole number of at least 1.`);
    const size = countOf(yaml, pin);
    return size === undefined ? [] : [[name, size]];
  });
  return Object.fromEntries(pins);
}

function readGlobs(yaml: YamlText, field: Field | undefined): readonly string[] {
  return (itemsOf(yaml, field) ?? []).flatMap((item) => {
    const glob = textOf(yaml, item);
    if (glob === undefined) return [];
    if (glob.length > MAX_GLOB) yaml.report(item.value, `A glob of more than ${MAX_GLOB} characters is not read.`);
    return [glob];
  });
}
