/** What a report keeps of a rule that found something, so that a reader needs no other file. */
export interface RuleText {
  /** "group/kebab-name". */
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** File name of its page in `docs/rules/`. */
  readonly page: string;
}
