import type { Deployment } from '../model/settings';

/** The last value that the planned compiler flags give `name` ("--native-int64"), spelled "--flag value" or "--flag=value"; null where it is not set. */
export function flagValue(deployment: Deployment, name: string): string | null {
  const words = (deployment.compilerFlags ?? []).flatMap((flag) => flag.split(/\s/)).filter((word) => word !== '');
  let value: string | null = null;
  for (const [i, word] of words.entries()) {
    if (word.startsWith(`${name}=`)) value = word.slice(name.length + 1);
    else if (word === name) value = words[i + 1] ?? '';
  }
  return value;
}

/** Spellings of the flag that joins physical cores to logical ones; the documents write the short one with one dash and with two. */
const LOGICAL_CORES = ['--lnc', '-lnc', '--logical-nc-config'];

/** The planned size of a logical NeuronCore with the flag that says so; null where no flag does. */
export function logicalCoresFlag(deployment: Deployment): { readonly flag: string; readonly value: string } | null {
  for (const flag of LOGICAL_CORES) {
    const value = flagValue(deployment, flag);
    if (value !== null) return { flag, value };
  }
  return null;
}
