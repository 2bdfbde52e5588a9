import type { RelativePath } from '../../model/host';
import { type DataDocument, DataFault } from '../../text/data';
import { jsonData } from '../../text/json-data';
import { baseName } from '../../text/path';
import { yamlData } from '../../text/yaml-data';
import type { Format } from '../format';
import type { ResourceMention } from '../mentions';
import { faultReading, otherReading } from '../other';
import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { collect } from './collect';
import { embeddedDocuments } from './embedded';
import { commonFacts, isAnything, nothingFound } from './found';
import { lightly } from './light';
import { linesOf } from './lines';
import { isTemplated } from './mask';
import { kindFacts, kindOf, type ManifestKind, mayBeManifest, meantAs } from './recognise';
import { readTemplate } from './template';

/** "a.yaml", "a.yaml-template", "a.yml.j2", "a.json.tmpl". */
const NAME = /\.(?:ya?ml|json)(?:[-.](?:template|tmpl|tpl|gotmpl|jinja2?|j2|in|example|sample|dist))?$/;
/** "values.yaml", "values-prod.yaml", "gpu-operator-values.yaml" of Helm charts. */
const VALUES = /(?:^|[-_.])values(?:[-_.][\w.-]{0,80})?\.ya?ml$/;
const KUSTOMIZATION = /^kustomization\.ya?ml$/;

/**
 * Manifests in YAML and JSON: Kubernetes with its custom resources, Helm templates and values, Kustomize, CloudFormation, SageMaker, ECS, AWS Batch,
 * AWS ParallelCluster. Facts: those of `commonFacts` and `kindFacts`.
 */
export const manifests: Format = {
  text: true,
  matches: (path) => NAME.test(nameOf(path)),
  read: readManifest,
};

function nameOf(path: RelativePath): string {
  return baseName(path).toLowerCase();
}

async function readManifest(file: SourceFile): Promise<Reading | null> {
  let text = '';
  try {
    const content = await file.text();
    if (content === null) return null;
    ({ text } = content);
    const byName = isKustomization(file) || isValues(file);
    if (!byName && !mayBeManifest(text)) return null;
    const { documents, resources = [], reason = null } = await parse(file, text);
    const kind = kindOf(documents) ?? kindByName(file) ?? (reason === null ? null : meantAs(text));
    if (kind === null) return null;
    const found = nothingFound();
    const lines = linesOf(text);
    const embedded = documents.flatMap((document) => embeddedDocuments(document, lines));
    for (const [index, document] of [...documents, ...embedded].entries()) collect(document, index, lines, found);
    found.resources.push(...resources);
    if (kind === 'helm' && !isAnything(found)) return null;
    return otherReading(kind === 'kubernetes' && isChart(text) ? 'helm' : kind, file, content, {
      facts: { ...kindFacts(kind, documents), ...commonFacts(found) },
      mentions: found,
      documents: lightly(documents, parserOf(text, isJson(file), reason !== null)),
      reason,
    });
  } catch (error) {
    const kind = meantAs(text);
    return faultReading(error, kind ?? 'kubernetes', file, kind !== null, isJson(file) ? 'JSON' : 'YAML');
  }
}

interface Parsed {
  readonly documents: readonly DataDocument[];
  readonly resources?: readonly ResourceMention[];
  /** Where only parts could be read. */
  readonly reason?: string | null;
}

async function parse(file: SourceFile, text: string): Promise<Parsed> {
  if (isJson(file)) {
    const document = await file.json();
    return { documents: document === null ? [] : [document] };
  }
  if (isTemplated(text)) {
    const { whole, ...rest } = readTemplate(text);
    const reason = whole ? null : 'Parts of the template are no YAML without its values and were read line by line.';
    return { ...rest, reason };
  }
  try {
    return { documents: (await file.yaml()) ?? [] };
  } catch (error) {
    // One broken document keeps nobody from judging the others of the stream.
    if (!(error instanceof DataFault) || meantAs(text) === null) throw error;
    const { documents, resources } = readTemplate(text);
    if (documents.length === 0 && resources.length === 0) throw error;
    const at = error.range === null ? '' : ` at line ${error.range.start.line}, column ${error.range.start.column}`;
    return {
      documents,
      resources,
      reason: `The file is not valid YAML${at}: ${error.message}; the rest of it was read.`,
    };
  }
}

/** Parses a text once more that was read before. `broken`: only parts of it could be parsed. */
function parserOf(text: string, json: boolean, broken: boolean): () => readonly DataDocument[] {
  if (json) return () => [jsonData(text)];
  return () => (broken || isTemplated(text) ? readTemplate(text).documents : yamlData(text));
}

/** Whether the expressions of a template are Helm's: other tools template manifests, too. */
function isChart(text: string): boolean {
  return isTemplated(text) && /\.(?:Values|Release|Chart)\b|\binclude "/.test(text);
}

function isJson({ name }: SourceFile): boolean {
  return name.includes('.json');
}

function isKustomization({ name }: SourceFile): boolean {
  return KUSTOMIZATION.test(name);
}

function isValues({ name }: SourceFile): boolean {
  return VALUES.test(name);
}

function kindByName(file: SourceFile): ManifestKind | null {
  if (isKustomization(file)) return 'kubernetes';
  return isValues(file) ? 'helm' : null;
}
