import type { PackageMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import { groupBy } from '../../model/group-by';
import type { GpuPackageClaim } from '../../neuron/package-claims';
import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { adviceFor, listed, sentences, show } from '../words';
import { packagesOf, requirement, textLocations } from './environment';

/** Packages that need an NVIDIA GPU, or that have no part on Neuron, with what takes their place. */
export const gpuOnly = mentionRule(
  {
    id: 'package/gpu-only',
    phase: 'proof-of-concept',
    page: {
      title: 'Package for GPUs',
      what: 'Reports packages that are made for NVIDIA GPUs (flash-attn, xformers, bitsandbytes, mamba-ssm, TensorRT, onnxruntime-gpu, nvidia-*-cu12 …) or that have no part on Neuron, wherever they are asked for: requirements, projects, environments, Dockerfiles. Of a lock file all of them are one finding.',
      why: 'A Neuron instance has no CUDA device. Such a package does not build there, or fails when it is imported or called; the Neuron FAQ says that dependencies on CUDA have to go.',
      fix: 'Take the package out, or leave its extra away, and use what the finding names instead.',
      example: { before: 'torch==2.9.0\nxformers==0.0.33', after: 'torch==2.9.0', language: 'text' },
      sources: ['cuda-faq', 'torchneuron-overview'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, knowledge, settings } = context;
    // The Neuron packages of TensorFlow have ended, which package/ended says of both.
    const told = packagesOf(reading).some(({ name }) => /^(?:tensorflow-neuronx?|neuron-cc)$/.test(name));
    const found = packagesOf(reading).flatMap((mention) => {
      const claim = knowledge.gpuPackage(mention.name, mention.extras, settings.sdk);
      return claim === null || (claim.id === TENSORFLOW && told) ? [] : [{ mention, claim }];
    });
    const locked = found.filter(({ mention }) => mention.locked);
    if (locked.length > 0) yield lockDraft(locked, context);
    const asked = found.filter(({ mention }) => !mention.locked);
    for (const [id, group] of groupBy(asked, ({ claim }) => claim.id)) yield draft(id, group, reading);
  },
);

/** Not for GPUs only, but without a part on Neuron. */
const TENSORFLOW = 'tensorflow';

/** Not for GPUs of NVIDIA: each is a fix of its own. The others are one. */
const OTHER_REASONS: ReadonlySet<string> = new Set([TENSORFLOW, 'horovod', 'rocm']);

interface Found {
  readonly mention: PackageMention;
  readonly claim: GpuPackageClaim;
}

/** An extra that can be left away. */
const OPTIONAL = /^(?:optional-dependencies|extra|dependency-groups|group) /;

function draft(id: string, group: readonly Found[], reading: OtherReading): Draft {
  const [first] = group;
  if (first === undefined) throw new Error('a group holds at least one mention');
  const { claim } = first;
  const mentions = group.map(({ mention }) => mention);
  const names = [...new Set(mentions.map(requirement))].map(show);
  const optional = mentions.every(({ scope }) => scope !== undefined && OPTIONAL.test(scope));
  const [scope] = new Set(mentions.map((mention) => mention.scope));
  const packages = [...new Set(mentions.map(({ name }) => show(name)))];
  const one = packages.length === 1;
  return {
    key: id,
    severity: optional ? 'info' : claim.severity,
    confidence: claim.confidence,
    action:
      optional || claim.severity !== 'warning' || OTHER_REASONS.has(claim.id)
        ? `Do without ${listed(packages, 3)}`
        : 'Take out packages that are made for NVIDIA GPUs',
    message:
      claim.id === TENSORFLOW
        ? `${listed(names)}: TensorFlow ${claim.what}.`
        : one
          ? `${listed(names)} ${claim.what}.`
          : `${listed(names)}${claim.severity === 'info' ? '' : ' are for GPUs'}: each ${claim.what}.`,
    why: sentences(
      claim.severity === 'info' || claim.id === TENSORFLOW
        ? null
        : 'A Neuron instance has no CUDA device, and dependencies on CUDA have to be taken out before a model is compiled for Neuron',
      `On Neuron the place of ${listed(packages, 3)} is taken by ${claim.instead}`,
    ),
    remedy: sentences(
      optional
        ? `Leave out the ${show(scope ?? '').replace(/^\S+ /, 'extra ')} on Neuron`
        : adviceFor(listed(packages, 3), claim.remedy),
    ),
    sources: claim.sources,
    ...textLocations(
      reading.path,
      mentions.map(({ range }) => range),
    ),
  };
}

/** Libraries that come with a CUDA build of torch, which somebody asked for. */
const WITH_TORCH = new Set(['nvidia-libraries', 'triton', 'nccl', 'cuda-python']);

function lockDraft(found: readonly Found[], { reading }: RuleContext<OtherReading>): Draft {
  const mentions = found.map(({ mention }) => mention);
  const names = [...new Set(mentions.map(({ name, pinned }) => show(pinned === null ? name : `${name} ${pinned}`)))];
  const own = found.filter(({ claim }) => !WITH_TORCH.has(claim.id));
  const severe = own.some(({ claim }) => claim.severity === 'warning');
  const shown = own.length > 0 ? [...new Set(own.map(({ mention }) => mention.name))].map(show) : names;
  return {
    key: 'locked',
    severity: severe ? 'warning' : 'info',
    confidence: 'inferred',
    action: 'Lock anew without packages for GPUs',
    message:
      own.length > 0
        ? `The lock holds packages for GPUs: ${listed(shown)}${own.length < found.length ? ', and the CUDA libraries of torch' : ''}.`
        : `The lock holds the CUDA libraries of torch: ${listed(shown, 3)}.`,
    why: 'A Neuron instance has no CUDA device: what a CUDA build of torch brings along is of no use there, and other packages for CUDA fail.',
    remedy:
      'Take the packages for GPUs out of what is asked for, take the CPU build of torch, and lock anew for Neuron.',
    sources: ['cuda-faq'],
    ...textLocations(
      reading.path,
      (own.length > 0 ? own : found).map(({ mention }) => mention.range),
    ),
  };
}
