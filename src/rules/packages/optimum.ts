import type { ImageMention, PackageMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import type { Edit } from '../../model/finding';
import type { OptimumClaim } from '../../neuron/package-claims';
import { admits } from '../../neuron/pep440';
import { mentionRule } from '../define';
import type { Draft } from '../rule';
import { listed, show } from '../words';
import { environmentsOf, frameworkName, imageWords, requirement, textLocations, widthOf } from './environment';
import { imageRelease, pipSpecifier } from './release-of';

/** Packages that Optimum Neuron pins to other versions than the environment does, and extras that it no longer has. */
export const optimum = mentionRule(
  {
    id: 'package/optimum-neuron',
    phase: 'proof-of-concept',
    page: {
      title: 'What Optimum Neuron pins',
      what: 'Compares pins of torch, torch-neuronx, neuronx-cc and transformers with those of the version of Optimum Neuron that stands beside them, and reports the extra neuron, which was for Inf1.',
      why: 'Each version of Optimum Neuron is built for one SDK release and pins its packages: version 0.4.5 those of SDK 2.26.1, transformers 4.57 and Python 3.10 or 3.11. Others do not install beside it, or break it.',
      fix: 'Ask for optimum-neuron[neuronx] alone, in an environment of its own, and leave the packages that it pins away.',
      example: {
        before: 'optimum-neuron==0.4.5\ntorch-neuronx==2.9.*',
        after: 'optimum-neuron[neuronx]==0.4.5',
        language: 'text',
      },
      sources: ['optimum-pins', 'optimum-sdk'],
      since: '0.1.0',
    },
  },
  function* ({ reading, knowledge }) {
    for (const { packages, images } of environmentsOf(reading)) {
      const own = packages.find(({ name }) => name === 'optimum-neuron' || name === 'optimum');
      if (own === undefined || own.locked) continue;
      if (own.extras.includes('neuron')) yield oldExtra(own, reading);
      const claim = own.name === 'optimum-neuron' ? knowledge.optimumPins(pipSpecifier(own)) : null;
      if (claim === null) continue;
      const clashes = packages.flatMap((mention) => {
        const pin = claim.pins.find(({ name }) => name === frameworkName(mention));
        return pin !== undefined && excludes(mention, pin.spec) ? [{ mention, pin }] : [];
      });
      if (clashes.length > 0) yield clash(own, claim, clashes, reading);
      const image = images.find((mention) => mention.shipped && differs(imageRelease(mention), claim.sdk));
      if (image !== undefined && own.specifier !== '') yield otherImage(own, claim, image, reading);
    }
  },
);

/** Whether a requirement surely admits nothing that the pin does. */
function excludes(mention: PackageMention, spec: string): boolean {
  const last = spec.slice(spec.lastIndexOf(',') + 1);
  const base = last.replace(/^[^\d]*/, '').replace(/\.\*$/, '');
  const asked = pipSpecifier(mention);
  if (asked === '') return false;
  if (mention.pinned !== null) return admits(spec, mention.pinned) === false;
  const tried =
    spec.startsWith('~=') || spec.endsWith('*')
      ? ['', '.1', '.2', '.9'].map((patch) => `${base.split('.').slice(0, 3).join('.')}${patch}`)
      : [base];
  return tried.every((version) => admits(asked, version) === false);
}

interface Clash {
  readonly mention: PackageMention;
  readonly pin: { readonly name: string; readonly spec: string };
}

function clash(own: PackageMention, claim: OptimumClaim, clashes: readonly Clash[], reading: OtherReading): Draft {
  const asked = clashes.map(({ mention }) => show(requirement(mention)));
  const pinned = clashes.map(({ pin }) => `${pin.name}${pin.spec}`);
  const name = own.specifier === '' ? `optimum-neuron (${claim.id}, the newest known)` : show(requirement(own));
  return {
    key: clashes.map(({ pin }) => pin.name).join(' '),
    severity: 'warning',
    confidence: 'inferred',
    action: 'Leave away what Optimum Neuron pins itself',
    message: `${name} is built for SDK ${claim.sdk} and pins ${listed(pinned)}, but ${listed(asked)} ${asked.length === 1 ? 'is' : 'are'} asked for beside it.`,
    why: 'pip cannot fulfil both, or one of them replaces what the other was built for.',
    remedy: `Ask for optimum-neuron[neuronx]${own.specifier === '' ? '' : pipSpecifier(own)} alone and leave ${listed(clashes.map(({ mention }) => show(mention.name)))} away.`,
    sources: claim.sources,
    ...textLocations(reading.path, [...clashes.map(({ mention }) => mention.range), own.range]),
  };
}

/** `[neuron]` right behind the name, written without blanks; null where it is written otherwise. */
function renamedExtra({ written, extras, specifier, range, nameRange }: PackageMention, path: string): Edit | null {
  const before = '[neuron]';
  if (extras.length !== 1 || extras[0] !== 'neuron') return null;
  if (widthOf(range) !== written.length + before.length + specifier.length) return null;
  const { end: start } = nameRange;
  const end = { ...start, column: start.column + before.length };
  return { title: 'Ask for the extra neuronx', changes: [{ path, range: { start, end }, before, after: '[neuronx]' }] };
}

function oldExtra(own: PackageMention, reading: OtherReading): Draft {
  const edit = renamedExtra(own, reading.path);
  return {
    key: 'extra',
    severity: 'warning',
    confidence: 'inferred',
    action: 'Ask for optimum-neuron[neuronx]',
    message: `${show(requirement(own))} asks for the extra of Inf1, which current versions of Optimum Neuron no longer have.`,
    why: 'The extra neuron installed torch-neuron for Inf1, whose support ended with SDK 2.26.1; pip leaves an unknown extra away with a warning, so that no compiler is installed.',
    remedy: 'Ask for optimum-neuron[neuronx] with the Neuron index.',
    sources: ['optimum-pins', 'inf1-ended'],
    ...(edit && { edit }),
    ...textLocations(reading.path, [own.range]),
  };
}

/** Whether an image holds another release line than Optimum Neuron is built for. */
function differs(release: string | null, sdk: string): boolean {
  return release !== null && release.split('.').slice(0, 2).join('.') !== sdk.split('.').slice(0, 2).join('.');
}

function otherImage(own: PackageMention, claim: OptimumClaim, image: ImageMention, reading: OtherReading): Draft {
  return {
    key: 'image',
    severity: 'warning',
    confidence: 'inferred',
    action: 'Take an image of the release that Optimum Neuron is built for',
    message: `${show(requirement(own))} is built for SDK ${claim.sdk}, but the image ${imageWords(image)} holds SDK ${imageRelease(image)}.`,
    why: 'Its packages replace those of the image, whose runtime and libraries are of another release.',
    remedy: `Take an image of SDK ${claim.sdk}, or the version of Optimum Neuron that is built for the one of the image.`,
    sources: claim.sources,
    ...textLocations(reading.path, [own.range, image.range]),
  };
}
