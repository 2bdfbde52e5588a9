/** Routes and the matrix in words that several formats share. Nothing here is escaped. */
import type { MatrixFlip, MatrixRow, MatrixRun } from '../model/matrix';
import type { Report } from '../model/report';
import type { RouteFit, RouteState } from '../model/routes';
import type { Target } from '../model/target';
import { ROUTE_LABELS, targetList, VERDICT_LABELS } from './words';

export const STATE_WORDS: Readonly<Record<RouteState, string>> = {
  current: 'current',
  beta: 'beta',
  maintenance: 'maintenance',
  ended: 'ended',
  'third-party': 'third party',
};

export const FIT_WORDS: Readonly<Record<RouteFit, string>> = {
  documented: 'documented for the model',
  code: 'code exists, not documented',
  any: 'takes any model',
  limited: 'outside the documented limits',
  undocumented: 'not documented for the model',
  inapplicable: 'not for such a model',
  unavailable: 'not there',
};

/** "models/a.onnx", "models/a.onnx and 11 more". */
export function pathsWords(paths: readonly string[], name: (path: string) => string): string {
  const first = name(paths[0] ?? '');
  return paths.length > 1 ? `${first} and ${paths.length - 1} more` : first;
}

/** "TorchNeuron (beta)". */
export function rowLabel({ route, state }: Pick<MatrixRow, 'route' | 'state'>): string {
  if (route === null) return 'All files';
  return state === null || state === 'current' ? ROUTE_LABELS[route] : `${ROUTE_LABELS[route]} (${STATE_WORDS[state]})`;
}

/** "ready with --native-int64=enabled", "attention at SDK 2.28.1". */
export function flipWords({ by, value, verdict }: MatrixFlip): string {
  const what = VERDICT_LABELS[verdict].toLowerCase();
  return by === 'flag' ? `${what} with ${value}` : `${what} at SDK ${value}`;
}

/** "2.26.0 to 2.28.1: attention"; a route that is not there is "no route". */
export function runWords({ from, to, verdict }: MatrixRun): string {
  const span = from === to ? from : `${from} to ${to}`;
  return `${span}: ${verdict === null ? 'no route' : VERDICT_LABELS[verdict].toLowerCase()}`;
}

/** Rows in which something differs by release or flag, of the workspace first, then of the models. */
export function flipLines({ matrix, settings }: Report): readonly { readonly who: string; readonly words: string }[] {
  if (matrix === null) return [];
  const rows = [
    ...matrix.workspace.map((row) => ({ paths: [''], row })),
    ...matrix.models.flatMap(({ paths, rows: own }) => own.map((row) => ({ paths, row }))),
  ];
  const lines = new Map<string, { paths: readonly string[]; words: string; targets: Target[] }>();
  for (const { paths, row } of rows) {
    if (row.flips.length === 0) continue;
    const now = row.now === null ? `not there at SDK ${settings.sdk}` : VERDICT_LABELS[row.now].toLowerCase();
    const words = `${rowLabel(row)}: ${now}; ${row.flips.map(flipWords).join(', ')}`;
    const key = `${paths[0]}\0${words}`;
    const known = lines.get(key);
    if (known === undefined) lines.set(key, { paths, words, targets: [row.target] });
    else known.targets.push(row.target);
  }
  return [...lines.values()].map(({ paths, words, targets }) => ({
    who: paths[0] === '' ? '' : pathsWords(paths, (path) => path),
    words: `${targetList(targets)}, ${words}`,
  }));
}
