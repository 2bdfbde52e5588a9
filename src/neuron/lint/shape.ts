/** A small validator for the data files: says which field of which entry is wrong. */

/** Called with the path of the field ("checks[0].kind") and what is wrong with it. */
export type Complain = (path: string, message: string) => void;
export type Shape = (value: unknown, path: string, complain: Complain) => void;

export const text: Shape = (value, path, complain) => {
  if (typeof value !== 'string' || value.trim() === '' || value !== value.trim())
    complain(path, 'must be a text that is neither empty nor padded with spaces');
};

export const integer: Shape = (value, path, complain) => {
  if (!Number.isInteger(value)) complain(path, 'must be an integer');
};

export const number: Shape = (value, path, complain) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) complain(path, 'must be a number');
};

export const positive: Shape = (value, path, complain) => {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) complain(path, 'must be a number above 0');
};

export const anything: Shape = () => {};

export function matching(pattern: RegExp, what: string): Shape {
  return (value, path, complain) => {
    if (typeof value !== 'string' || !pattern.test(value)) complain(path, `must be ${what}`);
  };
}

export function oneOf(values: readonly unknown[]): Shape {
  return (value, path, complain) => {
    if (!values.includes(value)) complain(path, `must be one of ${values.join(', ')}`);
  };
}

export function orNull(shape: Shape): Shape {
  return (value, path, complain) => {
    if (value !== null) shape(value, path, complain);
  };
}

/** `least`: how many items at least. */
export function listOf(shape: Shape, least = 0): Shape {
  return (value, path, complain) => {
    if (!Array.isArray(value)) return complain(path, 'must be a list');
    if (value.length < least) complain(path, `must have at least ${least} ${least === 1 ? 'item' : 'items'}`);
    value.forEach((item: unknown, at) => {
      shape(item, `${path}[${at}]`, complain);
    });
  };
}

/** Exactly these fields, those in `optional` at will. */
export function record(fields: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape {
  return (value, path, complain) => {
    if (!isObject(value)) return complain(path, 'must be an object');
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    for (const [name, shape] of Object.entries(fields)) {
      if (name in value) shape(value[name], at(name), complain);
      else complain(at(name), 'is missing');
    }
    for (const [name, item] of Object.entries(value)) {
      if (name in fields) continue;
      const shape = optional[name];
      if (shape) shape(item, at(name), complain);
      else complain(at(name), 'is not a field of this entry');
    }
  };
}

/** An object whose keys are names of its own. */
export function mapOf(shape: Shape): Shape {
  return (value, path, complain) => {
    if (!isObject(value)) return complain(path, 'must be an object');
    for (const [name, item] of Object.entries(value)) shape(item, `${path}.${name}`, complain);
  };
}

/** The shape that the value's `field` chooses. */
export function variants(field: string, shapes: Readonly<Record<string, Shape>>): Shape {
  return (value, path, complain) => {
    const kind = isObject(value) ? value[field] : undefined;
    const shape = typeof kind === 'string' ? shapes[kind] : undefined;
    if (shape) shape(value, path, complain);
    else complain(`${path}.${field}`, `must be one of ${Object.keys(shapes).join(', ')}`);
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
