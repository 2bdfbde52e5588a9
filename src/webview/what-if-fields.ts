/** The settings that can be tried, one by one: what is planned, what is tried, and the trial with another value. Pure. */
import { onnxFactsOf } from '../model/artifact';
import type { Report } from '../model/report';
import type { Deployment, Trial } from '../model/settings';
import { ROUTES, type Route, type Target, WORKLOADS, type Workload } from '../model/target';
import type { Choices } from '../protocol';
import { ROUTE_LABELS } from '../report/words';

/** A release, a workload, a field of the deployment, or "pin NAME". */
export type FieldId = string;

export interface Field {
  readonly id: FieldId;
  /** What is planned, as text; empty: nothing. */
  readonly planned: string;
  /** What there is to choose from, without the planned value's absence; null: any whole number. */
  readonly options: readonly { readonly value: string; readonly label: string }[] | null;
  /** Numbers to offer for a field that takes any. */
  readonly offers: readonly number[];
}

const DTYPES = ['bfloat16', 'float16', 'float32'];
/** Pins that are offered; a model with more is pinned in its own editor. */
const PINS = 12;
const PIN = 'pin ';

/** The fields for a target, in the order in which they are shown. */
export function fieldsOf({ settings, fit, artifacts }: Report, target: Target, choices: Choices): readonly Field[] {
  const { deployment } = settings;
  const same = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  const degrees = fit.flatMap(({ targets }) =>
    targets
      .filter((one) => one.target === target)
      .flatMap((one) => one.degrees.flatMap(({ degree, valid }) => (valid ? [degree] : []))),
  );
  const instances = choices.instances.filter((one) => one.target === target).map(({ id }) => id);
  const number = (id: keyof Deployment, offers: readonly number[] = []): Field => ({
    id,
    planned: String(deployment[id] ?? ''),
    options: null,
    offers,
  });
  const symbols = artifacts.flatMap((artifact) =>
    (onnxFactsOf(artifact)?.inputs ?? []).flatMap(({ dims }) =>
      (dims ?? []).filter((dim): dim is string => typeof dim === 'string'),
    ),
  );
  const pins = [...new Set([...Object.keys(settings.pins), ...symbols])].slice(0, PINS);
  return [
    { id: 'sdk', planned: settings.sdk, options: same(choices.releases.toReversed()), offers: [] },
    { id: 'workload', planned: settings.workload, options: same(WORKLOADS), offers: [] },
    {
      id: 'route',
      planned: deployment.route ?? '',
      options: ROUTES.map((route) => ({ value: route, label: ROUTE_LABELS[route] })),
      offers: [],
    },
    { id: 'instance', planned: deployment.instance ?? '', options: same(instances), offers: [] },
    number(
      'tensorParallel',
      [...new Set(degrees)].sort((a, b) => a - b),
    ),
    number('dataParallel'),
    number('batchSize'),
    number('sequenceLength'),
    { id: 'dtype', planned: deployment.dtype ?? '', options: same(DTYPES), offers: [] },
    ...pins.map(
      (pin): Field => ({
        id: `${PIN}${pin}`,
        planned: String(settings.pins[pin] ?? ''),
        options: null,
        offers: [],
      }),
    ),
  ];
}

/** The name of the symbol that a field pins; null for any other field. */
export function pinOf(id: FieldId): string | null {
  return id.startsWith(PIN) ? id.slice(PIN.length) : null;
}

/** What is tried of a field; empty: nothing. */
export function triedValue(trial: Trial, id: FieldId): string {
  const pin = pinOf(id);
  if (pin !== null) return String(trial.pins?.[pin] ?? '');
  if (id === 'sdk' || id === 'workload') return trial[id] ?? '';
  return String(trial.deployment?.[id as keyof Deployment] ?? '');
}

/**
 * The trial with another value of a field; the planned value, or none, takes the field out of it. Null where a field that takes whole numbers of at
 * least 1 gets something else.
 */
export function withValue(trial: Trial, { id, planned, options }: Field, value: string): Trial | null {
  const text = value.trim();
  const given = text === '' || text === planned ? null : text;
  if (given !== null && options === null && !/^[1-9]\d{0,14}$/.test(given)) return null;
  const pin = pinOf(id);
  if (pin !== null)
    return cleaned({ ...trial, pins: { ...without(trial.pins, pin), ...(given && { [pin]: Number(given) }) } });
  if (id === 'sdk') return cleaned({ ...without(trial, 'sdk'), ...(given && { sdk: given }) });
  if (id === 'workload')
    return cleaned({ ...without(trial, 'workload'), ...(given && { workload: given as Workload }) });
  const set = given === null ? {} : { [id]: options === null ? Number(given) : (given as Route) };
  return cleaned({ ...trial, deployment: { ...without(trial.deployment, id), ...set } });
}

/** In one order and without empty groups, so that equal trials are equal texts. */
function cleaned({ targets, sdk, workload, pins = {}, deployment = {} }: Trial): Trial {
  const sorted = <T extends object>(group: T): T =>
    Object.fromEntries(Object.entries(group).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
  return {
    ...(targets && { targets }),
    ...(sdk !== undefined && { sdk }),
    ...(workload && { workload }),
    ...(Object.keys(pins).length > 0 && { pins: sorted(pins) }),
    ...(Object.keys(deployment).length > 0 && { deployment: sorted(deployment) }),
  };
}

function without<T extends object>(group: T | undefined, key: string): T {
  return Object.fromEntries(Object.entries(group ?? {}).filter(([own]) => own !== key)) as T;
}
