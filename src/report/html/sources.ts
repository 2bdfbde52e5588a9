import type { Evidence } from '../../model/finding';
import type { Report } from '../../model/report';
import { carriedOver, releaseWords } from '../carried-over';
import { evidenceKey } from '../group';
import { html, link, type Markup, when } from './markup';

export interface Sources {
  /** In the order of their numbers. */
  readonly all: readonly Evidence[];
  /** 1-based. */
  number(evidence: Evidence): number;
}

/** What a report cites, whatever cites it. */
export interface Cites {
  readonly evidence: readonly Evidence[];
}

/** Numbers every source in the order in which they are cited. */
export function numberSources(citing: readonly Cites[]): Sources {
  const numbers = new Map<string, number>();
  const all: Evidence[] = [];
  for (const evidence of citing.flatMap((one) => one.evidence)) {
    const key = evidenceKey(evidence);
    if (numbers.has(key)) continue;
    all.push(evidence);
    numbers.set(key, all.length);
  }
  return { all, number: (evidence) => numbers.get(evidenceKey(evidence)) ?? 0 };
}

/** "[1] [2]", each a link to the list at the end. */
export function sourceNumbers({ evidence: cited }: Cites, sources: Sources): Markup {
  return html`${cited.map((evidence) => {
    const n = sources.number(evidence);
    return html`<a class="ref" href="#source-${n}" aria-label="Source ${n}">[${n}]</a> `;
  })}`;
}

/** "NCC_EVRF013, compiler error codes, SDK 2.32.0". */
export function sourceLink({ title, url, sdk }: Evidence): Markup {
  return html`${link(url, title)}${when(sdk !== null, () => html`, SDK ${sdk ?? ''}`)}`;
}

/** How many of the sources speak of an older release than the one judged for. */
export function carriedCount({ all }: Sources, sdk: string): number {
  return all.filter((source) => carriedOver(source, sdk) !== null).length;
}

/** The numbered list that every claim leads to. */
export function sourceList(report: Report, sources: Sources): Markup {
  if (sources.all.length === 0) return html``;
  const { sdk } = report.settings;
  return html`<section aria-labelledby="sources"><h2 id="sources">Sources</h2>
${when(carriedCount(sources, sdk) > 0, () => html`<p class="quiet">What a source says of an older release than ${sdk} is carried over, unless a newer source stands beside it: nothing newer was read.</p>`)}
<ol class="sources">${sources.all.map((source, index) => sourceEntry(source, index + 1, sdk))}</ol></section>`;
}

function sourceEntry(source: Evidence, n: number, sdk: string): Markup {
  const release = releaseWords(source, sdk) ?? 'not about a Neuron release';
  return html`<li id="source-${n}">${link(source.url, source.title)} <span class="quiet">${release}</span><br><span class="url">${source.url}</span></li>
`;
}
