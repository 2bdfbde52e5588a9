import { type DataDocument, isDataObject } from '../../text/data';
import type { Format } from '../format';
import { faultReading, otherReading } from '../other';
import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { collect } from './collect';
import { commonFacts, isAnything, nothingFound } from './found';
import { hclData } from './hcl';
import { lightly } from './light';
import { linesOf } from './lines';

/** Terraform and its variable files. Facts: `types` (of resources and modules), and those of `commonFacts`. */
export const terraform: Format = {
  text: true,
  matches: (path) => /\.(?:tf|tfvars|tf\.example|tfvars\.example)$/i.test(path),
  read: readTerraform,
};

async function readTerraform(file: SourceFile): Promise<Reading | null> {
  try {
    const content = await file.text();
    if (content === null) return null;
    const document = hclData(content.text);
    const found = nothingFound();
    collect(document, 0, linesOf(content.text), found);
    if (!isAnything(found)) return null;
    const types = resourceTypes(document);
    return otherReading('terraform', file, content, {
      facts: { ...(types.length > 0 && { types }), ...commonFacts(found) },
      mentions: found,
      documents: lightly([document], parserOf(content.text)),
    });
  } catch (error) {
    return faultReading(error, 'terraform', file, true, 'HCL');
  }
}

function parserOf(text: string): () => readonly DataDocument[] {
  return () => [hclData(text)];
}

function resourceTypes({ value }: DataDocument): string[] {
  const resources = isDataObject(value) ? value.resource : null;
  return isDataObject(resources) ? Object.keys(resources).slice(0, 40) : [];
}
