import type { PackageNeed, RouteNeeds } from '../model/routes';
import { TARGETS, type Target } from '../model/target';
import type { Knowledge, RouteClaim } from '../neuron/knowledge';
import { compareSdk } from '../neuron/version';
import { listed, sentences } from '../text/words';
import type { Place } from './claims';

/** What a route of the knowledge base needs at a release: packages with the versions that the release ships where the route leaves them to it. */
export function needsOf(claim: RouteClaim, knowledge: Knowledge, { target, sdk, workload }: Place): RouteNeeds {
  const release = claim.compilerSdk ?? sdk;
  const shipped = claim.packages.map((need) => ({
    need,
    found: need.spec === '' ? shippedAt(need.name, release, target, knowledge) : null,
  }));
  return {
    words: sentences(`${shortLabel(claim.label)} needs ${claim.needs}`),
    packages: shipped.map(
      ({ need, found }): PackageNeed => (found === null ? need : { name: need.name, spec: `==${found.version}` }),
    ),
    python: claim.python ?? shipped.find(({ found }) => found !== null)?.found?.python ?? [],
    sdk: release,
    targets: TARGETS.filter((on) => {
      const there = knowledge.route(claim.route, on, sdk, workload);
      return there !== null && there.state !== 'ended';
    }),
  };
}

interface Shipped {
  readonly version: string;
  readonly python: readonly string[] | null;
}

/** The newest version of a package for the target in the release, or in the last patch of the same minor before it. */
export function shippedAt(name: string, sdk: string, target: Target, knowledge: Knowledge): Shipped | null {
  const minor = (text: string) => text.split('.').slice(0, 2).join('.');
  const rows = knowledge
    .packageReleases(name)
    .filter((row) => minor(row.sdk) === minor(sdk) && compareSdk(row.sdk, sdk) <= 0)
    .filter(({ targets }) => targets === null || targets.includes(target));
  const newest = rows.at(-1)?.sdk;
  const versions = rows
    .filter((row) => row.sdk === newest)
    .flatMap(({ versions: all, python }) => all.map((version): Shipped => ({ version, python })));
  return versions.toSorted((a, b) => compareSdk(a.version, b.version)).at(-1) ?? null;
}

/** "Install torch-neuronx==2.9.0 and neuronx-cc==2.26.1 with Python 3.11, 3.12 or 3.13"; empty where no package is known. */
export function installWords({ packages, python }: RouteNeeds): string {
  if (packages.length === 0) return '';
  const named = listed(packages.map(({ name, spec }) => `${name}${spec}`));
  return `Install ${named}${python.length === 0 ? '' : ` with Python ${listed(python, python.length, 'or')}`}`;
}

/** A route's name without what stands in brackets: "TorchNeuron" of "TorchNeuron (native PyTorch)". */
export function shortLabel(label: string): string {
  const at = label.endsWith(')') ? label.lastIndexOf(' (') : -1;
  return at < 0 ? label : label.slice(0, at);
}
