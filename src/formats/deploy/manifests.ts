import type { RelativePath } from '../../model/host';
import type { DataDocument } from '../../text/data';
import type { Format } from '../format';
import type { ResourceMention } from '../mentions';
import { faultReading, otherReading } from '../other';
import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { collect } from './collect';
import { commonFacts, isAnything, nothingFound } from './found';
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
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

async function readManifest(file: SourceFile): Promise<Reading | null> {
  let text = '';
  try {
    const content = await file.text();
    if (content === null) return null;
    ({ text } = content);
    const byName = isKustomization(file) || isValues(file);
    if (!byName && !mayBeManifest(text)) return null;
    const { documents, resources = [], whole = true } = await parse(file, text);
    const kind = kindOf(documents) ?? kindByName(file) ?? (whole ? null : meantAs(text));
    if (kind === null) return null;
    const found = nothingFound();
    for (const [index, document] of documents.entries()) collect(document, index, found);
    found.resources.push(...resources);
    if (kind === 'helm' && !isAnything(found)) return null;
    return otherReading(isTemplated(text) && kind === 'kubernetes' ? 'helm' : kind, file, content, {
      facts: { ...kindFacts(kind, documents), ...commonFacts(found) },
      mentions: found,
      documents,
      reason: whole ? null : 'Parts of the template are no YAML without its values and were read line by line.',
    });
  } catch (error) {
    const kind = meantAs(text);
    return faultReading(error, kind ?? 'kubernetes', file, kind !== null, isJson(file) ? 'JSON' : 'YAML');
  }
}

interface Parsed {
  readonly documents: readonly DataDocument[];
  readonly resources?: readonly ResourceMention[];
  readonly whole?: boolean;
}

async function parse(file: SourceFile, text: string): Promise<Parsed> {
  if (isJson(file)) {
    const document = await file.json();
    return { documents: document === null ? [] : [document] };
  }
  if (isTemplated(text)) return readTemplate(text);
  return { documents: (await file.yaml()) ?? [] };
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
