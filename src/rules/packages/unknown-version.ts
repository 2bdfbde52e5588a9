import type { PackageMention } from '../../formats/mentions';
import type { Edit } from '../../model/finding';
import { groupBy } from '../../model/group-by';
import type { PackageVersion } from '../../neuron/package-claims';
import { admits, compareVersions } from '../../neuron/pep440';
import { mentionRule } from '../define';
import { listed, show } from '../words';
import { packagesOf, requirement, textLocations, widthOf } from './environment';
import { pipSpecifier, releaseWords } from './release-of';

/** Pins of Neuron packages that no release holds. */
export const unknownVersion = mentionRule(
  {
    id: 'package/unknown-version',
    phase: 'proof-of-concept',
    page: {
      title: 'Version that no SDK release holds',
      what: 'Reports a Neuron package whose specifier none of the versions in the package lists of the SDK releases fulfils, such as a version that was cut short. Versions newer than the newest known are left alone.',
      why: 'pip finds nothing to install, or a build that was published apart from a release and never tested with the others.',
      fix: 'Write the whole version of a release, or a prefix with a star.',
      example: { before: 'neuronx-cc==2.14', after: 'neuronx-cc==2.14.*', language: 'text' },
      sources: ['package-manifest'],
      since: '0.1.0',
    },
  },
  function* ({ reading, knowledge }) {
    const found = packagesOf(reading).flatMap((mention) => {
      const specifier = pipSpecifier(mention);
      const versions = mention.installer === 'pip' ? knowledge.neuronVersions(mention.name) : [];
      const wanted = /^={2,3}(\d[\w.+!-]*?)(?:\.\*)?$/.exec(specifier)?.[1];
      if (versions.length === 0 || wanted === undefined) return [];
      const newer = versions.every(({ version }) => (compareVersions(wanted, version) ?? 1) > 0);
      return newer || versions.some(({ version }) => admits(specifier, version)) ? [] : [{ mention, wanted, versions }];
    });
    for (const [name, group] of groupBy(found, ({ mention }) => mention.name)) {
      const [first] = group;
      if (first === undefined) continue;
      const close = first.versions.filter(({ version }) => admits(`==${first.wanted}.*`, version));
      const older = first.versions.filter(({ version }) => (compareVersions(version, first.wanted) ?? 1) < 0).at(-1);
      const cut = close.length > 0;
      const near = close.length > 0 ? close : older === undefined ? [] : [older];
      const edit = completed(
        reading.path,
        group.map(({ mention }) => mention),
        close,
      );
      yield {
        key: name,
        severity: 'warning',
        confidence: 'inferred',
        action: `Pin a version of ${show(name)} that a release holds`,
        message: `${listed([...new Set(group.map(({ mention }) => show(requirement(mention))))])} is the version of no SDK release${cut ? ': it is cut short' : ''}.`,
        why: 'The package lists of the releases do not have it, so pip finds nothing, or a build that was not tested with the other packages.',
        remedy:
          near.length === 0
            ? 'Pin a version that the release notes list.'
            : `${cut ? `Write ==${first.wanted}.*, or` : 'Pin a version that the release notes list, such as'} ${listed(
                near
                  .slice(-3)
                  .map(({ version, first: from, last }) => `==${version} (${releaseWords([{ first: from, last }])})`),
                3,
                'or',
              )}.`,
        sources: ['package-manifest'],
        ...(edit && { edit }),
        ...textLocations(
          reading.path,
          group.map(({ mention }) => mention.range),
        ),
      };
    }
  },
);

/** Of a version that is cut short and can mean one only: that one. */
function completed(path: string, mentions: readonly PackageMention[], close: readonly PackageVersion[]): Edit | null {
  const versions = [...new Set(close.map(({ version }) => version))];
  const [version] = versions;
  if (version === undefined || versions.length > 1) return null;
  const changes = mentions.flatMap(({ specifier, specifierRange: range }) =>
    range !== null && /^==[\w.+]+$/.test(specifier) && widthOf(range) === specifier.length
      ? [{ path, range, before: specifier, after: `==${version}` }]
      : [],
  );
  return changes.length === mentions.length ? { title: `Pin ==${version}`, changes } : null;
}
