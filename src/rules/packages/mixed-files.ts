import type { OtherReading } from '../../formats/reading';
import type { RelativePath } from '../../model/host';
import { baseName } from '../../text/path';
import type { WorkspaceRule } from '../rule';
import { listed, show } from '../words';
import { packagesOf, textLocations } from './environment';
import { neuronReleaseOf, type Pin, releaseWords } from './release-of';

/** Files that are installed together, a Dockerfile with its requirements, whose pins belong to different releases. */
export const mixedFiles: WorkspaceRule = {
  id: 'package/mixed-files',
  phase: 'proof-of-concept',
  page: {
    title: 'Files that pin different SDK releases',
    what: 'Follows the requirements files that a Dockerfile or another requirements file takes in, and reports where the pins of all of them, with the Neuron image below, belong to no common SDK release although each file for itself is in order.',
    why: 'They end up in one environment: an image of one release with packages of another fails at import or when the model is compiled.',
    fix: 'Bring image and requirements to the same release.',
    example: {
      before:
        'FROM …/pytorch-inference-neuronx:1.13.1-neuronx-py310-sdk2.20.0-ubuntu20.04\nRUN pip install -r requirements.txt   # torch-neuronx==2.9.*',
      after: 'FROM ubuntu:24.04\nRUN pip install -r requirements.txt   # torch-neuronx==2.9.*',
      language: 'dockerfile',
    },
    sources: ['package-manifest', 'neuron-troubleshooting'],
    since: '0.1.0',
  },
  *checkWorkspace({ readings, knowledge }) {
    const texts = new Map(
      readings.flatMap((reading) => ('mentions' in reading ? [[reading.path, reading] as const] : [])),
    );
    for (const reading of texts.values()) {
      const others = includedBy(reading, texts);
      if (others.length === 0) continue;
      const release = (files: readonly OtherReading[]) =>
        neuronReleaseOf(
          {
            packages: files.flatMap(packagesOf),
            images: files.flatMap(({ mentions }) => mentions.images.filter(({ shipped }) => shipped)),
          },
          knowledge,
        );
      const { pins, releases } = release([reading, ...others]);
      const alone = [reading, ...others].map((file) => release([file]));
      if (pins.length < 2 || releases.length > 0) continue;
      if (alone.some((single) => single.pins.length > 1 && single.releases.length === 0)) continue;
      const own = alone[0]?.pins ?? [];
      const foreign = pins.filter((pin) => !own.some(({ mention }) => mention === pin.mention));
      const said = (list: readonly Pin[]) =>
        listed(
          list.map((pin) => `${pin.words} (${releaseWords(pin.releases)})`),
          4,
        );
      yield {
        artifact: reading.path,
        key: others.map(({ path }) => path).join(' '),
        severity: 'warning',
        confidence: 'inferred',
        action: 'Bring image and requirements to one SDK release',
        message:
          own.length === 0
            ? `The files that are installed together pin different releases: ${said(pins)}.`
            : `${said(own).replace(/^the /, 'The ')} ${own.length === 1 ? 'is' : 'are'} installed together with ${said(foreign)} of ${show(others[0]?.path ?? '')}.`,
        why: 'Compiler, framework and libraries are built for each other release by release.',
        remedy: 'Pin every Neuron package, and the image, to one release.',
        sources: ['package-manifest', 'neuron-troubleshooting'],
        ...textLocations(
          reading.path,
          own.length === 0
            ? reading.mentions.packages.slice(0, 1).map(({ range }) => range)
            : own.map(({ mention }) => mention.range),
        ),
      };
    }
  },
};

/** The requirements files that a file takes in, by their paths relative to it, or to the root for a Dockerfile; at any depth, each once. */
function includedBy(reading: OtherReading, texts: ReadonlyMap<RelativePath, OtherReading>): OtherReading[] {
  const found = new Set<OtherReading>();
  const queue = [reading];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const { includes } = at.facts;
    for (const include of Array.isArray(includes) ? includes : []) {
      if (typeof include !== 'string') continue;
      const folder = at.path.slice(0, at.path.lastIndexOf('/') + 1);
      // In a Dockerfile the path is one of the image; what is copied mostly keeps its name.
      const name = baseName(include);
      const other = [folder + include.replace(/^\.\//, ''), folder + name, name].flatMap(
        (path) => texts.get(path) ?? [],
      )[0];
      if (other === undefined || other === reading || found.has(other)) continue;
      found.add(other);
      queue.push(other);
    }
  }
  return [...found];
}
