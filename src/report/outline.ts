/** A document of headings, lists and tables, as comparisons and trends are: laid out once, written by each format in its own grammar. */

export interface OutlineItem {
  readonly head: string;
  readonly lines: readonly string[];
}

export interface OutlineTable {
  readonly columns: readonly string[];
  /** Cells of numbers are right-aligned in a terminal. */
  readonly rows: readonly (readonly string[])[];
}

export interface OutlineSection {
  readonly heading: string;
  readonly intro?: string;
  readonly table?: OutlineTable;
  readonly items: readonly OutlineItem[];
}

/** Nothing here is escaped; names in it are shortened and visible already. */
export interface Outline {
  readonly title: string;
  readonly lead: string;
  /** In order; a section without items and table is left out. */
  readonly sections: readonly OutlineSection[];
}

export function item(head: string, ...lines: readonly string[]): OutlineItem {
  return { head, lines };
}

/** Those that say something. */
export function sectionsOf({ sections }: Outline): readonly OutlineSection[] {
  return sections.filter(({ items, table }) => items.length > 0 || table !== undefined);
}
