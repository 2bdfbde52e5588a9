import { type DataDocument, type DataObject, type DataPath, isDataObject, valueAt } from '../../text/data';
import { baseName } from '../../text/path';
import type { TextFile } from '../../text/read-text';
import type { Format } from '../format';
import type { ImageMention, Mentions, ResourceMention, VariableMention } from '../mentions';
import { faultReading, leftAlone, otherReading, TOO_LARGE } from '../other';
import { wordsOf } from '../shell/commands';
import { splitCommand } from './compose-command';
import { imageReference, substituted } from './image-reference';
import { rangesIn } from './parts';

const NAME = /(?:^|[/.-])compose[.-]/i;

/** Compose files. Facts: `services` (names), `images`. */
export const compose: Format = {
  text: true,
  matches: (path) => /\.ya?ml$/i.test(path) && NAME.test(`/${baseName(path)}`),
  async read(file) {
    let text: TextFile | null = null;
    let ours = false;
    try {
      text = await file.text();
      if (text === null) return leftAlone('compose', file, TOO_LARGE);
      ours = /^services:/m.test(text.text);
      if (!ours) return null;
      const document = ((await file.yaml()) ?? []).find(
        ({ value }) => isDataObject(value) && isDataObject(value.services),
      );
      if (document === undefined) return null;
      const mentions = gatherServices(document);
      const services = valueAt(document.value, ['services']);
      return otherReading('compose', file, text, {
        facts: {
          services: Object.keys(isDataObject(services) ? services : {}).slice(0, 50),
          images: mentions.images.map(({ reference }) => reference).slice(0, 50),
        },
        mentions,
        documents: [document],
      });
    } catch (error) {
      return faultReading(error, 'compose', file, ours, 'YAML');
    }
  },
};

type Found = { -readonly [K in 'images' | 'resources' | 'variables' | 'commands']: Mentions[K][number][] };

function gatherServices(document: DataDocument): Found {
  const found: Found = { images: [], resources: [], variables: [], commands: [] };
  const services = valueAt(document.value, ['services']);
  for (const [name, service] of Object.entries(isDataObject(services) ? services : {})) {
    if (!isDataObject(service)) continue;
    const path = ['services', name];
    const scope = `service ${name}`;
    takeImage(document, path, service, scope, found);
    takeDevices(document, path, service, scope, found);
    takeVariables(document, [...path, 'environment'], scope, found);
    takeCommand(document, path, scope, found);
  }
  return found;
}

function takeImage(
  document: DataDocument,
  path: DataPath,
  { image, platform }: DataObject,
  scope: string,
  found: Found,
) {
  const range = document.rangeOf([...path, 'image']);
  if (typeof image !== 'string' || range === null) return;
  // Only what has a default is known without the environment.
  const reference = substituted(image, new Map());
  const mention: ImageMention = {
    range: rangesIn(image, range)(0, image.length),
    scope,
    reference,
    ...imageReference(reference),
    platform: typeof platform === 'string' && !platform.includes('$') ? platform : null,
    role: 'container',
    shipped: true,
  };
  found.images.push(mention);
}

/**
 * Devices that a service asks for: `deploy.resources.reservations.devices` by driver, `gpus`, `runtime`, and `devices` by their path on the host. The name is what
 * is written there: "nvidia", "gpu", "/dev/neuron0".
 */
function takeDevices(document: DataDocument, path: DataPath, service: DataObject, scope: string, found: Found): void {
  const add = (
    at: DataPath,
    name: unknown,
    list: string,
    quantity: unknown = null,
    quantityAt: DataPath | null = null,
  ) => {
    const range = document.rangeOf(at);
    if (typeof name !== 'string' || range === null) return;
    const written = valueAt(document.value, at);
    const whole = typeof written === 'string' ? written : name;
    const nameRange = rangesIn(whole, range)(0, name.length);
    const resource: ResourceMention = {
      range: nameRange,
      scope,
      name,
      nameRange,
      quantity: typeof quantity === 'number' ? quantity : null,
      quantityRange: quantityAt === null ? null : document.rangeOf(quantityAt),
      list,
    };
    found.resources.push(resource);
  };
  add([...path, 'runtime'], service.runtime, 'runtime');
  const reserved = [...path, 'deploy', 'resources', 'reservations', 'devices'];
  const devices = valueAt(document.value, reserved);
  for (const [index, device] of (Array.isArray(devices) ? devices : []).entries()) {
    if (!isDataObject(device)) continue;
    const at = [...reserved, index];
    if (typeof device.driver === 'string')
      add([...at, 'driver'], device.driver, 'devices', device.count, [...at, 'count']);
    else if (Array.isArray(device.capabilities))
      add([...at, 'capabilities', 0], device.capabilities[0], 'devices', device.count, [...at, 'count']);
  }
  const gpus = document.keyRangeOf([...path, 'gpus']);
  if (gpus !== null && service.gpus !== undefined)
    found.resources.push({
      range: gpus,
      scope,
      name: 'gpus',
      nameRange: gpus,
      quantity: null,
      quantityRange: null,
      list: 'gpus',
    });
  for (const [index, device] of (Array.isArray(service.devices) ? service.devices : []).entries()) {
    const at = [...path, 'devices', index];
    if (typeof device === 'string') add(at, device.split(':', 1)[0], 'devices', null, null);
    else if (isDataObject(device)) add([...at, 'source'], device.source, 'devices');
  }
}

function takeVariables(document: DataDocument, path: DataPath, scope: string, found: Found): void {
  const variables = valueAt(document.value, path);
  const put = (variable: Omit<VariableMention, 'scope'>) => found.variables.push({ ...variable, scope });
  if (Array.isArray(variables)) {
    for (const [index, entry] of variables.entries()) {
      const range = document.rangeOf([...path, index]);
      if (typeof entry !== 'string' || range === null) continue;
      const equals = entry.indexOf('=');
      if (equals < 1) continue;
      const written = substituted(entry.slice(equals + 1), new Map());
      const part = rangesIn(entry, range);
      put({
        range: part(0, entry.length),
        name: entry.slice(0, equals),
        value: plain(written),
        valueRange: part(equals + 1, entry.length),
      });
    }
  } else if (isDataObject(variables)) {
    for (const [name, value] of Object.entries(variables)) {
      const key = document.keyRangeOf([...path, name]);
      const range = document.rangeOf([...path, name]);
      if (key === null) continue;
      const text = ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null;
      const whole = range === null ? key : { start: key.start, end: range.end };
      put({ range: whole, name, value: text === null ? null : plain(substituted(text, new Map())), valueRange: range });
    }
  }
}

function plain(value: string): string | null {
  return value.includes('$') ? null : value;
}

function takeCommand(document: DataDocument, path: DataPath, scope: string, found: Found): void {
  const words = ['entrypoint', 'command'].flatMap((key) => {
    const at = [...path, key];
    const value = valueAt(document.value, at);
    const range = document.rangeOf(at);
    if (typeof value === 'string' && range !== null) return splitCommand(value, rangesIn(value, range));
    if (!Array.isArray(value)) return [];
    return value.flatMap((word: unknown, index) => {
      const place = document.rangeOf([...at, index]);
      return place === null || typeof word === 'object'
        ? []
        : [{ text: String(word), range: place, literal: !String(word).includes('$') }];
    });
  });
  const { commands, variables } = wordsOf(words, { scope });
  for (const command of commands) found.commands.push(command);
  for (const variable of variables) found.variables.push(variable);
}
