// The JSON Schema of the JSON report, made from the type `Report` itself, so that the two cannot differ. Written by `npm run docs`.
import path from 'node:path';
import { API, SymbolFlags, TypeFlags } from 'typescript/unstable/sync';
import { root } from './process.mjs';

const FILE = 'src/model/report.ts';
const TYPE = 'Report';

/** The schema as the text of a file. A type with a name becomes a definition; its docstrings become descriptions. */
export function reportSchemaFile() {
  const api = new API({ cwd: root });
  try {
    const project = api
      .updateSnapshot({ openProjects: [path.join(root, 'tsconfig.json')] })
      .getProject(path.join(root, 'tsconfig.json'));
    if (project === undefined) throw new Error('tsconfig.json was not opened');
    const { checker, program } = project;
    const file = program.getSourceFile(path.join(root, FILE));
    const symbol = checker.getExportsOfModule(checker.getSymbolAtLocation(file)).find(({ name }) => name === TYPE);
    if (symbol === undefined) throw new Error(`${FILE} exports no ${TYPE}`);
    const definitions = new Map();
    const written = schemaOf(checker, checker.getDeclaredTypeOfSymbol(symbol), definitions);
    const schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Report of the Neuron Migration Planner',
      description: 'What `neuron-migration audit --format json` writes.',
      ...written,
      definitions: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
    return `${JSON.stringify(schema, null, 1)}\n`;
  } finally {
    api.close();
  }
}

function schemaOf(checker, type, definitions) {
  const name = nameOf(type);
  if (name === null) return shapeOf(checker, type, definitions);
  if (!definitions.has(name)) {
    // Held before it is filled, so that a type may speak of itself.
    definitions.set(name, {});
    definitions.set(name, { ...described(checker, symbolOf(type)), ...shapeOf(checker, type, definitions) });
  }
  return { $ref: `#/definitions/${name}` };
}

/** The name of an interface or alias of ours with the file that declares it ("fit.Figure"); null for what is written in place. */
function nameOf(type) {
  const symbol = symbolOf(type);
  const file = symbol?.declarations[0]?.path ?? '';
  return symbol !== undefined && file.includes('/src/model/')
    ? `${path.posix.basename(file, '.ts')}.${symbol.name}`
    : null;
}

function symbolOf(type) {
  const alias = type.getAliasSymbol();
  if (alias !== undefined) return type.getAliasTypeArguments().length > 0 ? undefined : alias;
  return type.isClassOrInterface() ? type.getSymbol() : undefined;
}

function shapeOf(checker, type, definitions) {
  const { flags } = type;
  if (flags & TypeFlags.StringLiteral || flags & TypeFlags.NumberLiteral || flags & TypeFlags.BooleanLiteral)
    return { const: type.value };
  if (flags & TypeFlags.String) return { type: 'string' };
  if (flags & TypeFlags.Number) return { type: 'number' };
  if (flags & TypeFlags.Boolean) return { type: 'boolean' };
  if (flags & TypeFlags.Null) return { type: 'null' };
  if (type.isUnionType()) {
    // A field that may be absent is a union with undefined, which JSON does not have.
    const members = type.getTypes().filter((one) => !(one.flags & TypeFlags.Undefined));
    return union(members.map((one) => schemaOf(checker, one, definitions)));
  }
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type);
    return { type: 'array', items: schemaOf(checker, item, definitions) };
  }
  if (checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type).map((one) => schemaOf(checker, one, definitions));
    return { type: 'array', items, minItems: items.length, maxItems: items.length };
  }
  if (type.isObjectType() || type.isIntersectionType()) return object(checker, type, definitions);
  throw new Error(`No schema for a type with flags ${flags} (${type.getSymbol()?.name ?? 'no name'})`);
}

function object(checker, type, definitions) {
  const properties = {};
  const required = [];
  for (const symbol of checker.getPropertiesOfType(type)) {
    const optional = (symbol.flags & SymbolFlags.Optional) !== 0;
    const of = checker.getTypeOfSymbol(symbol);
    properties[symbol.name] = { ...described(checker, symbol), ...schemaOf(checker, of, definitions) };
    if (!optional) required.push(symbol.name);
  }
  const [index] = checker.getIndexInfosOfType(type);
  return {
    type: 'object',
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
    additionalProperties:
      index === undefined || index.valueType.flags & TypeFlags.Never
        ? false
        : schemaOf(checker, index.valueType, definitions),
  };
}

function described(checker, symbol) {
  const words =
    symbol
      ?.getDocumentationComment(checker)
      .replace(/\s+/g, ' ')
      .replace(/\{@link (\w+)[^}]*\}/g, '$1')
      .trim() ?? '';
  return words === '' ? {} : { description: words };
}

/** Constants become an enumeration, plain types a list. */
function union(all) {
  const members = [...new Map(all.map((member) => [JSON.stringify(member), member])).values()];
  const constants = members.filter((member) => 'const' in member);
  const plain = members.filter(({ type, ...rest }) => typeof type === 'string' && Object.keys(rest).length === 0);
  const others = members.filter((member) => !constants.includes(member) && !plain.includes(member));
  const values = constants.map((member) => member.const).sort();
  const parts = [
    ...(values.length === 0
      ? []
      : both(values)
        ? [{ type: 'boolean' }]
        : values.length === 1
          ? constants
          : [{ enum: values }]),
    ...(plain.length === 0 ? [] : [{ type: plain.length === 1 ? plain[0].type : plain.map(({ type }) => type) }]),
    ...others,
  ];
  return parts.length === 1 ? parts[0] : { anyOf: parts };
}

function both(values) {
  return values.length === 2 && values.includes(true) && values.includes(false);
}
