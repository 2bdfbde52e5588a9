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
