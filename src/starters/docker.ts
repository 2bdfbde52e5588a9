import type { PackageNeed } from '../model/routes';
import type { Knowledge } from '../neuron/knowledge';
import { compareSdk } from '../neuron/version';
import { shippedAt } from '../routes/needs';
import { containerPlaces, modelInContainer } from './command';
import { COMPARE_FILE } from './compare';
import { comment, header } from './header';
import { knownImage } from './image';
import { serveCommands } from './serve';
import type { StarterSubject } from './subject';
import { COMPILE_FILE } from './torch-compile';
import { TRACE_FILE } from './trace';
import type { StarterFile } from './types';

/** Runtime and tools of a container; the driver belongs to the host. */
const SYSTEM = ['aws-neuronx-collectives', 'aws-neuronx-runtime-lib', 'aws-neuronx-tools'];

/** Ubuntu releases by the version of Python that they come with, newest first. */
const UBUNTU: readonly (readonly [python: string, ubuntu: string])[] = [
  ['3.14', '26.04'],
  ['3.12', '24.04'],
  ['3.10', '22.04'],
];

/** A Dockerfile: on the Neuron container of the release where the route has one, else with the packages of the route on Ubuntu. */
export function dockerfile(subject: StarterSubject, knowledge: Knowledge): StarterFile {
  const built = subject.option.route === 'vllm-neuron' ? onContainer(subject, knowledge) : onUbuntu(subject, knowledge);
  const { slug, sdk } = subject;
  const image = `${slug}:sdk-${sdk}`;
  const about = [
    `Build: docker build -t ${image} .`,
    `Run: docker run --device=/dev/neuron0 -v "$PWD/models:/models" ${image}`,
    'Give one --device for each Neuron device that the model needs.',
  ];
  const checks = [
    ...built.checks,
    'The host needs the Neuron driver (aws-neuronx-dkms) of the same or a later release; a container cannot bring it.',
  ];
  const text = [header({ about, checks, sources: built.sources }, subject, knowledge), '', ...built.lines, ''].join(
    '\n',
  );
  return { kind: 'docker', path: 'Dockerfile', text, why: built.why };
}

interface Built {
  readonly lines: readonly string[];
  readonly checks: readonly string[];
  readonly sources: readonly string[];
  readonly why: string;
}

function onContainer(subject: StarterSubject, knowledge: Knowledge): Built {
  const known = knownImage(subject, knowledge);
  const commands = serveCommands(subject, containerPlaces(subject), knowledge);
  const serves = typeof commands === 'string' ? null : commands;
  return {
    lines: [
      ...(known === null
        ? [
            '# FILL IN the tag of the image for this release; https://gallery.ecr.aws/neuron lists them.',
            'FROM public.ecr.aws/neuron/pytorch-inference-vllm-neuronx:FILL-IN',
          ]
        : [`FROM ${known}`]),
      '',
      ...Object.entries(serves?.env ?? {}).map(([name, value]) => `ENV ${name}=${value}`),
      ...(serves?.port == null ? [] : [`EXPOSE ${serves.port}`]),
      ...(serves === null
        ? []
        : [`# The model is mounted below /models.`, `CMD ${JSON.stringify(serves.steps.at(-1)?.words ?? [])}`]),
    ],
    checks: [
      ...(known === null ? ['No tag of the image is known for this release: fill it in before you build.'] : []),
      ...(serves?.checks ?? []),
    ],
    sources: [
      known === null ? 'dlc-images' : compareSdk(subject.sdk, '2.33.0') < 0 ? 'vllm-dlc-quickstart' : 'dlc-images-2.33',
      'run-container',
      ...(serves?.sources ?? []),
    ],
    why:
      known === null
        ? 'Extends the vLLM container of Neuron; its tag has to be filled in.'
        : 'Extends the vLLM container that Neuron publishes for the release.',
  };
}

function onUbuntu(subject: StarterSubject, knowledge: Knowledge): Built {
  const { option, target, sdk, route } = subject;
  const { packages = [], python = [], sdk: shipped = sdk } = option.needs ?? {};
  // Optimum Neuron is an environment of an older release as a whole.
  const release = option.route === 'optimum-neuron' ? shipped : sdk;
  const [own, ubuntu] = UBUNTU.find(([version]) => python.includes(version)) ?? ['', null];
  const system = SYSTEM.map((name) => ({
    name,
    version: shippedAt(name, release, target, knowledge)?.version ?? null,
  }));
  const onnx = route.kind === 'onnx';
  const extra = onnx
    ? [`${knowledge.converter.name}==${knowledge.converter.version}`, 'onnx', 'onnxruntime', 'numpy']
    : option.route === 'optimum-neuron'
      ? []
      : ['transformers'];
  const scripts = onnx || route.nature === 'pass';
  const trace = option.route === 'torchneuron' ? COMPILE_FILE : TRACE_FILE;
  const copies = scripts && option.route !== 'optimum-neuron';
  const commands = serveCommands(subject, containerPlaces(subject), knowledge);
  const words = copies
    ? ['python', trace, '--model', modelInContainer(subject.slug, subject.reading.path)]
    : typeof commands === 'string'
      ? null
      : (commands.steps.at(-1)?.words ?? null);
  return {
    lines: [
      ...(ubuntu === null
        ? ['# FILL IN a release of Ubuntu whose Python the packages support.', 'FROM ubuntu:FILL-IN']
        : [`FROM ubuntu:${ubuntu}`]),
      '',
      'ENV DEBIAN_FRONTEND=noninteractive',
      'RUN apt-get update \\',
      ' && apt-get install -y --no-install-recommends ca-certificates gnupg g++ python3 python3-dev python3-venv wget \\',
      ' && rm -rf /var/lib/apt/lists/*',
      '',
      comment(`Runtime and tools of SDK ${release}, from the repository of Neuron.`),
      'RUN . /etc/os-release \\',
      ' && wget -qO - https://apt.repos.neuron.amazonaws.com/GPG-PUB-KEY-AMAZON-AWS-NEURON.PUB \\',
      '    | gpg --dearmor -o /usr/share/keyrings/neuron.gpg \\',
      ' && echo "deb [signed-by=/usr/share/keyrings/neuron.gpg] https://apt.repos.neuron.amazonaws.com $VERSION_CODENAME main" \\',
      '    > /etc/apt/sources.list.d/neuron.list \\',
      ' && apt-get update \\',
      ' && apt-get install -y --no-install-recommends \\',
      ...system.map(({ name, version }) => `      ${version === null ? name : `'${name}=${version}*'`} \\`),
      ' && rm -rf /var/lib/apt/lists/*',
      '',
      'RUN python3 -m venv /opt/venv',
      'ENV PATH=/opt/venv/bin:/opt/aws/neuron/bin:$PATH',
      '',
      comment(
        `Packages of the route ${option.route}, and what the scripts need, at once: so pip finds versions that go together.${extra.length > 0 ? ' CHECK: pin what you have tested.' : ''}`,
      ),
      'RUN pip install --no-cache-dir --extra-index-url https://pip.repos.neuron.amazonaws.com \\',
      ...joined([
        ...packages.map((need) => `      '${requirement(need, route.nature === 'generative')}'`),
        ...extra.map((name) => `      ${name}`),
      ]),
      '',
      ...(copies ? ['WORKDIR /app', `COPY ${trace} ${COMPARE_FILE} ./`] : []),
      ...(words === null ? [] : ['# The model is mounted below /models.', `CMD ${JSON.stringify(words)}`]),
    ],
    checks: [
      ...subject.checks,
      ...(ubuntu === null
        ? [
            python.length === 0
              ? 'No document that was read says which Python the packages need: fill in the base image.'
              : `The packages need Python ${python.join(', ')}: fill in a base image that has it.`,
          ]
        : [`Ubuntu ${ubuntu} comes with Python ${own}, which the packages support.`]),
      ...system
        .filter(({ version }) => version === null)
        .map(({ name }) => `The version of ${name} in SDK ${release} is not known: pin it.`),
      ...(copies
        ? [`It copies ${trace} and ${COMPARE_FILE} (the kinds trace and compare), which have to lie beside it.`]
        : []),
    ],
    sources: [
      compareSdk(sdk, '2.33.0') < 0 ? 'pytorch-manual-install' : 'pytorch-update-2.33',
      'package-manifest',
      'run-container',
    ],
    why: 'Installs the packages of the route, in the versions that the knowledge base has for the release.',
  };
}

function requirement({ name, spec }: PackageNeed, generative: boolean): string {
  return name === 'optimum-neuron' ? `${name}[neuronx${generative ? ',vllm' : ''}]${spec}` : `${name}${spec}`;
}

/** All but the last line go on. */
function joined(lines: readonly string[]): string[] {
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}
