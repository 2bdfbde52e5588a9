/** Links that run a command of this extension, for hovers and Problems. Pure. */

export const OPEN_RULE = 'neuronMigration.openRule';
export const OPEN_CHECKLIST = 'neuronMigration.openChecklist';
/** Asks for sizes of open dimensions and pins them; takes a {@link PinRequest}, or a row of the findings tree. */
export const PIN_DIMENSIONS = 'neuronMigration.pinDimensions';
/** Opens a place of a report; takes a {@link NodePlace}. Not in the command palette. */
export const OPEN_PLACE = 'neuronMigration.openPlace';

/** Asks for a reason and writes a comment that keeps a rule quiet. Not in the command palette. */
export const IGNORE_HERE = 'neuronMigration.ignoreHere';
/** Lists the routes of a model; takes a {@link RoutesOf}. Not in the command palette. */
export const SHOW_ROUTES = 'neuronMigration.showRoutes';
/** Asks for reason, name and day and writes a waiver. Not in the command palette. */
export const WAIVE = 'neuronMigration.waive';

/** Opens the page of a rule. */
export function ruleCommand(rule: string): string {
  return commandUri(OPEN_RULE, [rule]);
}

export function commandUri(command: string, args: readonly string[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args)).replace(/[()'!*]/g, percentEncoded)}`;
}

function percentEncoded(char: string): string {
  return `%${char.charCodeAt(0).toString(16)}`;
}
