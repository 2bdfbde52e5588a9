import { baseName } from '../../text/path';
import { type IndexMention, normalizedPackage, type PackageMention, type PythonMention, type Word } from '../mentions';
import { condaSpecAt } from './conda-spec';
import { rangesIn } from './parts';
import { type RangeOf, requirementAt } from './requirement';

/** What an install command asks for. */
export interface Installed {
  readonly packages: readonly PackageMention[];
  /** Package indexes and Conda channels. */
  readonly indexes: readonly IndexMention[];
  readonly pythons: readonly PythonMention[];
  /** Requirements and constraints files that it names. */
  readonly files: readonly Word[];
}

const NOTHING: Installed = { packages: [], indexes: [], pythons: [], files: [] };

type Tool = 'pip' | 'conda' | 'system';

/**
 * The packages that one command installs: `pip install …`, `python -m pip install …`, `uv pip install …`, `uv add …`, `poetry add …`,
 * `conda install …`, `apt-get install …` and their like, with the program as the first word. Nothing of any other command.
 */
export function pipInstallOf(words: readonly Word[], scope?: string): Installed {
  const start = installStart(words);
  if (start === null) return NOTHING;
  return argumentsOf(words.slice(start.at), start.tool, scope);
}

const PIP = /^(?:.*\/)?pip[\d.]*$/;
const PYTHON = /^(?:.*\/)?(?:python[\d.]*|py)$/;

/** Where the arguments of an install command begin. */
function installStart(words: readonly Word[]): { readonly at: number; readonly tool: Tool } | null {
  const program = words[0]?.text ?? '';
  if (PYTHON.test(program)) {
    const module = words.findIndex(({ text }) => text === '-m');
    if (module < 0 || module > 4 || !['pip', 'uv', 'pip3'].includes(words[module + 1]?.text ?? '')) return null;
    return after(installStart(words.slice(module + 1)), module + 1);
  }
  const name = baseName(program);
  if (PIP.test(program)) return verb(words, ['install', 'download', 'wheel'], 'pip');
  if (name === 'uv') {
    const sub = words.findIndex(({ text }, at) => at > 0 && !text.startsWith('-'));
    if (words[sub]?.text === 'pip') return after(verb(words.slice(sub), ['install'], 'pip'), sub);
    if (words[sub]?.text === 'tool') return after(verb(words.slice(sub), ['install'], 'pip'), sub);
    return verb(words, ['add'], 'pip');
  }
  if (['poetry', 'pdm', 'rye'].includes(name)) return verb(words, ['add'], 'pip');
  if (['pipenv', 'pipx'].includes(name)) return verb(words, ['install'], 'pip');
  if (['conda', 'mamba', 'micromamba'].includes(name)) return verb(words, ['install', 'create', 'update'], 'conda');
  if (['apt-get', 'apt', 'aptitude', 'yum', 'dnf', 'microdnf', 'zypper', 'tdnf'].includes(name))
    return verb(words, ['install', 'reinstall', 'upgrade', 'downgrade'], 'system');
  return name === 'apk' ? verb(words, ['add'], 'system') : null;
}

function after<T extends { readonly at: number }>(start: T | null, by: number): T | null {
  return start === null ? null : { ...start, at: start.at + by };
}

/** The verb is the first word behind the program that is no option; of options before it the few that take a value are known. */
function verb(words: readonly Word[], verbs: readonly string[], tool: Tool) {
  for (let at = 1; at < words.length; at += 1) {
    const text = words[at]?.text ?? '';
    if (verbs.includes(text)) return { at: at + 1, tool };
    if (!text.startsWith('-')) return null;
    if (takesValue(text, tool)) at += 1;
  }
  return null;
}

const VALUES: Readonly<Record<Tool, ReadonlySet<string>>> = {
  pip: new Set(
    (
      '-r --requirement -c --constraint -e --editable -i --index-url --extra-index-url --index --default-index -f --find-links -t --target --root --prefix ' +
      '--platform --python-version --implementation --abi --no-binary --only-binary --progress-bar --proxy --retries --timeout --default-timeout ' +
      '--exists-action --trusted-host --cert --client-cert --cache-dir --src --upgrade-strategy --log --config-settings -C --global-option ' +
      '--build-option --install-option --report --python -p --torch-backend --extra --group -G --override --overrides --resolution --prerelease --index-strategy ' +
      '--keyring-provider --link-mode --exclude-newer --refresh-package --reinstall-package --upgrade-package -P --no-build-package --source ' +
      '--directory --project --config-file --optional --branch --tag --rev --markers --use-feature --use-deprecated --with -d --dest -w --wheel-dir'
    ).split(' '),
  ),
  conda: new Set(
    '-n --name -p --prefix -c --channel --file -f --repodata-fn --solver --subdir --platform --clone --revision'.split(
      ' ',
    ),
  ),
  system: new Set(
    '-t --target-release -o --option -c --config-file --enablerepo --disablerepo --repo --releasever -X --repository'.split(
      ' ',
    ),
  ),
};

function takesValue(option: string, tool: Tool): boolean {
  // Of yum and apk "-t" says something else, and "-f" of apt repairs; both take none.
  return VALUES[tool].has(option);
}

function argumentsOf(words: readonly Word[], tool: Tool, scope: string | undefined): Installed {
  const context = scope === undefined ? {} : { scope };
  const found = {
    packages: [] as PackageMention[],
    indexes: [] as IndexMention[],
    pythons: [] as PythonMention[],
    files: [] as Word[],
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    if (word.text.startsWith('-')) {
      const option = optionAt(words, at, tool);
      at = option.last;
      if (option.value !== null) takeOption(option.name, option.value, tool, found, context);
      continue;
    }
    const mention = packageOf(word, tool, context);
    if (mention === null) continue;
    if (tool === 'conda' && mention.name === 'python')
      found.pythons.push({ ...context, range: mention.range, specifier: mention.specifier });
    else found.packages.push(mention);
  }
  return found;
}

interface Option {
  readonly name: string;
  readonly value: Word | null;
  /** Index of the last word that belongs to it. */
  readonly last: number;
}

/** `--name value`, `--name=value` or `-rfile`. */
function optionAt(words: readonly Word[], at: number, tool: Tool): Option {
  const word = words[at];
  const text = word?.text ?? '';
  const equals = text.startsWith('--') ? text.indexOf('=') : -1;
  if (word !== undefined && equals > 0)
    return { name: text.slice(0, equals), value: partOf(word, equals + 1, text.length), last: at };
  if (takesValue(text, tool)) return { name: text, value: words[at + 1] ?? null, last: at + 1 };
  const joined = /^-[a-zA-Z]/.test(text) ? text.slice(0, 2) : '';
  if (
    word !== undefined &&
    text.length > 2 &&
    joined !== '' &&
    ['-r', '-c', '-e', '-i', '-f'].includes(joined) &&
    tool === 'pip'
  )
    return { name: joined, value: partOf(word, 2, text.length), last: at };
  return { name: text, value: null, last: at };
}

type Found = { [K in keyof Installed]: Installed[K][number][] };

function takeOption(name: string, value: Word, tool: Tool, found: Found, context: { readonly scope?: string }): void {
  if (tool === 'pip') {
    if (
      [
        '-i',
        '--index-url',
        '--extra-index-url',
        '--index',
        '--default-index',
        '-f',
        '--find-links',
        '--source',
      ].includes(name)
    )
      found.indexes.push({ ...context, range: value.range, url: value.text.replace(/^[\w-]+=(?=https?:)/, '') });
    else if (['-r', '--requirement', '-c', '--constraint'].includes(name)) found.files.push(value);
    else if (name === '-e' || name === '--editable') {
      const mention = packageOf(value, tool, context);
      if (mention !== null) found.packages.push(mention);
    }
  } else if (tool === 'conda') {
    if (name === '-c' || name === '--channel') found.indexes.push({ ...context, range: value.range, url: value.text });
    else if (name === '--file' || name === '-f') found.files.push(value);
  }
}

function packageOf(word: Word, tool: Tool, context: { readonly scope?: string }): PackageMention | null {
  const rangeOf = rangesIn(word.text, word.range);
  if (tool === 'system') return systemPackage(word, rangeOf, context);
  if (tool === 'conda') return condaSpecAt(word.text, rangeOf, context);
  // Paths and variables name no package: "." or "./src" or "$WHEEL".
  if (!/^[A-Za-z0-9]/.test(word.text) && !/\.(?:whl|tar\.gz|zip)/i.test(word.text)) return null;
  // "name@version" of uv and poetry: no URL behind the "@".
  const at = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?@(?!\s*[a-z+]+:|\s)([\w.^*-]+)$/.exec(word.text);
  if (at?.[1] !== undefined && at[2] !== undefined) {
    const base = requirementAt(at[1], rangeOf, context);
    const from = word.text.length - at[2].length;
    if (base === null) return null;
    const exact = /^\d[\w.]*$/.test(at[2]);
    return {
      ...base,
      range: word.range,
      specifier: exact ? `==${at[2]}` : at[2] === 'latest' ? '' : at[2],
      specifierRange: rangeOf(from, word.text.length),
      pinned: exact ? at[2] : null,
    };
  }
  return requirementAt(word.text, rangeOf, context);
}

/** `name`, `name=1.2*` of apt and apk, `name-1.2.*` of yum, `./name.deb`. */
function systemPackage(word: Word, rangeOf: RangeOf, context: { readonly scope?: string }): PackageMention | null {
  const found = /^([A-Za-z0-9][A-Za-z0-9+._-]*?)(?::[a-z0-9]+)?(?:(=|~=|==)([^=\s]+)|-(\d+(?:\.[\w*]+)*\.?\*?))?$/.exec(
    word.text,
  );
  const name = found?.[1];
  if (name === undefined) return null;
  const version = found?.[3] ?? found?.[4] ?? null;
  const from = version === null ? -1 : word.text.length - version.length;
  return {
    range: word.range,
    ...context,
    name: normalizedPackage(name),
    written: name,
    nameRange: rangeOf(0, name.length),
    specifier: version === null ? '' : `=${version}`,
    specifierRange: version === null ? null : rangeOf(from, word.text.length),
    pinned: version !== null && /^[\w.+:~-]+$/.test(version) ? version : null,
    extras: [],
    marker: null,
    source: null,
    installer: 'system',
    locked: false,
  };
}

function partOf(word: Word, from: number, to: number): Word {
  return { text: word.text.slice(from, to), range: rangesIn(word.text, word.range)(from, to), literal: word.literal };
}
