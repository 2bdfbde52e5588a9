import type { ImageMention, Word } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import type { TextRange } from '../../model/finding';
import { isDataObject, valueAt } from '../../text/data';
import { baseName } from '../../text/path';
import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { listed } from '../words';
import { imageWords, textLocations } from './environment';

const DEVICE = /^\/dev\/neuron(\d{1,3})$/;
/** Images that run nothing on the devices, or that see all of them. */
const INFRASTRUCTURE = /device-plugin|scheduler|monitor|problem-detector|exporter|operator|compil/i;
/** Commands that need no device. */
const WITHOUT_DEVICE = /compil|export|^(?:pip3?|ls|cat|cp|tar|aws|--version|--help)$/i;

/** A container that is started by Compose or a script. */
interface Started {
  readonly image: ImageMention;
  /** Null: which devices it gets is not known. */
  readonly devices: readonly Device[] | null;
}

interface Device {
  readonly index: number;
  readonly range: TextRange;
}

/** Neuron containers of Compose files and scripts that get no Neuron device, or devices with gaps between them. */
export const containerDevices = mentionRule(
  {
    id: 'image/neuron-devices',
    phase: 'integration',
    page: {
      title: 'Container without its Neuron devices',
      what: 'Looks at containers that a Compose file or a script (docker run, podman, nerdctl) starts from an image with Neuron software: whether a Neuron device is passed into it, and whether the devices lie next to each other. Privileged containers, those that mount /dev or set AWS_NEURON_VISIBLE_DEVICES, and command lines with parts that are not known are left alone; so are containers that only compile.',
      why: 'Neuron devices are files that a container sees only where they are passed in, one by one; there is no "all". The runtime needs devices with consecutive numbers.',
      fix: 'Pass each device: --device=/dev/neuron0 --device=/dev/neuron1, or devices: in Compose. With the OCI hook of Neuron AWS_NEURON_VISIBLE_DEVICES does the same.',
      example: {
        before: 'docker run -p 8000:8000 public.ecr.aws/neuron/pytorch-inference-vllm-neuronx:…',
        after: 'docker run --device=/dev/neuron0 -p 8000:8000 public.ecr.aws/neuron/pytorch-inference-vllm-neuronx:…',
        language: 'sh',
      },
      sources: ['container-devices', 'container-troubleshooting', 'container-faq'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading } = context;
    const started = reading.kind === 'compose' ? composed(reading) : scripted(reading);
    const without = started.filter(({ image, devices }) => devices?.length === 0 && isForNeuron(image, context));
    if (without.length > 0) yield noDevice(reading, without);
    const apart = started.flatMap(({ devices }) => (devices !== null && hasGap(devices) ? [devices] : []));
    if (apart.length > 0) yield gap(reading, apart);
  },
);

function noDevice({ path }: OtherReading, started: readonly Started[]): Draft {
  const names = [...new Set(started.map(({ image }) => imageWords(image)))];
  return {
    key: 'none',
    severity: 'warning',
    confidence: 'documented',
    action: 'Pass the Neuron devices into the container',
    message: `The container of ${listed(names)} gets no Neuron device: no --device or devices entry names /dev/neuron0.`,
    why: 'A container sees only the Neuron devices that are passed into it; without one the runtime ends with "No neuron device available".',
    remedy:
      'Pass each device (--device=/dev/neuron0 and on, devices: in Compose), or set AWS_NEURON_VISIBLE_DEVICES where the OCI hook of Neuron is installed.',
    sources: ['container-devices', 'container-troubleshooting'],
    ...textLocations(
      path,
      started.map(({ image }) => image.range),
    ),
  };
}

function gap({ path }: OtherReading, apart: readonly (readonly Device[])[]): Draft {
  const names = [...new Set(apart.flat().map(({ index }) => `/dev/neuron${index}`))];
  return {
    key: 'gap',
    severity: 'warning',
    confidence: 'documented',
    action: 'Pass Neuron devices with consecutive numbers',
    message: `The devices ${listed(names, 8)} of one container are not contiguous.`,
    why: 'The runtime expects devices with consecutive numbers; otherwise it ends with "Could not open the nd…" or "Neuron cores are not contiguous".',
    remedy: 'Pass devices that follow each other, such as /dev/neuron0 and /dev/neuron1.',
    sources: ['container-troubleshooting', 'container-faq'],
    ...textLocations(
      path,
      apart.flat().map(({ range }) => range),
    ),
  };
}

function isForNeuron({ name }: ImageMention, { knowledge, target, settings }: RuleContext): boolean {
  const last = baseName(name);
  if (INFRASTRUCTURE.test(last)) return false;
  return /(?:^|[-_.])neuronx?(?:$|[-_.])/i.test(last) || knowledge.neuronImage(name, target, settings.sdk) !== null;
}

function hasGap(devices: readonly Device[]): boolean {
  const numbers = [...new Set(devices.map(({ index }) => index))].sort((a, b) => a - b);
  const [first, last] = [numbers[0], numbers.at(-1)];
  return first !== undefined && last !== undefined && last - first >= numbers.length;
}

/** The services of a Compose file. */
function composed({ mentions, documents }: OtherReading): Started[] {
  const [document] = documents;
  return mentions.images.map((image): Started => {
    const { scope } = image;
    const service = valueAt(document?.value, ['services', (scope ?? '').replace(/^service /, '')]);
    const here = <T extends { readonly scope?: string }>(mention: T) => mention.scope === scope;
    const own = mentions.resources.filter(here);
    const devices = own.flatMap(({ name, range }) => deviceOf(name, range));
    const other =
      own.some(({ name }) => !DEVICE.test(name)) ||
      (isDataObject(service) && seesAll(service)) ||
      mentions.variables.some((variable) => here(variable) && variable.name === 'AWS_NEURON_VISIBLE_DEVICES') ||
      mentions.commands.some((command) => here(command) && needsNone(command.words.map(({ text }) => text)));
    return { image, devices: other && devices.length === 0 ? null : devices };
  });
}

/** A service that is privileged, mounts /dev, or inherits what is not seen here. */
function seesAll({ privileged, volumes, extends: base, ...rest }: Readonly<Record<string, unknown>>): boolean {
  const mounts = Array.isArray(volumes) ? volumes : [];
  const dev = mounts.some((mount) => {
    const source = isDataObject(mount) ? mount.source : mount;
    return typeof source === 'string' && /^\/dev\/?(?::|$)/.test(source);
  });
  return privileged === true || dev || base !== undefined || '<<' in rest || rest.env_file !== undefined;
}

const STARTS = /(?:^|\/)(?:docker|nvidia-docker|podman|nerdctl)$/;

/** Containers that commands start. */
function scripted({ mentions }: OtherReading): Started[] {
  const placeOf = ({ start: { line, column } }: TextRange) => `${line}:${column}`;
  const images = new Map(mentions.images.map((image) => [placeOf(image.range), image]));
  if (images.size === 0) return [];
  return mentions.commands.flatMap(({ words: [program, ...words] }) => {
    if (!STARTS.test(program?.text ?? '')) return [];
    const at = words.findIndex(({ range }) => images.has(placeOf(range)));
    const word = words[at];
    const image = word && images.get(placeOf(word.range));
    return image === undefined ? [] : [{ image, devices: passed(words.slice(0, at), words.slice(at + 1)) }];
  });
}

/** Options that say which devices there are, or let the container see all of them. */
const DECIDES = /^--(?:privileged|gpus|runtime|env-file|cdi|device)\b|^\/dev\/?:|=\/dev\/?:|AWS_NEURON_VISIBLE_DEVICES/;
/** A word that may stand for several options, where it is not the value of one. */
const MANY = /^(?:\$\{?\w+(?:\[[@*]\])?\}?$|\$\(|`)/;
const FLAG = /^(?:-[a-z]*[it]|--(?:rm|detach|interactive|tty|init)|[^-].*)$/;

/** Devices of `docker run`; null where they are not known. */
function passed(options: readonly Word[], command: readonly Word[]): readonly Device[] | null {
  const devices = options.flatMap(({ text, range }) =>
    deviceOf(text.replace(/^--device=/, '').split(':', 1)[0] ?? '', range),
  );
  if (devices.length > 0) return devices;
  const unknown = options.some(
    ({ text, literal }, index) =>
      DECIDES.test(text) || (!literal && MANY.test(text) && FLAG.test(options[index - 1]?.text ?? 'run')),
  );
  return unknown || needsNone(command.map(({ text }) => text)) ? null : [];
}

function deviceOf(name: string, range: TextRange): Device[] {
  const index = DEVICE.exec(name)?.[1];
  return index === undefined ? [] : [{ index: Number(index), range }];
}

function needsNone(words: readonly string[]): boolean {
  return words.some((word) => WITHOUT_DEVICE.test(word.slice(0, 200)));
}
