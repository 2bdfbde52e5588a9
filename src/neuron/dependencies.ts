import { groupBy } from '../model/group-by';
import type { Target, Workload } from '../model/target';
import { lazy } from './lazy';
import type {
  GpuImageClaim,
  GpuPackageClaim,
  NeuronImageClaim,
  OptimumClaim,
  PackageSupportClaim,
  PackageVersion,
} from './package-claims';
import { admits } from './pep440';
import type { KnowledgeData } from './schema';
import { compareSdk, holds } from './version';

/** What is known of packages and images. Package names are normalized as PEP 503 does. */
export interface DependencyKnowledge {
  /** The versions of a Neuron package, by release; empty: it is none. */
  neuronVersions(name: string): readonly PackageVersion[];
  /** Minor versions of Python that packages of the release support on the target, ascending. */
  releasedPythons(target: Target, sdk: string): readonly string[];
  /** Minor versions of PyTorch that the release has packages for on the target, ascending. */
  releasedPytorch(target: Target, sdk: string): readonly string[];
  /** What has ended, or is about to, for a package of whose versions a specifier admits none but those. */
  packageSupport(
    asked: { readonly name: string; readonly specifier: string },
    target: Target,
    sdk: string,
    workload: Workload,
  ): PackageSupportClaim | null;
  /** `extras`: of the requirement, "cuda12" of `jax[cuda12]`. */
  gpuPackage(name: string, extras: readonly string[], sdk: string): GpuPackageClaim | null;
  /** The claim on the newest version of Optimum Neuron that a specifier admits; null where it admits none that is known. */
  optimumPins(specifier: string): OptimumClaim | null;
  /** An image that needs a GPU. */
  gpuImage(name: string, tag: string | null): GpuImageClaim | null;
  neuronImage(name: string, target: Target, sdk: string): NeuronImageClaim | null;
  /** The image of a framework ("vllm", "torch", "jax") that a release publishes for a target, newest first. */
  imageFor(framework: string, target: Target, sdk: string): NeuronImageClaim | null;
}

type Data = Pick<
  KnowledgeData,
  | 'packages'
  | 'older-packages'
  | 'releases'
  | 'package-support'
  | 'gpu-packages'
  | 'gpu-images'
  | 'neuron-images'
  | 'optimum-pins'
>;

export function dependencyQueries(data: Data): DependencyKnowledge {
  const versions = lazy(() => versionsByName(data));
  const released = (names: readonly string[], key: string) => {
    const [target = '', sdk = ''] = key.split(' ');
    return names
      .flatMap((name) => versions().get(name) ?? [])
      .filter(
        ({ first, last, targets }) =>
          compareSdk(first, sdk) <= 0 && compareSdk(sdk, last) <= 0 && (targets?.some((own) => own === target) ?? true),
      );
  };
  const pythons = remembered((key) => ascending(released(FOR_PYTHON, key).flatMap(({ python }) => python ?? [])));
  const pytorch = remembered((key) =>
    ascending(released(FOR_PYTORCH, key).map(({ version }) => version.split('.').slice(0, 2).join('.'))),
  );
  const support = lazy(() => groupBy(data['package-support'], (claim) => claim.package));
  const ending = remembered((asked) => {
    const [name = '', specifier = ''] = asked.split(' ', 2);
    const claims = support().get(name) ?? [];
    return claims.filter((claim) => claim.versions === '' || within(specifier, claim.versions));
  });
  const neuronImages = data['neuron-images'];
  const names = data['gpu-packages'].flatMap((claim) => claim.names.map((pattern) => ({ pattern, claim })));
  const exact = lazy(
    () =>
      new Map(
        names
          .filter(({ pattern }) => !/[*[]/.test(pattern))
          .map(({ pattern, claim }): [string, GpuPackageClaim] => [pattern, claim]),
      ),
  );
  const patterns = lazy(() => names.filter(({ pattern }) => pattern.includes('*') && !pattern.includes('[')));
  const byName = remembered(
    (name) => exact().get(name) ?? patterns().find(({ pattern }) => like(pattern, name))?.claim,
  );
  const withExtras = lazy(() =>
    names.flatMap(({ pattern, claim }) => {
      const [base = '', extra] = pattern.split('[', 2);
      return extra === undefined ? [] : [{ base, extra, claim }];
    }),
  );
  return {
    neuronVersions: (name) => versions().get(name) ?? [],
    releasedPythons: (target, sdk) => pythons(`${target} ${sdk}`),
    releasedPytorch: (target, sdk) => pytorch(`${target} ${sdk}`),
    packageSupport: ({ name, specifier }, target, sdk, workload) =>
      ending(`${name} ${specifier}`).find(
        (claim) =>
          (claim.targets === null || claim.targets.includes(target)) &&
          (claim.workloads === null || claim.workloads.includes(workload)) &&
          holds(claim, sdk),
      ) ?? null,
    gpuPackage(name, extras, sdk) {
      const claim =
        byName(name) ??
        withExtras().find(({ base, extra }) => base === name && extras.some((given) => like(extra, given)))?.claim;
      return claim !== undefined && holds(claim, sdk) ? claim : null;
    },
    optimumPins: (specifier) => data['optimum-pins'].findLast(({ id }) => admits(specifier, id) === true) ?? null,
    gpuImage: (name, tag) =>
      data['gpu-images'].find(
        (claim) =>
          claim.names.some((pattern) => like(pattern, name)) &&
          (claim.tag === null || new RegExp(claim.tag, 'i').test(tag ?? '')),
      ) ?? null,
    neuronImage: (name, target, sdk) =>
      neuronImages.find(
        (claim) =>
          claim.names.some((pattern) => like(pattern, name)) && claim.targets.includes(target) && holds(claim, sdk),
      ) ?? null,
    imageFor: (framework, target, sdk) =>
      neuronImages.find(
        (claim) =>
          claim.framework === framework &&
          claim.state === 'current' &&
          claim.targets.includes(target) &&
          holds(claim, sdk),
      ) ?? null,
  };
}

/** Packages whose versions of Python are those of the release. */
const FOR_PYTHON = ['torch-neuronx', 'neuronx-cc', 'jax-neuronx', 'vllm-neuron'];
/** Packages whose versions begin with the version of PyTorch that they are for. */
const FOR_PYTORCH = ['torch-neuronx', 'libtorch-neuronx-lite'];

/** Minor versions, each once. */
function ascending(minors: readonly string[]): string[] {
  return [...new Set(minors)].sort(compareSdk);
}

/** Answers are kept, for so many questions at a time: rules ask the same ones of every file. */
const REMEMBERED = 4000;

function remembered<T>(answer: (question: string) => T): (question: string) => T {
  const known = new Map<string, T>();
  return (question) => {
    const before = known.get(question);
    if (before !== undefined || known.has(question)) return before as T;
    if (known.size >= REMEMBERED) known.clear();
    const made = answer(question);
    known.set(question, made);
    return made;
  };
}

/** Of a version that two releases hold, those between hold it too; what the newest release line holds, its patches hold. */
function versionsByName(data: Data): ReadonlyMap<string, readonly PackageVersion[]> {
  const byName = new Map<string, Map<string, PackageVersion>>();
  const put = (name: string, version: PackageVersion) => {
    const known = byName.get(name) ?? new Map<string, PackageVersion>();
    byName.set(name, known);
    const before = known.get(version.version);
    known.set(version.version, before === undefined ? version : { ...before, last: version.last });
  };
  for (const { id, versions } of data['older-packages'])
    for (const version of versions) put(id, { ...version, targets: null, python: null });
  const newest = data.releases.releases.at(-1)?.sdk ?? '';
  for (const { id, releases } of data.packages)
    for (const { sdk, versions, targets, python } of releases) {
      const last = sdk.split('.').slice(0, 2).join('.') === newest.split('.').slice(0, 2).join('.') ? newest : sdk;
      for (const version of versions) put(id, { version, first: sdk, last, targets, python });
    }
  return new Map([...byName].map(([name, versions]) => [name, [...versions.values()]]));
}

/** Versions to try a specifier with: whether it leaves the line of a claim. */
const LINES = [
  ...['1.12.1', '1.13.1', '2.0.1', '2.1.2', '2.2.2', '2.3.1', '2.4.1', '2.5.1', '2.6.0', '2.7.1', '2.8.0', '2.9.1'],
  ...['2.10.0', '2.11.0', '2.12.0', '2.13.0', '2.14.0', '2.20.0', '3.0.0', '4.0.0'],
];

/** Whether a specifier admits versions of a line ("==2.8.*") and no others. */
function within(specifier: string, line: string): boolean {
  if (specifier === '') return false;
  const exact = /^={1,3}v?(\d[\w.+!-]*?)(?:\.\*)?$/.exec(specifier)?.[1];
  if (exact !== undefined) return admits(line, exact.split('.').length < 2 ? `${exact}.99` : exact) === true;
  const admitted = LINES.filter((version) => admits(specifier, version) === true);
  return admitted.length > 0 && admitted.every((version) => admits(line, version) === true);
}

/** Whether a name is as a pattern with "*" for any characters; without "/" before it a pattern of images stands for the whole name. */
function like(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === name;
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === parts.length - 1 ? name.length - part.length : name.indexOf(part, at);
    if (found < at || !name.startsWith(part, found) || (index === 0 && found !== 0)) return false;
    at = found + part.length;
  }
  return true;
}
